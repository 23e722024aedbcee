//! Components in containers where they do not run: DMX003 in diagrams, TRE002 in trees.

use crate::diagnostic::{Code, Finding};
use crate::figure::FigureKind;
use crate::site::Site;

pub(super) fn misplaced(site: &Site, kind: FigureKind, code: Code, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in site.figures.iter().filter(|figure| figure.kind == kind) {
        let Some(binding) = figure.bound() else { continue };
        let cluster = binding.cluster.map(|at| &site.clusters.all[at]);
        for node in &figure.nodes {
            let Some(id) = node.reading.as_ref().and_then(|reading| reading.entity.component()) else {
                continue;
            };
            let Some(component) = catalogue.components.get(id) else { continue };
            let Some((container, plane_id)) = figure.plane_around(node.container, catalogue) else {
                continue;
            };
            let Some(plane) = catalogue.planes.get(plane_id) else { continue };
            // In the cluster's own words it may run elsewhere, too.
            let runs_here = catalogue.runs_on(id, plane_id)
                || cluster
                    .is_some_and(|cluster| cluster.groups_with(id).any(|group| group.plane == plane_id));
            if runs_here {
                continue;
            }
            let hosts: Vec<&str> = component
                .hosts
                .iter()
                .filter_map(|host| catalogue.planes.get(host))
                .map(|host| host.title.en.as_str())
                .collect();
            findings.push(
                Finding::new(
                    code,
                    figure.at(node.label.span),
                    format!("`{}` does not run on {}", node.name(), plane.title.en.to_lowercase()),
                )
                .here(format!("runs on: {}", hosts.join(", ").to_lowercase()))
                .label(
                    figure.at(container.title.span),
                    format!("stands for {}", plane.title.en.to_lowercase()),
                )
                .help(format!("move it to {}", hosts.join(" or ").to_lowercase()))
                .source(component.source.clone()),
            );
        }
    }
}
