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
            // The innermost container that says a plane which has nodes; other planes only group.
            let around = figure.around(node.container).find_map(|container| {
                let plane = container.reading.as_ref()?.entity.plane()?;
                catalogue
                    .planes
                    .get(plane)
                    .filter(|plane| !plane.nodes.is_empty())
                    .map(|found| (container, plane, found))
            });
            let Some((container, plane_id, plane)) = around else { continue };
            // What runs on no node at all, such as a load balancer, may be drawn anywhere.
            let runs_here = component.hosts.is_empty()
                || component.hosts.iter().any(|host| host == plane_id)
                // Add-ons are scheduled where there is room.
                || catalogue.planes.get(&component.plane).is_some_and(|own| own.nodes.is_empty())
                || cluster.is_some_and(|cluster| cluster.groups_with(id).any(|group| group.plane == plane_id));
            if runs_here {
                continue;
            }
            // Applications have an API server, too: beside things that nobody knows, a weak name may be theirs.
            let strong = node.reading.as_ref().is_some_and(|reading| reading.strong);
            let strangers =
                figure.nodes.iter().any(|other| other.container == node.container && other.reading.is_none());
            if !strong && !binding.explicit && (strangers || figure.nodes_of(id).count() > 1) {
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
