//! TIM005 day-over-budget: the sessions and breaks of a day do not fit into its clock.

use crate::check::rule::{Rule, Run};
use crate::config::{Schedule, clock};
use crate::course::UnitKind;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::{Place, Span};
use regex::{Captures, Regex};
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("TIM005"),
    name: "day-over-budget",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TIM005-day-over-budget.md"),
    run: Run::Site(day_over_budget),
};

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// `- **총 세션**: 8개 (각 50분)`, `**Sessions**: 8 (50 min each)`
static SESSIONS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)(?:총\s*세션|sessions?)[*\s]*[:\x{ff1a}][*\s]*(?P<n>\d{1,2})\s*개?\s*\((?:각\s*)?(?P<m>\d{1,3})\s*(?:분|min(?:ute)?s?)",
    )
});
/// `- **시간**: 09:00-18:00`
static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?im)^\s*[-*]?\s*\*\*(?:시간|time|hours)\s*:?\*\*\s*[:\x{ff1a}]?\s*(?P<a>\d{1,2}:\d{2})\s*[-~–]\s*(?P<b>\d{1,2}:\d{2})",
    )
});
static LUNCH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?im)^\s*[-*]?\s*\*\*(?:점심(?:\s*시간)?|lunch)\s*:?\*\*\s*[:\x{ff1a}]?\s*(?:(?P<a>\d{1,2}:\d{2})\s*[-~–]\s*(?P<b>\d{1,2}:\d{2})|(?P<m>\d{1,3})\s*(?:분|min))",
    )
});
static BREAKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?im)^\s*[-*]?\s*\*\*(?:쉬는\s*시간|휴식(?:\s*시간)?|breaks?)\s*:?\*\*\s*[:\x{ff1a}]?\s*(?P<m>\d{1,3})\s*(?:분|min)",
    )
});

fn day_over_budget(site: &Site, findings: &mut Vec<Finding>) {
    for unit in site.course.units.iter().filter(|unit| unit.kind == UnitKind::Day) {
        let Some(index) = unit.index.map(|index| site.course.page(index)) else { continue };
        let text = &site.tree.file(index.file).text;
        let find = |pattern: &'static Option<Regex>| pattern.as_ref()?.captures(text);
        let (Some(sessions), Some(day)) = (find(&SESSIONS), find(&CLOCK)) else { continue };
        let (Some(count), Some(each), Some(span)) =
            (number(&sessions, "n"), number(&sessions, "m"), range(&day))
        else {
            continue;
        };
        let schedule: &Schedule = &site.config.schedule;
        let said = find(&LUNCH).and_then(|lunch| range(&lunch).or_else(|| number(&lunch, "m")));
        let lunch = said.or_else(|| schedule.lunch.map(|(from, to)| to.saturating_sub(from))).unwrap_or(0);
        let pause = find(&BREAKS).and_then(|found| number(&found, "m")).or(schedule.pause).unwrap_or(0);
        // Lunch takes the place of a break.
        let breaks = count.saturating_sub(1 + u32::from(lunch > 0)) * pause;
        let sum = count * each + breaks + lunch;
        if sum <= span {
            continue;
        }
        let place = |found: &Captures<'_>| {
            Place::new(index.file, found.get(0).map_or(Span::default(), |whole| trimmed(text, whole.range())))
        };
        findings.push(
            Finding::new(RULE.code, place(&day), format!("the day has {span} minutes and needs {sum}"))
                .here(format!("{count} × {each} of sessions, {breaks} of breaks, {lunch} of lunch"))
                .label(place(&sessions), format!("{} minutes of sessions are promised", count * each))
                .help("promise fewer or shorter sessions, or write the hours that the day really has"),
        );
    }
}

fn number(found: &Captures<'_>, name: &str) -> Option<u32> {
    found.name(name)?.as_str().parse().ok()
}

fn range(found: &Captures<'_>) -> Option<u32> {
    clock(found.name("b")?.as_str())?
        .checked_sub(clock(found.name("a")?.as_str())?)
        .filter(|minutes| *minutes > 0)
}

fn trimmed(text: &str, range: std::ops::Range<usize>) -> Span {
    let own = &text[range.clone()];
    let start = range.start + (own.len() - own.trim_start().len());
    Span::new(start, range.start + own.trim_end().len())
}
