//! CFG004 stale-baseline-entry: an entry of the baseline that no finding matches any more.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG004"),
    name: "stale-baseline-entry",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/CFG004-stale-baseline-entry.md"),
    run: Run::Earlier,
};
