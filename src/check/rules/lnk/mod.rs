//! Links.

use crate::check::Rule;

pub(super) mod broken_link;
mod broken_anchor;
mod title_differs;
mod next_session_differs;

pub(super) static RULES: &[&Rule] = &[&broken_link::RULE, &broken_anchor::RULE, &title_differs::RULE, &next_session_differs::RULE];
