//! Structure.

use crate::check::Rule;

mod broken_fence;
mod duplicate_session;
mod emphasis_not_rendered;
mod gap_in_numbering;
mod heading_level_skipped;
mod include_differs;
mod include_not_found;
mod listed_session_missing;
mod math_not_rendered;
mod missing_objectives;
mod position_differs;
mod session_not_listed;
mod several_titles;
mod truncated_session;
mod unknown_block;

pub(super) static RULES: &[&Rule] = &[
    &broken_fence::RULE,
    &duplicate_session::RULE,
    &position_differs::RULE,
    &missing_objectives::RULE,
    &heading_level_skipped::RULE,
    &several_titles::RULE,
    &unknown_block::RULE,
    &session_not_listed::RULE,
    &listed_session_missing::RULE,
    &gap_in_numbering::RULE,
    &truncated_session::RULE,
    &emphasis_not_rendered::RULE,
    &math_not_rendered::RULE,
    &include_differs::RULE,
    &include_not_found::RULE,
];
