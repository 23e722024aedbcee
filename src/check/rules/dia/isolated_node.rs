//! DIA004 isolated-node: a node without an edge in a flowchart that joins the others.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::says_down;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA004"),
    name: "isolated-node",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/DIA004-isolated-node.md"),
    run: Run::Site(isolated_node),
};

/// Fewer edges say nothing about what a node without one means.
const MIN_EDGES: usize = 3;

fn isolated_node(site: &Site, findings: &mut Vec<Finding>) {
    for figure in site.figures.iter().filter(|figure| figure.is_flowchart && figure.edges.len() >= MIN_EDGES)
    {
        // What kurso drew itself no author can mend. In a figure about something else a box may be a remark, a node that is
        // empty on purpose, a legend.
        if figure.bound().is_none() || site.is_generated(figure) {
            continue;
        }
        // An edge to a container speaks of all that is in it.
        let joined = |node: usize| {
            figure
                .edges
                .iter()
                .any(|edge| figure.stands_at(node, edge.from) || figure.stands_at(node, edge.to))
        };
        let (with, without): (Vec<usize>, Vec<usize>) =
            (0..figure.nodes.len()).partition(|node| joined(*node));
        if with.len() * 3 < figure.nodes.len() * 2 {
            continue;
        }
        for at in without {
            let node = &figure.nodes[at];
            let component = node.reading.as_ref().is_some_and(|reading| reading.entity.component().is_some());
            // What is down or waits is joined to nothing on purpose.
            if !component || says_down(&node.label.value) {
                continue;
            }
            let last = figure.edges.last().map(|edge| edge.span);
            let mut finding = Finding::new(
                RULE.code,
                figure.at(node.label.span),
                format!("no edge leads to `{}`", node.name()),
            )
            .help("join it, or say `coverage=illustrative` in a `figure` directive");
            if let Some(span) = last {
                finding = finding.label(figure.at(span), "the others are joined");
            }
            findings.push(finding);
        }
    }
}
