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
        // An index without a list promises none.
        let Some(last) = last else { continue };
        for session in unit.sessions.iter().filter(|session| !listed.contains_key(session)) {
            let page = site.course.page(*session);
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
