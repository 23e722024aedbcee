//! CFG006 expired-suppression: an ignore whose day has passed.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG006"),
    name: "expired-suppression",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/CFG006-expired-suppression.md"),
    run: Run::Earlier,
};
