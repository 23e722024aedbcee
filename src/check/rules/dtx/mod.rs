//! Figures among themselves.

use crate::check::Rule;

mod tree_only_component;

pub(super) static RULES: &[&Rule] = &[&tree_only_component::RULE];
