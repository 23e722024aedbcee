//! How long sections and sessions are.

use crate::parse::ast::Document;

/// A section with its minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timed {
    /// Its index in [`Document::sections`].
    pub section: usize,
    /// Its minutes.
    pub minutes: u32,
}

/// The topmost timed sections below the title, in order: what a session's length is the sum of.
#[must_use]
pub fn timed_sections(document: &Document) -> Vec<Timed> {
    let mut timed = Vec::new();
    // Sections stand in order, so what lies in a timed one ends before the next begins.
    let mut covered = 0;
    for (at, section) in document.sections.iter().enumerate() {
        let minutes =
            document.heading(section).and_then(|heading| heading.duration).map(|duration| duration.minutes);
        // The title's minutes are a promise, not a part.
        if let Some(minutes) = minutes.filter(|_| section.level > 1 && section.heading >= covered) {
            timed.push(Timed { section: at, minutes });
            covered = section.end;
        }
    }
    timed
}

/// The sum of the topmost timed sections.
#[must_use]
pub fn minutes(document: &Document) -> Option<u32> {
    let timed = timed_sections(document);
    (!timed.is_empty()).then(|| timed.iter().map(|timed| timed.minutes).sum())
}
