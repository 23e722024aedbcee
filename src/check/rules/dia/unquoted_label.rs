//! DIA003 unquoted-label: a label needs quotes, or a node is called `end`.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::parse::diagram::SyntaxError;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA003"),
    name: "unquoted-label",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DIA003-unquoted-label.md"),
    run: Run::Site(unquoted_label),
};

fn unquoted_label(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        let Some(SyntaxError::Unquoted(label, quoted)) =
            diagram.problem.as_ref().map(|problem| &problem.error)
        else {
            return;
        };
        let place = Place::new(place.file, label.span);
        let finding = match quoted {
            Some(quoted) => {
                Finding::new(RULE.code, place, format!("the label `{}` needs quotes", label.value))
                    .help(format!("write `[{quoted}]`"))
                    .fix("quote the label", Applicability::Safe, Edit { place, replacement: quoted.clone() })
            }
            None => Finding::new(RULE.code, place, "`end` is a word of mermaid and no name for a node")
                .help("call the node something else, such as `End`"),
        };
        findings.push(finding);
    });
}
