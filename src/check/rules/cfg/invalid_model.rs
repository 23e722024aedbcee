//! CFG007 invalid-model: a value of the wrong type or range, an id used twice, a reference to nothing. Found while decoding.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG007"),
    name: "invalid-model",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/CFG007-invalid-model.md"),
    run: Run::Earlier,
};
