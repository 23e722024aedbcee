//! Disk → [`SourceTree`]: the only reader of the course's files.

mod disk;
mod tree;

pub(crate) use disk::slashed;

pub use disk::{LoadError, Loaded, load, locate, read_dump};
pub use tree::{FileKind, SourceFile, SourceTree};

/// The list of what kurso wrote, in the folder that it wrote to; a folder with one is no part of a course.
pub const MANIFEST: &str = ".kurso-manifest";

/// The findings that a course has accepted, beside course.yaml. JSON, which is YAML: so mistakes in it have places.
pub const BASELINE: &str = "kurso-baseline.json";
