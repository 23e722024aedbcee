//! DIA011: a diagram that is written as mermaid wants it, and of which the page shows the source all the same.

use super::text::unescape;
use crate::course::PageId;
use crate::diagnostic::{Finding, code};
use crate::render::{BROKEN, UNDRAWN};
use crate::site::Site;
use crate::span::{Place, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Looks for figures without a picture in the files of pages.
#[derive(Debug)]
pub struct UndrawnAudit<'s> {
    site: &'s Site,
    pages: BTreeMap<&'s str, PageId>,
    found: Mutex<BTreeSet<(PageId, usize, String)>>,
}

impl<'s> UndrawnAudit<'s> {
    /// For all pages.
    #[must_use]
    pub fn new(site: &'s Site) -> Self {
        let pages = site.course.pages().map(|(id, page)| (page.output.as_str(), id)).collect();
        Self { site, pages, found: Mutex::new(BTreeSet::new()) }
    }

    /// Reads a written file, and says whether every figure of it is drawn.
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> bool {
        let Some(id) = self.pages.get(path) else { return true };
        let Ok(text) = std::str::from_utf8(bytes) else { return true };
        let mut all_drawn = true;
        let source = &self.site.tree.file(self.site.course.page(*id).file).text;
        for (at, _) in text.match_indices(BROKEN) {
            // An author's words may be the same as ours, but no tag of his.
            let tag = text[at..].split('>').next().unwrap_or("");
            let Some((_, values)) = tag.split_once(UNDRAWN) else { continue };
            let mut values = values.split('"').skip(1).step_by(2);
            let (Some(Ok(start)), Some(why)) = (values.next().map(str::parse), values.next()) else {
                continue;
            };
            if !source.is_char_boundary(start) {
                continue;
            }
            all_drawn = false;
            if let Ok(mut found) = self.found.lock() {
                found.insert((*id, start, unescape(why).into_owned()));
            }
        }
        all_drawn
    }

    /// The figures that are not drawn.
    #[must_use]
    pub fn findings(self) -> Vec<Finding> {
        let found = self.found.into_inner().unwrap_or_default();
        let finding = |(page, start, why): (PageId, usize, String)| {
            let place = Place::new(self.site.course.page(page).file, Span::new(start, start));
            Finding::new(
                code::FIGURE_NOT_DRAWN,
                place,
                format!("the page shows the source of this diagram, because it cannot be drawn: {why}"),
            )
            .help("write it in another way, or draw it with another tool and show the picture")
        };
        found.into_iter().map(finding).collect()
    }
}
