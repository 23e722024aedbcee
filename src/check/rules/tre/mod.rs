//! Component trees against the model.

use crate::check::Rule;

mod described_as_another;
mod duplicate_entry;
mod malformed_tree;
mod missing_component;
mod unknown_component;
mod wrong_plane;

pub(super) static RULES: &[&Rule] = &[
    &unknown_component::RULE,
    &wrong_plane::RULE,
    &missing_component::RULE,
    &duplicate_entry::RULE,
    &malformed_tree::RULE,
    &described_as_another::RULE,
];
