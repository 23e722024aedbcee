//! Which course a path belongs to, and where that says what it is.

use super::disk::{LoadError, read_text, slashed};
use crate::config;
use std::path::{Path, PathBuf};

/// The folder of the course that a folder or file belongs to.
#[must_use]
pub fn root(path: &Path) -> PathBuf {
    locate(path).0
}

/// The course that a path belongs to, and the path in it, with `/`; empty for the course as a whole. The course is the
/// nearest folder with a course.yaml of kurso's, no further out than the repository, else the folder itself, or that of a file.
pub(super) fn locate(path: &Path) -> (PathBuf, String) {
    let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(full), Ok(own)) = (std::fs::canonicalize(folder), std::fs::canonicalize(path)) else {
        return (folder.to_owned(), String::new());
    };
    let repository = full.ancestors().position(|folder| folder.join(".git").exists());
    let around = full.ancestors().take(repository.map_or(usize::MAX, |depth| depth + 1));
    let root = around.into_iter().find(|around| {
        let file = around.join(config::FILE_NAME);
        // The folder that was named is a course whatever stands in its file.
        std::fs::symlink_metadata(&file).is_ok()
            && (*around == full || read_text(&file).is_ok_and(|text| config::is_ours(&text)))
    });
    let whole = root.unwrap_or(&full);
    // As the command line names it, where that is plain.
    let depth = own.strip_prefix(whole).map_or(0, |inside| inside.components().count());
    let named = path.ancestors().nth(depth).map(|root| match root.as_os_str().is_empty() {
        true => Path::new("."),
        false => root,
    });
    let is_whole = |named: &&Path| std::fs::canonicalize(named).is_ok_and(|named| named == whole);
    let root = named.filter(is_whole).unwrap_or(whole).to_owned();
    (root, own.strip_prefix(whole).ok().and_then(slashed).unwrap_or_default())
}

/// The text of course.yaml, or why it cannot be read; `None` where there is none.
///
/// # Errors
/// When it is something else than a file of the course: what stands elsewhere would be quoted in messages.
pub(super) fn settings(root: &Path) -> Result<Option<Result<String, String>>, LoadError> {
    let path = root.join(config::FILE_NAME);
    let refused = |why| LoadError::Settings { path: path.clone(), why };
    let Ok(metadata) = std::fs::symlink_metadata(&path) else {
        // Settings that nobody reads keep nothing back.
        let other = root.join("course.yml");
        let is_ours = read_text(&other).is_ok_and(|text| text.contains("kurso:") && config::is_ours(&text));
        return if is_ours { Err(LoadError::OtherName(other)) } else { Ok(None) };
    };
    if metadata.file_type().is_symlink() {
        let whole = std::fs::canonicalize(&path).map_err(|_| refused("a link that leads nowhere"))?;
        let inside = std::fs::canonicalize(root).is_ok_and(|root| whole.starts_with(root));
        if !inside {
            return Err(refused("a link that leads out of the course"));
        }
    }
    if !std::fs::metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        return Err(refused("no file"));
    }
    Ok(Some(read_text(&path)))
}
