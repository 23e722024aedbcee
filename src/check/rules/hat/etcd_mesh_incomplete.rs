//! HAT007 etcd-mesh-incomplete: some members of a consensus are joined in a figure, and some to nobody.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT007"),
    name: "etcd-mesh-incomplete",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/HAT007-etcd-mesh-incomplete.md"),
    run: Run::Site(etcd_mesh_incomplete),
};

fn etcd_mesh_incomplete(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        for id in catalogue.consensus() {
            let members = figure.one_set(id);
            let mut joined = BTreeSet::new();
            for edge in &figure.edges {
                let at = |end| {
                    members
                        .iter()
                        .copied()
                        .filter(|member| figure.stands_at(*member, end))
                        .collect::<Vec<_>>()
                };
                for a in at(edge.from) {
                    for b in at(edge.to).into_iter().filter(|b| *b != a) {
                        joined.extend([a, b]);
                    }
                }
            }
            // Without any edge among them the figure does not speak of replication.
            if joined.is_empty() {
                continue;
            }
            for alone in members.iter().filter(|member| !joined.contains(member)) {
                let node = &figure.nodes[*alone];
                let other = joined.iter().next().map_or("", |at| figure.nodes[*at].id.as_str());
                findings.push(
                    Finding::new(
                        RULE.code,
                        figure.at(node.label.span),
                        format!("`{}` is joined to no other member", node.name()),
                    )
                    .help(format!("join it as the others are, such as `{other} <--> {}`", node.id))
                    .source(catalogue.source(id).unwrap_or_default()),
                );
            }
        }
    }
}
