//! TIM002 session-under-budget: the sections of a session sum to clearly less than it is promised.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::{sessions, takes_no_time, title_place};
use crate::course::Page;
use crate::course::timing::timed_sections;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("TIM002"),
    name: "session-under-budget",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/TIM002-session-under-budget.md"),
    run: Run::Site(session_under_budget),
};

/// Percent of the promise that a session should have.
const LEAST: u32 = 70;

fn session_under_budget(site: &Site, findings: &mut Vec<Finding>) {
    for page in sessions(site) {
        let (Some(minutes), Some(budget)) = (page.minutes, page.budget) else { continue };
        if minutes * 100 >= budget.minutes * LEAST || !every_section_is_timed(page) {
            continue;
        }
        let terms: Vec<String> =
            timed_sections(&page.document).iter().map(|timed| timed.minutes.to_string()).collect();
        findings.push(
            Finding::new(
                RULE.code,
                title_place(page),
                format!("the sections sum to {minutes} minutes, {} are promised", budget.minutes),
            )
            .here(terms.join(" + "))
            .label(budget.place, format!("{} minutes are promised here", budget.minutes))
            .help("mend the minutes of the headings, or promise less"),
        );
    }
}

/// Whether every main section has minutes, its own or those of its parts.
fn every_section_is_timed(page: &Page) -> bool {
    let timed: Vec<usize> = timed_sections(&page.document).iter().map(|timed| timed.section).collect();
    let sections = &page.document.sections;
    (0..sections.len()).filter(|at| sections[*at].level == 2 && !takes_no_time(sections[*at].role)).all(
        |at| {
            timed.iter().any(|timed| {
                *timed == at
                    || sections[at].span.start <= sections[*timed].span.start
                        && sections[*timed].span.end <= sections[at].span.end
            })
        },
    )
}
