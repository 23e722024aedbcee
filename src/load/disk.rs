//! Reading a folder.

#![expect(clippy::disallowed_methods, reason = "this module is the reader of the course's files")]

use super::tree::{FileKind, SourceTree, kind_of};
use crate::config::{self, Config};
use crate::diagnostic::{Checked, Finding, code};
use crate::span::{FileId, Place, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The largest Markdown or YAML file that is read: a session is some ten kilobytes.
const MAX_TEXT_BYTES: u64 = 8 << 20;
/// The largest picture, film or archive that travels with a site.
const MAX_ASSET_BYTES: u64 = 64 << 20;

/// Why a course cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such folder.
    #[error("{}: no such folder", .0.display())]
    Missing(PathBuf),
    /// It is a file.
    #[error("{}: not a folder; name the folder that holds the course", .0.display())]
    NotAFolder(PathBuf),
    /// There is nothing in it to read.
    #[error("{}: no Markdown file in this folder", .0.display())]
    Empty(PathBuf),
    /// The disk refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

/// A course that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its files.
    pub tree: SourceTree,
    /// Its configuration.
    pub config: Config,
    /// Files that could not be read, and mistakes in course.yaml.
    pub findings: Vec<Finding>,
}

impl Loaded {
    /// The same course with other texts for some files: unsaved or mended ones.
    #[must_use]
    pub fn with_texts(&self, texts: &BTreeMap<FileId, String>) -> Self {
        let tree = self.tree.with_texts(texts);
        let own = tree.find(config::FILE_NAME).filter(|file| texts.contains_key(&file.id));
        let Some(file) = own else {
            return Self { tree, config: self.config.clone(), findings: self.findings.clone() };
        };
        let config = config::parse(file.id, &file.text);
        let others = self.findings.iter().filter(|finding| finding.primary.place.file != file.id);
        let findings = others.cloned().chain(config.findings).collect();
        Self { tree, config: config.value, findings }
    }
}

/// Reads the course in `root`, leaving out hidden folders, `exclude` patterns and the folder `without`
/// (where the site goes, when that lies inside the course).
///
/// # Errors
/// When there is no course to read; single files that cannot be read are findings.
pub fn load(root: &Path, without: Option<&Path>) -> Result<Loaded, LoadError> {
    let metadata = std::fs::metadata(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => LoadError::Missing(root.to_owned()),
        _ => LoadError::Io { path: root.to_owned(), error },
    })?;
    if !metadata.is_dir() {
        return Err(LoadError::NotAFolder(root.to_owned()));
    }
    // The file's number is not known yet, only that findings in it are few: they are moved below.
    let config = match read_text(&root.join(config::FILE_NAME)) {
        Ok(text) => config::parse(FileId(0), &text),
        // Without the file the course is inferred; with one that cannot be read, nobody knows who may see what.
        Err(_) => {
            let audience_unknown = root.join(config::FILE_NAME).exists();
            Checked { value: Config { audience_unknown, ..Config::default() }, findings: Vec::new() }
        }
    };
    let (mut paths, mut left_out) = walk(root, without, &config.value)?;
    // Whether it is a link or excluded: what says who may see what is always part of the course.
    let own = config::FILE_NAME;
    if root.join(own).is_file() && !paths.iter().any(|path| path == own) {
        paths.push(own.to_owned());
        left_out.retain(|path| path != own);
    }
    let is_large = |path: &String| {
        let size =
            || std::fs::metadata(root.join(path)).is_ok_and(|metadata| metadata.len() > MAX_ASSET_BYTES);
        kind_of(path) == FileKind::Asset && size()
    };
    let (large, mut paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_large);
    left_out.extend(large.iter().cloned());
    paths.sort();
    left_out.sort();
    if !paths.iter().any(|path| kind_of(path) == FileKind::Markdown) {
        return Err(LoadError::Empty(root.to_owned()));
    }
    let read: Vec<(String, FileKind, Result<String, String>)> = paths
        .into_par_iter()
        .map(|path| {
            let kind = kind_of(&path);
            let text = if kind == FileKind::Asset { Ok(String::new()) } else { read_text(&root.join(&path)) };
            (path, kind, text)
        })
        .collect();
    let mut findings = Vec::new();
    let mut files = Vec::with_capacity(read.len());
    for (at, (path, kind, text)) in (0..).zip(read) {
        let text = text.unwrap_or_else(|message| {
            findings.push(
                Finding::new(code::UNREADABLE_FILE, Place::new(FileId(at), Span::default()), message)
                    .help("make it text in UTF-8 that can be read, or exclude it in course.yaml"),
            );
            String::new()
        });
        files.push((path, kind, text));
    }
    let tree = SourceTree::new(files, Some(root.to_owned())).with_left_out(left_out);
    findings.extend(large.iter().filter_map(|path| too_large(path, &tree)));
    if let Some(file) = tree.find(config::FILE_NAME) {
        findings.extend(config.findings.into_iter().map(|finding| in_file(finding, file.id)));
    }
    Ok(Loaded { tree, config: config.value, findings })
}

