//! NOT003 learner-text-lost: found by the audit of the finished output, never by looking at sources.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("NOT003"),
    name: "learner-text-lost",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/NOT003-learner-text-lost.md"),
    run: Run::Output,
};
