//! What a page is made of, as a fingerprint: a page of the same fingerprint is the same page, and need not be made again.
//!
//! Nothing is listed here: the fingerprint is that of all that the writer of the page reads, which is the finished page, where its
//! links lead, what its template is given, and the templates.

use super::{Renderer, page};
use crate::cache::BUILD;
use crate::course::PageId;
use crate::realise::page::Page;
use crate::realise::{Audience, Visit};
use blake3::Hasher;

/// The fingerprint of what a page's file is made of.
pub(super) fn of_page(renderer: &Renderer, id: PageId) -> String {
    renderer.realised.page(id, Inputs(renderer))
}

struct Inputs<'r>(&'r Renderer);

impl Visit for Inputs<'_> {
    type Output = String;

    fn visit<A: Audience>(self, own: &Page<A>) -> String {
        let renderer = self.0;
        let from = &renderer.site().course.page(own.id).output;
        let mut hasher = Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&bytes.len().to_le_bytes());
            hasher.update(bytes);
        };
        add(BUILD.as_bytes());
        add(renderer.theme.fingerprint.as_bytes());
        add(own.fingerprint().as_bytes());
        for destination in own.destinations() {
            add(renderer.url(from, &destination).as_bytes());
            add(renderer.saved_name(&destination).unwrap_or_default().as_bytes());
        }
        // A view of plain data can always be written.
        add(&serde_json::to_vec(&page::view(renderer, own)).unwrap_or_default());
        hasher.finalize().to_hex().to_string()
    }
}
