//! Finished output → findings: the proof on what is written that no instructor text is in a learner's site, and that no text
//! of its readers is missing and every figure is drawn.
//!
//! All read the written bytes, not the program's own trees.

mod leak;

mod lost;

mod source;

mod text;

mod undrawn;

pub use leak::LeakAudit;
pub use lost::LostAudit;
pub use undrawn::UndrawnAudit;
