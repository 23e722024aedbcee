//! The places of a page that links can name.

use crate::lang::nfc;
use crate::parse::ast::{BlockKind, Document, InlineKind, Walked, walk};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeMap;

/// What would end a link in Markdown, or be read as something else there.
const ENDS_A_LINK: &AsciiSet =
    &CONTROLS.add(b' ').add(b'(').add(b')').add(b'<').add(b'>').add(b'"').add(b'%').add(b'\\').add(b'`');

/// The anchors of a page: headings, and ids in raw HTML.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// By composed name, as it is and in small letters.
    by_name: BTreeMap<String, String>,
}

impl Anchors {
    pub(super) fn of(document: &Document) -> Self {
        let mut names: Vec<String> = Vec::new();
        walk(&document.blocks, &mut |node| {
            let attributes = match node {
                Walked::Block(block) => match &block.kind {
                    BlockKind::Heading(heading) => return names.push(heading.slug.clone()),
                    BlockKind::Element(element) => &element.attributes,
                    _ => return,
                },
                Walked::Cell(_) => return,
                Walked::Inline(inline) => match &inline.kind {
                    InlineKind::Element(element) => &element.attributes,
                    _ => return,
                },
            };
            let own = attributes.iter().filter(|(key, _)| key == "id" || key == "name");
            names.extend(own.map(|(_, value)| value.clone()));
        });
        let mut by_name: BTreeMap<String, String> = BTreeMap::new();
        for name in &names {
            by_name.entry(nfc(name).into_owned()).or_insert_with(|| name.clone());
        }
        for name in names {
            by_name.entry(nfc(&name).to_lowercase()).or_insert(name);
        }
        Self { by_name }
    }

    /// The anchor that a link means, as it stands on the page. As on GitHub, case does not matter, and `user-content-` may stand
    /// before it.
    #[must_use]
    pub fn find(&self, written: &str) -> Option<&str> {
        let written = nfc(written);
        let bare = written.strip_prefix("user-content-").unwrap_or(&written);
        let found = self.by_name.get(&*written).or_else(|| self.by_name.get(bare));
        let lower = bare.to_lowercase();
        let found = found.or_else(|| self.by_name.get(&lower)).map(String::as_str);
        // Every browser knows the top; `#readme` is GitHub's name for it.
        found.or_else(|| matches!(lower.as_str(), "top" | "readme").then_some("top"))
    }

    /// All of them, some twice.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.by_name.values().map(String::as_str)
    }
}

/// An anchor as it is written in a link of Markdown.
#[must_use]
pub fn in_link(anchor: &str) -> String {
    utf8_percent_encode(anchor, ENDS_A_LINK).to_string()
}
