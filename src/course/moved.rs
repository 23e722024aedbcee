//! Pages that stood somewhere else before.

use super::{Course, PageId};
use crate::load::SourceTree;

impl Course {
    /// The page that a file of the course is.
    #[must_use]
    pub fn moved_to(&self, path: &str, tree: &SourceTree) -> Option<PageId> {
        tree.find(path.trim_start_matches("./").trim_start_matches('/'))
            .and_then(|file| self.page_of(file.id))
    }

    /// Where the page of a path stands in a built site, whether the course has it or not: `a/b.md` at `a/b.html`. `None`
    /// for what is no path of a page.
    #[must_use]
    pub fn output_of(&self, path: &str) -> Option<String> {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        let hidden =
            |part: &str| part.is_empty() || part.starts_with('.') || part.contains(['\\', ':', '?', '#']);
        if path.trim_end_matches('/').split('/').any(hidden) {
            return None;
        }
        if let Some(folder) = path.strip_suffix('/') {
            return Some(format!("{folder}/index.html"));
        }
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let inside =
            |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        match name.rsplit_once('.') {
            Some((stem, "md" | "markdown"))
                if matches!(stem.to_ascii_lowercase().as_str(), "readme" | "index") =>
            {
                Some(inside("index.html"))
            }
            Some((stem, "md" | "markdown")) => Some(inside(&format!("{stem}.html"))),
            Some((_, "html" | "htm")) => Some(path.to_owned()),
            _ => None,
        }
    }
}
