//! Accessibility.

use crate::check::Rule;

mod figure_without_alternative;
mod image_without_alternative;
mod low_contrast_style;

pub(super) static RULES: &[&Rule] =
    &[&figure_without_alternative::RULE, &image_without_alternative::RULE, &low_contrast_style::RULE];
