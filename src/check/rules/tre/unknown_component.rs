//! TRE001 unknown-component: an entry of a component tree is nearly called like a component.

use crate::check::rule::{Rule, Run};
use crate::check::rules::spelling;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::FigureKind;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("TRE001"),
    name: "unknown-component",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/TRE001-unknown-component.md"),
    run: Run::Site(unknown_component),
};

fn unknown_component(site: &Site, findings: &mut Vec<Finding>) {
    spelling::misspelt(site, FigureKind::Tree, RULE.code, findings);
}
