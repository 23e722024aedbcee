//! Timing.

use crate::check::Rule;

mod parts_differ_from_whole;
mod session_over_budget;

pub(super) static RULES: &[&Rule] = &[&session_over_budget::RULE, &parts_differ_from_whole::RULE];
