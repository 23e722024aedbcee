//! TIM004 untimed-section: a section has no minutes where those beside it have them.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::{heading_place, sessions, title};
use crate::check::rules::tim::bad_duration;
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{Block, BlockKind, InlineKind, Item};
use crate::parse::heading::Role;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("TIM004"),
    name: "untimed-section",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/TIM004-untimed-section.md"),
    run: Run::Site(untimed_section),
};

/// So many beside it must have minutes.
const MIN_TIMED: usize = 2;

fn untimed_section(site: &Site, findings: &mut Vec<Finding>) {
    for page in sessions(site) {
        let sections = &page.document.sections;
        let main: Vec<usize> = (0..sections.len())
            .filter(|at| matches!(sections[*at].role, Role::Theory | Role::Lab | Role::Discussion))
            .collect();
        for at in main.iter().copied().filter(|at| !is_timed(page, *at)) {
            let siblings = main.iter().copied().filter(|other| {
                sections[*other].level == sections[at].level && sections[*other].parent == sections[at].parent
            });
            let (timed, untimed): (Vec<usize>, Vec<usize>) =
                siblings.partition(|other| is_timed(page, *other));
            let Some(first) =
                timed.first().filter(|_| timed.len() >= MIN_TIMED && timed.len() > untimed.len())
            else {
                continue;
            };
            let promised = sections[at].role == Role::Discussion && page.discussion_budget.is_some();
            if promised
                || only_links(page, at)
                || is_optional(title(page, at))
                || around_is_timed(page, at)
                || nearly_timed(page, at)
            {
                continue;
            }
            findings.push(
                Finding::new(RULE.code, heading_place(page, at), "this section has no minutes")
                    .label(heading_place(page, *first), "those beside it have them")
                    .help("add them at the end of the heading: `(10분)`, `(10 min)`"),
            );
        }
    }
}

/// Whether a section or a part of it has minutes.
fn is_timed(page: &Page, section: usize) -> bool {
    let own = |at: usize| {
        page.document.heading(&page.document.sections[at]).is_some_and(|heading| heading.duration.is_some())
    };
    own(section) || page.document.children(Some(section)).any(|(child, _)| is_timed(page, child))
}

fn around_is_timed(page: &Page, section: usize) -> bool {
    let parents = std::iter::successors(page.document.sections[section].parent, |at| {
        page.document.sections[*at].parent
    });
    parents.into_iter().any(|at| {
        let section = &page.document.sections[at];
        section.level > 1 && page.document.heading(section).is_some_and(|heading| heading.duration.is_some())
    })
}

/// Whether a section is a list of links: nobody reads them in class.
fn only_links(page: &Page, section: usize) -> bool {
    let section = &page.document.sections[section];
    let blocks = page.document.blocks.get(section.heading + 1..section.end).unwrap_or_default();
    let leads_away = |item: &Item| match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines)) => {
            inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Link(_)))
        }
        _ => false,
    };
    let is_list =
        |block: &Block| matches!(&block.kind, BlockKind::List(list) if list.items.iter().all(leads_away));
    // A sentence may say what the list is, and a rule end the section.
    let may_stand =
        |block: &Block| is_list(block) || matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Rule);
    blocks.iter().any(is_list) && blocks.iter().all(may_stand)
}

fn nearly_timed(page: &Page, section: usize) -> bool {
    let heading = page.document.heading(&page.document.sections[section]);
    heading.is_some_and(|heading| bad_duration::wrong(&heading.text).is_some())
}

fn is_optional(title: &str) -> bool {
    let title = title.to_lowercase();
    ["선택", "심화", "optional"].iter().any(|word| title.contains(word))
}
