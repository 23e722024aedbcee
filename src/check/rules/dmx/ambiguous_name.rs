//! DMX002 ambiguous-name: an edge ends at a node that names two components.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX002"),
    name: "ambiguous-name",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DMX002-ambiguous-name.md"),
    run: Run::Site(ambiguous_name),
};

fn ambiguous_name(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        for (at, node) in figure.nodes.iter().enumerate().filter(|(_, node)| node.reading.is_none()) {
            let parts: Vec<&str> = node
                .label
                .value
                .split(['\n', '/', '&', '+', ','])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect();
            let mut named: Vec<&str> = parts
                .iter()
                .filter_map(|part| catalogue.meaning(part).and_then(|meaning| meaning.entity.component()))
                .collect();
            named.dedup();
            let edge = figure
                .edges
                .iter()
                .find(|edge| figure.stands_at(at, edge.from) || figure.stands_at(at, edge.to));
            // Every part must be a name: prose that lists names is prose.
            let (Some(edge), true) = (edge, named.len() >= 2 && named.len() == parts.len()) else { continue };
            findings.push(
                Finding::new(
                    RULE.code,
                    figure.at(node.label.span),
                    format!("this is both {}", named.join(" and ")),
                )
                .label(figure.at(edge.span), "nobody can tell which one this edge is about")
                .help("draw a node for each"),
            );
        }
    }
}
