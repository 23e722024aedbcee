//! Printing.

use crate::check::Rule;

mod missing_glyph;

pub(super) static RULES: &[&Rule] = &[&missing_glyph::RULE];
