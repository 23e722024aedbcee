//! Disk → [`SourceTree`]: the only reader of the course's files.

mod disk;
mod locate;

mod selection;

mod tree;

pub(crate) use disk::slashed;

pub use disk::{LoadError, Loaded, load, read_dump};
pub use locate::root;
pub use selection::Selection;
pub use tree::{FileKind, SourceFile, SourceTree};

use std::collections::BTreeMap;

/// The list of what kurso wrote, in the folder that it wrote to; what it names is no part of a course.
pub const MANIFEST: &str = ".kurso-manifest";

/// The files that such a list names, each with the fingerprint of what was written.
fn written(list: &str) -> BTreeMap<String, String> {
    let file = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let (content, _, path) = (words.next()?, words.next()?, words.next()?);
        // An empty or short fingerprint would be that of any file.
        (content.len() == FINGERPRINT).then(|| (path.to_owned(), content.to_owned()))
    };
    list.lines().filter_map(file).collect()
}

/// Letters of a fingerprint in the list: 128 bits are enough to tell files apart.
pub const FINGERPRINT: usize = 32;

/// The findings that a course has accepted, beside course.yaml. JSON, which is YAML: so mistakes in it have places.
pub const BASELINE: &str = "kurso-baseline.json";
