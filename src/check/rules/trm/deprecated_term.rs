//! TRM001 deprecated-term: a text uses a term that has another name now.

use super::renamed::{any, course_version, longest};
use crate::check::rule::{Rule, Run};
use crate::check::rules::prose::{Kind, is_whole, prose};
use crate::cluster::fact::{NameKind, Renamed};
use crate::course::{Page, PageId};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::lang::{fold, is_hangul};
use crate::site::Site;
use crate::span::{Place, Span};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("TRM001"),
    name: "deprecated-term",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/TRM001-deprecated-term.md"),
    run: Run::Site(deprecated_term),
};

/// Words of a sentence that speaks of the name as an old one, or quotes it.
const OLD: &[&str] = &[
    "예전",
    "이전",
    "과거",
    "옛",
    "구 ",
    "불렀",
    "불리던",
    "부르던",
    "바뀌",
    "명칭",
    "용어",
    "formerly",
    "now called",
    "used to be called",
    "deprecated",
    "renamed",
    "old name",
    "legacy",
    "previously",
    "\"",
    "“",
    "‘",
    "「",
];

fn deprecated_term(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    let version = course_version(site);
    let renamed: Vec<&Renamed> = catalogue
        .renamed
        .iter()
        .filter(|renamed| {
            renamed.kind == NameKind::Term
                && renamed.since.is_none_or(|since| version.is_none_or(|own| own >= since))
        })
        .collect();
    let Some(any) = any(renamed.iter().copied()) else { return };
    for (id, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let source = &site.tree.file(page.file).text;
        let mut told = BTreeSet::new();
        for prose in prose(&page.document).into_iter().filter(|prose| any.is_match(&prose.text)) {
            for renamed in &renamed {
                let Some(range) = longest(&prose.text, &renamed.names)
                    .filter(|range| prose.kind(range.start) == Kind::Plain)
                else {
                    continue;
                };
                let span = prose.span(source, range.clone());
                let section = page.document.unit_at(span.start);
                let sentence = format!("{} | {}", prose.sentence(&range), prose.row);
                if says_it_is_old(&sentence, renamed)
                    || catalogue.names_foreign(&sentence).is_some()
                    || heading_is_foreign(site, page, span)
                    || !is_about_the_domain(site, id, page, section)
                    || !told.insert((section, renamed.names.first()))
                {
                    continue;
                }
                let written = &prose.text[range];
                let instead =
                    if written.chars().any(is_hangul) { &renamed.instead.ko } else { &renamed.instead.en };
                let place = Place::new(page.file, span);
                let title = format!("write `{instead}`");
                let finding =
                    Finding::new(RULE.code, place, format!("`{written}` is called `{instead}` now"))
                        .help(title.clone())
                        .source(renamed.source.clone());
                let edit = Edit { place, replacement: instead.clone() };
                // With another heading, links to it lead nowhere.
                findings.push(match prose.is_heading {
                    true => finding,
                    false => finding.fix(title, Applicability::Unsafe, edit),
                });
            }
        }
    }
}

fn says_it_is_old(sentence: &str, renamed: &Renamed) -> bool {
    let sentence = fold(sentence);
    let new = [&renamed.instead.ko, &renamed.instead.en].map(|name| fold(name));
    OLD.iter().any(|word| sentence.contains(word)) || new.iter().any(|name| sentence.contains(name.as_str()))
}

fn heading_is_foreign(site: &Site, page: &Page, span: Span) -> bool {
    let mut headings = page.document.headings_around(span.start);
    headings.any(|heading| site.clusters.catalogue.names_foreign(&heading.text).is_some())
}

/// Whether a section shows a bound figure or names a component by a name that means nothing else.
fn is_about_the_domain(site: &Site, id: PageId, page: &Page, section: Option<usize>) -> bool {
    let bound =
        site.figures_of(id).iter().any(|figure| figure.section == section && figure.bound().is_some());
    let span = section
        .map_or(Span::new(0, site.tree.file(page.file).text.len()), |at| page.document.sections[at].span);
    let text = fold(&site.tree.file(page.file).text[span.range()]);
    let named = || {
        site.clusters.catalogue.strong_names().any(|(name, id)| {
            let shared = site.clusters.catalogue.components.get(id).is_some_and(|kind| kind.shared);
            (!shared || name == id)
                && text.match_indices(&name).any(|(at, found)| is_whole(&text, &(at..at + found.len())))
        })
    };
    bound || named()
}
