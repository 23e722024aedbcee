//! Configuration, models, suppressions.

use crate::check::Rule;

mod invalid_model;
mod unknown_cluster;
mod unknown_key;
mod unknown_rule_code;

pub(super) static RULES: &[&Rule] =
    &[&unknown_key::RULE, &unknown_rule_code::RULE, &invalid_model::RULE, &unknown_cluster::RULE];
