//! Limits.

use crate::check::Rule;

mod limit_reached;

pub(super) static RULES: &[&Rule] = &[&limit_reached::RULE];
