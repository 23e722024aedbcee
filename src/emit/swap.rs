//! A whole site in one step: it is completed beside its place, and then the two folders change places. A run that is killed
//! leaves either the old site or the new one.

use super::manifest::Manifest;
use crate::load::MANIFEST;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files in the site's folder that kurso did not write and that move along; with more of them (a repository, a folder of
/// dependencies), files are put in their places one by one.
const MOST_FOREIGN: usize = 5_000;

/// What is completed and what changes places with what.
pub(super) struct Swap<'s> {
    /// The site's folder.
    pub(super) out: &'s Path,
    /// The folder beside it, which holds the files that changed.
    pub(super) staged: &'s Path,
    pub(super) old: &'s Manifest,
    pub(super) new: &'s Manifest,
    /// Files that go.
    pub(super) removed: &'s BTreeSet<&'s str>,
}

impl Swap<'_> {
    /// Puts the new site in the place of the old one, whose folder then stands where the new one was made.
    ///
    /// # Errors
    /// When the system cannot do this here; the old site is untouched then.
    pub(super) fn run(&self) -> io::Result<()> {
        let mut made = BTreeSet::new();
        for path in self.new.files.keys().filter(|path| !self.staged.join(path).exists()) {
            self.link(Path::new(path), &mut made)?;
        }
        let foreign = self.foreign()?;
        for path in &foreign {
            self.link(path, &mut made)?;
        }
        self.rights()?;
        fs::write(self.staged.join(MANIFEST), self.new.render())?;
        exchange(self.staged, self.out)?;
        self.late(&foreign);
        Ok(())
    }

    /// The same file at its place in the new folder: nothing is copied, and it keeps its times.
    fn link(&self, path: &Path, made: &mut BTreeSet<PathBuf>) -> io::Result<()> {
        let (from, to) = (self.out.join(path), self.staged.join(path));
        if let Some(parent) = to.parent().filter(|parent| !made.contains(*parent)) {
            fs::create_dir_all(parent)?;
            made.insert(parent.to_owned());
        }
        let kind = fs::symlink_metadata(&from)?.file_type();
        if kind.is_file() {
            return fs::hard_link(from, to);
        }
        if kind.is_dir() {
            return fs::create_dir_all(to);
        }
        if kind.is_symlink() {
            return symlink(&fs::read_link(from)?, &to);
        }
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    /// What stands in the site's folder and is none of the site's: files, links, and folders without any of those.
    fn foreign(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut folders = vec![self.out.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut is_empty = true;
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                is_empty = false;
                let path = entry.path();
                let own = path.strip_prefix(self.out).map_err(io::Error::other)?;
                let name = own.to_str();
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else if !name.is_some_and(|name| self.is_ours(name)) {
                    found.push(own.to_owned());
                }
                if found.len() > MOST_FOREIGN {
                    return Err(io::Error::from(io::ErrorKind::Unsupported));
                }
            }
            if is_empty && let Ok(own) = folder.strip_prefix(self.out) {
                found.push(own.to_owned());
            }
        }
        // The site's own folder, empty, is no entry of itself.
        found.retain(|path| !path.as_os_str().is_empty());
        Ok(found)
    }

    fn is_ours(&self, path: &str) -> bool {
        path == MANIFEST || self.new.files.contains_key(path) || self.removed.contains(path)
    }

    /// Folders keep the rights that they had.
    fn rights(&self) -> io::Result<()> {
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let before = fs::metadata(self.out.join(&folder)).ok().filter(fs::Metadata::is_dir);
            for entry in fs::read_dir(self.staged.join(&folder))? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(folder.join(entry.file_name()));
                }
            }
            if let Some(before) = before {
                fs::set_permissions(self.staged.join(&folder), before.permissions())?;
            }
        }
        Ok(())
    }

    /// What somebody wrote into the old folder in the meantime follows, where nothing stands in its place.
    fn late(&self, known: &[PathBuf]) {
        let old = Swap { out: self.staged, staged: self.out, ..*self };
        let known: BTreeSet<&PathBuf> = known.iter().collect();
        for path in old.foreign().unwrap_or_default() {
            let name = path.to_str().unwrap_or_default();
            if known.contains(&path) || self.old.files.contains_key(name) || self.out.join(&path).exists() {
                continue;
            }
            if let Some(parent) = self.out.join(&path).parent() {
                // Without the folder the next call fails, and the file goes with the old site.
                let _ = fs::create_dir_all(parent);
            }
            let _ = fs::rename(self.staged.join(&path), self.out.join(&path));
        }
    }
}

#[cfg(unix)]
fn symlink(target: &Path, place: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(not(unix))]
fn symlink(_target: &Path, _place: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
