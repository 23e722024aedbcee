//! Component trees against the model.

use crate::check::Rule;

mod unknown_component;
mod wrong_plane;

pub(super) static RULES: &[&Rule] = &[&unknown_component::RULE, &wrong_plane::RULE];
