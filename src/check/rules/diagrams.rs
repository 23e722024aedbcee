//! The mermaid fences of a course.

use crate::course::PageId;
use crate::parse::ast::{BlockKind, Walked, walk};
use crate::parse::diagram::Diagram;
use crate::site::Site;
use crate::span::Place;

/// Visits every mermaid fence in front of a broken fence, with its page and the place of its content.
pub(super) fn for_each_diagram(site: &Site, mut visit: impl FnMut(PageId, Place, &Diagram)) {
    for (id, page) in site.course.pages() {
        let broken_at = page.document.broken_at.unwrap_or(usize::MAX);
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Block(block) = node
                && let BlockKind::Diagram(diagram) = &block.kind
                && block.span.end <= broken_at
            {
                visit(id, Place::new(page.file, diagram.span), diagram);
            }
        });
    }
}
