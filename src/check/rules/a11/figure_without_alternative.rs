//! A11001 figure-without-alternative: a diagram has neither a title nor a sentence that says what it shows.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::lang::fold;
use crate::parse::ast::{self, Block, BlockKind, Document, Inline, InlineKind, plain_text, words_of};
use crate::parse::diagram::{Diagram, DiagramKind};
use crate::parse::directive::Directive;
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("A11001"),
    name: "figure-without-alternative",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/A11001-figure-without-alternative.md"),
    run: Run::Site(figure_without_alternative),
};

/// Words of a sentence that speaks of the figure below it.
const SPEAKS: &[&str] = &[
    "그림",
    "다이어그램",
    "구성도",
    "흐름도",
    "아래",
    "다음과 같",
    "figure",
    "diagram",
    "chart",
    "picture",
    "below",
    "as follows",
];

fn figure_without_alternative(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages() {
        let document = &page.document;
        visit(&document.blocks, &mut |block, diagram, before, behind| {
            if document.broken_at.is_some_and(|at| block.span.end > at)
                || diagram.problem.is_some()
                || names_itself(diagram)
                || before.is_some_and(introduces)
                || behind.is_some_and(is_caption)
            {
                return;
            }
            let place = Place::new(page.file, first_line(diagram));
            let finding = Finding::new(RULE.code, place, "nothing says what this figure shows")
                .help("add `accTitle: …` to it, or a caption: `<!-- kurso: caption … -->`");
            let text = &site.tree.file(page.file).text;
            findings.push(match title_line(document, diagram, text) {
                Some((at, line)) => {
                    let edit = Edit { place: Place::new(page.file, at), replacement: line };
                    finding.fix("give it the title of its section", Applicability::Unsafe, edit)
                }
                None => finding,
            });
        });
    }
}

/// Every diagram with the blocks directly before and behind it.
fn visit<'d>(
    blocks: &'d [Block],
    seen: &mut impl FnMut(&'d Block, &'d Diagram, Option<&'d Block>, Option<&'d Block>),
) {
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Diagram(diagram) => {
                let shown = |block: &&Block| !matches!(block.kind, BlockKind::Note(_));
                seen(block, diagram, blocks[..at].iter().rfind(shown), blocks[at + 1..].iter().find(shown));
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| visit(&item.blocks, seen)),
            BlockKind::Quote(blocks)
            | BlockKind::Alert(_, blocks)
            | BlockKind::FootnoteDefinition(_, blocks)
            | BlockKind::Note(blocks) => visit(blocks, seen),
            BlockKind::Element(element) => visit(&element.children, seen),
            _ => {}
        }
    }
}

/// Whether the diagram has a title, a description or a caption, or is kurso's to write.
fn names_itself(diagram: &Diagram) -> bool {
    let says = |line: &str| {
        let line = line.trim_start();
        ["accTitle", "accDescr", "title ", "title:"].iter().any(|word| line.starts_with(word))
            || line.starts_with("pie title")
            || line.starts_with("pie showData title")
    };
    let directives = diagram.before.iter().chain(&diagram.directives);
    let named = |directive: &Directive| matches!(directive, Directive::Caption(_) | Directive::Generate(_));
    diagram.source.text.lines().any(says) || directives.into_iter().any(|directive| named(&directive.value))
}

/// Whether a block in front of a figure introduces it; a heading of its own names it.
fn introduces(block: &Block) -> bool {
    let text = match &block.kind {
        BlockKind::Heading(heading) if heading.level > 1 => return true,
        // A line in bold is a caption that stands above.
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) if is_bold(inlines) => return true,
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => plain_text(inlines),
        BlockKind::Element(element) => {
            let is_title = element.tag == "summary" || element.heading_level().is_some();
            return is_title && !words_of(&element.children).trim().is_empty();
        }
        _ => return false,
    };
    let text = fold(&text);
    text.trim_end().ends_with(':') || SPEAKS.iter().any(|word| text.contains(word))
}

/// Whether a paragraph, or its last line, is bold and nothing else.
fn is_bold(inlines: &[Inline]) -> bool {
    let last = ast::lines(inlines).last().unwrap_or_default();
    let mut said = last.iter().filter(|inline| !plain_text(std::slice::from_ref(inline)).trim().is_empty());
    match (said.next().map(|inline| &inline.kind), said.next()) {
        (Some(InlineKind::Strong(_)), None) => true,
        (Some(InlineKind::Element(element)), None) => matches!(element.tag.as_str(), "b" | "strong"),
        _ => false,
    }
}

/// `그림 1. …`, `Figure 2: …`
fn is_caption(block: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let text = fold(plain_text(inlines).trim());
    let numbered = |word: &str| {
        text.strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    ["그림", "figure", "fig."].into_iter().any(numbered)
}

/// The line with the diagram's keyword.
fn first_line(diagram: &Diagram) -> Span {
    let at = diagram.source.text.find(&diagram.keyword).unwrap_or(0);
    diagram.source.span(at..at + diagram.keyword.len().max(1).min(diagram.source.text.len() - at))
}

/// A title made of the heading above, and where it goes: behind the diagram's first line.
fn title_line(document: &Document, diagram: &Diagram, text: &str) -> Option<(Span, String)> {
    if !matches!(diagram.kind, DiagramKind::Flowchart | DiagramKind::Sequence) {
        return None;
    }
    let section = document.section_at(diagram.span.start)?;
    let title = document.heading(section)?.title.replace(['\n', ';', '#'], " ");
    let first = first_line(diagram);
    let start = text[..first.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[first.end..].find(['\r', '\n']).map(|at| first.end + at)?;
    let indent: String = text[start..first.start].chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
    (!title.trim().is_empty())
        .then(|| (Span::new(end, end), format!("\n{indent}    accTitle: {}", title.trim())))
}
