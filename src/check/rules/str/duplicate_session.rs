//! STR002 duplicate-session: two files claim one position.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::title_place;
use crate::course::position::{self, Position};
use crate::course::{Page, PageKind};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("STR002"),
    name: "duplicate-session",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/STR002-duplicate-session.md"),
    run: Run::Site(duplicate_session),
};

fn duplicate_session(site: &Site, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(&str, Position), &Page> = BTreeMap::new();
    for (_, page) in site.course.pages().filter(|(_, page)| matches!(page.kind, PageKind::Session(_))) {
        let Some((part, position)) = claimed(page) else { continue };
        let Some(first) = seen.get(&(part, position)) else {
            seen.insert((part, position), page);
            continue;
        };
        findings.push(
            Finding::new(
                RULE.code,
                title_place(page),
                format!("`{}` and `{}` are both {position}", first.path, page.path),
            )
            .label(title_place(first), "the first one")
            .help("give one of them another number, or let its name go on after the number"),
        );
    }
}

/// The part of the course and the place in it that a page claims; `None` for a file that only belongs to a session.
fn claimed(page: &Page) -> Option<(&str, Position)> {
    let (folder, file) = page.path.rsplit_once('/').unwrap_or(("", &page.path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if !stem.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let said =
        page.document.title().map(|(heading, _)| position::of_title(&heading.title).0).unwrap_or_default();
    let own = page.position;
    let position = Position {
        week: own.week.or(said.week),
        day: own.day.or(said.day),
        session: own.session.or(said.session),
    };
    // What stands above the week, or the day, is a part of its own.
    let mut end = 0;
    for name in folder.split('/') {
        let numbered = ["week", "day"].iter().any(|word| position::number_in_name(name, word).is_some());
        if numbered {
            return Some((&folder[..end], position));
        }
        end += name.len() + 1;
    }
    position.session.map(|_| (folder, position))
}
