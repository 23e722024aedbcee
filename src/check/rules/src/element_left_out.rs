//! SRC004 element-left-out: HTML that no page shows. Found while parsing.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Severity, code};

pub(super) static RULE: Rule = Rule {
    code: code::ELEMENT_LEFT_OUT,
    name: "element-left-out",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/SRC004-element-left-out.md"),
    run: Run::Earlier,
};
