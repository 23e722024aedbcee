//! HAT004 stacked-count-differs: in a stacked topology every control-plane node holds one member, and here the numbers differ.

use crate::check::rule::{Rule, Run};
use crate::cluster::model::Topology;
use crate::diagnostic::{Code, Finding, Severity};
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
        for component in cluster.consensus(catalogue) {
            let Some(plane) = catalogue.components.get(component).map(|component| component.plane.as_str())
            else {
                continue;
            };
            // In a stacked topology every node of the plane counts, whatever runs on it.
            let nodes: Vec<_> = cluster.groups.iter().filter(|group| group.plane == plane).collect();
            let count: Option<u32> = nodes.iter().map(|group| group.count.value.exact()).sum();
            let members = cluster.instances(component).and_then(|count| count.exact());
            let (Some(count), Some(members)) = (count, members) else { continue };
            if count == members {
                continue;
            }
            let without: Vec<_> = nodes.iter().filter(|group| !group.runs.contains(component)).collect();
            let span = without.first().map_or(cluster.id.span, |group| group.id.span);
            let mut finding = Finding::new(
                RULE.code,
                cluster.place(span),
                format!("{members} members of {component} on {count} {plane} nodes"),
            );
            for group in cluster.groups_with(component) {
                finding = finding.label(cluster.place(group.count.span), "the members run here");
            }
            findings.push(
                finding
                    .help("run a member on every control-plane node, or say `topology: external-etcd`")
                    .source("content/en/docs/setup/production-environment/tools/kubeadm/ha-topology.md"),
            );
        }
    }
}
