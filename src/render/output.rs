//! A built site as a value.

use super::RenderError;
use crate::diagnostic::Finding;
use crate::site::Site;
use crate::span::FileId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by path, in path order. Pages are made when they are asked for, so memory does not grow with the site.
pub struct OutputTree {
    site: Arc<Site>,
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    content: Content,
    /// The fingerprint of what it is made of.
    inputs: Option<String>,
}

/// Where the document to print of a page stands, beside it.
#[must_use]
pub fn printed(page: &str) -> String {
    format!("{}.pdf", page.strip_suffix(".html").unwrap_or(page))
}

/// What a file holds.
pub enum Content {
    /// Bytes that the program carries.
    Static(&'static [u8]),
    /// A file of the course as it is.
    Source(FileId),
    /// Something to make. It must not wait for other work of the pool of threads that it is made on: that work could be the making
    /// of the next file, on top of this one.
    Made(Box<dyn Fn() -> Result<Made, RenderError> + Send + Sync>),
}

impl Content {
    /// Something to make.
    pub(super) fn made<M: Into<Made>>(
        make: impl Fn() -> Result<M, RenderError> + Send + Sync + 'static,
    ) -> Self {
        Self::Made(Box::new(move || make().map(Into::into)))
    }
}

/// A file that was made.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What it says, where its bytes are no text.
    pub text: Option<String>,
    /// What is to be said about it.
    pub findings: Vec<Finding>,
}

impl From<Vec<u8>> for Made {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

impl From<String> for Made {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl OutputTree {
    /// A site without files.
    #[must_use]
    pub fn new(site: Arc<Site>) -> Self {
        Self { site, entries: BTreeMap::new() }
    }

    /// Adds a file; the first one at a path stays.
    pub fn insert(&mut self, path: String, content: Content) {
        self.entries.entry(path).or_insert(Entry { content, inputs: None });
    }

    /// Adds a file that is the same whenever its `inputs` are.
    pub fn insert_of(&mut self, path: String, content: Content, inputs: String) {
        self.entries.entry(path).or_insert(Entry { content, inputs: Some(inputs) });
    }

    /// Adds the files of another tree of the same course, where this one has none at their paths.
    pub fn absorb(&mut self, other: Self) {
        for (path, entry) in other.entries {
            self.entries.entry(path).or_insert(entry);
        }
    }

    /// The fingerprint of what a file is made of, where that is known.
    #[must_use]
    pub fn inputs(&self, path: &str) -> Option<&str> {
        self.entries.get(path)?.inputs.as_deref()
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Whether a file at `path` would stand in the place of a file or a folder, or in a file.
    #[must_use]
    pub fn is_taken(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let around = path.match_indices('/').map(|(at, _)| &path[..at]);
        self.contains(path)
            || around.into_iter().any(|file| self.contains(file))
            || self.entries.range(folder.clone()..).next().is_some_and(|(next, _)| next.starts_with(&folder))
    }

    /// Whether there is a file at `path`.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    /// Makes a file.
    ///
    /// # Errors
    /// What making it says; `None` where there is no such file.
    pub fn make(&self, path: &str) -> Option<Result<Made, RenderError>> {
        self.entries.get(path).map(|entry| match &entry.content {
            Content::Static(bytes) => Ok(bytes.to_vec().into()),
            Content::Source(file) => {
                let bytes = self.site.tree.bytes(*file);
                let path = &self.site.tree.file(*file).path;
                bytes.map(Made::from).map_err(|error| RenderError::Asset { path: path.clone(), error })
            }
            Content::Made(make) => make(),
        })
    }
}
