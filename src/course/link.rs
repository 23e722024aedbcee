//! Where a link leads.

use super::{Course, PageId, UnitId};
use crate::diagnostic::nearest;
use crate::lang::nfc;
use crate::load::{FileKind, SourceTree};
use crate::parse::is_safe_url;
use crate::span::FileId;

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A page, perhaps a heading on it.
    Page {
        /// The page.
        page: PageId,
        /// The anchor without `#`, decoded.
        anchor: Option<String>,
    },
    /// A folder without an index page of its own; kurso makes one.
    Unit(UnitId),
    /// A file that travels with the course.
    Asset(FileId),
    /// Another site.
    External,
    /// A place outside the course's folder: not kurso's to judge.
    Outside,
    /// Nothing: the path that was looked for, relative to the course.
    Missing(String),
    /// A scheme that could run something.
    Unsafe,
}

impl Course {
    /// Where `target`, written on `page`, leads.
    #[must_use]
    pub fn target(&self, page: PageId, target: &str, tree: &SourceTree) -> Target {
        if !is_safe_url(target) {
            return Target::Unsafe;
        }
        let lower = target.to_ascii_lowercase();
        if lower.starts_with("//")
            || ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
        {
            return Target::External;
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(decode(anchor))),
            None => (target, None),
        };
        let path = path.split('?').next().unwrap_or("");
        if path.is_empty() {
            return Target::Page { page, anchor };
        }
        let from = &self.page(page).path;
        let Some(path) = join(from, &decode(path)) else { return Target::Outside };
        match self.at_path(&path, anchor, tree) {
            // `/x` counts from the root of the site or of the repository, which need not be ours.
            Target::Missing(_) if target.starts_with('/') => Target::Outside,
            found => found,
        }
    }

    /// A file of the course that no link leads to, such as a cluster's, by its path from a page.
    pub(super) fn own_file(&self, page: PageId, path: &str, tree: &SourceTree) -> Option<FileId> {
        let path = join(&self.page(page).path, &decode(path))?;
        tree.find(&path).filter(|file| file.kind == FileKind::Yaml).map(|file| file.id)
    }

    fn at_path(&self, path: &str, anchor: Option<String>, tree: &SourceTree) -> Target {
        if let Some(file) = tree.find(path) {
            return match self.page_of(file.id) {
                Some(page) => Target::Page { page, anchor },
                // Notes, templates and kurso's own files are there, and no part of any site.
                None if matches!(file.kind, FileKind::Markdown | FileKind::Unreadable)
                    || is_source(file.kind, &file.text) =>
                {
                    Target::Outside
                }
                None => Target::Asset(file.id),
            };
        }
        // A link may leave `.md` away, or name a folder.
        if let Some(page) = tree.find(&format!("{path}.md")).and_then(|file| self.page_of(file.id)) {
            return Target::Page { page, anchor };
        }
        if let Some(unit) = self.by_folder.get(&*nfc(path)) {
            return match self.unit(*unit).index {
                Some(page) => Target::Page { page, anchor },
                None => Target::Unit(*unit),
            };
        }
        if tree.is_left_out(path) {
            return Target::Outside;
        }
        if tree.is_folder(path) {
            // A folder of scripts or manifests: it is there, but it has no page.
            return Target::Outside;
        }
        Target::Missing(path.to_owned())
    }

    /// The file that may have been meant by a path to nothing: one of the same name, or one of nearly the same path.
    #[must_use]
    pub fn nearest_file<'t>(&self, path: &str, tree: &'t SourceTree) -> Option<&'t str> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        // Indexes and sessions are called alike in every folder.
        let telling = super::position::number_in_name(name, "session").is_none()
            && !name.to_lowercase().starts_with("readme");
        let mut same = tree.named(name).filter(|_| telling);
        if let (Some(only), None) = (same.next(), same.next()) {
            return Some(&only.path);
        }
        let near = nearest(name, tree.in_folder(folder).map(|file| file.split().1))?;
        tree.in_folder(folder).find(|file| file.split().1 == near).map(|file| file.path.as_str())
    }
}

/// Whether an attribute of raw HTML names a film, a sound or a picture that the page shows. A frame's page could run
/// something in the site's name: it does not travel.
#[must_use]
pub fn is_media(tag: &str, attribute: &str) -> bool {
    matches!(attribute, "src" | "poster") && tag != "iframe"
}

/// Whether a file is one of kurso's own: those do not travel.
fn is_source(kind: FileKind, text: &str) -> bool {
    kind == FileKind::Yaml && text.lines().any(|line| line.starts_with("kurso:"))
}

/// Decodes percent-escapes; what does not decode to text stays.
fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// `path`, relative to the file `from`, as a path relative to the course; `None` when it leads out of it.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
