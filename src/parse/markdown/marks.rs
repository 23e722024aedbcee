//! What marks text as an instructor's: alerts in every spelling, labels that stand for headings, folded text that is called so.

use crate::audience;
use crate::parse::ast::{
    self, AlertKind, Block, BlockKind, Element, Inline, InlineKind, plain_text, words_of,
};
use crate::parse::heading::Role;
use crate::span::Span;

/// A quotation, or an alert, with what is for instructors in it as a note: all of it, or what stands below the mark.
pub(super) fn quote(alert: Option<AlertKind>, raw: &str, mut blocks: Vec<Block>) -> BlockKind {
    let around = |blocks: Vec<Block>| match alert {
        Some(alert) => BlockKind::Alert(alert, blocks),
        None => BlockKind::Quote(blocks),
    };
    let nested =
        matches!(blocks.first().map(|block| &block.kind), Some(BlockKind::Quote(_) | BlockKind::Note(_)));
    let first = raw
        .lines()
        .map(|line| {
            line.trim_start_matches(|c: char| matches!(c, '>' | '*' | '\\' | '_') || c.is_whitespace())
        })
        .find(|line| !line.is_empty());
    // As it is written: a definition of that name makes a link of it.
    if alert.is_none() && !nested && first.is_some_and(audience::is_alert_mark) {
        drop_line(&mut blocks);
        return BlockKind::Note(blocks);
    }
    let Some(at) = blocks.iter().position(|block| line_of_mark(&block.kind).is_some()) else {
        return around(blocks);
    };
    let mut marked = blocks.split_off(at);
    let own = marked[0].clone();
    let (before, behind) = split(own, line_of_mark(&marked[0].kind).unwrap_or(0));
    blocks.extend(before);
    marked.splice(..1, behind);
    if blocks.is_empty() {
        return BlockKind::Note(marked);
    }
    let span = marked.iter().fold(blocks[blocks.len() - 1].span, |span, block| span.to(block.span));
    blocks.push(Block { span, kind: BlockKind::Note(marked) });
    around(blocks)
}

/// A paragraph whose first line is the mark, without the sign of a quotation before it.
pub(super) fn paragraph(inlines: Vec<Inline>, span: Span) -> BlockKind {
    let kind = BlockKind::Paragraph(inlines);
    if line_of_mark(&kind) != Some(0) {
        return kind;
    }
    let (_, behind) = split(Block { span, kind }, 0);
    BlockKind::Note(behind.into_iter().collect())
}

/// The line of a block at which the mark stands: 0 for the first.
fn line_of_mark(kind: &BlockKind) -> Option<usize> {
    match kind {
        BlockKind::Heading(heading) => audience::is_alert_mark(&heading.text).then_some(0),
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
            let alone = |line: &[Inline]| {
                // A picture of that name is no mark.
                !matches!(line.first().map(|inline| &inline.kind), Some(InlineKind::Image(_)))
                    && audience::is_alert_mark(&plain_text(line))
            };
            let label = |line: &[Inline]| {
                matches!(line, [Inline { kind: InlineKind::Strong(_), .. }])
                    && audience::labels(&plain_text(line))
            };
            let mut lines = ast::lines(inlines);
            let first = lines.next()?;
            if alone(first) || label(first) && inlines.len() > first.len() {
                return Some(0);
            }
            lines.position(alone).map(|at| at + 1)
        }
        _ => None,
    }
}

