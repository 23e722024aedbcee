//! STR009 session-not-listed: the index of a day lists sessions, but not this one.

use crate::check::rule::{Rule, Run};
use crate::course::{PageId, Target};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::Span;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("STR009"),
    name: "session-not-listed",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR009-session-not-listed.md"),
    run: Run::Site(session_not_listed),
};

fn session_not_listed(site: &Site, findings: &mut Vec<Finding>) {
    for unit in &site.course.units {
        let Some(index) = unit.index else { continue };
        let listed = listed(site, index);
        let last = unit.sessions.iter().filter_map(|session| listed.get(session)).max();
        // An index without a list promises none; one or two links among many sessions are no list.
        let links = unit.sessions.iter().filter(|session| listed.contains_key(session)).count();
        if links * 2 < unit.sessions.len() {
            continue;
        }
        let text = site.tree.file(site.course.page(index).file).text.to_lowercase();
        let Some(last) = last else { continue };
        for session in unit.sessions.iter().filter(|session| !listed.contains_key(session)) {
            let page = site.course.page(*session);
            let number = page.position.session.unwrap_or(0);
            // Named without a link is listed.
            if ["session", "세션"].iter().any(|word| text.contains(&format!("{word} {number}:"))) {
                continue;
            }
            let span = page.document.title().map_or(Span::default(), |(_, span)| span);
            findings.push(
                Finding::new(
                    RULE.code,
                    page.document.place(span),
                    format!("`{}` does not list this session", site.course.page(index).path),
                )
                .label(site.course.page(index).document.place(*last), "the list is here")
                .help(format!(
                    "add `[{}](./{})` to the index",
                    page.title,
                    page.path.rsplit('/').next().unwrap_or(&page.path)
                )),
            );
        }
    }
}

/// The pages that an index links to, each with its last link.
fn listed(site: &Site, index: PageId) -> BTreeMap<PageId, Span> {
    let mut listed = BTreeMap::new();
    walk(&site.course.page(index).document.blocks, &mut |node| {
        if let Walked::Inline(inline) = node
            && let InlineKind::Link(link) = &inline.kind
            && let Target::Page { page, .. } = site.course.target(index, &link.target, &site.tree)
        {
            listed.insert(page, inline.span);
        }
    });
    listed
}
