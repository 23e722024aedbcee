//! Networks of a cluster.

use crate::check::Rule;

mod cidr;
mod invalid_range;
mod overlapping_ranges;

pub(super) static RULES: &[&Rule] = &[&overlapping_ranges::RULE, &invalid_range::RULE];
