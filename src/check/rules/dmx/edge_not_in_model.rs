//! DMX005 edge-not-in-model: an edge joins two components that the model does not join.

use crate::check::rule::{Rule, Run};
use crate::check::rules::unknown_edge::{unknown_edges, way_between};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX005"),
    name: "edge-not-in-model",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DMX005-edge-not-in-model.md"),
    run: Run::Site(edge_not_in_model),
};

fn edge_not_in_model(site: &Site, findings: &mut Vec<Finding>) {
    // An edge that another figure contradicts is DTX005's to say, with both places.
    for drawn in unknown_edges(site).filter(|drawn| way_between(site, drawn).is_none()) {
        let (figure, edge) = (drawn.figure, drawn.edge);
        let (from, to) = (figure.name(edge.from), figure.name(edge.to));
        let mut finding = Finding::new(
            RULE.code,
            figure.at(edge.span),
            format!("the model does not join `{from}` and `{to}`"),
        )
        .help("remove the edge, or add the connection to the cluster's file under `connections`")
        .mild(!drawn.binding.explicit);
        if let Some(cluster) = drawn.binding.cluster.map(|at| &site.clusters.all[at]) {
            finding = finding
                .label(cluster.place(cluster.id.span), "this cluster has no connection of its own there");
        }
        findings.push(finding);
    }
}
