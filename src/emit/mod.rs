//! [`OutputTree`] → disk. A site is made whole beside its place first; only then files change, each in one step.
//!
//! Files that are as they should be are left alone, those that the site no longer has are removed, and nothing that
//! kurso did not write is ever touched: a manifest in the folder says what it wrote.

#![expect(clippy::disallowed_methods, reason = "this module is the writer of built sites")]

pub mod source;

use crate::load::MANIFEST;
use crate::render::{OutputTree, RenderError};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;

const MANIFEST_HEAD: &str = "# Files that kurso wrote here. It removes only what stands in this list.";

/// Why a site cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// A page could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The disk refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file stands in the way that somebody else wrote.
    #[error("{}: kurso did not write this file and does not overwrite it; name another folder with -o", .0.display())]
    Foreign(PathBuf),
    /// A file of the course changed after it was read.
    #[error("{}: changed while kurso was reading it; nothing was written, run it again", .0.display())]
    ChangedMeanwhile(PathBuf),
    /// The folder is a link, or has links in the way.
    #[error("{}: is a link; kurso does not write through links", .0.display())]
    Link(PathBuf),
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> EmitError + '_ {
    move |error| EmitError::Io { path: path.to_owned(), error }
}

/// What changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that are new or differ.
    pub changed: usize,
    /// Files that the site no longer has.
    pub removed: usize,
}

/// A site that was made and not put in its place yet.
#[derive(Debug)]
pub struct Staged {
    out: PathBuf,
    folder: TempDir,
    changed: Vec<String>,
    all: BTreeSet<String>,
    old: BTreeSet<String>,
}

/// Makes every file of the site beside `out`, passing each by `inspect`. `out` itself is not touched.
///
/// # Errors
/// When a page cannot be made, when the disk refuses, or when a foreign file stands in the way.
pub fn stage(
    output: &OutputTree<'_>,
    site: &Site,
    out: &Path,
    inspect: &(dyn Fn(&str, &[u8]) + Sync),
) -> Result<Staged, EmitError> {
    if fs::symlink_metadata(out).is_ok_and(|metadata| metadata.file_type().is_symlink()) {
        return Err(EmitError::Link(out.to_owned()));
    }
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(io(parent))?;
    // Beside a new site, inside an old one: a site may be a file system of its own.
    let place = if out.is_dir() { out } else { parent };
    let folder = tempfile::Builder::new().prefix(".kurso-stage-").tempdir_in(place).map_err(io(place))?;
    let old = manifest(out)?;
    let paths: Vec<&str> = output.paths().collect();
    let changed: Vec<Option<String>> = paths
        .par_iter()
        .map(|path| {
            let Some(bytes) = output.bytes(path, site) else { return Ok(None) };
            let bytes = bytes?;
            inspect(path, &bytes);
            let target = out.join(path);
            no_links(out, path)?;
            in_the_way(out, path)?;
            match fs::read(&target) {
                Ok(found) if found == bytes => return Ok(None),
                Ok(_) if !old.contains(*path) => return Err(EmitError::Foreign(target)),
                _ => {}
            }
            let staged = folder.path().join(path);
            if let Some(parent) = staged.parent() {
                fs::create_dir_all(parent).map_err(io(parent))?;
            }
            fs::write(&staged, &bytes).map_err(io(&staged))?;
            Ok(Some((*path).to_owned()))
        })
        .collect::<Result<_, EmitError>>()?;
    Ok(Staged {
        out: out.to_owned(),
        folder,
        changed: changed.into_iter().flatten().collect(),
        all: paths.into_iter().map(str::to_owned).collect(),
        old,
    })
}

impl Staged {
    /// Puts the site in its place.
    ///
    /// # Errors
    /// When the disk refuses; each file is then either the old or the new one, whole.
    pub fn commit(self) -> Result<Written, EmitError> {
        // The list first names both the old and the new files, so that a run that dies here can be cleaned up by the next.
        let both: BTreeSet<&String> = self.all.union(&self.old).collect();
        fs::create_dir_all(&self.out).map_err(io(&self.out))?;
        self.write_manifest(both.into_iter())?;
        for path in &self.changed {
            let target = self.out.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(io(parent))?;
            }
            fs::rename(self.folder.path().join(path), &target).map_err(io(&target))?;
        }
        let mut removed = 0;
        for path in self.old.difference(&self.all) {
            if is_plain(path)
                && no_links(&self.out, path).is_ok()
                && fs::remove_file(self.out.join(path)).is_ok()
            {
                removed += 1;
                remove_empty_folders(&self.out, path);
            }
        }
        self.write_manifest(self.all.iter())?;
        Ok(Written { files: self.all.len(), changed: self.changed.len(), removed })
    }

    fn write_manifest<'a>(&self, paths: impl Iterator<Item = &'a String>) -> Result<(), EmitError> {
        let mut text = format!("{MANIFEST_HEAD}\n");
        for path in paths {
            text.push_str(path);
            text.push('\n');
        }
        let target = self.out.join(MANIFEST);
        if fs::read_to_string(&target).is_ok_and(|found| found == text) {
            return Ok(());
        }
        let staged = self.folder.path().join(MANIFEST);
        fs::write(&staged, text).map_err(io(&staged))?;
        fs::rename(&staged, &target).map_err(io(&target))
    }
}

/// What kurso wrote to `out` before.
fn manifest(out: &Path) -> Result<BTreeSet<String>, EmitError> {
    let path = out.join(MANIFEST);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().skip(1).filter(|line| is_plain(line)).map(str::to_owned).collect()),
        Err(error)
            if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) =>
        {
            Ok(BTreeSet::new())
        }
        Err(error) => Err(EmitError::Io { path, error }),
    }
}

/// Whether a path of the manifest stays inside the folder: anybody can write that file.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// That no folder on the way to `path` in `out` is a link, which could lead elsewhere.
fn no_links(out: &Path, path: &str) -> Result<(), EmitError> {
    let mut at = out.to_owned();
    for part in Path::new(path).components() {
        at.push(part);
        if fs::symlink_metadata(&at).is_ok_and(|metadata| metadata.file_type().is_symlink()) {
            return Err(EmitError::Link(at));
        }
    }
    Ok(())
}

/// That no folder stands where a file goes, and no file where a folder goes.
fn in_the_way(out: &Path, path: &str) -> Result<(), EmitError> {
    let target = out.join(path);
    if target.is_dir() {
        return Err(EmitError::Foreign(target));
    }
    let file = target
        .ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(out))
        .find(|folder| folder.is_file());
    file.map_or(Ok(()), |file| Err(EmitError::Foreign(file.to_owned())))
}

fn remove_empty_folders(out: &Path, path: &str) {
    let mut folder = Path::new(path).parent();
    while let Some(found) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
        // A folder that still holds something stays.
        if fs::remove_dir(out.join(found)).is_err() {
            return;
        }
        folder = found.parent();
    }
}
