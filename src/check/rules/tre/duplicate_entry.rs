//! TRE004 duplicate-entry: a component tree lists the same component twice in one block.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::FigureKind;
use crate::parse::diagram::End;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("TRE004"),
    name: "duplicate-entry",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TRE004-duplicate-entry.md"),
    run: Run::Site(duplicate_entry),
};

fn duplicate_entry(site: &Site, findings: &mut Vec<Finding>) {
    for figure in
        site.figures.iter().filter(|figure| figure.kind == FigureKind::Tree && figure.bound().is_some())
    {
        for (at, node) in figure.nodes.iter().enumerate() {
            let Some(reading) = node.reading.as_ref().filter(|reading| reading.ordinal.is_none()) else {
                continue;
            };
            // An end of an arrow is no entry of its own.
            let in_edge = |node: usize| {
                figure.edges.iter().any(|edge| edge.from == End::Node(node) || edge.to == End::Node(node))
            };
            let first = figure.nodes[..at].iter().enumerate().find(|(earlier, other)| {
                other.container == node.container
                    && !in_edge(*earlier)
                    && other
                        .reading
                        .as_ref()
                        .is_some_and(|other| other.entity == reading.entity && other.ordinal.is_none())
            });
            if let Some((_, first)) = first
                .filter(|_| node.container.is_some() && reading.entity.component().is_some() && !in_edge(at))
            {
                findings.push(
                    Finding::new(
                        RULE.code,
                        figure.at(node.label.span),
                        format!("`{}` stands in this list twice", node.label.value),
                    )
                    .label(figure.at(first.label.span), "first here")
                    .help("remove one of the two, or say what tells them apart"),
                );
            }
        }
    }
}
