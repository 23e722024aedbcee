//! NOT001 instructor-text-in-learner-output: found by the audit of the finished output, never by looking at sources.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("NOT001"),
    name: "instructor-text-in-learner-output",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/NOT001-instructor-text-in-learner-output.md"),
    run: Run::Output,
};
