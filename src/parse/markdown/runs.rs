//! Texts that follow each other: the parser cuts them where marks could have been, so what spans several of them is looked for in
//! the whole.

use crate::parse::ast::{Inline, InlineKind};
use crate::span::Span;
use std::ops::Range;

/// Elements whose text is code.
const CODE: &[&str] = &["code", "kbd", "pre", "samp", "tt"];

/// Gives each run of texts, at any depth, to `replace`, and takes what that makes of it. Code is left alone, and without `links`
/// what stands in a link as well.
pub(super) fn each(
    inlines: &mut Vec<Inline>,
    links: bool,
    replace: &dyn Fn(&[Inline]) -> Option<Vec<Inline>>,
) {
    for inline in inlines.iter_mut() {
        match &mut inline.kind {
            InlineKind::Emphasis(children)
            | InlineKind::Strong(children)
            | InlineKind::Strikethrough(children) => each(children, links, replace),
            InlineKind::Link(link) if links => each(&mut link.inlines, links, replace),
            InlineKind::Element(element)
                if !CODE.contains(&element.tag.as_str()) && (links || element.tag != "a") =>
            {
                each(&mut element.children, links, replace);
            }
            _ => {}
        }
    }
    let mut at = 0;
    while at < inlines.len() {
        let length = inlines[at..].iter().take_while(|inline| text(inline).is_some()).count();
        let replaced = replace(&inlines[at..at + length]);
        let new = replaced.as_ref().map_or(length, Vec::len);
        if let Some(replaced) = replaced {
            inlines.splice(at..at + length, replaced);
        }
        at += new.max(1);
    }
}

/// The text of an inline that is one.
pub(super) fn text(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text(text) => Some(text),
        _ => None,
    }
}

/// Pieces of text that follow each other.
pub(super) struct Run<'r> {
    pieces: &'r [Inline],
    /// Where each piece begins in the whole.
    starts: Vec<usize>,
}

impl<'r> Run<'r> {
    pub(super) fn new(pieces: &'r [Inline]) -> Self {
        let lengths = pieces.iter().map(|piece| text(piece).map_or(0, str::len));
        let starts = lengths.scan(0, |at, length| Some(std::mem::replace(at, *at + length))).collect();
        Self { pieces, starts }
    }

    /// What of the pieces lies in a range of the whole.
    pub(super) fn texts(&self, range: Range<usize>) -> impl Iterator<Item = Inline> {
        let first = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let near = self.pieces.iter().zip(&self.starts).skip(first);
        let near = near.take_while(move |(_, start)| **start < range.end);
        near.filter_map(move |(piece, start)| {
            let own = text(piece)?;
            let part = range.start.max(*start) - start..range.end.min(start + own.len()) - start;
            let shown = own.get(part.clone()).filter(|shown| !shown.is_empty())?;
            Some(Inline { span: span(piece, own, part), kind: InlineKind::Text(shown.to_owned()) })
        })
    }

    /// Where in the file a range of the whole stands.
    pub(super) fn place(&self, range: Range<usize>) -> Option<Span> {
        self.texts(range).map(|inline| inline.span).reduce(Span::to)
    }
}

/// The bytes in the file of a part of a piece; those of all of it where it does not stand as it is read.
fn span(piece: &Inline, own: &str, range: Range<usize>) -> Span {
    if piece.span.range().len() == own.len() {
        Span::from(range).shifted(piece.span.start)
    } else {
        piece.span
    }
}
