//! Figures among themselves.

use crate::check::Rule;

mod diagram_only_component;
mod figures_disagree;
mod name_differs;
mod plane_differs;
mod sides;
mod tree_only_component;

pub(super) static RULES: &[&Rule] = &[
    &tree_only_component::RULE,
    &diagram_only_component::RULE,
    &plane_differs::RULE,
    &name_differs::RULE,
    &figures_disagree::RULE,
];