/// What is said of a file that is too large to travel, where a page speaks of it.
fn too_large(path: &str, tree: &SourceTree) -> Option<Finding> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let (file, start) = tree
        .files()
        .filter(|file| file.kind == FileKind::Markdown)
        .find_map(|file| Some((file.id, file.text.find(name)?)))?;
    let place = Place::new(file, Span { start, end: start + name.len() });
    let message =
        format!("`{path}` has more than {} MB and does not travel with the site", MAX_ASSET_BYTES >> 20);
    Some(
        Finding::new(code::LIMIT_REACHED, place, message)
            .help("make it smaller, or link to a place where it can stay"),
    )
}

/// The course that a path belongs to, and the path in it, with `/`; empty for the course as a whole. The course is the
/// nearest folder with a course.yaml, else the folder itself, or that of a file.
#[must_use]
pub fn locate(path: &Path) -> (PathBuf, String) {
    let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let root = full.ancestors().find(|folder| folder.join(config::FILE_NAME).is_file());
    let root = match root {
        Some(root) if root == full => folder.to_owned(),
        Some(root) => root.to_owned(),
        None => folder.to_owned(),
    };
    let whole = std::path::absolute(&root).unwrap_or_else(|_| root.clone());
    let own = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let inside = own.strip_prefix(&whole).ok().and_then(slashed).unwrap_or_default();
    (root, inside)
}

fn in_file(mut finding: Finding, file: FileId) -> Finding {
    finding.primary.place.file = file;
    for label in &mut finding.labels {
        label.place.file = file;
    }
    finding
}

fn walk(
    root: &Path,
    without: Option<&Path>,
    config: &Config,
) -> Result<(Vec<String>, Vec<String>), LoadError> {
    let without = without.and_then(|path| std::fs::canonicalize(path).ok());
    let (mut paths, mut left_out) = (Vec::new(), Vec::new());
    // Links are not followed: they could lead out of the course.
    let mut entries = WalkDir::new(root).follow_links(false).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => {
                let path = root.to_owned();
                return Err(LoadError::Io {
                    path,
                    error: error.into_io_error().unwrap_or_else(|| std::io::Error::other("unreadable")),
                });
            }
            // A folder without permission is no part of the course.
            Err(_) => continue,
        };
        let is_folder = entry.file_type().is_dir();
        let Ok(relative) = entry.path().strip_prefix(root) else { continue };
        let Some(relative) = slashed(relative) else { continue };
        if relative.is_empty() {
            continue;
        }
        // A site that kurso wrote is no course, and a name with a line break would break its list of files.
        let scratch = entry.file_name().to_string_lossy().starts_with(".kurso-");
        let built = scratch || is_folder && entry.path().join(crate::load::MANIFEST).is_file();
        if built || relative.contains(char::is_control) {
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        }
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let output = is_folder
            && without
                .as_ref()
                .is_some_and(|out| std::fs::canonicalize(entry.path()).is_ok_and(|path| path == *out));
        if hidden || output || config.exclude.matches(&relative) {
            if is_folder {
                entries.skip_current_dir();
            }
            left_out.push(relative);
            continue;
        }
        if entry.file_type().is_file() {
            paths.push(relative);
        }
    }
    Ok((paths, left_out))
}

/// The path with `/`; `None` where a name is no Unicode.
pub(crate) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

fn read_text(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > MAX_TEXT_BYTES {
        return Err(format!(
            "{} MB is more than the {} MB that kurso reads",
            size >> 20,
            MAX_TEXT_BYTES >> 20
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|error| {
        format!("not UTF-8 text: byte {} begins no character", error.utf8_error().valid_up_to())
    })
}

/// The largest dump of a cluster that is read.
const MAX_DUMP_BYTES: u64 = 256 << 20;

/// Reads a dump of a cluster, which is no file of the course.
///
/// # Errors
/// What the disk says, and more bytes than can be a dump.
pub fn read_dump(path: &Path) -> std::io::Result<String> {
    let size = std::fs::metadata(path)?.len();
    if size > MAX_DUMP_BYTES {
        let message =
            format!("{} MB is more than the {} MB that kurso reads", size >> 20, MAX_DUMP_BYTES >> 20);
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, message));
    }
    std::fs::read_to_string(path)
}

pub(super) fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}
