//! Source files.

use crate::check::Rule;

mod element_left_out;
mod picture_cut;
mod saved_as_text;
mod unreadable_file;

pub(super) static RULES: &[&Rule] =
    &[&unreadable_file::RULE, &picture_cut::RULE, &saved_as_text::RULE, &element_left_out::RULE];
