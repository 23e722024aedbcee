//! Terms.

use crate::check::Rule;

mod contradicts_fact;
mod deprecated_term;
mod removed_name;
mod renamed;

pub(super) static RULES: &[&Rule] = &[&deprecated_term::RULE, &removed_name::RULE, &contradicts_fact::RULE];
