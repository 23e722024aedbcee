//! What is known of documents once they are made.

use crate::diagnostic::{Finding, code};
use crate::span::{FileId, Place, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// A character that no font of the theme has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Missing {
    pub file: FileId,
    pub at: usize,
    pub c: char,
}

/// What is known of the documents that were made so far.
#[derive(Clone, Debug, Default)]
pub struct Record {
    texts: Arc<Mutex<BTreeMap<String, String>>>,
    missing: Arc<Mutex<BTreeSet<Missing>>>,
    unprinted: Arc<Mutex<BTreeSet<(Place, String)>>>,
    noted: Arc<Mutex<BTreeSet<String>>>,
}

impl Record {
    pub(super) fn add(
        &self,
        path: &str,
        text: String,
        missing: Vec<Missing>,
        unprinted: BTreeSet<(Place, String)>,
    ) {
        if (!missing.is_empty() || !unprinted.is_empty())
            && let Ok(mut noted) = self.noted.lock()
        {
            noted.insert(path.to_owned());
        }
        if let Ok(mut texts) = self.texts.lock() {
            texts.insert(path.to_owned(), text);
        }
        if let Ok(mut all) = self.missing.lock() {
            all.extend(missing);
        }
        if let Ok(mut all) = self.unprinted.lock() {
            all.extend(unprinted);
        }
    }

    /// What a document that was made says, with the data that it was made of.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        self.texts.lock().ok()?.get(path).cloned()
    }

    /// Whether something is to be said of a document that was made.
    #[must_use]
    pub fn is_noted(&self, path: &str) -> bool {
        self.noted.lock().is_ok_and(|noted| noted.contains(path))
    }

    /// Findings about the documents that were made.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let missing = self.missing.lock().map(|missing| missing.clone()).unwrap_or_default();
        let finding = |missing: Missing| {
            let place = Place::new(missing.file, Span::new(missing.at, missing.at + missing.c.len_utf8()));
            let message = format!("no font has `{}` (U+{:04X})", missing.c, u32::from(missing.c));
            Finding::new(code::MISSING_GLYPH, place, message)
                .help("on paper a box stands in its place; write something else, or add a font to the theme's folder `handout`")
        };
        let unprinted = self.unprinted.lock().map(|unprinted| unprinted.clone()).unwrap_or_default();
        let pictures = unprinted.into_iter().map(|(place, path)| {
            Finding::new(code::PICTURE_NOT_PRINTED, place, format!("`{path}` cannot be printed")).help(
                "save it as PNG, as JPEG in RGB or as plain SVG, with 20 million pixels at most; its alternative text stands in its place",
            )
        });
        missing.into_iter().map(finding).chain(pictures).collect()
    }
}
