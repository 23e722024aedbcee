//! Configuration, models, suppressions.

use crate::check::Rule;

mod expired_suppression;
mod invalid_model;
mod override_not_used;
mod stale_baseline_entry;
mod suppression_without_reason;
mod unknown_cluster;
mod unknown_key;
mod unknown_rule_code;
mod unused_suppression;

pub(super) static RULES: &[&Rule] = &[
    &unknown_key::RULE,
    &suppression_without_reason::RULE,
    &unused_suppression::RULE,
    &stale_baseline_entry::RULE,
    &unknown_rule_code::RULE,
    &expired_suppression::RULE,
    &invalid_model::RULE,
    &unknown_cluster::RULE,
    &override_not_used::RULE,
];
