//! CFG003 unused-suppression: an ignore or an expect that meets no finding. Found while suppressions are applied.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG003"),
    name: "unused-suppression",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/CFG003-unused-suppression.md"),
    run: Run::Earlier,
};
