//! DMX004 forbidden-edge: an edge joins two that have nothing to do with each other.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::Heads;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX004"),
    name: "forbidden-edge",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX004-forbidden-edge.md"),
    run: Run::Site(forbidden_edge),
};

fn forbidden_edge(site: &Site, findings: &mut Vec<Finding>) {
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
            let label = edge.label.as_ref().map(|label| label.value.as_str());
            let (begin, end) = if edge.heads == Heads::From { (to, from) } else { (from, to) };
            let both_ways = matches!(edge.heads, Heads::Both | Heads::None);
            let Some(forbidden) = catalogue.forbids(&begin.entity, &end.entity, label, both_ways) else {
                continue;
            };
            // A course's own model knows its own cluster better.
            let (a, b) = (from.entity.id(), to.entity.id());
            let allowed = cluster.is_some_and(|cluster| {
                cluster
                    .connections
                    .iter()
                    .any(|own| own.from == a && own.to == b || own.from == b && own.to == a)
            });
            if allowed {
                continue;
            }
            let name = |end| figure.label(end).value.replace('\n', " ");
            let mut finding = Finding::new(
                RULE.code,
                figure.at(edge.span),
                format!("`{}` and `{}` do not talk to each other", name(edge.from), name(edge.to)),
            )
            .here(forbidden.because.en.clone())
            .source(forbidden.source.clone());
            let hub: Vec<&str> = catalogue
                .relations
                .iter()
                .filter(|relation| relation.from == a || relation.from == b)
                .map(|relation| relation.to.as_str())
                .collect();
            let between = hub.iter().find(|id| {
                hub.iter().filter(|other| other == id).count() > 1 && catalogue.components.contains_key(**id)
            });
            if let Some(title) = between.and_then(|id| catalogue.title(id)) {
                finding = finding.help(format!("lead the edge through the {}", title.en));
            }
            findings.push(finding);
        }
    }
}

/// `3. 이벤트`: a step in a story.
pub(super) fn is_step(label: &str) -> bool {
    let label = label.trim_start();
    let digits = label.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && label[digits..].starts_with(['.', ')'])
}
