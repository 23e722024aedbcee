//! The one integration binary; each module says what belongs there.

mod courses;
mod rules;
mod support;
