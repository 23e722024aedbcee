//! The folder in which a site is made before it is put in its place, one at a time for each place.

use super::{EmitError, io};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PREFIX: &str = ".kurso-stage-";

/// A folder that is gone when this is, and the right to write to its site.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Gone before the folder around it is looked at.
    folder: Option<TempDir>,
    path: PathBuf,
    /// The site's folder, where it was made for this run.
    new: Option<PathBuf>,
    /// Held as long as the file is open, also by a run that is killed.
    _lock: Option<File>,
}

impl Scratch {
    /// Waits for other runs that write to `out`, clears away what a killed one left, and makes a folder in it: a site may be
    /// a file system of its own.
    pub(super) fn new(out: &Path) -> Result<Self, EmitError> {
        let new = (!out.exists()).then(|| out.to_owned());
        fs::create_dir_all(out).map_err(io(out))?;
        let lock = lock(out);
        if lock.is_some() {
            clear(out);
        }
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(out).map_err(io(out))?;
        Ok(Self { path: folder.path().to_owned(), folder: Some(folder), new, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.folder.take());
        if let Some(out) = &self.new {
            // A site that came to be is not empty, and stays.
            let _ = fs::remove_dir(out);
        }
    }
}

/// The site's folder itself is what is locked, so that nothing else lies about. Where a system has no such locks each file is
/// still written in one step.
fn lock(out: &Path) -> Option<File> {
    let file = File::open(out).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Removes what runs left that were killed; with the lock, nobody uses it.
fn clear(out: &Path) {
    for folder in left_behind(out) {
        // What cannot be removed now, the next run tries again.
        let _ = fs::remove_dir_all(folder);
    }
}

/// The folders of runs that are at work or were killed.
pub(super) fn left_behind(out: &Path) -> impl Iterator<Item = PathBuf> {
    let is_scratch = |entry: &fs::DirEntry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        is_folder && entry.file_name().to_string_lossy().starts_with(PREFIX)
    };
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    entries.filter(is_scratch).map(|entry| entry.path())
}
