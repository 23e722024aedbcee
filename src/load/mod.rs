//! Disk → [`SourceTree`]: the only reader of the course's files.

mod disk;
mod tree;

pub use disk::{LoadError, Loaded, load};
pub use tree::{FileKind, SourceFile, SourceTree};
