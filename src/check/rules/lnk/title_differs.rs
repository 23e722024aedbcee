//! LNK003 title-differs: an index gives a session another title than the session has.

use super::next_session_differs::related;
use crate::check::rule::{Rule, Run};
use crate::course::{PageKind, Target, position};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{InlineKind, Walked, plain_text, walk};
use crate::parse::heading;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("LNK003"),
    name: "title-differs",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/LNK003-title-differs.md"),
    run: Run::Site(title_differs),
};

fn title_differs(site: &Site, findings: &mut Vec<Finding>) {
    for (id, page) in site.course.pages().filter(|(_, page)| page.kind == PageKind::Index) {
        walk(&page.document.blocks, &mut |node| {
            let Walked::Inline(inline) = node else { return };
            let InlineKind::Link(link) = &inline.kind else { return };
            let Target::Page { page: target, .. } = site.course.target(id, &link.target, &site.tree) else {
                return;
            };
            let target = site.course.page(target);
            if !matches!(target.kind, PageKind::Session(_)) {
                return;
            }
            // Only a text of a session's shape claims to be its title.
            let text = plain_text(&link.inlines);
            let text = heading::title(&text, heading::duration(&text));
            let (said, name) = position::of_title(&text);
            if said.session.is_none() {
                return;
            }
            let place = Place::new(page.file, inline.span);
            // `자료 보기` claims nothing; a translation or a paraphrase is no difference.
            let pointer = ["보기", "바로가기", "자료", "이동", "link", "here"]
                .iter()
                .any(|word| name.to_lowercase().contains(word));
            let same = pointer || related(name, &target.name);
            let own = target.document.title().map(|(_, span)| target.document.place(span));
            if said.contradicts(target.position) || !same {
                let message = if same {
                    format!("the index calls `{}` {said}", target.path)
                } else {
                    format!("the index says `{name}`, the session `{}`", target.name)
                };
                let mut finding = Finding::new(RULE.code, place, message);
                if let Some(own) = own {
                    finding = finding.label(own, "the session's own title");
                }
                findings.push(finding.help("give both the same title"));
            }
        });
    }
}
