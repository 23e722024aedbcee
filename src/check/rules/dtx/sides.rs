//! The two sides of a section: what its diagrams draw and what its trees list, plane by plane.

use crate::course::PageId;
use crate::figure::{Figure, FigureKind};
use crate::site::Site;
use crate::span::Place;
use std::collections::{BTreeMap, BTreeSet};

/// A plane counts as drawn, or listed, when so many of its components are.
pub(super) const MIN_COMPONENTS: usize = 2;

/// So many diagrams of a section are compared with its trees; a section of more is a gallery.
const MOST_DIAGRAMS: usize = 24;

/// A tree and the diagrams of its section.
pub(super) struct Section<'s> {
    pub tree: &'s Figure,
    /// The bound ones.
    pub diagrams: Vec<&'s Figure>,
    /// All of them.
    all: Vec<&'s Figure>,
}

/// Every bound tree with the bound diagrams of its section, where there are any.
pub(super) fn sections(site: &Site) -> impl Iterator<Item = Section<'_>> {
    let mut drawn: BTreeMap<(PageId, Option<usize>), Vec<&Figure>> = BTreeMap::new();
    for figure in site.figures.iter().filter(|figure| figure.kind == FigureKind::Diagram) {
        let section = drawn.entry((figure.page, figure.section)).or_default();
        if section.len() < MOST_DIAGRAMS {
            section.push(figure);
        }
    }
    let trees =
        site.figures.iter().filter(|figure| figure.kind == FigureKind::Tree && figure.bound().is_some());
    trees.filter_map(move |tree| {
        let all = drawn.get(&(tree.page, tree.section))?.clone();
        let diagrams: Vec<&Figure> = all.iter().copied().filter(|figure| figure.bound().is_some()).collect();
        (!diagrams.is_empty()).then_some(Section { tree, diagrams, all })
    })
}

impl Section<'_> {
    /// Whether the author promised nothing on either side.
    pub(super) fn is_mild(&self) -> bool {
        self.tree.bound_itself() && self.diagrams.iter().all(|diagram| diagram.bound_itself())
    }

    /// The components drawn anywhere in the section.
    pub(super) fn drawn_anywhere(&self) -> BTreeSet<&str> {
        self.all.iter().flat_map(|diagram| named(diagram)).collect()
    }
}

/// The components that nodes and containers of a figure stand for.
pub(super) fn named(figure: &Figure) -> impl Iterator<Item = &str> {
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
pub(super) fn by_plane(site: &Site, figure: &Figure, own: bool) -> BTreeMap<String, Side> {
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
