//! TIM001 session-over-budget: the sections of a session sum to more than it is promised.

use crate::check::rule::{Rule, Run};
use crate::course::timing::{Timed, timed_sections};
use crate::course::{Page, PageKind};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    code: Code("TIM001"),
    name: "session-over-budget",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TIM001-session-over-budget.md"),
    run: Run::Site(session_over_budget),
};

/// Percent by which a session may run over, where the course says nothing else.
const TOLERANCE: u32 = 10;

fn session_over_budget(site: &Site, findings: &mut Vec<Finding>) {
    let tolerance = site.config.check.tolerance.unwrap_or(TOLERANCE);
    for (_, page) in site.course.pages().filter(|(_, page)| matches!(page.kind, PageKind::Session(_))) {
        let (Some(minutes), Some(budget)) = (page.minutes, page.budget) else { continue };
        if page.document.broken_at.is_some() || minutes * 100 <= budget.minutes * (100 + tolerance) {
            continue;
        }
        let timed = timed_sections(&page.document);
        let span = page.document.title().map_or(Span::default(), |(_, span)| span);
        let terms: Vec<String> = timed.iter().map(|timed| timed.minutes.to_string()).collect();
        findings.push(
            Finding::new(
                RULE.code,
                page.document.place(span),
                format!("the sections sum to {minutes} minutes, {} are promised", budget.minutes),
            )
            .here(terms.join(" + "))
            .label(budget.place, format!("{} minutes are promised here", budget.minutes))
            .help(way_out(page, &timed, minutes - budget.minutes)),
        );
    }
}

/// Sections that, left out, bring the session into its budget: those that call themselves optional first.
fn way_out(page: &Page, timed: &[Timed], over: u32) -> String {
    let title = |timed: &Timed| {
        page.document
            .sections
            .get(timed.section)
            .and_then(|section| page.document.heading(section))
            .map_or("", |heading| heading.title.as_str())
    };
    let optional: Vec<&Timed> = timed
        .iter()
        .filter(|timed| {
            ["선택", "심화", "optional"].iter().any(|word| title(timed).to_lowercase().contains(word))
        })
        .collect();
    let spare: u32 = optional.iter().map(|timed| timed.minutes).sum();
    if spare >= over {
        let names: Vec<String> =
            optional.iter().map(|timed| format!("`{}` ({} min)", title(timed), timed.minutes)).collect();
        return format!("leave out {}", names.join(" and "));
    }
    let single = timed.iter().filter(|timed| timed.minutes >= over).min_by_key(|timed| timed.minutes);
    match single {
        Some(timed) => {
            format!("shorten by {over} minutes, or leave out `{}` ({} min)", title(timed), timed.minutes)
        }
        None => format!("shorten by {over} minutes"),
    }
}
