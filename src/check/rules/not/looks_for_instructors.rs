//! NOT005 looks-for-instructors: a learner's page shows what may be an instructor's. What a head, a comment or a tag says is
//! found while parsing; here it is what learners read.

use crate::audience::{self, Mark};
use crate::check::rule::{Rule, Run};
use crate::course::Page;
use crate::diagnostic::{Finding, Severity, code};
use crate::parse::ast::{
    self, Block, BlockKind, Element, Inline, InlineKind, Walked, plain_text, walk, words_of,
};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: code::LOOKS_FOR_INSTRUCTORS,
    name: "looks-for-instructors",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/NOT005-looks-for-instructors.md"),
    run: Run::Site(run),
};

/// A page that is full of such marks is one finding or two, not a hundred.
const MOST: usize = 3;

fn run(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| !page.is_for_instructors()) {
        // Who says plainly that a page is for learners has looked at it.
        if page.document.front_matter.learner {
            continue;
        }
        let mut found = Vec::new();
        of_page(page, &mut |span, what| {
            let place = Place::new(page.file, span);
            found.push(
                Finding::new(code::LOOKS_FOR_INSTRUCTORS, place, format!("{what} looks like it is for instructors, and learners see it"))
                    .help("write it in `<!-- instructor: … -->`, below `> [!INSTRUCTOR]` or below a heading `Instructor notes`"),
            );
        });
        found.dedup_by_key(|finding| finding.primary.place.span.start);
        findings.extend(found.into_iter().take(MOST));
    }
}

fn of_page(page: &Page, tell: &mut dyn FnMut(Span, &str)) {
    let document = page.for_learners();
    walk(&document.blocks, &mut |node| {
        let Walked::Block(block) = node else { return };
        match &block.kind {
            BlockKind::Heading(heading) => {
                // The head of the file is looked at as a whole.
                if heading.level > 1 && audience::title(&heading.title) == Mark::Doubtful {
                    tell(block.span, "this section");
                }
            }
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                if lines(inlines).any(|line| audience::line(&line) == Mark::Doubtful) {
                    tell(block.span, "this text");
                }
            }
            BlockKind::Table(table) => {
                let head = table.head.iter().any(|cell| audience::labels(&plain_text(cell)));
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                if head || cells.map(|cell| plain_text(cell)).any(|cell| audience::is_alert_mark(&cell)) {
                    tell(block.span, if head { "a column of this table" } else { "a cell of this table" });
                }
            }
            BlockKind::Element(element) => {
                if is_term(element) && audience::labels(&words_of(&element.children)) {
                    tell(block.span, "what stands behind this term");
                }
            }
            BlockKind::Code(own) => {
                // Behind a fence that never ends, comments are text of the code.
                let last = document.blocks.last().is_some_and(|last| last.span == block.span);
                if last && document.broken_at.is_some() && own.text.text.contains("<!-- instructor:") {
                    tell(block.span, "this code");
                }
            }
            BlockKind::Diagram(diagram) => {
                let noted = |line: &str| {
                    let note = line.trim_start().to_lowercase().starts_with("note");
                    note && line.split_once(':').is_some_and(|(_, text)| {
                        audience::title(text.split_whitespace().next().unwrap_or("")) == Mark::Instructors
                    })
                };
                if diagram.source.text.lines().any(noted) {
                    tell(block.span, "a note in this figure");
                }
            }
            BlockKind::List(_)
            | BlockKind::Quote(_)
            | BlockKind::Alert(..)
            | BlockKind::Tree(_)
            | BlockKind::Rule
            | BlockKind::FootnoteDefinition(..)
            | BlockKind::Solution(_)
            | BlockKind::Note(_) => {}
        }
    });
}

fn lines(inlines: &[Inline]) -> impl Iterator<Item = String> {
    ast::lines(inlines).map(|line| match line.first().map(|inline| &inline.kind) {
        // What is code explains a mark.
        Some(InlineKind::Code(_)) => String::new(),
        // The sign that makes a picture of a mark is no text.
        Some(InlineKind::Image(_)) => format!("!{}", plain_text(line)),
        // The same, in the middle of a sentence: the words before it are no label of it.
        _ => line
            .split(|inline| matches!(inline.kind, InlineKind::Code(_)))
            .map(plain_text)
            .collect::<Vec<_>>()
            .join("…"),
    })
}

fn is_term(element: &Element<Block>) -> bool {
    matches!(element.tag.as_str(), "dt" | "th" | "caption" | "figcaption")
}
