//! What a page says in sentences: paragraphs, headings, list items and table cells, without quotations. Code and links are in
//! it and marked, so that each rule may pass over them.

use crate::parse::ast::{Block, BlockKind, Document, Inline, InlineKind, plain_text};
use crate::span::Span;
use std::ops::Range;

/// A run of text.
pub(super) struct Prose {
    pub(super) text: String,
    /// Everything that stands in the same table row; the text itself elsewhere.
    pub(super) row: String,
    /// Whether it is the page's title.
    pub(super) is_title: bool,
    /// Whether it is a heading, by whose words others link to it.
    pub(super) is_heading: bool,
    pieces: Vec<Piece>,
}

struct Piece {
    range: Range<usize>,
    span: Span,
    kind: Kind,
}

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Plain,
    Code,
    Link,
}

/// Every run of a document.
pub(super) fn prose(document: &Document) -> Vec<Prose> {
    let mut out = Vec::new();
    of_blocks(&document.blocks, &mut out);
    out
}

fn of_blocks(blocks: &[Block], out: &mut Vec<Prose>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let own = Prose::of(&heading.inlines, None);
                out.push(Prose { is_title: heading.level == 1, is_heading: true, ..own });
            }
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => out.push(Prose::of(inlines, None)),
            BlockKind::List(list) => list.items.iter().for_each(|item| of_blocks(&item.blocks, out)),
            BlockKind::Alert(_, blocks)
            | BlockKind::FootnoteDefinition(_, blocks)
            | BlockKind::Note(blocks) => {
                of_blocks(blocks, out);
            }
            BlockKind::Element(element) if element.tag != "blockquote" => of_blocks(&element.children, out),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let whole: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    let whole = whole.join(" | ");
                    out.extend(row.iter().map(|cell| Prose::of(cell, Some(&whole))));
                }
            }
            _ => {}
        }
    }
}

/// Characters on each side of a place that are looked at for its sentence.
const MAX_SENTENCE: usize = 2000;

impl Prose {
    fn of(inlines: &[Inline], row: Option<&str>) -> Self {
        let mut prose = Self {
            text: String::new(),
            row: String::new(),
            is_title: false,
            is_heading: false,
            pieces: Vec::new(),
        };
        prose.push(inlines, Kind::Plain);
        prose.row = row.map_or_else(|| prose.text.clone(), str::to_owned);
        prose
    }

    fn push(&mut self, inlines: &[Inline], kind: Kind) {
        for inline in inlines {
            let start = self.text.len();
            let kind = match &inline.kind {
                InlineKind::Text(text) => {
                    self.text.push_str(text);
                    kind
                }
                InlineKind::Code(text) => {
                    self.text.push_str(text);
                    Kind::Code
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => {
                    self.text.push(' ');
                    kind
                }
                InlineKind::Emphasis(children) | InlineKind::Strong(children) => {
                    self.push(children, kind);
                    continue;
                }
                InlineKind::Element(element) if element.tag != "code" && element.tag != "q" => {
                    self.push(&element.children, kind);
                    continue;
                }
                InlineKind::Link(link) => {
                    self.push(&link.inlines, Kind::Link);
                    continue;
                }
                _ => continue,
            };
            self.pieces.push(Piece { range: start..self.text.len(), span: inline.span, kind });
        }
    }

    /// What stands at an offset of the text.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.piece(at).map_or(Kind::Plain, |piece| piece.kind)
    }

    /// Where the text begins in the file.
    pub(super) fn start(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.span.start)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.range.contains(&at))
    }

    /// The bytes in the file of a range of the text, as exactly as can be told.
    pub(super) fn span(&self, source: &str, range: Range<usize>) -> Span {
        let Some(piece) = self.piece(range.start) else { return Span::default() };
        let own = source.get(piece.span.range()).unwrap_or_default();
        let Some(wanted) = self.text.get(range.start..range.end.min(piece.range.end)) else {
            return piece.span;
        };
        let before = self.text[piece.range.start..range.start].matches(wanted).count();
        match own.match_indices(wanted).nth(before) {
            Some((at, _)) => {
                let start = piece.span.start + at;
                Span::new(start, start + wanted.len())
            }
            None => piece.span,
        }
    }

    /// The sentence around a range: up to marks that stand in front of white space, and no further than anybody reads.
    pub(super) fn sentence(&self, range: &Range<usize>) -> &str {
        let is_end = |at: usize, c: char| {
            matches!(c, '.' | '!' | '?' | '。')
                && self.text[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
                && self.kind(at) != Kind::Code
        };
        let mut start = range.start;
        for (at, c) in self.text[..range.start].char_indices().rev().take(MAX_SENTENCE) {
            if is_end(at, c) {
                break;
            }
            start = at;
        }
        let mut end = range.end;
        for (at, c) in self.text[range.end..].char_indices().take(MAX_SENTENCE) {
            let at = range.end + at;
            end = at + c.len_utf8();
            if is_end(at, c) {
                break;
            }
        }
        self.text.get(start..end).unwrap_or(&self.text)
    }
}

/// Whether a range of a text is a whole name: no letter, and no mark that belongs to names, stands beside it. A Korean
/// particle may follow.
pub(super) fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (first, second) = (after.next(), after.next());
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    // A dot ends a sentence, or goes on to the next part of a name; a hyphen behind a label takes the label off.
    let dotted = first == Some('.') && second.is_some_and(char::is_alphanumeric);
    let name = &text[range.clone()];
    let host = first == Some('/') && name.contains('.') && !name.contains('/');
    let taken_off = first == Some('-') && second.is_none_or(char::is_whitespace);
    !before.is_some_and(|c| joins(c) || c == '.')
        && (host || taken_off || !first.is_some_and(|c| joins(c) && !crate::lang::is_hangul(c)))
        && !dotted
}
