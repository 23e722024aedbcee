//! Spans of a clock in texts: `09:00-09:50 (45분)`.

use crate::config::clock;
use crate::parse::heading::duration;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

static SPAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<a>\b\d{1,2}:\d{2})\s*[-~–]\s*(?P<b>\d{1,2}:\d{2}\b)(?:\s*(?P<said>\([^()]*\)))?").ok()
});

/// A span of a clock.
pub(super) struct ClockSpan {
    /// What is written.
    pub(super) written: String,
    /// Minutes after midnight.
    pub(super) from: Option<u32>,
    pub(super) to: Option<u32>,
    /// The minutes in parentheses behind it.
    pub(super) said: Option<u32>,
}

/// Every span of a text.
pub(super) fn in_text(text: &str) -> Vec<ClockSpan> {
    let Some(pattern) = SPAN.as_ref() else { return Vec::new() };
    let found = pattern.captures_iter(text).map(|found| {
        let time = |name: &str| found.name(name).and_then(|time| clock(time.as_str()));
        // Nothing but a duration counts: `(50분)`, not `(50분 강의와 10분 휴식)`.
        let said = found.name("said").and_then(|said| {
            let inside = said.as_str().trim_matches(['(', ')']);
            let pure = inside
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '.' || c.is_alphabetic())
                && inside.split_whitespace().count() <= 4;
            let duration = duration(&format!("x {}", said.as_str())).filter(|_| pure)?;
            Some(duration.minutes)
        });
        let end = found.name("b").map_or(0, |b| b.end());
        let start = found.name("a").map_or(0, |a| a.start());
        ClockSpan { written: text[start..end].to_owned(), from: time("a"), to: time("b"), said }
    });
    found.collect()
}

impl ClockSpan {
    /// How long it is, on a clock of twelve hours too.
    pub(super) fn minutes(&self) -> Option<u32> {
        let (from, to) = (self.from?, self.to?);
        if to > from {
            Some(to - from)
        } else {
            (to + 720).checked_sub(from).filter(|minutes| *minutes < 720)
        }
    }

    /// Whether it ends before it begins, on a clock of twelve hours too, and not over midnight.
    pub(super) fn is_reversed(&self) -> bool {
        let (Some(from), Some(to)) = (self.from, self.to) else { return false };
        // `12:30-1:20` is right after noon; `22:00-02:00` ends on the next day.
        let noon = from < 13 * 60 && to < 12 * 60 && to + 720 > from && to < 8 * 60;
        let midnight = from >= 18 * 60 && to <= 8 * 60;
        to <= from && !noon && !midnight
    }

    /// Its bytes in a file, within the span of its block.
    pub(super) fn place(&self, text: &str, span: Span) -> Span {
        text[span.range()].find(&self.written).map_or(span, |at| {
            let start = span.start + at;
            Span::new(start, start + self.written.len())
        })
    }
}
