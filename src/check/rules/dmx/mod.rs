//! Diagrams against the model.

use crate::check::Rule;

mod count_differs;
mod forbidden_edge;
mod load_balancer_misses_target;
mod unknown_component;
mod wrong_plane;

pub(super) static RULES: &[&Rule] = &[
    &unknown_component::RULE,
    &wrong_plane::RULE,
    &forbidden_edge::RULE,
    &load_balancer_misses_target::RULE,
    &count_differs::RULE,
];
