//! Printing.

use crate::check::Rule;

mod missing_glyph;
mod picture_not_printed;

pub(super) static RULES: &[&Rule] = &[&missing_glyph::RULE, &picture_not_printed::RULE];
