//! NOT002 note-without-target: a sidecar names a heading that is not there. Found while the course is inferred.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("NOT002"),
    name: "note-without-target",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/NOT002-note-without-target.md"),
    run: Run::Earlier,
};
