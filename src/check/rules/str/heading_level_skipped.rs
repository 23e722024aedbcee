//! STR006 heading-level-skipped: a heading goes down by more than one level.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::heading_place;
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("STR006"),
    name: "heading-level-skipped",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR006-heading-level-skipped.md"),
    run: Run::Site(heading_level_skipped),
};

/// A jump that stands on so many pages is how the course is written.
const STYLE: usize = 4;

fn heading_level_skipped(site: &Site, findings: &mut Vec<Finding>) {
    let mut jumps: BTreeMap<(u8, u8), Vec<(&Page, usize)>> = BTreeMap::new();
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        for (at, pair) in page.document.sections.windows(2).enumerate() {
            let (above, own) = (pair[0].level, pair[1].level);
            if own > above + 1 {
                jumps.entry((above, own)).or_default().push((page, at));
            }
        }
    }
    for ((above, own), places) in jumps {
        let mut pages: Vec<&Page> = places.iter().map(|(page, _)| *page).collect();
        pages.dedup_by_key(|page| page.file);
        let is_style = pages.len() >= STYLE;
        let told = if is_style { &places[..1] } else { &places };
        for (page, at) in told {
            let marks = "#".repeat(usize::from(above + 1));
            let more = match is_style {
                true => format!("; so it is in {} more places of {} pages", places.len() - 1, pages.len()),
                false => String::new(),
            };
            findings.push(
                Finding::new(
                    RULE.code,
                    heading_place(page, at + 1),
                    format!("this heading is of level {own}, the one above of level {above}{more}"),
                )
                .label(heading_place(page, *at), format!("level {above}"))
                .help(format!("write `{marks}`, and move what stands below with it")),
            );
        }
    }
}
