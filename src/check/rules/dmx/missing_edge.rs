//! DMX011 missing-edge: a complete figure draws two components and not the connection between them.

use crate::check::rule::{Rule, Run};
use crate::cluster::catalogue::Trait;
use crate::cluster::relation::RelationKind;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::FigureKind;
use crate::parse::directive::Coverage;
use crate::site::Site;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX011"),
    name: "missing-edge",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DMX011-missing-edge.md"),
    run: Run::Site(missing_edge),
};

fn missing_edge(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    let has = |id: &str, wanted: Trait| {
        catalogue.components.get(id).is_some_and(|component| component.traits.contains(&wanted))
    };
    let balancers: Vec<&str> =
        catalogue.components.keys().map(String::as_str).filter(|id| has(id, Trait::LoadBalancer)).collect();
    for figure in site.figures.iter().filter(|figure| figure.kind == FigureKind::Diagram) {
        if figure.bound().is_none_or(|binding| binding.coverage != Coverage::Complete) {
            continue;
        }
        let drawn = figure.components();
        let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
        for relation in catalogue.relations.iter().filter(|relation| relation.kind == RelationKind::Calls) {
            let (a, b) = (relation.from.as_str(), relation.to.as_str());
            let (Some(from), Some(to)) = (drawn.get(a), drawn.get(b)) else { continue };
            let required =
                |id: &str| catalogue.components.get(id).is_some_and(|component| component.required);
            if !required(a) || !required(b) {
                continue;
            }
            // The hub's own connections are what a figure of a cluster is about.
            if a == b
                || !(has(a, Trait::Balanced) || has(b, Trait::Balanced))
                || balancers.contains(&a)
                || balancers.contains(&b)
            {
                continue;
            }
            let through =
                balancers.iter().any(|balancer| figure.joins(a, balancer) && figure.joins(balancer, b));
            if figure.joins(a, b) || through || !told.insert((a.min(b), a.max(b))) {
                continue;
            }
            let (from, to) = (&figure.nodes[*from], &figure.nodes[*to]);
            findings.push(
                Finding::new(RULE.code, figure.at(from.label.span), format!("no edge joins {a} and {b}"))
                    .label(figure.at(to.label.span), format!("{a} calls {b}"))
                    .help(format!("add `{} --> {}`, or promise less with `coverage=partial`", from.id, to.id))
                    .source(relation.source.clone()),
            );
        }
    }
}
