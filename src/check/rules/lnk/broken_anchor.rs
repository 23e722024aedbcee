//! LNK002 broken-anchor: a link names a heading that the target page does not have.

use crate::check::rule::{Rule, Run};
use crate::course::{PageId, Target, anchor};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity, nearest};
use crate::lang::nfc;
use crate::parse::ast::{InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("LNK002"),
    name: "broken-anchor",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/LNK002-broken-anchor.md"),
    run: Run::Site(broken_anchor),
};

fn broken_anchor(site: &Site, findings: &mut Vec<Finding>) {
    for (id, page) in site.course.pages() {
        let mut found: Vec<(Place, PageId, String, Option<Place>)> = Vec::new();
        let source = &site.tree.file(page.file).text;
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Inline(inline) = node
                && let InlineKind::Link(link) = &inline.kind
                && let Target::Page { page: target, anchor: Some(anchor) } =
                    site.course.target(id, &link.target, &site.tree)
            {
                // The anchor as it is written, percent-escapes and all.
                let written = link.target.rsplit_once('#').map(|(_, written)| written);
                let text = source.get(inline.span.range()).unwrap_or_default();
                let at = written.and_then(|written| Some((text.rfind(&format!("#{written}"))?, written)));
                let exactly = at.map(|(at, written)| {
                    let start = inline.span.start + at + 1;
                    Place::new(page.file, Span::new(start, start + written.len()))
                });
                found.push((Place::new(page.file, inline.span), target, nfc(&anchor).into_owned(), exactly));
            }
        });
        for (place, target, anchor, exactly) in found {
            let page = site.course.page(target);
            // `#` alone leads to the top; a broken fence hides headings.
            let leads = anchor.is_empty() || page.anchors.find(&anchor).is_some();
            if leads || page.document.broken_at.is_some() {
                continue;
            }
            let finding = Finding::new(RULE.code, place, format!("no heading `#{anchor}` on {}", page.path));
            findings.push(match (nearest(&anchor, page.anchors.all()), exactly) {
                (Some(near), Some(place)) => finding.help(format!("did you mean `{near}`?")).fix(
                    format!("link to `#{near}`"),
                    Applicability::Safe,
                    Edit { place, replacement: anchor::in_link(near) },
                ),
                (Some(near), None) => finding.help(format!("did you mean `{near}`?")),
                (None, _) => finding,
            });
        }
    }
}
