//! DMX005 edge-not-in-model: an edge joins two components that the model does not join.

use super::forbidden_edge::is_step;
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::Heads;
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
    for figure in &site.figures {
        let Some(binding) = figure.bound() else { continue };
        let cluster = binding.cluster.map(|at| &site.clusters.all[at]);
        for edge in &figure.edges {
            // A line without a head claims no connection where nobody promised one, nor does a numbered step.
            let step = edge.label.as_ref().is_some_and(|label| is_step(&label.value));
            if !binding.explicit && (edge.heads == Heads::None || step) {
                continue;
            }
            let (Some(from), Some(to)) = (figure.reading(edge.from), figure.reading(edge.to)) else {
                continue;
            };
            let (Some(a), Some(b)) = (from.entity.component(), to.entity.component()) else { continue };
            let own = cluster.is_some_and(|cluster| {
                cluster
                    .connections
                    .iter()
                    .any(|own| own.from == a && own.to == b || own.from == b && own.to == a)
            });
            let both_ways = matches!(edge.heads, Heads::Both | Heads::None);
            let label = edge.label.as_ref().map(|label| label.value.as_str());
            // What is forbidden is DMX004's to say; instances of one kind may stand for a hand-over.
            if a == b
                || own
                || catalogue.relates(a, b)
                || catalogue.forbids(&from.entity, &to.entity, label, both_ways).is_some()
            {
                continue;
            }
            let name = |end| figure.label(end).value.replace('\n', " ");
            findings.push(
                Finding::new(
                    RULE.code,
                    figure.at(edge.span),
                    format!("the model does not join `{}` and `{}`", name(edge.from), name(edge.to)),
                )
                .help("remove the edge, or add the connection to the cluster's file under `connections`")
                .mild(!binding.explicit),
            );
        }
    }
}
