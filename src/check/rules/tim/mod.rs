//! Timing.

use crate::check::Rule;

mod session_over_budget;
mod parts_differ_from_whole;

pub(super) static RULES: &[&Rule] = &[&session_over_budget::RULE, &parts_differ_from_whole::RULE];
