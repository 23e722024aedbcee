//! The folder in which a site is made before it is put in its place, one at a time for each place.

use super::{EmitError, io};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that is gone when this is, and the right to write to its site.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: TempDir,
    /// Held as long as the file is open, also by a run that is killed.
    _lock: Option<File>,
}

impl Scratch {
    /// Waits for other runs that write to `out`, clears away what a killed one left, and makes a folder.
    pub(super) fn new(out: &Path) -> Result<Self, EmitError> {
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(io(parent))?;
        let key = key(out, parent);
        let lock = lock(&std::env::temp_dir().join(format!("kurso-{key}.lock")));
        let prefix = format!(".kurso-stage-{key}-");
        // Beside a new site, inside an old one: a site may be a file system of its own.
        let places = if out.is_dir() { vec![out, parent] } else { vec![parent] };
        for place in &places {
            clear(place, &prefix);
        }
        let place = places[0];
        let folder = tempfile::Builder::new().prefix(&prefix).tempdir_in(place).map_err(io(place))?;
        Ok(Self { folder, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// The site's name among all sites of this machine, whichever way it is named.
fn key(out: &Path, parent: &Path) -> String {
    let parent = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
    let name = out.file_name().map_or_else(|| out.canonicalize().unwrap_or_default(), PathBuf::from);
    blake3::hash(parent.join(name).as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned()
}

/// Where no lock can be had, as on a read-only disk, each file is still written in one step.
fn lock(path: &Path) -> Option<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Removes what runs left that were killed; with the lock, nobody uses it.
fn clear(place: &Path, prefix: &str) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && entry.file_name().to_string_lossy().starts_with(prefix) {
            // What cannot be removed now, the next run tries again.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
