//! What is new, as Atom. Only pages that say their day are in it: kurso reads no clock.

use super::output::{Content, OutputTree};
use super::{Edition, Renderer, html::escape, url};
use crate::course::PageId;
use crate::date::Date;
use crate::realise::Scope;
use std::fmt::Write;
use std::sync::Arc;

/// Where the feed stands.
pub(super) const PATH: &str = "feed.xml";

/// The most entries, the newest first.
const MAX_ENTRIES: usize = 50;

/// The day of a page: as its front matter says, or the one on which learners got it.
fn day(scope: &Scope, id: PageId) -> Option<Date> {
    let page = scope.site.course.page(id);
    page.document.front_matter.day.or_else(|| scope.site.config.released(&page.path))
}

/// Whether the learner's site tells what is new.
pub(super) fn is_there(scope: &Scope) -> bool {
    scope.edition == Edition::Learner
        && scope.site.config.site.url.is_some()
        && scope.site.tree.find(PATH).is_none()
        && scope.pages.iter().any(|page| day(scope, *page).is_some())
}

/// Adds the feed where there is something to tell and an address to tell it from.
pub(super) fn add(renderer: &Arc<Renderer>, output: &mut OutputTree) {
    if renderer.has_feed
        && let Some(address) = renderer.site().config.site.url.clone()
    {
        let own = Arc::clone(renderer);
        output.insert(PATH.to_owned(), Content::made(move || Ok(atom(&own, &address))));
    }
}

fn atom(renderer: &Renderer, address: &str) -> String {
    let course = &renderer.site().course;
    let mut entries: Vec<(Date, PageId)> = renderer
        .scope()
        .pages
        .iter()
        .filter_map(|page| Some((day(renderer.scope(), *page)?, *page)))
        .collect();
    // The newest first; those of one day in the order of reading.
    entries.sort_by_key(|(day, page)| (std::cmp::Reverse(*day), renderer.scope().position(*page)));
    entries.truncate(MAX_ENTRIES);
    let updated = entries.first().map_or_else(String::new, |(day, _)| format!("{day}T00:00:00Z"));
    let title = text(&course.title);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{address}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <author><name>{title}</name></author>\n<link href=\"{address}\"/>\n<link rel=\"self\" href=\"{address}{PATH}\"/>\n",
        renderer.language().tag()
    );
    for (day, id) in entries {
        let page = course.page(id);
        let link =
            format!("{address}{}", url::path(page.output.strip_suffix("index.html").unwrap_or(&page.output)));
        let summary = renderer.realised.description(id).unwrap_or_default();
        let _ = writeln!(
            xml,
            "<entry><id>{link}</id><title>{}</title><updated>{day}T00:00:00Z</updated><link href=\"{link}\"/><summary>{}</summary></entry>",
            text(&page.title),
            text(&summary),
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// Text as XML can hold it.
fn text(text: &str) -> String {
    escape(&text.chars().filter(|c| crate::lang::is_xml(*c)).collect::<String>())
}
