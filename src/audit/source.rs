//! What a document says, text by text: what is looked for in the output. What a finished page says: what is known to be open.

use crate::lang::is_hangul;
use crate::parse::ast::{Block, BlockKind, Inline, InlineKind, Walked, plain_text, walk};
use crate::realise::page::{self, Inline as Finished, Node, Page, Value};
use crate::realise::{Audience, Destination, Visit};
use crate::span::Span;

/// A text says something when it is a sentence, or long: `Health Checks` and `예: 5분` stand everywhere. A syllable of Hangul
/// says as much as two letters.
pub(super) fn says_something(text: &str) -> bool {
    let weight: usize =
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| 1 + usize::from(is_hangul(c))).sum();
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    words >= 3 && weight >= 20 || weight >= 32
}

/// A long text in pieces of some sentences: a part of it says as much as all of it, and is looked for by itself.
pub(super) fn pieces(line: &str) -> impl Iterator<Item = &str> {
    const LENGTH: usize = 240;
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        // At the first blank behind that length; the last piece is no crumb.
        let from = rest.char_indices().nth(LENGTH).map_or(rest.len(), |(at, _)| at);
        let end = rest[from..].find(char::is_whitespace).map_or(rest.len(), |at| from + at);
        let end = if rest.len() - end < LENGTH / 2 { rest.len() } else { end };
        let piece = &rest[..end];
        rest = rest[end..].trim_start();
        Some(piece)
    })
}

/// The first words of a text.
pub(super) fn start_of(text: &str) -> String {
    const SHOWN: usize = 40;
    let text = text.trim();
    if text.chars().count() > SHOWN {
        text.chars().take(SHOWN).chain(['…']).collect()
    } else {
        text.to_owned()
    }
}

/// The texts of blocks, one a paragraph or a cell, comments in diagrams included; those of inline notes by themselves.
pub(super) fn texts(blocks: &[Block], visit: &mut impl FnMut(String, Span)) {
    walk(blocks, &mut |node| match node {
        Walked::Block(block) => match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                visit(plain_text(inlines), block.span);
            }
            BlockKind::Heading(heading) => visit(plain_text(&heading.inlines), block.span),
            BlockKind::Code(code) => visit(code.text.text.clone(), block.span),
            BlockKind::Diagram(diagram) => {
                visit(diagram.source.text.clone(), block.span);
                diagram.labels().for_each(|label| visit(label.replace('\n', " "), block.span));
                diagram.notes().for_each(|text| visit(text.to_owned(), block.span));
            }
            BlockKind::Tree(tree) => visit(tree.source.text.clone(), block.span),
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| visit(plain_text(cell), block.span));
            }
            BlockKind::Element(element) => {
                element.attributes.iter().for_each(|(_, value)| visit(value.clone(), block.span));
            }
            BlockKind::List(_)
            | BlockKind::Quote(_)
            | BlockKind::Alert(..)
            | BlockKind::Rule
            | BlockKind::FootnoteDefinition(..)
            | BlockKind::Solution(_)
            | BlockKind::Note(_) => {}
        },
        // Cells are read with their table.
        Walked::Cell(_) => {}
        Walked::Inline(inline) => of_inline(inline, visit),
    });
}

/// What a piece of a sentence says beside the sentence.
fn of_inline(inline: &Inline, visit: &mut impl FnMut(String, Span)) {
    match &inline.kind {
        InlineKind::Image(image) => {
            visit(plain_text(&image.inlines), inline.span);
            visit(image.title.clone(), inline.span);
        }
        InlineKind::Link(link) => {
            visit(plain_text(&link.inlines), inline.span);
            visit(link.title.clone(), inline.span);
        }
        InlineKind::Element(element) => {
            element.attributes.iter().for_each(|(_, value)| visit(value.clone(), inline.span));
        }
        InlineKind::Text(_)
        | InlineKind::Code(_)
        | InlineKind::Math { .. }
        | InlineKind::Emphasis(_)
        | InlineKind::Strong(_)
        | InlineKind::Strikethrough(_)
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::FootnoteReference(_)
        | InlineKind::Note(_) => {}
    }
}

/// The texts of a finished page, one a paragraph or a cell, with addresses: `…/cognitive-services/speech-service` says what it says.
pub(super) struct Readable;

impl Visit for Readable {
    type Output = Vec<String>;

    fn visit<A: Audience>(self, page: &Page<A>) -> Vec<String> {
        let mut texts = Vec::new();
        for blocks in std::iter::once(&page.blocks).chain(&page.footnotes) {
            page::walk(blocks, &mut |node| match node {
                Node::Block(block) => of_block(block, &mut texts),
                Node::Cell(cell) => texts.push(page::plain_text(cell)),
                Node::Inline(inline) => match inline {
                    Finished::Link(link) => {
                        texts.extend([page::plain_text(&link.children), link.title.clone()]);
                        if let Destination::Address(address) = &link.to {
                            texts.push(address.clone());
                        }
                    }
                    Finished::Missing(children) => texts.push(page::plain_text(children)),
                    Finished::Image(image) => {
                        texts.extend([&image.alternative, &image.title, &image.address].map(Clone::clone));
                    }
                    Finished::Element(element) => texts.extend(values(element)),
                    Finished::Text(_)
                    | Finished::Code(_)
                    | Finished::Math { .. }
                    | Finished::Emphasis(_)
                    | Finished::Strong(_)
                    | Finished::Strikethrough(_)
                    | Finished::SoftBreak
                    | Finished::HardBreak
                    | Finished::Footnote(_)
                    | Finished::Note(_) => {}
                },
            });
        }
        texts
    }
}

fn of_block<A: Audience>(block: &page::Block<A>, texts: &mut Vec<String>) {
    match block {
        page::Block::Paragraph(inlines) | page::Block::Plain(inlines) => {
            texts.push(page::plain_text(inlines));
        }
        page::Block::Heading(heading) => {
            texts.extend([page::plain_text(&heading.inlines), heading.text.clone()]);
        }
        page::Block::Code(code) => texts.push(code.text.clone()),
        page::Block::Formula(source) => texts.push(source.clone()),
        page::Block::Diagram(diagram) => {
            texts.push(diagram.source.clone());
            texts.extend(diagram.labels.iter().map(|label| label.replace('\n', " ")));
            texts.extend(diagram.caption.clone());
        }
        page::Block::Tree(tree) => texts.push(tree.source.clone()),
        page::Block::Element(element) => texts.extend(values(element)),
        page::Block::List(_)
        | page::Block::Tabs(_)
        | page::Block::Quote(_)
        | page::Block::Alert(..)
        | page::Block::Table(_)
        | page::Block::Rule
        | page::Block::Solution { .. }
        | page::Block::Note(_) => {}
    }
}

fn values<C>(element: &page::Element<C>) -> impl Iterator<Item = String> + '_ {
    element.attributes.iter().filter_map(|(_, value)| match value {
        Value::Text(text) | Value::To(Destination::Address(text)) => Some(text.clone()),
        Value::To(_) => None,
    })
}
