//! STR001 broken-fence: an orphan or missing closing fence. Found while parsing.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("STR001"),
    name: "broken-fence",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/STR001-broken-fence.md"),
    run: Run::Earlier,
};
