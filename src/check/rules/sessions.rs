//! Sessions and their sections, as the rules about structure and time see them.

use crate::course::{Page, PageKind};
use crate::parse::heading::Role;
use crate::site::Site;
use crate::span::{Place, Span};

/// The sessions of a course; those with a broken fence are inside out and left alone.
pub(super) fn sessions(site: &Site) -> impl Iterator<Item = &Page> {
    site.course
        .pages()
        .map(|(_, page)| page)
        .filter(|page| matches!(page.kind, PageKind::Session(_)) && page.document.broken_at.is_none())
}

/// The place of a section's heading.
pub(super) fn heading_place(page: &Page, section: usize) -> Place {
    page.document.place(page.document.blocks[page.document.sections[section].heading].span)
}

/// The place of a page's title.
pub(super) fn title_place(page: &Page) -> Place {
    page.document.place(page.document.title().map_or(Span::default(), |(_, span)| span))
}

/// The title of a section without its duration.
pub(super) fn title(page: &Page, section: usize) -> &str {
    page.document.heading(&page.document.sections[section]).map_or("", |heading| heading.title.as_str())
}

/// Whether a section takes no time of its own: it opens or closes a session.
pub(super) fn takes_no_time(role: Role) -> bool {
    closes(role)
        || matches!(role, Role::Position | Role::Info | Role::Objectives | Role::Motivation | Role::Notes)
}

/// Whether a section of that role ends a session.
pub(super) fn closes(role: Role) -> bool {
    matches!(role, Role::KeyConcepts | Role::Faq | Role::References | Role::WrapUp | Role::Next)
}
