//! Diagrams as such.

use crate::check::Rule;

mod parse_error;
mod unquoted_label;
mod unsafe_content;

pub(super) static RULES: &[&Rule] = &[&parse_error::RULE, &unquoted_label::RULE, &unsafe_content::RULE];
