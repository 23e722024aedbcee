//! HAT007 etcd-mesh-incomplete: some members of a consensus are joined in a figure, and some to nobody.

use crate::check::rule::{Rule, Run};
use crate::check::rules::drawn_edge::insertion;
use crate::diagnostic::{Applicability, Code, Finding, Severity};
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
            let last = figure.edges.iter().map(|edge| edge.span).max_by_key(|span| span.end);
            for alone in members.iter().filter(|member| !joined.contains(member)) {
                let Some(other) = joined.iter().next().map(|at| &figure.nodes[*at]) else { continue };
                let node = &figure.nodes[*alone];
                let edge = format!("{} <--> {}", other.id, node.id);
                let finding = Finding::new(
                    RULE.code,
                    figure.at(node.label.span),
                    format!("`{}` is joined to no other member", node.name()),
                )
                .label(figure.at(other.label.span), "this one is")
                .source(catalogue.source(id).unwrap_or_default());
                findings.push(match last.and_then(|last| insertion(site, figure, last, &edge)) {
                    Some(edit) => finding.help(format!("join it as the others are, such as `{edge}`")).fix(
                        "join it to another member",
                        Applicability::Unsafe,
                        edit,
                    ),
                    None => finding.help("let it talk to another member, as the others do"),
                });
            }
        }
    }
}
