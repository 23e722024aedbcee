//! DMX014 not-in-cluster: a figure names its cluster and draws a component that this cluster does not run.

use crate::check::rule::{Rule, Run};
use crate::cluster::catalogue::Trait;
use crate::cluster::model::Topology;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX014"),
    name: "not-in-cluster",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DMX014-not-in-cluster.md"),
    run: Run::Site(not_in_cluster),
};

fn not_in_cluster(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in &site.figures {
        let Some((binding, named)) = figure.bound().and_then(|binding| Some((binding, binding.named?)))
        else {
            continue;
        };
        let Some(cluster) = binding.cluster.map(|at| &site.clusters.all[at]) else { continue };
        let mut told = BTreeSet::new();
        for node in &figure.nodes {
            let Some(id) = node.reading.as_ref().and_then(|reading| reading.entity.component()) else {
                continue;
            };
            let Some(component) = catalogue.components.get(id) else { continue };
            // Add-ons and what stands outside are no part of node groups.
            let of_nodes =
                catalogue.planes.get(&component.plane).is_some_and(|plane| !plane.nodes.is_empty());
            if !of_nodes
                || component.traits.contains(&Trait::LoadBalancer)
                // A provider's control plane has what its cloud needs.
                || cluster.topology == Topology::Managed && component.traits.contains(&Trait::CloudOnly)
                || cluster.has(id, catalogue)
                || !told.insert(id)
            {
                continue;
            }
            findings.push(
                Finding::new(
                    RULE.code,
                    figure.at(node.label.span),
                    format!("`{}` does not run {id}", cluster.id.value),
                )
                .label(cluster.place(cluster.id.span), "no group of this cluster runs it")
                .label(figure.at(named), "the figure says that it shows this cluster")
                .help(format!("remove it, or add it to a group: `runs: {{add: [{id}]}}`")),
            );
        }
    }
}
