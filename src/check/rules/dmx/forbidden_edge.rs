//! DMX004 forbidden-edge: an edge joins two that have nothing to do with each other.

use crate::check::rule::{Rule, Run};
use crate::check::rules::drawn_edge::drawn_edges;
use crate::cluster::relation::{Forbidden, Relation, RelationKind};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::{Edge, Figure};
use crate::parse::diagram::{End, Heads};
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
        if drawn.is_own() || shows_who_runs_what(site, drawn.figure, forbidden, drawn.edge) {
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

/// Whether a pair that is right where one runs the other is drawn in a figure of that: several are joined to the same
/// end that it runs, or a box says it.
fn shows_who_runs_what(site: &Site, figure: &Figure, forbidden: &Forbidden, edge: &Edge) -> bool {
    /// So many are no accident.
    const MIN_RUN: usize = 3;
    let catalogue = &site.clusters.catalogue;
    if !forbidden.unless.contains(&RelationKind::Runs) || edge.label.is_some() {
        return false;
    }
    let says = |text: &str| catalogue.label_says(text, &[RelationKind::Runs]);
    let boxed = [edge.from, edge.to].into_iter().any(|end| {
        let around = match end {
            End::Node(at) => figure.nodes[at].container,
            End::Container(at) => Some(at),
        };
        figure.around(around).any(|container| says(&container.title.value))
    });
    let runs: std::collections::BTreeSet<&str> = figure
        .edges
        .iter()
        .filter(|other| {
            other.from == edge.from && other.label.as_ref().is_none_or(|label| says(&label.value))
        })
        .filter_map(|other| {
            let (from, to) = (
                figure.reading(other.from)?.entity.component()?,
                figure.reading(other.to)?.entity.component()?,
            );
            let runs = |relation: &Relation| {
                relation.kind == RelationKind::Runs && relation.from == from && relation.to == to
            };
            catalogue.relations.iter().any(runs).then_some(to)
        })
        .collect();
    boxed || runs.len() >= MIN_RUN
}
