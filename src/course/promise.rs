//! What an index promises its sessions: minutes in all, per session by clock, for the discussion.

use super::Budget;
use crate::config::clock;
use crate::load::SourceFile;
use crate::span::{Place, Span};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Promises of one index.
#[derive(Clone, Debug, Default)]
pub(super) struct Promises {
    /// For each of its sessions.
    pub each: Option<Budget>,
    /// For the discussion of each.
    pub discussion: Option<Budget>,
    /// For single sessions, by number.
    pub single: Vec<(u32, Budget)>,
}

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// `**총 세션**: 8개 (각 50분)`, `8개 세션 (50분 × 8 = 400분)`, `각 세션 50분 구성`, `8 sessions (50 min each)`
static EACH: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"총\s*세션[*\s]*[:\x{ff1a}]\s*\d+\s*개[^\n]*?각\s*(?P<m>\d{1,3})\s*분",
        r"\d+\s*개\s*세션\s*\(\s*(?P<m>\d{1,3})\s*분\s*[×x*]",
        r"각\s*세션(?:은|당)?\s*(?P<m>\d{1,3})\s*분\s*(?:구성|으로|씩)",
        r"(?i)\d+\s+sessions?\s*\(\s*(?P<m>\d{1,3})\s*(?:min(?:ute)?s?)\s*each",
        r"(?i)sessions?[*\s]*:\s*\d+\s*\(\s*(?P<m>\d{1,3})\s*(?:min(?:ute)?s?)\s*each",
    ]
    .into_iter()
    .filter_map(regex)
    .collect()
});

/// `각 세션 마지막 10분은 … 토론`, `the last 10 minutes of each session are discussion`
static DISCUSSION: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"각\s*세션\s*마지막\s*(?P<m>\d{1,2})\s*분[^\n]*토론",
        r"(?i)last\s+(?P<m>\d{1,2})\s*min(?:ute)?s?\s+of\s+(?:each|every)\s+session[^\n]*discussion",
    ]
    .into_iter()
    .filter_map(regex)
    .collect()
});

/// `[Session 1 (09:00-09:50): 제목](./session_01.md)`
static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)\[[^\]\n]*session\s*(?P<n>\d{1,2})\s*\(\s*(?P<from>\d{1,2}:\d{2})\s*[-~–]\s*(?P<to>\d{1,2}:\d{2})\s*\)",
    )
});

/// `**시간**: 09:00-09:50 (50분)` in a session's own information.
static OWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)\*\*(?:시간|time)\*\*\s*[:\x{ff1a}]\s*(?P<from>\d{1,2}:\d{2})\s*[-~–]\s*(?P<to>\d{1,2}:\d{2})",
    )
});

pub(super) fn of_index(file: &SourceFile) -> Promises {
    let first = |patterns: &[Regex]| {
        let mut found: Vec<Budget> = patterns
            .iter()
            .flat_map(|pattern| pattern.captures_iter(&file.text))
            .filter_map(|found| minutes(file, &found))
            .collect();
        found.sort_by_key(|budget| budget.place);
        // Two promises for each session, of the morning and the afternoon perhaps, are none for any.
        let same = found.iter().all(|budget| budget.minutes == found[0].minutes);
        found.into_iter().next().filter(|_| same)
    };
    let single = CLOCK.as_ref().map(|pattern| {
        pattern
            .captures_iter(&file.text)
            .filter_map(|found| Some((found.name("n")?.as_str().parse().ok()?, range(file, &found)?)))
            .collect()
    });
    Promises { each: first(&EACH), discussion: first(&DISCUSSION), single: single.unwrap_or_default() }
}

/// What a session says about its own time.
pub(super) fn of_session(file: &SourceFile) -> Option<Budget> {
    range(file, &OWN.as_ref()?.captures(&file.text)?)
}

fn minutes(file: &SourceFile, found: &Captures<'_>) -> Option<Budget> {
    let minutes = found.name("m")?.as_str().parse().ok()?;
    Some(Budget { minutes, place: place(file, found) })
}

fn range(file: &SourceFile, found: &Captures<'_>) -> Option<Budget> {
    let (from, to) = (clock(found.name("from")?.as_str())?, clock(found.name("to")?.as_str())?);
    let minutes = to.checked_sub(from).filter(|minutes| *minutes > 0)?;
    Some(Budget { minutes, place: place(file, found) })
}

fn place(file: &SourceFile, found: &Captures<'_>) -> Place {
    Place::new(file.id, found.get(0).map_or(Span::default(), |whole| Span::from(whole.range())))
}
