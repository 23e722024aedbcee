//! HAT004 stacked-count-differs: in a stacked topology every control-plane node holds one member, and here the numbers differ.

use crate::check::rule::{Rule, Run};
use crate::cluster::model::Topology;
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::counted;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT004"),
    name: "stacked-count-differs",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT004-stacked-count-differs.md"),
    run: Run::Site(stacked_count_differs),
};

fn stacked_count_differs(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for cluster in site.clusters.all.iter().filter(|cluster| cluster.topology == Topology::Stacked) {
        for component in catalogue.consensus() {
            let Some(plane) = catalogue
                .components
                .get(component)
                .filter(|component| component.required)
                .map(|component| component.plane.as_str())
            else {
                continue;
            };
            // In a stacked topology every node of the plane counts, whatever runs on it; hosts of members alone do not.
            let nodes: Vec<_> = cluster.nodes_of(plane, catalogue).collect();
            let count: Option<u32> = nodes.iter().map(|group| group.count.value.exact()).sum();
            let members = cluster.instances(component).map_or(Some(0), |count| count.exact());
            let (Some(count), Some(members)) = (count, members) else { continue };
            if count == members || nodes.is_empty() {
                continue;
            }
            let without = nodes.iter().find(|group| !group.runs.contains(component));
            let beside = cluster.groups_with(component).find(|group| group.only_consensus(catalogue));
            let span = without.copied().or(beside).map_or(cluster.id.span, |group| group.id.span);
            let mut finding = Finding::new(
                RULE.code,
                cluster.place(span),
                format!(
                    "{} of {component} on {}",
                    counted(members, "member"),
                    counted(count, &format!("{plane} node"))
                ),
            );
            for group in cluster.groups_with(component) {
                finding = finding.label(cluster.place(group.count.span), "members run here");
            }
            findings.push(
                finding
                    .help(format!(
                        "run a member on every {plane} node and nowhere else, or say `topology: external-etcd`"
                    ))
                    .source(catalogue.availability.placing.clone()),
            );
        }
    }
}
