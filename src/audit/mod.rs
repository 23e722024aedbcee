//! Finished output → findings: the proof on what is written that no instructor text is in a learner's site, and that no text
//! of its readers is missing.
//!
//! Both read the written bytes, not the program's own trees.

mod leak;

mod lost;

mod source;

mod text;

pub use leak::LeakAudit;
pub use lost::LostAudit;
