//! DIA001 parse-error: mermaid refuses a diagram.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::SyntaxError;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA001"),
    name: "parse-error",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DIA001-parse-error.md"),
    run: Run::Site(parse_error),
};

fn parse_error(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        let Some(problem) = &diagram.problem else { return };
        let place = problem.span.map_or(place, |span| Place::new(place.file, span));
        let finding = Finding::new(RULE.code, place, problem.message.clone());
        match problem.error {
            SyntaxError::Invalid => {
                findings.push(finding.help("the page shows the source in place of the picture"));
            }
            SyntaxError::UnknownType | SyntaxError::Unquoted(..) | SyntaxError::Limit => {}
        }
    });
}
