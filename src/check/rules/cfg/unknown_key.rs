//! CFG001 unknown-key: a YAML file of kurso has a key that its type does not have. Found while decoding.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG001"),
    name: "unknown-key",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/CFG001-unknown-key.md"),
    run: Run::Earlier,
};
