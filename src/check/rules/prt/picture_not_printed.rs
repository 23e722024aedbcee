//! PRT002 picture-not-printed: a picture that the typesetter cannot read. Found by `print`, on what it prints.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("PRT002"),
    name: "picture-not-printed",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/PRT002-picture-not-printed.md"),
    run: Run::Earlier,
};
