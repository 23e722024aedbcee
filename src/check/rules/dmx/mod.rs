//! Diagrams against the model.

use crate::check::Rule;

mod ambiguous_name;
mod count_differs;
mod edge_not_in_model;
mod forbidden_edge;
mod generated_figure_differs;
mod load_balancer_misses_target;
mod missing_component;
mod missing_edge;
mod not_in_cluster;
mod removed_component;
mod reversed_initiator;
mod unknown_component;
mod wrong_plane;
mod wrong_port;

pub(super) static RULES: &[&Rule] = &[
    &unknown_component::RULE,
    &ambiguous_name::RULE,
    &wrong_plane::RULE,
    &forbidden_edge::RULE,
    &edge_not_in_model::RULE,
    &reversed_initiator::RULE,
    &wrong_port::RULE,
    &load_balancer_misses_target::RULE,
    &missing_component::RULE,
    &missing_edge::RULE,
    &count_differs::RULE,
    &removed_component::RULE,
    &not_in_cluster::RULE,
    &generated_figure_differs::RULE,
];
