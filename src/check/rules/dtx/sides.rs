//! The two sides of a section: what its diagrams draw and what its trees list, plane by plane.

use crate::course::PageId;
use crate::figure::{Figure, FigureKind};
use crate::site::Site;
use crate::span::Place;
use std::collections::{BTreeMap, BTreeSet};

/// A plane counts as drawn, or listed, when so many of its components are.
pub(super) const MIN_COMPONENTS: usize = 2;

/// A figure with its planes.
pub(super) type Planes<'s> = (&'s Figure, BTreeMap<String, Side>);

/// A section with bound figures of both kinds. What is compared is gathered once for all of its figures, so that a section of
/// many costs no more for each.
pub(super) struct Section<'s> {
    /// The bound trees.
    pub trees: Vec<Planes<'s>>,
    /// The bound diagrams.
    pub diagrams: Vec<Planes<'s>>,
    /// The components that any tree lists, bound or not.
    pub listed: BTreeSet<&'s str>,
    /// The components that any diagram draws, bound or not.
    pub drawn: BTreeSet<&'s str>,
    /// Whether every diagram was bound by what it draws alone.
    mild: bool,
}

/// The sections with bound figures of both kinds; planes have the components of their own (`own`), or all that run there.
pub(super) fn sections(site: &Site, own: bool) -> impl Iterator<Item = Section<'_>> {
    let mut sections: BTreeMap<(PageId, Option<usize>), Vec<&Figure>> = BTreeMap::new();
    for figure in &site.figures {
        sections.entry((figure.page, figure.section)).or_default().push(figure);
    }
    sections.into_values().filter_map(move |figures| {
        let (trees, diagrams): (Vec<&Figure>, Vec<&Figure>) =
            figures.into_iter().partition(|figure| figure.kind == FigureKind::Tree);
        let bound = |figures: &[&'_ Figure]| figures.iter().any(|figure| figure.bound().is_some());
        if !bound(&trees) || !bound(&diagrams) {
            return None;
        }
        Some(Section {
            listed: trees.iter().copied().flat_map(named).collect(),
            drawn: diagrams.iter().copied().flat_map(named).collect(),
            trees: planes(site, trees, own),
            mild: diagrams.iter().filter(|own| own.bound().is_some()).all(|own| own.bound_itself()),
            diagrams: planes(site, diagrams, own),
        })
    })
}

fn planes<'s>(site: &Site, figures: Vec<&'s Figure>, own: bool) -> Vec<Planes<'s>> {
    let bound = figures.into_iter().filter(|figure| figure.bound().is_some());
    bound.map(|figure| (figure, by_plane(site, figure, own))).collect()
}

impl Section<'_> {
    /// Whether the author promised nothing on either side of a tree.
    pub(super) fn is_mild(&self, tree: &Figure) -> bool {
        self.mild && tree.bound_itself()
    }
}

/// The components that nodes and containers of a figure stand for.
fn named(figure: &Figure) -> impl Iterator<Item = &str> {
    let nodes = figure.nodes.iter().filter_map(|node| node.reading.as_ref());
    let containers = figure.containers.iter().filter_map(|container| container.reading.as_ref());
    nodes.chain(containers).filter_map(|reading| reading.entity.component())
}

/// A plane's container and the components in it, each with its node.
pub(super) struct Side {
    pub container: usize,
    pub components: BTreeMap<String, usize>,
}

impl Side {
    /// The place of the container's title.
    pub(super) fn place(&self, figure: &Figure) -> Place {
        figure.at(figure.containers[self.container].title.span)
    }
}

/// The planes whose containers a figure has, with the components of that plane in them (`own`), or with all that run there.
fn by_plane(site: &Site, figure: &Figure, own: bool) -> BTreeMap<String, Side> {
    let mut planes: BTreeMap<String, Side> = BTreeMap::new();
    for (at, node) in figure.nodes.iter().enumerate() {
        let Some(id) = node.reading.as_ref().and_then(|reading| reading.entity.component()) else { continue };
        let Some(component) = site.clusters.catalogue.components.get(id) else { continue };
        let found = std::iter::successors(node.container, |at| figure.containers[*at].parent)
            .find_map(|at| Some((at, figure.containers[at].reading.as_ref()?.entity.plane()?)));
        if let Some((container, plane)) = found
            && (!own || component.plane == plane)
        {
            let side = planes
                .entry(plane.to_owned())
                .or_insert_with(|| Side { container, components: BTreeMap::new() });
            side.components.entry(id.to_owned()).or_insert(at);
        }
    }
    planes
}