/// What stands before the line of a mark, and what behind it.
fn split(block: Block, line: usize) -> (Option<Block>, Option<Block>) {
    let (BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines)) = block.kind else { return (None, None) };
    let mut lines: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in inlines {
        if inline.is_break()
            && let (true, Some(last)) = (lines.len() <= line + 1, lines.last_mut())
        {
            last.push(inline);
            lines.push(Vec::new());
        } else if let Some(last) = lines.last_mut() {
            last.push(inline);
        }
    }
    let behind: Vec<Inline> = lines.split_off((line + 1).min(lines.len())).concat();
    let mut mark = lines.pop().unwrap_or_default();
    let mut before = lines.concat();
    while before.pop_if(|last| last.is_break()).is_some() {}
    // What stands behind the mark on its line belongs to it.
    mark.retain(|inline| !inline.is_break());
    let rest = plain_text(&mark).split_once(']').is_some_and(|(_, rest)| !rest.trim().is_empty());
    let behind = if rest { [mark, behind].concat() } else { behind };
    let paragraph = |inlines: Vec<Inline>| {
        let span = inlines.iter().map(|inline| inline.span).reduce(Span::to)?;
        Some(Block { span, kind: BlockKind::Paragraph(inlines) })
    };
    (paragraph(before), paragraph(behind))
}

/// Takes the first line, which is the mark, from the first paragraph; it is several pieces of text.
fn drop_line(blocks: &mut Vec<Block>) {
    let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() else { return };
    match inlines.iter().position(Inline::is_break) {
        Some(end) => drop(inlines.drain(..=end)),
        None => drop(blocks.remove(0)),
    }
}

/// The level of a heading, be it Markdown's or HTML's, and whether it is that of a note.
fn level(block: &Block) -> Option<(u8, bool)> {
    match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level, heading.role == Role::Notes)),
        BlockKind::Element(element) => {
            let level = element.heading_level()?;
            Some((level, audience::title(&words_of(&element.children)) == audience::Mark::Instructors))
        }
        _ => None,
    }
}

/// Whether a paragraph is a bold label and nothing else: the heading of what follows, for people.
pub(in crate::parse) fn is_bold_label(block: &Block) -> bool {
    let (BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines)) = &block.kind else { return false };
    let blank = |inline: &&Inline| !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty());
    let mut own = inlines.iter().filter(blank);
    let (Some(only), None) = (own.next(), own.next()) else { return false };
    let bold = match &only.kind {
        InlineKind::Strong(_) => true,
        InlineKind::Element(element) => matches!(element.tag.as_str(), "b" | "strong"),
        _ => false,
    };
    bold && audience::labels(&plain_text(inlines))
}

/// Makes a note of what stands below a heading of HTML for instructors, or below a bold label: up to the next heading that is
/// not below it. Markdown's own headings have sections, which are notes by their role.
pub(in crate::parse) fn gather(blocks: Vec<Block>) -> Vec<Block> {
    let starts = |block: &Block| {
        let html =
            matches!(block.kind, BlockKind::Element(_)) && level(block).is_some_and(|(_, notes)| notes);
        html || is_bold_label(block)
    };
    if !blocks.iter().any(starts) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // The level around, and that of the note which is open.
    let (mut around, mut open) = (0, None);
    for block in blocks {
        let own = level(&block).map(|(level, _)| level);
        if let (Some(level), Some(note)) = (own, open)
            && level <= note
        {
            open = None;
        }
        let begins = starts(&block);
        if begins {
            open = Some(own.unwrap_or(around + 1));
        } else if let (Some(level), None) = (own, open) {
            around = level;
        }
        match (open, out.last_mut()) {
            (Some(_), Some(Block { span, kind: BlockKind::Note(inner) })) if !begins => {
                *span = span.to(block.span);
                inner.push(block);
            }
            (Some(_), _) => out.push(Block { span: block.span, kind: BlockKind::Note(vec![block]) }),
            (None, _) => out.push(block),
        }
    }
    out
}

/// Folded text that is called a note for instructors.
pub(in crate::parse) fn is_folded_note(element: &Element<Block>) -> bool {
    let summary = element.children.iter().find_map(|child| match &child.kind {
        BlockKind::Element(summary) if summary.tag == "summary" => Some(summary),
        _ => None,
    });
    element.tag == "details" && summary.is_some_and(|summary| audience::labels(&words_of(&summary.children)))
}
