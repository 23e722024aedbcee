//! Edges between components that the model neither joins nor keeps apart: DMX005 says so of each, and DTX005 of those that
//! another figure of the same page shows to go another way.

use super::drawn_edge::{DrawnEdge, drawn_edges};
use crate::figure::{Edge, Figure, FigureKind};
use crate::site::Site;

/// All of them, in the order of the figures.
pub(super) fn unknown_edges(site: &Site) -> impl Iterator<Item = DrawnEdge<'_>> {
    let catalogue = &site.clusters.catalogue;
    drawn_edges(site).filter(move |drawn| {
        let (Some(a), Some(b)) = (drawn.from.entity.component(), drawn.to.entity.component()) else {
            return false;
        };
        // What is forbidden is DMX004's to say; instances of one kind may stand for a hand-over.
        let forbidden = || {
            catalogue
                .forbids(&drawn.from.entity, &drawn.to.entity, drawn.label(), drawn.both_ways())
                .is_some()
        };
        a != b && !drawn.is_own() && !catalogue.relates(a, b) && !forbidden()
    })
}

/// The way by which another figure leads from one end of an edge to the other.
pub(super) struct Way<'s> {
    pub(super) figure: &'s Figure,
    pub(super) through: &'s str,
    pub(super) edges: [&'s Edge; 2],
}

/// Looks for a figure of the same page that draws both ends, does not join them, and leads through a third component to which
/// the model joins both.
pub(super) fn way_between<'s>(site: &'s Site, drawn: &DrawnEdge<'s>) -> Option<Way<'s>> {
    let catalogue = &site.clusters.catalogue;
    let (a, b) = (drawn.from.entity.component()?, drawn.to.entity.component()?);
    let others = site.figures_of(drawn.figure.page).iter().filter(|other| {
        !std::ptr::eq(*other, drawn.figure) && other.kind == FigureKind::Diagram && other.bound().is_some()
    });
    others.into_iter().find_map(|figure| {
        if figure.joins(a, b) {
            return None;
        }
        let edge = |from: &str, to: &str| {
            figure.edges.iter().find(|edge| {
                let stands = |end| figure.reading(end).and_then(|reading| reading.entity.component());
                let ends = (stands(edge.from), stands(edge.to));
                ends == (Some(from), Some(to)) || ends == (Some(to), Some(from))
            })
        };
        figure.components().into_keys().find_map(|through| {
            let related = through != a
                && through != b
                && catalogue.relates(a, through)
                && catalogue.relates(through, b);
            let edges = related.then(|| Some([edge(a, through)?, edge(through, b)?]))??;
            Some(Way { figure, through, edges })
        })
    })
}
