//! Directives about the whole block below them, whatever is in it: `solution` and `tabs`.

use super::Reader;
use crate::diagnostic::{Finding, code};
use crate::parse::ast::{Block, BlockKind};
use crate::parse::directive::Directive;
use crate::span::{Span, Spanned};

impl Reader<'_, '_, '_> {
    /// Those that wait for a block.
    pub(super) fn take_wrapping(&mut self) -> Vec<Spanned<Directive>> {
        let wraps = |own: &mut Spanned<Directive>| matches!(own.value, Directive::Tabs | Directive::Solution);
        self.pending.extract_if(.., wraps).collect()
    }

    /// A block as they have it.
    pub(super) fn wrapped(
        &mut self,
        mut kind: BlockKind,
        span: Span,
        wrapping: &[Spanned<Directive>],
    ) -> BlockKind {
        let of = |wanted: &Directive| wrapping.iter().find(|own| own.value == *wanted);
        if let Some(tabs) = of(&Directive::Tabs) {
            match &mut kind {
                BlockKind::List(list) if list.have_titles() => list.tabs = true,
                _ => {
                    let place = self.context.sink.place(tabs.span);
                    let help = "write a list whose items begin with a line of text, the tab's title, and go on below it";
                    self.context
                        .sink
                        .push(Finding::new(code::UNKNOWN_BLOCK, place, "there are no tabs below").help(help));
                }
            }
        }
        match of(&Directive::Solution) {
            Some(_) => BlockKind::Solution(vec![Block { span, kind }]),
            None => kind,
        }
    }

    /// Reports those that nothing stands below: who hides a solution must know that it is not hidden.
    pub(super) fn nothing_below(&mut self) {
        for own in self.take_wrapping() {
            let place = self.context.sink.place(own.span);
            self.context.sink.push(
                Finding::new(code::UNKNOWN_BLOCK, place, "there is nothing below that this could be about")
                    .help("write it on a line of its own, right above the block"),
            );
        }
    }
}

/// A solution that is a heading is what stands below the heading, too.
pub(super) fn whole_sections(blocks: Vec<Block>) -> Vec<Block> {
    let level_of = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        BlockKind::Solution(inner) => match inner.first().map(|block| &block.kind) {
            Some(BlockKind::Heading(heading)) => Some(heading.level),
            _ => None,
        },
        _ => None,
    };
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut open: Option<u8> = None;
    for block in blocks {
        let level = level_of(&block);
        let ends = level.is_some_and(|level| open.is_some_and(|open| level <= open));
        if ends {
            open = None;
        }
        match (open, out.last_mut()) {
            (Some(_), Some(Block { span, kind: BlockKind::Solution(inner) })) => {
                *span = span.to(block.span);
                inner.push(block);
            }
            _ => {
                if matches!(block.kind, BlockKind::Solution(_)) {
                    open = level;
                }
                out.push(block);
            }
        }
    }
    out
}
