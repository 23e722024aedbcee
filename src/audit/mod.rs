//! Finished output → findings: the proof on what is written that no instructor text is in a learner's site, and that no text
//! of its readers is missing.
//!
//! Both read the written bytes. What learners may read is taken from the finished pages; what must not be missing is taken from
//! the parsed ones, so that a text that gets lost on the way to a finished page is found, too.

mod leak;

mod lost;

mod source;

mod text;

pub use leak::LeakAudit;
pub use lost::LostAudit;
