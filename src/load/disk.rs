//! Reading a folder.

#![expect(clippy::disallowed_methods, reason = "this module is the reader of the course's files")]

use super::locate::{locate, settings};
use super::selection::Selection;
use super::tree::{FileKind, SourceTree, kind_of};
use crate::config::{self, Config, Patterns};
use crate::date::Date;
use crate::diagnostic::{Checked, Code, Finding, code};
use crate::span::{FileId, Place, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The largest Markdown or YAML file that is read: a session is some ten kilobytes.
const MAX_TEXT_BYTES: u64 = 8 << 20;
/// The largest picture, film or archive that travels with a site.
const MAX_ASSET_BYTES: u64 = 64 << 20;
/// How many folders a file may lie in: each is a unit of the course, with a page of its own.
const MAX_DEPTH: usize = 64;

/// Why a course cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such folder.
    #[error("{}: no such folder", .0.display())]
    Missing(PathBuf),
    /// It is neither a folder nor a file.
    #[error("{}: neither a folder nor a file; name the folder that holds the course", .0.display())]
    NotAFolder(PathBuf),
    /// There is nothing in it to read.
    #[error("{}: no Markdown file in this folder", .0.display())]
    Empty(PathBuf),
    /// The settings have another name.
    #[error("{}: kurso reads course.yaml; rename the file", .0.display())]
    OtherName(PathBuf),
    /// course.yaml is no file of the course.
    #[error("{}: {why}; kurso reads course.yaml from a file in the course only", path.display())]
    Settings {
        /// Where.
        path: PathBuf,
        /// What it is.
        why: &'static str,
    },
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
    /// The part of it that was asked for.
    pub selection: Selection,
}

impl Loaded {
    /// The same course with other texts for some files: unsaved or mended ones.
    #[must_use]
    pub fn with_texts(&self, texts: &BTreeMap<FileId, String>) -> Self {
        let tree = self.tree.with_texts(texts);
        let own = tree.find(config::FILE_NAME).filter(|file| texts.contains_key(&file.id));
        let Some(file) = own else {
            return Self { tree, ..self.clone() };
        };
        let mut config = config::parse(file.id, &file.text);
        config.value.as_of = self.config.as_of;
        let others = self.findings.iter().filter(|finding| finding.primary.place.file != file.id);
        let findings = others.cloned().chain(config.findings).collect();
        Self { tree, config: config.value, findings, selection: self.selection.clone() }
    }
}

impl Loaded {
    /// The same course on another day: what is released later is not there yet.
    #[must_use]
    pub fn as_of(mut self, day: Option<Date>) -> Self {
        self.config.as_of = day;
        self
    }
}

/// Reads the course that `path` belongs to, leaving out hidden folders, `exclude` patterns and the folder `without` (where the
/// site goes, when that lies inside the course). A folder or a file of a course selects: what the course says of itself, and
/// who may read what, is the course's all the same.
///
/// # Errors
/// When there is no course to read; single files that cannot be read are findings.
pub fn load(path: &Path, without: Option<&Path>) -> Result<Loaded, LoadError> {
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => LoadError::Missing(path.to_owned()),
        _ => LoadError::Io { path: path.to_owned(), error },
    })?;
    if !metadata.is_dir() && !metadata.is_file() {
        return Err(LoadError::NotAFolder(path.to_owned()));
    }
    let (root, selected) = locate(path);
    let root = root.as_path();
    // Which files there are depends on what it excludes; it is read again below, as one of them.
    let settings = settings(root)?;
    let exclude = settings.as_ref().and_then(|text| text.as_ref().ok()).map(|text| config::exclude(text));
    let Walked { mut paths, mut left_out, unread } = walk(root, without, &exclude.unwrap_or_default())?;
    // Whether it is a link or excluded: what says who may see what is always part of the course.
    let own = config::FILE_NAME;
    if settings.is_some() && !paths.iter().any(|path| path == own) {
        paths.push(own.to_owned());
        left_out.retain(|path| path != own);
    }
    let is_large = |path: &String| {
        let size =
            || std::fs::metadata(root.join(path)).is_ok_and(|metadata| metadata.len() > MAX_ASSET_BYTES);
        kind_of(path) == FileKind::Asset && size()
    };
    let (large, paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_large);
    left_out.extend(large.iter().cloned());
    left_out.sort();
    if !paths.iter().any(|path| kind_of(path) == FileKind::Markdown) {
        return Err(LoadError::Empty(root.to_owned()));
    }
    let mut read: Vec<(String, FileKind, Result<String, Unread>)> = paths
        .into_par_iter()
        .map(|path| {
            let kind = kind_of(&path);
            let text = if kind == FileKind::Asset { Ok(String::new()) } else { read_text(&root.join(&path)) };
            (path, kind, text.map_err(Unread::text))
        })
        .collect();
    read.extend(unread.into_iter().map(|(path, why)| (path, FileKind::Unreadable, Err(why))));
    read.sort_by(|a, b| a.0.cmp(&b.0));
    let mut findings = Vec::new();
    let mut files = Vec::with_capacity(read.len());
    for (at, (path, kind, text)) in (0..).zip(read) {
        let text = text.unwrap_or_else(|unread| {
            let place = Place::new(FileId(at), Span::default());
            findings.push(Finding::new(unread.code, place, unread.message).help(unread.help));
            String::new()
        });
        files.push((path, kind, text));
    }
    let tree = SourceTree::new(files, Some(root.to_owned())).with_left_out(left_out);
    findings.extend(large.iter().filter_map(|path| too_large(path, &tree)));
    let config = match (&settings, tree.find(config::FILE_NAME)) {
        (Some(Ok(_)), Some(file)) => config::parse(file.id, &file.text),
        // Without the file the course is inferred; with one that cannot be read, nobody knows who may see what.
        (settings, _) => {
            let audience_unknown = settings.is_some();
            Checked { value: Config { audience_unknown, ..Config::default() }, findings: Vec::new() }
        }
    };
    findings.extend(config.findings);
    Ok(Loaded { tree, config: config.value, findings, selection: Selection::of(selected) })
}

