//! DMX005 edge-not-in-model: an edge joins two components that the model does not join.

use crate::check::rule::{Rule, Run};
use crate::check::rules::drawn_edge::drawn_edges;
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
    let catalogue = &site.clusters.catalogue;
    for drawn in drawn_edges(site) {
        let (Some(a), Some(b)) = (drawn.from.entity.component(), drawn.to.entity.component()) else {
            continue;
        };
        // What is forbidden is DMX004's to say; instances of one kind may stand for a hand-over.
        if a == b
            || drawn.is_own()
            || catalogue.relates(a, b)
            || catalogue
                .forbids(&drawn.from.entity, &drawn.to.entity, drawn.label(), drawn.both_ways())
                .is_some()
        {
            continue;
        }
        let (figure, edge) = (drawn.figure, drawn.edge);
        findings.push(
            Finding::new(
                RULE.code,
                figure.at(edge.span),
                format!(
                    "the model does not join `{}` and `{}`",
                    figure.name(edge.from),
                    figure.name(edge.to)
                ),
            )
            .help("remove the edge, or add the connection to the cluster's file under `connections`")
            .mild(!drawn.binding.explicit),
        );
    }
}
