//! STR015 math-not-rendered: a formula that is none. Found while parsing.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("STR015"),
    name: "math-not-rendered",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR015-math-not-rendered.md"),
    run: Run::Earlier,
};
