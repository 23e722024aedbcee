//! Mended texts → the course's own files: all of them are written beside their places first, and only then moved there.

use super::{EmitError, io};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file of the course with its new text.
#[derive(Clone, Copy, Debug)]
pub struct Change<'t> {
    /// Its path in the course.
    pub path: &'t str,
    /// What it held when the course was read.
    pub before: &'t str,
    /// What it shall hold.
    pub after: &'t str,
}

/// Writes changes into the course at `root`.
///
/// # Errors
/// When the disk refuses, or when a file is no longer what was read: then nothing is written.
pub fn write(root: &Path, changes: &[Change<'_>]) -> Result<(), EmitError> {
    let mut staged: Vec<(NamedTempFile, PathBuf)> = Vec::new();
    for change in changes {
        let path = root.join(change.path);
        if fs::read(&path).map_err(io(&path))? != change.before.as_bytes() {
            return Err(EmitError::ChangedMeanwhile(path));
        }
        let folder = path.parent().unwrap_or(root);
        let mut file = NamedTempFile::new_in(folder).map_err(io(folder))?;
        file.write_all(change.after.as_bytes()).map_err(io(&path))?;
        let metadata = fs::metadata(&path).map_err(io(&path))?;
        // A file that may not be written is not replaced either.
        if metadata.permissions().readonly() {
            return Err(io(&path)(std::io::Error::from(std::io::ErrorKind::PermissionDenied)));
        }
        file.as_file().set_permissions(metadata.permissions()).map_err(io(&path))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Root keeps files their owner's; for anybody else they are their own already.
            let _ = fchown(file.as_file(), Some(metadata.uid()), Some(metadata.gid()));
        }
        staged.push((file, path));
    }
    for (file, path) in staged {
        file.persist(&path).map_err(|error| EmitError::Io { path: path.clone(), error: error.error })?;
    }
    Ok(())
}

/// Makes a folder and those around it.
///
/// # Errors
/// When the disk refuses.
pub fn folder(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

/// Writes a new file; one that is there stays.
///
/// # Errors
/// When there is such a file, or when the disk refuses.
pub fn create(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        folder(parent)?;
    }
    staged(path, text)?.persist_noclobber(path).map_err(|error| error.error).map(drop)
}

/// Writes a file of kurso's own beside the course, or a report that was asked for; one that is there is replaced in one step.
///
/// # Errors
/// When the disk refuses.
pub fn put(path: &Path, text: &str) -> std::io::Result<()> {
    // A device or a pipe, such as /dev/stdout, is written to and not replaced.
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return fs::write(path, text);
    }
    staged(path, text)?.persist(path)?;
    Ok(())
}

/// The text in a file beside its place.
fn staged(path: &Path, text: &str) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}
