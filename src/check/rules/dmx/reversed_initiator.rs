//! DMX006 reversed-initiator: a figure that shows initiators has an edge the wrong way round.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::figure::{self, Figure};
use crate::parse::diagram::{End, Heads};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX006"),
    name: "reversed-initiator",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/DMX006-reversed-initiator.md"),
    run: Run::Site(reversed_initiator),
};

fn reversed_initiator(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in &site.figures {
        let Some((binding, promise)) = figure.bound().and_then(|binding| Some((binding, binding.initiates?)))
        else {
            continue;
        };
        let cluster = binding.cluster.map(|at| &site.clusters.all[at]);
        for edge in &figure.edges {
            let (from, to) = match edge.heads {
                Heads::To => (edge.from, edge.to),
                Heads::From => (edge.to, edge.from),
                Heads::Both | Heads::None => continue,
            };
            let (Some(begin), Some(end)) = (figure.reading(from), figure.reading(to)) else { continue };
            let (a, b) = (begin.entity.id(), end.entity.id());
            let relations =
                || catalogue.relations.iter().chain(cluster.iter().flat_map(|cluster| &cluster.connections));
            let forward = relations().any(|relation| relation.from == a && relation.to == b);
            let Some(backward) = relations().find(|relation| relation.from == b && relation.to == a) else {
                continue;
            };
            if forward {
                continue;
            }
            let mut finding = Finding::new(
                RULE.code,
                figure.at(edge.span),
                format!("it is `{}` that {} `{}`", figure.name(to), backward.kind.name(), figure.name(from)),
            )
            .help("turn the arrow round");
            if !backward.source.is_empty() {
                finding = finding.source(backward.source.clone());
            }
            finding =
                finding.label(figure.at(promise), "the figure promises that arrows run from initiators");
            if let Some(replacement) = turned(figure, edge, &site.tree.file(figure.place.file).text) {
                let place = figure.at(edge.span);
                finding =
                    finding.fix("turn the arrow round", Applicability::Safe, Edit { place, replacement });
            }
            findings.push(finding);
        }
    }
}

/// The edge the other way round, where it is a statement of two ids and an arrow.
fn turned(figure: &Figure, edge: &figure::Edge, text: &str) -> Option<String> {
    let (End::Node(from), End::Node(to)) = (edge.from, edge.to) else { return None };
    let (from, to) = (figure.nodes[from].id.as_str(), figure.nodes[to].id.as_str());
    let written = &text[edge.span.range()];
    let arrow = written.trim().strip_prefix(from)?.strip_suffix(to)?;
    // Nothing but an arrow may stand between: an id's own label, or a third id, would have to move as well.
    let bare = arrow.trim();
    let plain = bare.starts_with(['-', '=']) && bare.matches("--").count() + bare.matches("==").count() == 1;
    (figure.is_flowchart && plain && edge.heads == Heads::To).then(|| format!("{to}{arrow}{from}"))
}
