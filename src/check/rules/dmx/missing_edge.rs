//! DMX011 missing-edge: a complete figure draws two components and not the connection between them.

use crate::check::rule::{Rule, Run};
use crate::check::rules::drawn_edge::insertion;
use crate::cluster::Catalogue;
use crate::cluster::catalogue::Trait;
use crate::cluster::relation::{Relation, RelationKind};
use crate::diagnostic::{Applicability, Code, Finding, Severity};
use crate::figure::{Figure, FigureKind};
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
    for figure in site.figures.iter().filter(|figure| figure.kind == FigureKind::Diagram) {
        if figure.bound().is_none_or(|binding| binding.coverage != Coverage::Complete) {
            continue;
        }
        let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
        for relation in owed(&site.clusters.catalogue) {
            let (a, b) = (relation.from.as_str(), relation.to.as_str());
            if told.insert((a.min(b), a.max(b))) {
                findings.extend(missing(site, figure, relation));
            }
        }
    }
}

/// The relations that a complete figure owes: the hub's calls among what a cluster cannot do without.
fn owed(catalogue: &Catalogue) -> impl Iterator<Item = &Relation> {
    let required = |id: &str| catalogue.components.get(id).is_some_and(|component| component.required);
    catalogue.relations.iter().filter(move |relation| {
        let (a, b) = (relation.from.as_str(), relation.to.as_str());
        let hub = has(catalogue, a, Trait::Balanced) || has(catalogue, b, Trait::Balanced);
        relation.kind == RelationKind::Calls && a != b && hub && required(a) && required(b)
    })
}

fn has(catalogue: &Catalogue, id: &str, wanted: Trait) -> bool {
    catalogue.components.get(id).is_some_and(|component| component.traits.contains(&wanted))
}

/// What lacks the edge: the two components as such, or one of several instances of the caller whose others have theirs.
fn missing(site: &Site, figure: &Figure, relation: &Relation) -> Option<Finding> {
    let catalogue = &site.clusters.catalogue;
    let (a, b) = (relation.from.as_str(), relation.to.as_str());
    let target = figure.nodes_of(b).next()?.1;
    let balancers = catalogue.components.keys().filter(|id| has(catalogue, id, Trait::LoadBalancer));
    let reaches = |node: usize| {
        let to = |id: &str| figure.touches(node, id);
        to(b) || balancers.clone().any(|balancer| to(balancer) && figure.joins(balancer, b))
    };
    let all: Vec<usize> = figure.nodes_of(a).map(|(at, _)| at).collect();
    let without: Vec<usize> = all.iter().copied().filter(|at| !reaches(*at)).collect();
    let (at, message) = if without.len() == all.len() {
        (*all.first()?, format!("no edge joins {a} and {b}"))
    } else {
        // Several that are one set: of others nobody knows which of them should have it.
        let set = figure.one_set(a);
        let at = *without.iter().find(|at| set.contains(at))?;
        let others = set.len() - without.iter().filter(|at| set.contains(at)).count();
        (at, format!("no edge joins `{}` and {b}, as {others} others have", figure.nodes[at].name()))
    };
    let node = &figure.nodes[at];
    let mut finding = Finding::new(RULE.code, figure.at(node.label.span), message)
        .label(figure.at(target.label.span), format!("{a} calls {b}"))
        .help(format!("add `{} --> {}`, or promise less with `coverage=partial`", node.id, target.id))
        .source(relation.source.clone());
    if let Some(promised) = figure.bound().and_then(|binding| binding.promised) {
        finding = finding.label(figure.at(promised), "the figure promises to be complete");
    }
    let last = figure.edges.iter().map(|edge| edge.span).max_by_key(|span| span.end);
    let statement = format!("{} --> {}", node.id, target.id);
    if let Some(edit) = last.and_then(|last| insertion(site, figure, last, &statement)) {
        finding = finding.fix("add the edge", Applicability::Unsafe, edit);
    }
    Some(finding)
}
