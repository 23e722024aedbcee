//! DIA002 unknown-diagram-type: the first word of a diagram names no type.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity, nearest};
use crate::parse::diagram::SyntaxError;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA002"),
    name: "unknown-diagram-type",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DIA002-unknown-diagram-type.md"),
    run: Run::Site(unknown_diagram_type),
};

const KEYWORDS: &[&str] = &[
    "graph",
    "flowchart",
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "journey",
    "gantt",
    "pie",
    "quadrantChart",
    "requirementDiagram",
    "gitGraph",
    "C4Context",
    "mindmap",
    "timeline",
    "sankey-beta",
    "xychart-beta",
    "block-beta",
    "packet-beta",
    "kanban",
    "architecture-beta",
    "radar-beta",
];

fn unknown_diagram_type(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        let Some(problem) =
            diagram.problem.as_ref().filter(|problem| problem.error == SyntaxError::UnknownType)
        else {
            return;
        };
        let place = problem.span.map_or(place, |span| Place::new(place.file, span));
        let mut finding = Finding::new(RULE.code, place, problem.message.clone());
        if let Some(meant) = nearest(&diagram.keyword, KEYWORDS.iter().copied()) {
            finding = finding.help(format!("did you mean `{meant}`?")).fix(
                format!("write `{meant}`"),
                Applicability::Safe,
                Edit { place, replacement: meant.to_owned() },
            );
        }
        findings.push(finding);
    });
}
