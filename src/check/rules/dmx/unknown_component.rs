//! DMX001 unknown-component: a node of a bound diagram is nearly called like a component.

use crate::check::rule::{Rule, Run};
use crate::check::rules::spelling;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::FigureKind;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX001"),
    name: "unknown-component",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX001-unknown-component.md"),
    run: Run::Site(unknown_component),
};

fn unknown_component(site: &Site, findings: &mut Vec<Finding>) {
    spelling::misspelt(site, FigureKind::Diagram, RULE.code, findings);
}
