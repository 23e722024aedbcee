//! TIM003 parts-differ-from-whole: the timed parts of a section, or its discussion, differ from what is said of the whole.

use crate::check::rule::{Rule, Run};
use crate::course::{Page, PageKind};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::heading::Role;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("TIM003"),
    name: "parts-differ-from-whole",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TIM003-parts-differ-from-whole.md"),
    run: Run::Site(parts_differ_from_whole),
};

fn parts_differ_from_whole(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| matches!(page.kind, PageKind::Session(_))) {
        if page.document.broken_at.is_some() {
            continue;
        }
        for at in 0..page.document.sections.len() {
            parts(page, at, findings);
        }
        discussion(page, findings);
    }
}

fn minutes(page: &Page, section: usize) -> Option<u32> {
    page.document.heading(&page.document.sections[section])?.duration.map(|duration| duration.minutes)
}

fn place(page: &Page, section: usize) -> Place {
    page.document.place(page.document.blocks[page.document.sections[section].heading].span)
}

/// A timed section whose parts are all timed, or whose timed parts exceed it.
fn parts(page: &Page, section: usize, findings: &mut Vec<Finding>) {
    if page.document.sections[section].level < 2 {
        return;
    }
    let Some(whole) = minutes(page, section) else { return };
    let mut timed = Vec::new();
    let all = collect(page, section, &mut timed);
    let sum: u32 = timed.iter().map(|(_, minutes)| minutes).sum();
    if timed.is_empty() || sum == whole || (!all && sum < whole) {
        return;
    }
    // Hours in a section of minutes are what it is about, such as a time to recover.
    if timed.iter().any(|(_, minutes)| *minutes >= 60 && *minutes > whole) {
        return;
    }
    // Parts for groups that work side by side are alternatives.
    let alternatives = timed.len() > 1 && timed.iter().all(|(_, minutes)| *minutes == whole)
        || timed.iter().any(|(part, _)| {
            let title = page
                .document
                .heading(&page.document.sections[*part])
                .map_or("", |heading| heading.title.as_str())
                .to_lowercase();
            ["초급", "중급", "고급", "옵션", "선택", "수준", "track", "option", "beginner", "advanced"]
                .iter()
                .any(|word| title.contains(word))
        });
    if alternatives {
        return;
    }
    let terms: Vec<String> = timed.iter().map(|(_, minutes)| minutes.to_string()).collect();
    let mut finding = Finding::new(
        RULE.code,
        place(page, section),
        format!("the parts sum to {sum} minutes, the section says {whole}"),
    )
    .here(terms.join(" + "));
    for (part, minutes) in &timed {
        finding = finding.label(place(page, *part), format!("{minutes} minutes"));
    }
    findings.push(finding.help("mend the minutes of the section or of its parts"));
}

/// The topmost timed sections below `section`; whether each of them has only timed siblings.
fn collect(page: &Page, section: usize, out: &mut Vec<(usize, u32)>) -> bool {
    let children: Vec<usize> = page.document.children(Some(section)).map(|(at, _)| at).collect();
    let timed: Vec<(usize, u32)> =
        children.iter().filter_map(|child| Some((*child, minutes(page, *child)?))).collect();
    if !timed.is_empty() {
        let all = timed.len() == children.len();
        out.extend(timed);
        return all;
    }
    let mut all = true;
    for child in children {
        all &= collect(page, child, out);
    }
    all
}

/// The discussions of a session against what its day promises.
fn discussion(page: &Page, findings: &mut Vec<Finding>) {
    let Some(budget) = page.discussion_budget else { return };
    // A discussion in a discussion is a part of it.
    let nested = |at: usize| {
        std::iter::successors(page.document.sections[at].parent, |at| page.document.sections[*at].parent).any(
            |around| {
                page.document.sections[around].role == Role::Discussion && minutes(page, around).is_some()
            },
        )
    };
    let sections: Vec<(usize, u32)> = (0..page.document.sections.len())
        .filter(|at| page.document.sections[*at].role == Role::Discussion && !nested(*at))
        .filter_map(|at| Some((at, minutes(page, at)?)))
        .collect();
    if sections.iter().any(|(_, minutes)| *minutes == budget.minutes) {
        return;
    }
    let sum: u32 = sections.iter().map(|(_, minutes)| minutes).sum();
    let Some((first, _)) = sections.first() else { return };
    if sum != budget.minutes {
        findings.push(
            Finding::new(
                RULE.code,
                place(page, *first),
                format!("the discussion has {sum} minutes, {} are promised", budget.minutes),
            )
            .label(budget.place, "promised here")
            .help("give the discussion the minutes that the day promises, or mend the promise"),
        );
    }
}
