//! What was made before, by all that it was made of: parsed pages, pictures of diagrams, highlighted code.
//!
//! A cache changes no byte of what kurso makes, only how long that takes. An entry is written beside its place and then put
//! there in one step, so that any number of runs may share a folder; one that is not what was written is made anew. Nothing
//! here can fail a run: a folder that cannot be written is a cache that stays empty.

#![expect(clippy::disallowed_methods, reason = "this module is the keeper of its own folder")]

mod trim;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// Which program makes the entries: another one may make others of the same input.
pub const BUILD: &str = env!("KURSO_BUILD");

/// Bytes of the checksum before an entry.
const CHECKSUM: usize = blake3::OUT_LEN;

/// How long an entry may lie unused before a use is noted.
const NOTED: Duration = Duration::from_secs(24 * 60 * 60);

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A parsed file.
    Document,
    /// A drawn diagram.
    Picture,
    /// A diagram drawn for paper.
    Print,
    /// Highlighted code.
    Code,
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Picture => "picture",
            Self::Print => "print",
            Self::Code => "code",
        }
    }
}

/// A folder of entries, or none.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    root: Option<PathBuf>,
}

impl Cache {
    /// No cache: everything is made.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The cache in a folder, which is made when there is something to keep.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { root: Some(folder.to_owned()) }
    }

    /// What was made of these parts before, or what `make` makes of them. `make` must depend on nothing else.
    pub fn or_make<T: Serialize + DeserializeOwned>(
        &self,
        kind: Kind,
        parts: &[&str],
        make: impl FnOnce() -> T,
    ) -> T {
        let made: Result<T, Infallible> = self.or_try_make(kind, parts, || Ok(make()));
        match made {
            Ok(made) => made,
            Err(never) => match never {},
        }
    }

    /// The same of what may fail; a failure is not kept.
    ///
    /// # Errors
    /// What `make` says.
    pub fn or_try_make<T: Serialize + DeserializeOwned, E>(
        &self,
        kind: Kind,
        parts: &[&str],
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(path) = self.path(kind, parts) else { return make() };
        if let Some(found) = read(&path) {
            return Ok(found);
        }
        let made = make()?;
        keep(&path, &made);
        Ok(made)
    }

    fn path(&self, kind: Kind, parts: &[&str]) -> Option<PathBuf> {
        let root = self.root.as_ref()?;
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            // With their lengths, `ab` + `c` is not `a` + `bc`.
            hasher.update(&part.len().to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hex = hasher.finalize().to_hex();
        Some(root.join(BUILD).join(kind.folder()).join(&hex[..2]).join(&hex[2..]))
    }

    /// Removes what was not used for longest, when the cache has grown too large. Looks at most once a day.
    pub fn trim(&self) {
        if let Some(root) = &self.root {
            trim::trim(root, trim::LIMIT);
        }
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = fs::read(path).ok()?;
    let (checksum, payload) = bytes.split_at_checked(CHECKSUM)?;
    if blake3::hash(payload).as_bytes() != checksum {
        return None;
    }
    let found = postcard::from_bytes(payload).ok()?;
    note(path);
    Some(found)
}

/// Notes that an entry was of use, so that it is not the next to go.
fn note(path: &Path) {
    let old = fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age > NOTED));
    if old && let Ok(file) = fs::File::options().append(true).open(path) {
        // An entry that looks older than it is goes early, and is made again.
        let _ = file.set_modified(SystemTime::now());
    }
}

fn keep<T: Serialize>(path: &Path, made: &T) {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let Ok(payload) = postcard::to_stdvec(made) else { return };
    let Some(folder) = path.parent() else { return };
    if fs::create_dir_all(folder).is_err() {
        return;
    }
    let mut bytes = blake3::hash(&payload).as_bytes().to_vec();
    bytes.extend(payload);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let staged = folder.join(format!(".{}-{number}", std::process::id()));
    if fs::write(&staged, bytes).is_err() || fs::rename(&staged, path).is_err() {
        let _ = fs::remove_file(&staged);
    }
}

#[cfg(test)]
mod tests;
