//! Links.

use crate::check::Rule;

mod broken_anchor;
pub(super) mod broken_link;
mod next_session_differs;
mod title_differs;

pub(super) static RULES: &[&Rule] =
    &[&broken_link::RULE, &broken_anchor::RULE, &title_differs::RULE, &next_session_differs::RULE];
