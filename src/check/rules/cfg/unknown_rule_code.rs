//! CFG005 unknown-rule-code: the configuration names a rule that does not exist. Found while levels are read.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG005"),
    name: "unknown-rule-code",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/CFG005-unknown-rule-code.md"),
    run: Run::Earlier,
};
