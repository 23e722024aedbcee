//! PRT001 missing-glyph: a character that no font for printing has. Found by `print`, on what it prints.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("PRT001"),
    name: "missing-glyph",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/PRT001-missing-glyph.md"),
    run: Run::Earlier,
};
