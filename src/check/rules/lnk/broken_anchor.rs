//! LNK002 broken-anchor: a link names a heading that the target page does not have.

use crate::check::rule::{Rule, Run};
use crate::course::{PageId, Target};
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::nfc;
use crate::parse::ast::{InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::Place;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    code: Code("LNK002"),
    name: "broken-anchor",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/LNK002-broken-anchor.md"),
    run: Run::Site(broken_anchor),
};

fn broken_anchor(site: &Site, findings: &mut Vec<Finding>) {
    let mut anchors: BTreeMap<PageId, BTreeSet<String>> = BTreeMap::new();
    for (id, page) in site.course.pages() {
        let mut found: Vec<(Place, PageId, String)> = Vec::new();
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Inline(inline) = node
                && let InlineKind::Link(link) = &inline.kind
                && let Target::Page { page: target, anchor: Some(anchor) } =
                    site.course.target(id, &link.target, &site.tree)
            {
                found.push((Place::new(page.file, inline.span), target, nfc(&anchor)));
            }
        });
        for (place, target, anchor) in found {
            let page = site.course.page(target);
            // `#` and `#top` lead to the top; a broken fence hides headings.
            if anchor.is_empty() || anchor == "top" || page.document.broken_at.is_some() {
                continue;
            }
            let known = anchors
                .entry(target)
                .or_insert_with(|| site.course.anchors(target).iter().map(|a| nfc(a)).collect());
            if !known.contains(&anchor) {
                findings.push(
                    Finding::new(RULE.code, place, format!("no heading `#{anchor}` on {}", page.path))
                        .nearest(&anchor, known.iter().map(String::as_str)),
                );
            }
        }
    }
}
