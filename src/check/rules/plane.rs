//! Components in containers where they do not run: DMX003 in diagrams, TRE002 in trees.

use crate::cluster::catalogue::{Component, Entity};
use crate::cluster::model::{Cluster, NodeGroup};
use crate::diagnostic::{Code, Finding};
use crate::figure::{Container, Figure, FigureKind, Node};
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
            let Some((container, plane)) = figure.plane_around(node.container, catalogue) else { continue };
            // In the cluster's own words it may run elsewhere, too.
            let runs_here = catalogue.runs_on(id, plane)
                || cluster.is_some_and(|cluster| cluster.groups_with(id).any(|group| group.plane == plane));
            if !runs_here {
                findings.push(on_wrong_plane(site, figure, node, container, plane, component, code));
            } else if let Some(cluster) = cluster.filter(|_| binding.named.is_some() && component.required)
                && let Some((groups, host)) = other_groups(site, cluster, container, id)
            {
                findings.push(on_wrong_group(figure, node, container, cluster, &groups, host, code));
            }
        }
    }
}

fn on_wrong_plane(
    site: &Site,
    figure: &Figure,
    node: &Node,
    container: &Container,
    plane: &str,
    component: &Component,
    code: Code,
) -> Finding {
    let title = |plane: &str| {
        site.clusters
            .catalogue
            .planes
            .get(plane)
            .map_or(plane.to_owned(), |plane| plane.title.en.to_lowercase())
    };
    let hosts: Vec<String> = component.hosts.iter().map(|host| title(host)).collect();
    Finding::new(
        code,
        figure.at(node.label.span),
        format!("`{}` does not run on {}", node.name(), title(plane)),
    )
    .here(format!("runs on: {}", hosts.join(", ")))
    .label(figure.at(container.title.span), format!("stands for {}", title(plane)))
    .help(format!("move it to {}", hosts.join(" or ")))
    .source(component.source.clone())
}

/// The groups that the container stands for, none of which runs the component, and one that does: in an external topology
/// the members of the consensus stand on hosts of their own, although they belong to the control plane. Asked for required
/// components only: that an optional one is not listed says little.
fn other_groups<'c>(
    site: &'c Site,
    cluster: &'c Cluster,
    container: &'c Container,
    component: &str,
) -> Option<(Vec<&'c NodeGroup>, &'c NodeGroup)> {
    let groups: Vec<&NodeGroup> = match &container.reading.as_ref()?.entity {
        Entity::Group { id, .. } => cluster.groups.iter().filter(|group| group.id.value == *id).collect(),
        Entity::Node(plane) => cluster.nodes_of(plane, &site.clusters.catalogue).collect(),
        _ => return None,
    };
    let host = cluster.groups.iter().find(|group| group.runs.contains(component))?;
    let runs = groups.iter().any(|group| group.runs.contains(component));
    (!groups.is_empty() && !runs).then_some((groups, host))
}

fn on_wrong_group(
    figure: &Figure,
    node: &Node,
    container: &Container,
    cluster: &Cluster,
    groups: &[&NodeGroup],
    host: &NodeGroup,
    code: Code,
) -> Finding {
    let names: Vec<&str> = groups.iter().map(|group| group.id.value.as_str()).collect();
    let mut finding = Finding::new(
        code,
        figure.at(node.label.span),
        format!("`{}` does not run on {} of `{}`", node.name(), names.join(", "), cluster.id.value),
    )
    .label(figure.at(container.title.span), format!("stands for {}", names.join(", ")));
    for group in groups {
        finding = finding.label(cluster.place(group.id.span), "nothing here says that it runs it");
    }
    finding
        .label(cluster.place(host.id.span), "it runs here")
        .help(format!("move it out of this box, to one for `{}`", host.id.value))
}
