//! NOT004 unterminated-comment: a comment never ends. Found while parsing.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("NOT004"),
    name: "unterminated-comment",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/NOT004-unterminated-comment.md"),
    run: Run::Earlier,
};
