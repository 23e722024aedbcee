//! A11002 image-without-alternative: an image without an alternative text.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{Block, BlockKind, Element, Inline, InlineKind, plain_text};
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("A11002"),
    name: "image-without-alternative",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/A11002-image-without-alternative.md"),
    run: Run::Site(image_without_alternative),
};

fn image_without_alternative(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let mut report = |span| {
            findings.push(
                Finding::new(RULE.code, Place::new(page.file, span), "this image has no alternative text")
                    .help("write what it says; if it says nothing, mark it: `<img src=\"…\" alt=\"\">`"),
            );
        };
        blocks(&page.document.blocks, &mut report);
    }
}

fn blocks(all: &[Block], report: &mut impl FnMut(crate::span::Span)) {
    for block in all {
        match &block.kind {
            BlockKind::Heading(heading) => inlines(&heading.inlines, false, report),
            BlockKind::Paragraph(own) | BlockKind::Plain(own) => inlines(own, false, report),
            BlockKind::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, report)),
            BlockKind::Quote(own)
            | BlockKind::Alert(_, own)
            | BlockKind::FootnoteDefinition(_, own)
            | BlockKind::Note(own) => blocks(own, report),
            BlockKind::Element(element) => {
                if is_bare_image(&element.tag, &element.attributes) {
                    report(block.span);
                }
                blocks(&element.children, report);
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| inlines(cell, false, report));
            }
            _ => {}
        }
    }
}

/// `named` says that a link around has a title or other text, as badges have.
fn inlines(all: &[Inline], named: bool, report: &mut impl FnMut(crate::span::Span)) {
    for inline in all {
        match &inline.kind {
            InlineKind::Image(image)
                if !named && image.inlines.is_empty() && image.title.trim().is_empty() =>
            {
                report(inline.span);
            }
            InlineKind::Element(Element { tag, attributes, children }) => {
                if !named && is_bare_image(tag, attributes) {
                    report(inline.span);
                }
                inlines(children, named, report);
            }
            InlineKind::Link(link) => {
                let named = !link.title.trim().is_empty() || !plain_text(&link.inlines).trim().is_empty();
                inlines(&link.inlines, named, report);
            }
            InlineKind::Emphasis(own) | InlineKind::Strong(own) | InlineKind::Strikethrough(own) => {
                inlines(own, named, report);
            }
            InlineKind::Note(own) => blocks(own, report),
            _ => {}
        }
    }
}

/// An `<img>` that neither says what it shows nor that it shows nothing.
fn is_bare_image(tag: &str, attributes: &[(String, String)]) -> bool {
    let get = |name: &str| attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let decoration = get("role").is_some_and(|role| matches!(role, "presentation" | "none"));
    tag == "img" && get("alt").is_none() && get("title").is_none() && !decoration
}
