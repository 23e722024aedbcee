//! The files that pages link to, each with the page and the place that leads there first.

use crate::course::{PageId, Target, is_media};
use crate::parse::ast::{Block, BlockKind, Inline, InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::{FileId, Place, Span};
use std::collections::BTreeMap;

/// Every linked file that is no page.
pub(super) fn files(site: &Site) -> BTreeMap<FileId, Place> {
    let mut found = BTreeMap::new();
    for (id, page) in site.course.pages() {
        let mut add = |target: &str, span: Span| {
            if let Target::Asset(file) = site.course.target(id, target, &site.tree) {
                found.entry(file).or_insert_with(|| Place::new(page.file, span));
            }
        };
        of_page(site, id, &mut add);
    }
    found
}

fn of_page(site: &Site, id: PageId, add: &mut impl FnMut(&str, Span)) {
    walk(&site.course.page(id).document.blocks, &mut |node| {
        let (span, tag, attributes) = match node {
            Walked::Inline(Inline { kind: InlineKind::Link(to) | InlineKind::Image(to), span }) => {
                return add(&to.target, *span);
            }
            Walked::Inline(Inline { kind: InlineKind::Element(element), span }) => {
                (*span, &element.tag, &element.attributes)
            }
            Walked::Block(Block { kind: BlockKind::Element(element), span }) => {
                (*span, &element.tag, &element.attributes)
            }
            _ => return,
        };
        attributes.iter().filter(|(key, _)| is_media(tag, key)).for_each(|(_, value)| add(value, span));
    });
}
