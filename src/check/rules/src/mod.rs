//! Source files.

use crate::check::Rule;

mod unreadable_file;

pub(super) static RULES: &[&Rule] = &[&unreadable_file::RULE];
