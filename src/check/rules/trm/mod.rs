//! Terms.

use crate::check::Rule;

mod contradicts_fact;

pub(super) static RULES: &[&Rule] = &[&contradicts_fact::RULE];
