//! LNK009 unresolved-reference: a text refers to a session that the day does not have.

use crate::check::rule::{Rule, Run};
use crate::check::rules::prose::{Kind, prose};
use crate::course::{UnitId, UnitKind};
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::fold;
use crate::site::Site;
use crate::span::Place;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("LNK009"),
    name: "unresolved-reference",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/LNK009-unresolved-reference.md"),
    run: Run::Site(unresolved_reference),
};

static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<word>\bsessions?|세션)\s?(?P<a>\d{1,2})(?:\s*[-~–]\s*(?P<b>\d{1,2}))?").ok()
});

/// Words that say that another day is meant.
const ELSEWHERE: &[&str] = &[
    "week",
    "day ",
    "주차",
    "일차",
    "내일",
    "어제",
    "지난주",
    "다음 주",
    "다음주",
    "지난 주",
    "tomorrow",
    "yesterday",
    "last week",
    "next week",
    "지난 시간",
    "이전 과정",
];
/// What may stand before a reference that is one: the beginning, a particle, a conjunction, a preposition.
const OF_SOMETHING: &[&str] = &[
    "ssh",
    "tmux",
    "bgp",
    "http",
    "tcp",
    "tls",
    "web",
    "user",
    "login",
    "screen",
    "shell",
    "browser",
    "sql",
    "vpn",
    "웹",
    "사용자",
    "로그인",
];

fn unresolved_reference(site: &Site, findings: &mut Vec<Finding>) {
    let Some(pattern) = REFERENCE.as_ref() else { return };
    let mut days: BTreeMap<UnitId, Option<BTreeSet<u32>>> = BTreeMap::new();
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let day = days.entry(page.unit).or_insert_with(|| sessions_of_day(site, page.unit));
        let Some(known) = day else { continue };
        let source = &site.tree.file(page.file).text;
        for prose in prose(&page.document).into_iter().filter(|prose| !prose.is_title) {
            for found in pattern.captures_iter(&prose.text) {
                let Some(whole) = found.get(0) else { continue };
                let numbers =
                    ["a", "b"].iter().filter_map(|name| found.name(name)?.as_str().parse::<u32>().ok());
                let missing: Vec<u32> =
                    numbers.filter(|number| *number > 0 && !known.contains(number)).collect();
                let Some(number) = missing.first() else { continue };
                let sentence = fold(prose.sentence(&whole.range()));
                let kinds = [whole.start(), whole.end() - 1].map(|at| prose.kind(at));
                if kinds != [Kind::Plain; 2]
                    || ELSEWHERE.iter().any(|word| sentence.contains(word))
                    || is_something_else(&prose.text, &whole.range())
                {
                    continue;
                }
                let last = known.iter().max().copied().unwrap_or(0);
                findings.push(
                    Finding::new(
                        RULE.code,
                        Place::new(page.file, prose.span(source, whole.range())),
                        format!("the day has no session {number}"),
                    )
                    .here(format!("its sessions go up to {last}"))
                    .help("write the number that the session has now, or the week and the day that it is in"),
                );
            }
        }
    }
}

/// The numbers of a day's sessions, and of those that its index lists and of the week's other days; `None` outside of days.
fn sessions_of_day(site: &Site, id: UnitId) -> Option<BTreeSet<u32>> {
    let unit = site.course.unit(id);
    if unit.kind != UnitKind::Day || unit.sessions.is_empty() {
        return None;
    }
    let week = unit.parent.map(|parent| site.course.unit(parent));
    let days = week.into_iter().flat_map(|week| &week.units).map(|day| site.course.unit(*day));
    let sessions = days.chain([unit]).flat_map(|day| &day.sessions);
    let mut known: BTreeSet<u32> =
        sessions.filter_map(|session| site.course.page(*session).position.session).collect();
    if let Some(index) = unit.index {
        let text = &site.tree.file(site.course.page(index).file).text;
        let listed = REFERENCE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
        known.extend(listed.filter_map(|found| found.name("a")?.as_str().parse::<u32>().ok()));
        let files = text.match_indices("session_").filter_map(|(at, word)| {
            let digits: String = text[at + word.len()..].chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        });
        known.extend(files);
    }
    Some(known)
}

/// Whether the words beside say that this is a count, a version, or a session of something else.
fn is_something_else(text: &str, range: &std::ops::Range<usize>) -> bool {
    let behind = &text[range.end..];
    let counted =
        ["개", "회", "명", "분", "시간", "번"].iter().any(|unit| behind.trim_start().starts_with(unit));
    let version = behind.starts_with('.') && behind[1..].starts_with(|c: char| c.is_ascii_digit())
        || behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    let before = fold(text[..range.start].split_whitespace().next_back().unwrap_or_default());
    counted || version || OF_SOMETHING.contains(&before.as_str())
}
