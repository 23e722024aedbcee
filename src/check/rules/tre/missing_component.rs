//! TRE003 missing-component: a figure that promises to be complete lacks a component that is required.

use crate::check::rule::{Rule, Run};
use crate::check::rules::complete;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::FigureKind;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("TRE003"),
    name: "missing-component",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/TRE003-missing-component.md"),
    run: Run::Site(missing_component),
};

fn missing_component(site: &Site, findings: &mut Vec<Finding>) {
    complete::missing(site, FigureKind::Tree, RULE.code, findings);
}
