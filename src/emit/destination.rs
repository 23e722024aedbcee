//! The folder that a site or handouts go to, checked before anything is read or written.

use super::EmitError;
use super::manifest::Manifest;
use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// How many entries of a folder are looked at for Markdown: a site that kurso did not write may be large.
const LOOKED_AT: usize = 20_000;

/// A folder that may be written to: it is no link, it does not hold the course, and no page of the course lies in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destination(PathBuf);

impl Destination {
    /// Checks the folder `out` for the course at `root`. Neither must exist by that name: `..` and links on the way are
    /// resolved.
    ///
    /// # Errors
    /// When the course lies in it, when it lies in the course and holds Markdown, and when it is a link.
    pub fn new(out: &Path, root: &Path) -> Result<Self, EmitError> {
        // A slash at the end would lead through a link.
        let out: PathBuf = out.components().collect();
        if fs::symlink_metadata(&out).is_ok_and(|metadata| metadata.file_type().is_symlink()) {
            return Err(EmitError::Link(out));
        }
        let (Some(own), Some(course)) = (resolved(&out), resolved(root)) else {
            return Err(EmitError::HoldsCourse(out));
        };
        if course.starts_with(&own) {
            return Err(EmitError::HoldsCourse(out));
        }
        if own.starts_with(&course)
            && let Some(page) = markdown_in(&own)?
        {
            return Err(EmitError::HoldsPages { out, page });
        }
        Ok(Self(out))
    }

    /// A folder in this one.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        Self(self.0.join(name))
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// The path without links and `..`; the part of it that is not there yet is taken as it is written.
fn resolved(path: &Path) -> Option<PathBuf> {
    let full = std::path::absolute(path).ok()?;
    let mut missing: Vec<OsString> = Vec::new();
    let mut at = full.as_path();
    loop {
        if let Ok(found) = fs::canonicalize(at) {
            let mut path = found;
            for part in missing.iter().rev() {
                match part.to_str() {
                    Some("..") => drop(path.pop()),
                    _ => path.push(part),
                }
            }
            return Some(path);
        }
        missing.push(match at.components().next_back()? {
            Component::ParentDir => "..".into(),
            Component::Normal(name) => name.to_owned(),
            _ => return None,
        });
        at = at.parent()?;
    }
}

/// A Markdown file in the folder; kurso writes none, so it is a page of somebody's. Hidden folders hold no pages.
fn markdown_in(folder: &Path) -> Result<Option<PathBuf>, EmitError> {
    let written = Manifest::read(folder)?;
    let mut folders = vec![folder.to_owned()];
    let mut looked_at = 0;
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            looked_at += 1;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy().to_ascii_lowercase();
            let Ok(kind) = entry.file_type() else { continue };
            if name.starts_with('.') || looked_at > LOOKED_AT {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if name.ends_with(".md") || name.ends_with(".markdown") {
                let own = path.strip_prefix(folder).ok().and_then(Path::to_str).unwrap_or_default();
                if !written.is_as_written(folder, own) {
                    return Ok(Some(path));
                }
            }
        }
    }
    Ok(None)
}
