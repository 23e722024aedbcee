//! DIA001 parse-error: mermaid refuses a diagram.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{BlockKind, Walked, walk};
use crate::parse::diagram::{Diagram, SyntaxError};
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
    for_each_diagram(site, |place, diagram| {
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

/// Every mermaid fence in front of a broken fence, with the place of its content.
pub(in crate::check::rules) fn for_each_diagram(site: &Site, mut visit: impl FnMut(Place, &Diagram)) {
    for (_, page) in site.course.pages() {
        let broken_at = page.document.broken_at.unwrap_or(usize::MAX);
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Block(block) = node
                && let BlockKind::Diagram(diagram) = &block.kind
                && block.span.end <= broken_at
            {
                visit(Place::new(page.file, diagram.span), diagram);
            }
        });
    }
}
