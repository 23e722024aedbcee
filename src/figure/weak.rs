//! Weak names that are somebody else's: applications have an API server, too.

use super::Figure;
use crate::cluster::Catalogue;

/// Takes the readings off weak names that stand on a node where their component does not run and that look like an
/// application's: several of them, beside things that nobody knows, or in a container of their own.
pub(super) fn disown(figure: &mut Figure, catalogue: &Catalogue) {
    let misplaced: Vec<(usize, String)> = figure
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(at, node)| {
            let reading = node.reading.as_ref().filter(|reading| !reading.strong)?;
            let id = reading.entity.component()?;
            let (_, plane) = figure.plane_around(node.container, catalogue)?;
            (!catalogue.runs_on(id, plane)).then(|| (at, id.to_owned()))
        })
        .collect();
    let theirs = misplaced.iter().filter(|(at, id)| {
        let container = figure.nodes[*at].container;
        let several = misplaced.iter().filter(|(_, other)| other == id).count() > 1;
        let beside_strangers =
            figure.nodes.iter().any(|other| other.container == container && other.reading.is_none());
        // A Pod's box, an application's, a namespace's.
        let in_a_box = figure
            .around(container)
            .take_while(|container| container.reading.as_ref().is_none_or(|r| r.entity.plane().is_none()))
            .next()
            .is_some();
        several || beside_strangers || in_a_box
    });
    let theirs: Vec<usize> = theirs.map(|(at, _)| *at).collect();
    for at in theirs {
        figure.nodes[at].reading = None;
    }
}
