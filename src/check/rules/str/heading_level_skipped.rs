//! STR006 heading-level-skipped: a heading goes down by more than one level.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::heading_place;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("STR006"),
    name: "heading-level-skipped",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR006-heading-level-skipped.md"),
    run: Run::Site(heading_level_skipped),
};

fn heading_level_skipped(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        for (at, pair) in page.document.sections.windows(2).enumerate() {
            let (above, own) = (pair[0].level, pair[1].level);
            if own <= above + 1 {
                continue;
            }
            let marks = "#".repeat(usize::from(above + 1));
            findings.push(
                Finding::new(
                    RULE.code,
                    heading_place(page, at + 1),
                    format!("this heading is of level {own}, the one above of level {above}"),
                )
                .label(heading_place(page, at), format!("level {above}"))
                .help(format!("write `{marks}`, and move what stands below with it"))
                .style(format!("{above}-{own}")),
            );
        }
    }
}
