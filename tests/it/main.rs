//! The one integration binary; each module says what belongs there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::get_unwrap,
    reason = "a test that cannot go on may panic, and tests read and write files"
)]

mod authoring;
mod bad_input;
mod bindings;
mod browser;
mod build;
mod cases;
mod cli;
mod corpus;
mod courses;
mod destination;
mod disk;
mod domains;
mod first_run;
mod fixes;
mod follow;
mod formats;
mod generated;
mod guide;
mod hostile;
mod hostile_inputs;
mod import;
mod incremental;
mod leaks;
mod levels;
mod mutants;
mod notes;
mod pages;
mod precision;
#[cfg(feature = "pdf")]
mod print;
mod properties;
mod random;
mod resources;
mod rules;
mod schema;
mod serve;
mod strangers;
mod support;
mod tidy;
mod valid;
