//! Structure.

use crate::check::Rule;

mod broken_fence;
mod listed_session_missing;
mod position_differs;
mod session_not_listed;
mod unknown_block;

pub(super) static RULES: &[&Rule] = &[
    &broken_fence::RULE,
    &position_differs::RULE,
    &unknown_block::RULE,
    &session_not_listed::RULE,
    &listed_session_missing::RULE,
];
