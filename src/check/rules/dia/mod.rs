//! Diagrams as such.

use crate::check::Rule;

mod figure_not_drawn;
mod gap_in_ordinals;
mod isolated_node;
mod parse_error;
mod same_id_two_labels;
mod unknown_diagram_type;
mod unknown_style_target;
mod unquoted_label;
mod unsafe_content;

pub(super) static RULES: &[&Rule] = &[
    &parse_error::RULE,
    &unknown_diagram_type::RULE,
    &unquoted_label::RULE,
    &isolated_node::RULE,
    &same_id_two_labels::RULE,
    &unknown_style_target::RULE,
    &unsafe_content::RULE,
    &gap_in_ordinals::RULE,
    &figure_not_drawn::RULE,
];
