//! The files of a course as a value.

use crate::lang::nfc;
use crate::span::FileId;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

/// What a file is to kurso.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// A Markdown file: a page or notes.
    Markdown,
    /// A YAML file: kurso's own when it says `kurso:`, otherwise a manifest.
    Yaml,
    /// Anything else; it travels when a page links to it.
    Asset,
    /// A file or folder that is there and cannot be read by its name; nothing of it travels.
    Unreadable,
}

/// One file of the course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// Its number in path order.
    pub id: FileId,
    /// The path relative to the course, with `/`, as it is on disk.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// The text, byte for byte, of Markdown and YAML files; empty for others and for files that could not be read.
    pub text: String,
}

impl SourceFile {
    /// The folder, `""` for the course's own, and the name.
    #[must_use]
    pub fn split(&self) -> (&str, &str) {
        self.path.rsplit_once('/').unwrap_or(("", &self.path))
    }
}

/// All files of a course in path order; hidden and excluded ones are not in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceTree {
    files: Vec<SourceFile>,
    by_path: BTreeMap<String, FileId>,
    /// By the last part of their paths, in small letters.
    by_name: HashMap<String, Vec<FileId>>,
    by_folder: HashMap<String, Vec<FileId>>,
    root: Option<PathBuf>,
    /// Files and folders that are there and no part of the course: hidden, excluded.
    left_out: Vec<String>,
}

impl SourceTree {
    /// A tree of texts, for tests and editors; assets have no bytes in it.
    #[must_use]
    pub fn from_files<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut files: Vec<(String, String)> =
            files.into_iter().map(|(path, text)| (path.into(), text.into())).collect();
        files.sort();
        Self::new(files.into_iter().map(|(path, text)| (path.clone(), kind_of(&path), text)).collect(), None)
    }

    pub(super) fn new(files: Vec<(String, FileKind, String)>, root: Option<PathBuf>) -> Self {
        let files: Vec<SourceFile> = files
            .into_iter()
            .zip(0..)
            .map(|((path, kind, text), id)| SourceFile { id: FileId(id), path, kind, text })
            .collect();
        // Links are typed composed, some disks store decomposed names: both find the file.
        let by_path = files.iter().map(|file| (nfc(&file.path).into_owned(), file.id)).collect();
        let (mut by_name, mut by_folder) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for file in &files {
            let (folder, name) = file.split();
            by_name.entry(name.to_ascii_lowercase()).or_default().push(file.id);
            by_folder.entry(folder.to_owned()).or_default().push(file.id);
        }
        Self { files, by_path, by_name, by_folder, root, left_out: Vec::new() }
    }

    /// The file of that number.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at `path`, relative to the course.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&SourceFile> {
        self.by_path.get(&*nfc(path)).map(|id| self.file(*id))
    }

    /// The files of that name, in small or capital letters, wherever they are; in path order.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &SourceFile> {
        self.by_name.get(&name.to_ascii_lowercase()).into_iter().flatten().map(|id| self.file(*id))
    }

    /// The files in a folder, and in none below it; in path order.
    pub fn in_folder(&self, folder: &str) -> impl Iterator<Item = &SourceFile> {
        self.by_folder.get(folder).into_iter().flatten().map(|id| self.file(*id))
    }

    /// Whether `path` is a folder that holds a file.
    #[must_use]
    pub fn is_folder(&self, path: &str) -> bool {
        let prefix = if path.is_empty() { String::new() } else { format!("{}/", nfc(path)) };
        self.by_path.range(prefix.clone()..).next().is_some_and(|(found, _)| found.starts_with(&prefix))
    }

    pub(super) fn with_left_out(mut self, left_out: Vec<String>) -> Self {
        self.left_out = left_out;
        self
    }

    /// Files and folders that are there and no part of the course: hidden, excluded.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Whether there is such a file or folder, hidden or excluded.
    #[must_use]
    pub fn is_left_out(&self, path: &str) -> bool {
        self.left_out.iter().any(|left| {
            path == left || path.strip_prefix(left.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// All files in path order.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// The folder of the course; `None` of a tree that was made of texts.
    #[must_use]
    pub fn root(&self) -> Option<&std::path::Path> {
        self.root.as_deref()
    }

    /// The same tree with other texts for some files: unsaved or mended ones.
    #[must_use]
    pub fn with_texts(&self, texts: &BTreeMap<FileId, String>) -> Self {
        let mut tree = self.clone();
        for (id, text) in texts {
            tree.files[id.0 as usize].text.clone_from(text);
        }
        tree
    }

    /// The bytes of a file, read anew: assets are not held in memory.
    ///
    /// # Errors
    /// What the disk says.
    pub fn bytes(&self, id: FileId) -> std::io::Result<Vec<u8>> {
        let file = self.file(id);
        match (&self.root, file.kind) {
            (Some(root), FileKind::Asset) => super::disk::read(&root.join(&file.path)),
            _ => Ok(file.text.clone().into_bytes()),
        }
    }
}

pub(super) fn kind_of(path: &str) -> FileKind {
    if path == super::BASELINE {
        return FileKind::Yaml;
    }
    match path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
        Some("md" | "markdown") => FileKind::Markdown,
        Some("yaml" | "yml") => FileKind::Yaml,
        _ => FileKind::Asset,
    }
}
