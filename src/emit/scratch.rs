//! The folder in which a site is made before it is put in its place, one at a time for each place.

use super::{EmitError, io};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PREFIX: &str = ".kurso-stage-";

/// The letters that are added to a name so that no other is the same.
const RANDOM: usize = 6;

/// A folder that is gone when this is, and the right to write to its site.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Gone before the folder around it is looked at.
    folder: Option<TempDir>,
    path: PathBuf,
    /// Whether it stands beside the site's folder, on the same disk, so that the two can change places.
    pub(super) is_beside: bool,
    /// The site's folder, where it was made for this run.
    new: Option<PathBuf>,
    /// Held as long as the file is open, also by a run that is killed.
    _lock: Option<File>,
}

impl Scratch {
    /// Waits for other runs that write to `out`, clears away what a killed one left, and makes a folder: beside `out`, or in
    /// it where that is a disk of its own or nothing may be written beside it.
    pub(super) fn new(out: &Path) -> Result<Self, EmitError> {
        let new = (!out.exists()).then(|| out.to_owned());
        let lock = lock(out)?;
        if lock.is_some() {
            clear(out);
        }
        let (folder, is_beside) = match beside(out) {
            Some(folder) => (folder, true),
            None => (tempfile::Builder::new().prefix(PREFIX).tempdir_in(out).map_err(io(out))?, false),
        };
        Ok(Self { path: folder.path().to_owned(), folder: Some(folder), is_beside, new, _lock: lock })
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

/// A folder beside the site's, on the same disk and with the same rights.
#[cfg(unix)]
fn beside(out: &Path) -> Option<TempDir> {
    use std::os::unix::fs::MetadataExt;
    let (parent, prefix) = siblings(out)?;
    let metadata = fs::metadata(out).ok()?;
    if metadata.dev() != fs::metadata(&parent).ok()?.dev() {
        return None;
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).rand_bytes(RANDOM).permissions(metadata.permissions());
    let folder = builder.tempdir_in(parent).ok()?;
    // What is masked when a folder is made is set here.
    fs::set_permissions(folder.path(), metadata.permissions()).ok()?;
    (fs::metadata(folder.path()).ok()?.uid() == metadata.uid()).then_some(folder)
}

/// Elsewhere two folders cannot change places in one step.
#[cfg(not(unix))]
fn beside(_out: &Path) -> Option<TempDir> {
    None
}

/// The folder around the site's, and how scratch folders of this site are called there.
fn siblings(out: &Path) -> Option<(PathBuf, String)> {
    let full = std::path::absolute(out).ok()?;
    let name = full.file_name()?.to_str()?;
    Some((full.parent()?.to_owned(), format!("{PREFIX}{name}-")))
}

/// The site's folder itself is what is locked, so that nothing else lies about; it is made where it is not there. Where a
/// system has no such locks each file is still written in one step.
fn lock(out: &Path) -> Result<Option<File>, EmitError> {
    loop {
        fs::create_dir_all(out).map_err(io(out))?;
        let Some(file) = File::open(out).ok().filter(|file| file.lock().is_ok()) else { return Ok(None) };
        // The run that was waited for has put another folder in its place.
        if is_same(&file, out) {
            return Ok(Some(file));
        }
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().map(id).ok() == fs::metadata(path).map(id).ok()
}

#[cfg(not(unix))]
fn is_same(_file: &File, _path: &Path) -> bool {
    true
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
    let inside = scratch_in(out, PREFIX.to_owned(), None);
    let beside = siblings(out).map(|(parent, prefix)| {
        let length = prefix.len() + RANDOM;
        scratch_in(&parent, prefix, Some(length))
    });
    inside.chain(beside.into_iter().flatten())
}

fn scratch_in(folder: &Path, prefix: String, length: Option<usize>) -> impl Iterator<Item = PathBuf> + use<> {
    let is_scratch = move |entry: &fs::DirEntry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let name = entry.file_name();
        let name = name.to_string_lossy();
        is_folder && name.starts_with(&prefix) && length.is_none_or(|length| name.len() == length)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(is_scratch).map(|entry| entry.path())
}
