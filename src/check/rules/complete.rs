//! What a complete figure must hold: DMX010 for diagrams, TRE003 for trees.

use crate::diagnostic::{Code, Finding};
use crate::figure::{Figure, FigureKind};
use crate::parse::directive::Coverage;
use crate::site::Site;
use std::collections::BTreeMap;

/// A plane counts as drawn when so many of its own components are.
const MIN_COMPONENTS: usize = 2;

pub(super) fn missing(site: &Site, kind: FigureKind, code: Code, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in site.figures.iter().filter(|figure| figure.kind == kind) {
        let Some(binding) = figure.bound().filter(|binding| binding.coverage == Coverage::Complete) else {
            continue;
        };
        let cluster = binding.cluster.map(|at| &site.clusters.all[at]);
        let drawn = figure.components();
        let mut planes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (id, node) in &drawn {
            if let Some(component) = catalogue.components.get(*id) {
                planes.entry(component.plane.as_str()).or_default().push(*node);
            }
        }
        for (plane, nodes) in planes.into_iter().filter(|(_, nodes)| nodes.len() >= MIN_COMPONENTS) {
            let required = catalogue.components.iter().filter(|(id, component)| {
                component.plane == plane
                    && component.required
                    && cluster.is_none_or(|cluster| cluster.has(id, catalogue))
            });
            for (id, component) in required.filter(|(id, _)| !drawn.contains_key(id.as_str())) {
                let place =
                    nodes.last().map_or(figure.place, |node| figure.at(figure.nodes[*node].label.span));
                let mut finding = Finding::new(code, place, format!("a complete figure lacks {id}"))
                    .here(format!("the {plane} ends here"))
                    .help(format!("add `{}`, or promise less with `coverage=partial`", component.title.en))
                    .source(component.source.clone());
                if let Some(promised) = binding.promised {
                    finding = finding.label(figure.at(promised), "the figure promises to be complete");
                }
                finding = with_cluster(site, figure, finding, id);
                findings.push(finding);
            }
        }
    }
}

/// The place in the cluster's file that says that the component runs.
fn with_cluster(site: &Site, figure: &Figure, finding: Finding, id: &str) -> Finding {
    let Some(cluster) = figure.bound().and_then(|binding| binding.cluster).map(|at| &site.clusters.all[at])
    else {
        return finding;
    };
    match cluster.groups_with(id).next() {
        Some(group) => finding.label(cluster.place(group.id.span), format!("runs {id}")),
        None => finding,
    }
}
