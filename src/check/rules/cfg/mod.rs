//! Configuration, models, suppressions.

use crate::check::Rule;

mod invalid_model;
mod suppression_without_reason;
mod unknown_cluster;
mod unknown_key;
mod unknown_rule_code;
mod unused_suppression;

pub(super) static RULES: &[&Rule] = &[
    &unknown_key::RULE,
    &suppression_without_reason::RULE,
    &unused_suppression::RULE,
    &unknown_rule_code::RULE,
    &invalid_model::RULE,
    &unknown_cluster::RULE,
];
