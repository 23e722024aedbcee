//! DIA005 same-id-two-labels: one id is given two labels; the diagram shows only one of them.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA005"),
    name: "same-id-two-labels",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DIA005-same-id-two-labels.md"),
    run: Run::Site(same_id_two_labels),
};

fn same_id_two_labels(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        for (node, label) in &diagram.relabels {
            let node = &diagram.nodes[*node];
            findings.push(
                Finding::new(
                    RULE.code,
                    Place::new(place.file, label.span),
                    format!("`{}` is called `{}` and `{}`", node.id.value, node.label.value, label.value),
                )
                .label(Place::new(place.file, node.label.span), "called so here")
                .help("give the second thing an id of its own"),
            );
        }
    });
}