/// Why something of the course is not read.
struct Unread {
    code: Code,
    message: String,
    help: &'static str,
}

impl Unread {
    fn text(message: String) -> Self {
        let help = "make it text in UTF-8 that can be read, or exclude it in course.yaml";
        Self { code: code::UNREADABLE_FILE, message, help }
    }

    fn name(message: &str) -> Self {
        let help = "give it another name, or exclude the folder around it in course.yaml";
        Self { code: code::UNREADABLE_FILE, message: message.to_owned(), help }
    }

    fn folder(error: &walkdir::Error) -> Self {
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        let help = "let it be read, or exclude it in course.yaml";
        Self { code: code::UNREADABLE_FILE, message: format!("this folder cannot be read: {reason}"), help }
    }

    fn deep() -> Self {
        let message = format!("folders are read {MAX_DEPTH} deep, and what lies in this one is not");
        Self { code: code::LIMIT_REACHED, message, help: "exclude it in course.yaml, or move it up" }
    }
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

/// What was found in the folder of a course.
#[derive(Default)]
struct Walked {
    /// Files of the course.
    paths: Vec<String>,
    /// What is there and no part of the course.
    left_out: Vec<String>,
    /// What is there and cannot be read.
    unread: Vec<(String, Unread)>,
}

fn walk(root: &Path, without: Option<&Path>, exclude: &Patterns) -> Result<Walked, LoadError> {
    let without = without.and_then(|path| std::fs::canonicalize(path).ok());
    let mut found = Walked::default();
    // Sites of kurso's that lie in the course: what it wrote there is no part of it.
    let mut written: Vec<(PathBuf, BTreeMap<String, String>)> = Vec::new();
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
            Err(error) => {
                let relative = error.path().and_then(|path| path.strip_prefix(root).ok()).map(shown);
                found.unread.extend(relative.map(|path| (path, Unread::folder(&error))));
                continue;
            }
        };
        let (path, is_folder) = (entry.path(), entry.file_type().is_dir());
        let mut skip = || {
            if is_folder {
                entries.skip_current_dir();
            }
        };
        let Ok(own) = path.strip_prefix(root) else { continue };
        let name = entry.file_name().to_string_lossy();
        let hidden = name.starts_with('.');
        let Some(relative) = slashed(own).filter(|path| !path.contains(char::is_control)) else {
            if !hidden {
                let what =
                    if slashed(own).is_some() { "control characters" } else { "bytes that are no UTF-8" };
                let message = format!("this name has {what}, so it is not read");
                found.unread.push((shown(own), Unread::name(&message)));
            }
            skip();
            continue;
        };
        if relative.is_empty() {
            continue;
        }
        if name.starts_with(".kurso-") {
            skip();
            continue;
        }
        let output = is_folder
            && without.as_ref().is_some_and(|out| std::fs::canonicalize(path).is_ok_and(|path| path == *out));
        if hidden || output || exclude.matches(&relative) {
            skip();
            found.left_out.push(relative);
            continue;
        }
        if is_folder {
            if entry.depth() >= MAX_DEPTH {
                found.unread.push((relative, Unread::deep()));
                skip();
            } else if let Ok(list) = std::fs::read(path.join(crate::load::MANIFEST)) {
                written.push((path.to_owned(), super::written(&String::from_utf8_lossy(&list))));
            }
            continue;
        }
        if entry.file_type().is_file() && !is_written(path, &mut written) {
            found.paths.push(relative);
        }
    }
    Ok(found)
}

/// Whether kurso wrote a file, by the list of a folder around it: anybody can write such a list, so that what it names must be
/// as it says.
fn is_written(path: &Path, written: &mut Vec<(PathBuf, BTreeMap<String, String>)>) -> bool {
    written.retain(|(folder, _)| path.starts_with(folder));
    written.iter().any(|(folder, list)| {
        let own = path.strip_prefix(folder).ok().and_then(slashed);
        let Some(content) = own.and_then(|own| list.get(&own)) else { return false };
        // What a page is made of is compared; the rest of a site is many files, and only travels where a page links to it.
        match kind_of(&path.to_string_lossy()) {
            FileKind::Markdown | FileKind::Yaml => std::fs::read(path)
                .is_ok_and(|bytes| blake3::hash(&bytes).to_hex().starts_with(content.as_str())),
            FileKind::Asset | FileKind::Unreadable => true,
        }
    })
}

/// A path for messages, with `/`; what is no text in it, or moves the cursor, is shown as a sign of its own.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    crate::lang::without_controls(&parts.join("/"), &[])
}

/// The path with `/`; `None` where a name is no Unicode.
pub(crate) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

pub(super) fn read_text(path: &Path) -> Result<String, String> {
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
