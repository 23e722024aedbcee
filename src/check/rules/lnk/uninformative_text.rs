//! LNK004 uninformative-text: a link whose text says nothing of where it leads.

use crate::check::rule::{Rule, Run};
use crate::course::Target;
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::fold;
use crate::parse::ast::{InlineKind, Walked, plain_text, walk};
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("LNK004"),
    name: "uninformative-text",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/LNK004-uninformative-text.md"),
    run: Run::Site(uninformative_text),
};

const EMPTY: &[&str] = &[
    "here",
    "click here",
    "link",
    "this",
    "this link",
    "여기",
    "여기를 클릭",
    "여기를 클릭하세요",
    "링크",
    "이 링크",
];
const PARTICLES: &[&str] = &["에서", "으로", "를", "을", "에", "로", "는", "은", "가", "이", "도"];

fn uninformative_text(site: &Site, findings: &mut Vec<Finding>) {
    for (id, page) in site.course.pages() {
        walk(&page.document.blocks, &mut |node| {
            let Walked::Inline(inline) = node else { return };
            let InlineKind::Link(link) = &inline.kind else { return };
            let shown = plain_text(&link.inlines);
            let said = bare(&shown);
            let empty = EMPTY.iter().any(|word| {
                said == *word || said.strip_prefix(word).is_some_and(|rest| PARTICLES.contains(&rest))
            });
            if !empty {
                return;
            }
            // A page or a section may really be called so.
            if let Target::Page { page: target, anchor } = site.course.target(id, &link.target, &site.tree) {
                let target = site.course.page(target);
                let section = anchor.and_then(|anchor| {
                    let sections = target.document.sections.iter();
                    sections
                        .filter_map(|section| target.document.heading(section))
                        .find(|heading| heading.slug == anchor)
                });
                let title = section.map_or(target.title.as_str(), |heading| heading.title.as_str());
                if bare(title) == said {
                    return;
                }
            }
            let place = Place::new(page.file, inline.span);
            findings.push(
                Finding::new(
                    RULE.code,
                    place,
                    format!("`{}` says nothing of where the link leads", shown.trim()),
                )
                .help("write what stands at the other end"),
            );
        });
    }
}

/// A text without case, emoji and punctuation.
fn bare(text: &str) -> String {
    let kept: String = fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
