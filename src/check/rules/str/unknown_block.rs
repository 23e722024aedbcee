//! STR008 unknown-block: a misspelt directive. Found while parsing.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("STR008"),
    name: "unknown-block",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/STR008-unknown-block.md"),
    run: Run::Earlier,
};
