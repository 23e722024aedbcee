//! STR004 missing-objectives: a session does not say what is learned, as the others do.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::{sessions, title_place};
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::heading::Role;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("STR004"),
    name: "missing-objectives",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR004-missing-objectives.md"),
    run: Run::Site(missing_objectives),
};

fn missing_objectives(site: &Site, findings: &mut Vec<Finding>) {
    let all: Vec<&Page> = sessions(site).collect();
    let with = all.iter().filter(|page| has_objectives(site, page)).count();
    // A course that writes no objectives writes none.
    if with * 2 <= all.len() {
        return;
    }
    for page in all.iter().filter(|page| is_whole(page) && !has_objectives(site, page)) {
        findings.push(
            Finding::new(RULE.code, title_place(page), "this session has no objectives")
                .here(format!("{with} of {} sessions have them", all.len()))
                .help("add a section `학습 목표` or `Learning objectives` below the title"),
        );
    }
}

fn has_objectives(site: &Site, page: &Page) -> bool {
    let text = &site.tree.file(page.file).text;
    let said = ["**목표**", "**목표:", "**학습 목표", "**Objectives", "**Goals"]
        .iter()
        .any(|word| text.contains(word));
    said || page.document.sections.iter().any(|section| section.role == Role::Objectives)
}

/// Whether a session has several sections with something in them, and minutes.
fn is_whole(page: &Page) -> bool {
    let held = page
        .document
        .sections
        .iter()
        .filter(|section| section.level == 2 && section.end > section.heading + 1);
    held.count() >= 2 && page.minutes.is_some()
}
