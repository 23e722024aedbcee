//! SRC001 unreadable-file: a file cannot be read. Found while loading.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("SRC001"),
    name: "unreadable-file",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/SRC001-unreadable-file.md"),
    run: Run::Earlier,
};
