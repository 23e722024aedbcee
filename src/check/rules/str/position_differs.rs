//! STR003 position-differs: path, title and position line disagree about where a session stands.

use crate::check::rule::{Rule, Run};
use crate::course::{PageKind, position};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::heading::Role;
use crate::site::Site;
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    code: Code("STR003"),
    name: "position-differs",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/STR003-position-differs.md"),
    run: Run::Site(position_differs),
};

fn position_differs(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.kind != PageKind::Page) {
        let document = &page.document;
        if let Some((heading, span)) = document.title() {
            let (said, _) = position::of_title(&heading.title);
            if said.contradicts(page.position) {
                let message = format!("the title says {said}, the path says {}", page.position);
                findings.push(
                    Finding::new(RULE.code, document.place(span), message)
                        .here(format!("in `{}`", page.path))
                        .help("rename the file or mend the title"),
                );
            }
        }
        let text = &site.tree.file(page.file).text;
        for section in document.sections.iter().filter(|section| section.role == Role::Position) {
            let Some(text) = text.get(section.span.range()) else { continue };
            let Some((said, range)) = position::of_line(text) else { continue };
            // A line may also name the session that this one builds on.
            let nowhere =
                position::all_of_line(text).iter().all(|position| position.contradicts(page.position));
            if nowhere {
                let span = Span::from(range).shifted(section.span.start);
                let message = format!("the text says {said}, the path says {}", page.position);
                findings.push(
                    Finding::new(RULE.code, document.place(span), message)
                        .here(format!("in `{}`", page.path))
                        .help("mend the position line, or move the file"),
                );
            }
        }
    }
}
