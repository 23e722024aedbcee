//! LIM001 limit-reached: an input beyond a limit of kurso. Found while reading.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("LIM001"),
    name: "limit-reached",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/LIM001-limit-reached.md"),
    run: Run::Earlier,
};
