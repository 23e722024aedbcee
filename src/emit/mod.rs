//! [`OutputTree`] → disk. A site is made whole beside its place first; only then files change, each in one step.
//!
//! Files that are as they should be are left alone, those that the site no longer has are removed, and nothing that
//! kurso did not write is ever touched: a manifest in the folder says what it wrote, and what the bytes were.
//!
//! On Linux and macOS the whole folder changes in one step ([`swap`]). Where the system cannot do that (Windows, a folder that
//! is a disk of its own, thousands of files of somebody else's in it) each file changes in one step, and a run that is killed
//! between two files leaves some old and some new ones, until the next run.

#![expect(clippy::disallowed_methods, reason = "this module is the writer of built sites")]

mod destination;

mod manifest;

mod scratch;

pub mod source;

mod swap;

pub use destination::Destination;
pub use manifest::{Origin, current, inputs};

use crate::diagnostic::Finding;
use crate::load::MANIFEST;
use crate::render::{Made as File, OutputTree, RenderError};
use manifest::{Made, Manifest, fingerprint};
use rayon::prelude::*;
use scratch::Scratch;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use swap::Swap;

/// Why a site cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// A page could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The disk refused.
    #[error("{}: cannot be read or written: {error}", path.display())]
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
    /// The course lies in the folder.
    #[error("{}: the output folder holds the course; name another folder with -o", .0.display())]
    HoldsCourse(PathBuf),
    /// Pages of the course lie in the folder.
    #[error("{}: the output folder lies in the course and holds Markdown ({}); name another folder with -o", out.display(), page.display())]
    HoldsPages {
        /// The folder.
        out: PathBuf,
        /// One of the pages.
        page: PathBuf,
    },
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
    folder: Scratch,
    changed: Vec<String>,
    new: Manifest,
    old: Manifest,
}

/// Makes every file of the site beside its place, passing each by `inspect`, which returns what is to be said of it. The place
/// itself is not touched. A file that stands there, was made of the same, was inspected in view of the same `known` and had nothing
/// to be said of it is neither made nor inspected again. All that is to be said comes along.
///
/// # Errors
/// When a page cannot be made, when the disk refuses, or when a foreign file stands in the way.
pub fn stage(
    output: &OutputTree,
    out: &Destination,
    known: &str,
    inspect: &(dyn Fn(&str, &File) -> Vec<Finding> + Sync),
) -> Result<(Staged, Vec<Finding>), EmitError> {
    let out = out.path();
    // Below a folder that was looked at there may be links.
    if fs::symlink_metadata(out).is_ok_and(|metadata| metadata.file_type().is_symlink()) {
        return Err(EmitError::Link(out.to_owned()));
    }
    let folder = Scratch::new(out)?;
    let old = Manifest::read(out)?;
    let paths: Vec<&str> = output.paths().collect();
    let make = |path: &&str| {
        let inputs = output.inputs(path).map(|inputs| fingerprint(format!("{inputs} {known}").as_bytes()));
        no_links(out, path)?;
        in_the_way(out, path)?;
        let before = old.files.get(*path);
        if let Some(made) = before.filter(|made| inputs.is_some() && made.inputs == inputs)
            && old.is_as_written(out, path)
        {
            return Ok(Some((made.clone(), false, Vec::new())));
        }
        let Some(file) = output.make(path) else { return Ok(None) };
        let mut file = file?;
        let mut findings = std::mem::take(&mut file.findings);
        findings.extend(inspect(path, &file));
        // Whatever is to be said of a file is said each time, so the next run must look again.
        let inputs = inputs.filter(|_| findings.is_empty());
        let bytes = file.bytes;
        let mut made = Made { content: fingerprint(&bytes), inputs, ..Made::default() };
        let target = out.join(path);
        match fs::read(&target) {
            Ok(found) if found == bytes => {
                made.found = before.is_none_or(|before| before.found);
                return Ok(Some((made, false, findings)));
            }
            Ok(_) if before.is_none() => return Err(EmitError::Foreign(target)),
            _ => {}
        }
        let staged = folder.path().join(path);
        if let Some(parent) = staged.parent() {
            fs::create_dir_all(parent).map_err(io(parent))?;
        }
        fs::write(&staged, &bytes).map_err(io(&target))?;
        Ok(Some((made, true, findings)))
    };
    let made: Vec<Option<(Made, bool, Vec<Finding>)>> =
        paths.par_iter().map(make).collect::<Result<_, EmitError>>()?;
    let mut changed = Vec::new();
    let mut new = Manifest::default();
    let mut findings = Vec::new();
    for (path, made) in paths.into_iter().zip(made) {
        let Some((made, is_new, own)) = made else { continue };
        findings.extend(own);
        if is_new {
            changed.push(path.to_owned());
        }
        new.files.insert(path.to_owned(), made);
    }
    Ok((Staged { out: out.to_owned(), folder, changed, new, old }, findings))
}

impl Staged {
    /// Puts the site in its place. With its `origin`, the next run can tell whether there is anything to do.
    ///
    /// # Errors
    /// When the disk refuses; each file is then either the old or the new one, whole.
    pub fn commit(mut self, origin: Option<Origin>) -> Result<Written, EmitError> {
        self.new.origin = origin;
        fs::create_dir_all(&self.out).map_err(io(&self.out))?;
        let gone = self.old.files.keys().filter(|path| !self.new.files.contains_key(*path));
        let removed: BTreeSet<&str> =
            gone.map(String::as_str).filter(|path| self.old.may_remove(&self.out, path)).collect();
        let written =
            Written { files: self.new.files.len(), changed: self.changed.len(), removed: removed.len() };
        if self.changed.is_empty() && removed.is_empty() {
            self.write_manifest(&self.new)?;
            return Ok(written);
        }
        let (out, staged, old, new) = (&self.out, self.folder.path(), &self.old, &self.new);
        let swap = Swap { out, staged, old, new, removed: &removed };
        // What the system cannot do in one step is done in many.
        if !self.folder.is_beside || swap.run().is_err() {
            self.one_by_one(&removed)?;
        }
        Ok(written)
    }

    fn one_by_one(&self, removed: &BTreeSet<&str>) -> Result<(), EmitError> {
        // The list first names both the old and the new files, so that a run that dies here can be cleaned up by the next.
        self.write_manifest(&Manifest::both(&self.old, &self.new))?;
        for path in &self.changed {
            let target = self.out.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(io(parent))?;
            }
            fs::rename(self.folder.path().join(path), &target).map_err(io(&target))?;
        }
        for path in removed {
            // A file that somebody else removed is gone, too.
            if fs::remove_file(self.out.join(path)).is_ok() {
                remove_empty_folders(&self.out, path);
            }
        }
        self.write_manifest(&self.new)
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), EmitError> {
        let text = manifest.render();
        let target = self.out.join(MANIFEST);
        if fs::read_to_string(&target).is_ok_and(|found| found == text) {
            return Ok(());
        }
        let staged = self.folder.path().join(MANIFEST);
        fs::write(&staged, text).map_err(io(&target))?;
        fs::rename(&staged, &target).map_err(io(&target))
    }
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
