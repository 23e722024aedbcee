//! TIM006 bad-duration: a heading holds what looks like a duration and is none.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{BlockKind, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("TIM006"),
    name: "bad-duration",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TIM006-bad-duration.md"),
    run: Run::Site(bad_duration),
};

fn bad_duration(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let text = &site.tree.file(page.file).text;
        walk(&page.document.blocks, &mut |node| {
            let Walked::Block(block) = node else { return };
            let BlockKind::Heading(heading) = &block.kind else { return };
            let Some((said, why)) = wrong(&heading.text) else { return };
            let at = text[block.span.range()].find(&said).map_or(block.span, |at| {
                let start = block.span.start + at;
                Span::new(start, start + said.len())
            });
            findings.push(
                Finding::new(RULE.code, Place::new(page.file, at), format!("`{said}` {why}"))
                    .help("write a number and a unit: `(15분)`, `(15 min)`, `(1시간 30분)`"),
            );
        });
    }
}

static AT_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\((?P<inside>[^()]*)\)[^()\p{Nd}]{0,12}$").ok());
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:약\s*|총\s*)?(?P<n>\d{1,3})\s*(?P<unit>[\p{L}\x{3131}-\x{318e}]{1,10})$").ok()
});
static HOURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\d{1,2}\s*(?:시간|h|hrs?|hours?)\s*(?P<m>\d{1,3})\s*(?:분|m|mins?|minutes?)$").ok()
});

/// Korean units that are no words at all.
const KOREAN: &[&str] = &["뷴", "붠", "부ㄴ", "분ㄴ", "ㅂ분", "시갼", "시긴", "시강"];

/// What is wrong at the end of a heading: the parentheses, and why they hold no duration.
pub(super) fn wrong(heading: &str) -> Option<(String, &'static str)> {
    let found = AT_END.as_ref()?.captures(heading)?;
    let inside = found.name("inside")?.as_str().trim();
    let whole = format!("({})", found.name("inside")?.as_str());
    if let Some(hours) = HOURS.as_ref()?.captures(inside) {
        let minutes: u32 = hours.name("m")?.as_str().parse().ok()?;
        return (minutes > 59).then_some((whole, "has more than 59 minutes beside its hours"));
    }
    let amount = AMOUNT.as_ref()?.captures(inside)?;
    let number: u32 = amount.name("n")?.as_str().parse().ok()?;
    let unit = amount.name("unit")?.as_str().to_lowercase();
    let known = ["분", "min", "mins", "minute", "minutes"].contains(&unit.as_str());
    if known {
        return (number == 0).then_some((whole, "is no time at all"));
    }
    // `minuets` are danced, and `minutae` are details.
    let near = ["minutes", "minute"].iter().any(|word| strsim::damerau_levenshtein(&unit, word) == 1);
    let english =
        near && unit.len() >= 5 && !["minuets", "minuet", "minutely", "minuted"].contains(&unit.as_str());
    (english || KOREAN.contains(&unit.as_str())).then_some((whole, "has a misspelt unit"))
}
