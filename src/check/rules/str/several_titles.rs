//! STR007 several-titles: a page has more than one heading of level 1.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::heading_place;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("STR007"),
    name: "several-titles",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR007-several-titles.md"),
    run: Run::Site(several_titles),
};

/// So many, and none of level 2, are sections that are written with level 1.
const STYLE: usize = 3;

fn several_titles(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let sections = &page.document.sections;
        let titles: Vec<usize> = (0..sections.len()).filter(|at| sections[*at].level == 1).collect();
        let style = titles.len() >= STYLE && !sections.iter().any(|section| section.level == 2);
        let [first, second, rest @ ..] = titles.as_slice() else { continue };
        if style {
            continue;
        }
        let mut finding =
            Finding::new(RULE.code, heading_place(page, *second), "this page has a title already")
                .label(heading_place(page, *first), "the title");
        for other in rest {
            finding = finding.label(heading_place(page, *other), "one more");
        }
        findings.push(finding.help("write `##`, or make two pages of it"));
    }
}
