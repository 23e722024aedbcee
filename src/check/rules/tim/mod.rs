//! Timing.

use crate::check::Rule;

mod bad_duration;
mod clock_differs;
mod day_over_budget;
mod parts_differ_from_whole;
mod session_over_budget;
mod session_under_budget;
mod untimed_section;

pub(super) static RULES: &[&Rule] = &[
    &session_over_budget::RULE,
    &session_under_budget::RULE,
    &parts_differ_from_whole::RULE,
    &untimed_section::RULE,
    &day_over_budget::RULE,
    &bad_duration::RULE,
    &clock_differs::RULE,
];
