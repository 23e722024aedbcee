//! DMX004 forbidden-edge: an edge joins two that have nothing to do with each other.

use crate::check::rule::{Rule, Run};
use crate::check::rules::drawn_edge::drawn_edges;
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
    for drawn in drawn_edges(site) {
        let (figure, edge) = (drawn.figure, drawn.edge);
        let (begin, end) = match edge.heads {
            Heads::From => (drawn.to, drawn.from),
            Heads::To | Heads::Both | Heads::None => (drawn.from, drawn.to),
        };
        let Some(forbidden) = catalogue.forbids(&begin.entity, &end.entity, drawn.label(), drawn.both_ways())
        else {
            continue;
        };
        if drawn.is_own() {
            continue;
        }
        let mut finding = Finding::new(
            RULE.code,
            figure.at(edge.span),
            format!("`{}` and `{}` do not talk to each other", figure.name(edge.from), figure.name(edge.to)),
        )
        .here(forbidden.because.en.clone())
        .source(forbidden.source.clone());
        let (a, b) = (drawn.from.entity.id(), drawn.to.entity.id());
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
