//! CFG002 suppression-without-reason: a finding is ignored and nobody says why. Found while suppressions are applied.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG002"),
    name: "suppression-without-reason",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/CFG002-suppression-without-reason.md"),
    run: Run::Earlier,
};
