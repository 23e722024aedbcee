//! Editions.

use crate::check::Rule;

mod instructor_text_in_learner_output;
mod learner_text_lost;
mod looks_for_instructors;
mod note_without_target;
mod unterminated_comment;

pub(super) static RULES: &[&Rule] = &[
    &instructor_text_in_learner_output::RULE,
    &note_without_target::RULE,
    &learner_text_lost::RULE,
    &unterminated_comment::RULE,
    &looks_for_instructors::RULE,
];
