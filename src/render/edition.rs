//! Who a site is for. The learner's pages are made from a tree without instructor material: it is not hidden, it is not there.

use crate::parse::ast::{Block, BlockKind, Document, Inline, InlineKind};
use crate::parse::heading::Role;

/// Who a site is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// Students.
    Learner,
    /// Those who teach.
    Instructor,
}

impl Edition {
    /// The lower-case word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Instructor => "instructor",
        }
    }
}

/// The document without notes and without the sections that are notes.
#[must_use]
pub fn without_notes(document: &Document) -> Document {
    let mut dropped = vec![false; document.blocks.len()];
    for section in document.sections.iter().filter(|section| section.role == Role::Notes) {
        dropped[section.heading..section.end].fill(true);
    }
    let blocks: Vec<Block> = document
        .blocks
        .iter()
        .zip(&dropped)
        .filter(|(_, dropped)| !**dropped)
        .filter_map(|(block, _)| strip_block(block))
        .collect();
    Document {
        sections: crate::parse::sections(&blocks, document.end()),
        blocks,
        file: document.file,
        front_matter: document.front_matter.clone(),
        directives: Vec::new(),
        language: document.language,
        unterminated_comment: document.unterminated_comment,
        broken_at: document.broken_at,
        findings: Vec::new(),
    }
}

fn strip_blocks(blocks: &[Block]) -> Vec<Block> {
    blocks.iter().filter_map(strip_block).collect()
}

fn strip_block(block: &Block) -> Option<Block> {
    let kind = match &block.kind {
        BlockKind::Note(_) => return None,
        BlockKind::Heading(heading) => {
            let mut heading = heading.clone();
            heading.inlines = strip_inlines(&heading.inlines);
            BlockKind::Heading(heading)
        }
        BlockKind::Paragraph(inlines) => {
            let inlines = strip_inlines(inlines);
            // What held nothing but a note is gone with it.
            if inlines.is_empty() {
                return None;
            }
            BlockKind::Paragraph(inlines)
        }
        BlockKind::Plain(inlines) => BlockKind::Plain(strip_inlines(inlines)),
        BlockKind::Quote(blocks) => BlockKind::Quote(strip_blocks(blocks)),
        BlockKind::Alert(kind, blocks) => BlockKind::Alert(*kind, strip_blocks(blocks)),
        BlockKind::FootnoteDefinition(label, blocks) => {
            BlockKind::FootnoteDefinition(label.clone(), strip_blocks(blocks))
        }
        BlockKind::List(list) => {
            let mut list = list.clone();
            for item in &mut list.items {
                item.blocks = strip_blocks(&item.blocks);
            }
            BlockKind::List(list)
        }
        BlockKind::Element(element) => {
            let mut element = element.clone();
            element.children = strip_blocks(&element.children);
            BlockKind::Element(element)
        }
        BlockKind::Table(table) => {
            let mut table = table.clone();
            for cell in table.head.iter_mut().chain(table.rows.iter_mut().flatten()) {
                *cell = strip_inlines(cell);
            }
            BlockKind::Table(table)
        }
        BlockKind::Code(_) | BlockKind::Diagram(_) | BlockKind::Tree(_) | BlockKind::Rule => {
            block.kind.clone()
        }
    };
    Some(Block { span: block.span, kind })
}

fn strip_inlines(inlines: &[Inline]) -> Vec<Inline> {
    let strip = |inline: &Inline| {
        let kind = match &inline.kind {
            InlineKind::Note(_) => return None,
            InlineKind::Emphasis(children) => InlineKind::Emphasis(strip_inlines(children)),
            InlineKind::Strong(children) => InlineKind::Strong(strip_inlines(children)),
            InlineKind::Strikethrough(children) => InlineKind::Strikethrough(strip_inlines(children)),
            InlineKind::Link(link) => {
                let mut link = link.clone();
                link.inlines = strip_inlines(&link.inlines);
                InlineKind::Link(link)
            }
            InlineKind::Element(element) => {
                let mut element = element.clone();
                element.children = strip_inlines(&element.children);
                InlineKind::Element(element)
            }
            kind => kind.clone(),
        };
        Some(Inline { span: inline.span, kind })
    };
    inlines.iter().filter_map(strip).collect()
}
