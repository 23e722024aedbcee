//! Links.

use crate::check::Rule;

mod broken_anchor;
mod broken_click;
pub(in crate::check::rules) mod broken_link;
mod image_not_shown;
mod insecure_link;
mod next_session_differs;
mod title_differs;
mod uninformative_text;
mod unresolved_reference;

pub(super) static RULES: &[&Rule] = &[
    &broken_link::RULE,
    &broken_anchor::RULE,
    &title_differs::RULE,
    &uninformative_text::RULE,
    &insecure_link::RULE,
    &next_session_differs::RULE,
    &broken_click::RULE,
    &unresolved_reference::RULE,
    &image_not_shown::RULE,
];
