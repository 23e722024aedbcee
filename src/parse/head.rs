//! What the head of a file says of the whole file: its title, and lines of their own before its first section.

use super::ast::{self, Block, BlockKind, Inline, plain_text};
use super::markdown::marks;
use crate::audience::{self, Mark};
use crate::span::Span;

/// A head is short: what comes later speaks of something else.
const MOST_BLOCKS: usize = 8;

/// What the head says, and where; the plainest of all lines counts.
pub(super) fn says(blocks: &[Block]) -> (Mark, Span) {
    let mut doubt = (Mark::Nothing, Span::default());
    let mut titles = 0;
    let head = blocks.iter().take_while(|block| {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        titles += usize::from(is_heading);
        titles <= 1 && !matches!(&block.kind, BlockKind::Heading(heading) if heading.level > 1)
    });
    for block in head.take(MOST_BLOCKS) {
        let mut lines = Vec::new();
        if let BlockKind::Heading(heading) = &block.kind {
            match audience::title(&heading.title) {
                Mark::Instructors => return (Mark::Instructors, block.span),
                Mark::Doubtful => doubt = (Mark::Doubtful, block.span),
                Mark::Nothing => {}
            }
            continue;
        }
        gather(block, &mut lines);
        for line in lines {
            match audience::head(&line) {
                Mark::Instructors => return (Mark::Instructors, block.span),
                Mark::Doubtful => doubt = (Mark::Doubtful, block.span),
                Mark::Nothing => {}
            }
        }
    }
    doubt
}

/// The lines of a block, each by itself; a row of a table is one, its cells divided by a bar.
fn gather(block: &Block, lines: &mut Vec<String>) {
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
            lines.extend(ast::lines(inlines).map(plain_text));
        }
        BlockKind::Heading(heading) => lines.push(heading.title.clone()),
        BlockKind::Quote(inner) | BlockKind::Alert(_, inner) => {
            inner.iter().take(MOST_BLOCKS).for_each(|block| gather(block, lines));
        }
        BlockKind::Element(element) => {
            element.children.iter().take(MOST_BLOCKS).for_each(|block| gather(block, lines));
        }
        BlockKind::List(list) => {
            let items = list.items.iter().take(MOST_BLOCKS).filter_map(|item| item.blocks.first());
            items.for_each(|block| gather(block, lines));
        }
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows).take(MOST_BLOCKS);
            let row = |cells: &Vec<Vec<Inline>>| match cells.as_slice() {
                [key, value] => Some(format!("{}: {}", plain_text(key), plain_text(value))),
                _ => None,
            };
            lines.extend(rows.filter_map(row));
        }
        BlockKind::Code(_)
        | BlockKind::Diagram(_)
        | BlockKind::Tree(_)
        | BlockKind::Rule
        | BlockKind::FootnoteDefinition(..)
        | BlockKind::Solution(_) => {}
        // A bold line of the head is a label of the file before it is one of what follows.
        BlockKind::Note(inner) => {
            if let Some(label) = inner.first().filter(|label| marks::is_bold_label(label)) {
                gather(label, lines);
            }
        }
    }
}
