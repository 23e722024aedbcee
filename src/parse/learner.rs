//! The tree without instructor material: what every page, picture and list for learners is made from.

use super::answer::{self, Answer};
use super::ast::{Block, BlockKind, Document, Inline, InlineKind, Link, Walked, walk};
use super::heading::Role;
use crate::config::HeldBack;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The document without notes, without the sections that are notes, and without the answers that are held back; most
/// documents have none of them.
#[must_use]
pub fn for_learners(document: &Document, held: HeldBack) -> Cow<'_, Document> {
    if hides_something(&document.blocks, held) {
        Cow::Owned(stripped(document, held))
    } else {
        Cow::Borrowed(document)
    }
}

fn is_held(block: &Block, held: HeldBack) -> bool {
    !held.is_empty()
        && match answer::of(block) {
            Some(Answer::Solution) => held.solutions,
            Some(Answer::Hint) => held.hints,
            None => false,
        }
}

fn is_held_inline(inline: &Inline, held: HeldBack) -> bool {
    !held.is_empty()
        && match answer::in_line(inline) {
            Some(Answer::Solution) => held.solutions,
            Some(Answer::Hint) => held.hints,
            None => false,
        }
}

fn hides_something(blocks: &[Block], held: HeldBack) -> bool {
    let mut found = false;
    walk(blocks, &mut |node| {
        found |= match node {
            Walked::Block(block) => match &block.kind {
                BlockKind::Note(_) => true,
                BlockKind::Heading(heading) => heading.role == Role::Notes,
                BlockKind::Diagram(diagram) => diagram.has_notes(),
                _ => is_held(block, held),
            },
            Walked::Cell(_) => false,
            Walked::Inline(inline) => {
                matches!(inline.kind, InlineKind::Note(_)) || is_held_inline(inline, held)
            }
        };
    });
    found
}

fn stripped(document: &Document, held: HeldBack) -> Document {
    let mut blocks = strip_blocks(&document.blocks, held);
    let referred = referred(&blocks);
    drop_footnotes(&mut blocks, &referred);
    Document {
        sections: super::sections(&blocks, document.end()),
        blocks,
        file: document.file,
        front_matter: document.front_matter.clone(),
        directives: Vec::new(),
        language: document.language,
        unterminated_comment: document.unterminated_comment,
        head_instructor: document.head_instructor,
        broken_at: document.broken_at,
        findings: Vec::new(),
    }
}

/// The labels of footnotes that what is left refers to, itself or by way of other footnotes.
fn referred(blocks: &[Block]) -> BTreeSet<String> {
    let (mut found, mut of_footnotes) = (BTreeSet::new(), Vec::new());
    references(blocks, None, &mut found, &mut of_footnotes);
    let mut before = usize::MAX;
    while found.len() != before {
        before = found.len();
        for (from, to) in &of_footnotes {
            if found.contains(from) {
                found.insert(to.clone());
            }
        }
    }
    found
}

/// Labels that text refers to, and pairs of a footnote and one that it refers to.
fn references(
    blocks: &[Block],
    within: Option<&str>,
    found: &mut BTreeSet<String>,
    of_footnotes: &mut Vec<(String, String)>,
) {
    for block in blocks {
        if let BlockKind::FootnoteDefinition(label, inner) = &block.kind {
            references(inner, Some(label), found, of_footnotes);
            continue;
        }
        let mut inner = Vec::new();
        walk(std::slice::from_ref(block), &mut |node| {
            if let Walked::Inline(Inline { kind: InlineKind::FootnoteReference(label), .. }) = node {
                inner.push(label.clone());
            }
        });
        for label in inner {
            match within {
                Some(from) => of_footnotes.push((from.to_owned(), label)),
                None => drop(found.insert(label)),
            }
        }
    }
}

/// A footnote to which only notes referred is theirs, at any depth.
fn drop_footnotes(blocks: &mut Vec<Block>, referred: &BTreeSet<String>) {
    blocks.retain_mut(|block| {
        match &mut block.kind {
            BlockKind::FootnoteDefinition(label, _) => return referred.contains(label),
            BlockKind::Quote(inner) | BlockKind::Alert(_, inner) | BlockKind::Solution(inner) => {
                drop_footnotes(inner, referred);
            }
            BlockKind::Element(element) => drop_footnotes(&mut element.children, referred),
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| drop_footnotes(&mut item.blocks, referred));
            }
            _ => {}
        }
        true
    });
}

/// A heading of notes takes what follows with it, up to the next heading of its level or above, at any depth.
fn strip_blocks(blocks: &[Block], held: HeldBack) -> Vec<Block> {
    let mut hidden: Option<u8> = None;
    let mut kept = Vec::new();
    for block in blocks {
        if let BlockKind::Heading(heading) = &block.kind {
            if hidden.is_some_and(|level| heading.level <= level) {
                hidden = None;
            }
            if hidden.is_none() && heading.role == Role::Notes {
                hidden = Some(heading.level);
            }
        }
        // A footnote belongs to the text that refers to it, wherever it is defined.
        let footnote = matches!(block.kind, BlockKind::FootnoteDefinition(..));
        if hidden.is_none() || footnote {
            kept.extend(strip_block(block, held));
        }
    }
    kept
}

fn strip_block(block: &Block, held: HeldBack) -> Option<Block> {
    if is_held(block, held) {
        return None;
    }
    let kind = match &block.kind {
        BlockKind::Note(_) => return None,
        BlockKind::Heading(heading) => {
            let mut heading = heading.clone();
            heading.inlines = strip_inlines(&heading.inlines, held);
            BlockKind::Heading(heading)
        }
        BlockKind::Paragraph(inlines) => {
            let inlines = strip_inlines(inlines, held);
            // What held nothing but a note is gone with it.
            if inlines.is_empty() {
                return None;
            }
            BlockKind::Paragraph(inlines)
        }
        BlockKind::Plain(inlines) => BlockKind::Plain(strip_inlines(inlines, held)),
        BlockKind::Solution(blocks) => BlockKind::Solution(strip_blocks(blocks, held)),
        BlockKind::Quote(blocks) => BlockKind::Quote(strip_blocks(blocks, held)),
        BlockKind::Alert(kind, blocks) => BlockKind::Alert(*kind, strip_blocks(blocks, held)),
        BlockKind::FootnoteDefinition(label, blocks) => {
            BlockKind::FootnoteDefinition(label.clone(), strip_blocks(blocks, held))
        }
        BlockKind::List(list) => {
            let mut list = list.clone();
            for item in &mut list.items {
                item.blocks = strip_blocks(&item.blocks, held);
            }
            BlockKind::List(list)
        }
        BlockKind::Element(element) => {
            let mut element = element.clone();
            element.children = strip_blocks(&element.children, held);
            BlockKind::Element(element)
        }
        BlockKind::Table(table) => {
            let mut table = table.clone();
            for cell in table.head.iter_mut().chain(table.rows.iter_mut().flatten()) {
                *cell = strip_inlines(cell, held);
            }
            BlockKind::Table(table)
        }
        BlockKind::Diagram(diagram) => BlockKind::Diagram(Box::new(diagram.for_learners())),
        BlockKind::Code(_) | BlockKind::Tree(_) | BlockKind::Rule => block.kind.clone(),
    };
    Some(Block { span: block.span, kind })
}

fn strip_link(link: &Link, held: HeldBack) -> Link {
    Link { inlines: strip_inlines(&link.inlines, held), ..link.clone() }
}

fn strip_inlines(inlines: &[Inline], held: HeldBack) -> Vec<Inline> {
    let strip = |inline: &Inline| {
        if is_held_inline(inline, held) {
            return None;
        }
        let kind = match &inline.kind {
            InlineKind::Note(_) => return None,
            InlineKind::Emphasis(children) => InlineKind::Emphasis(strip_inlines(children, held)),
            InlineKind::Strong(children) => InlineKind::Strong(strip_inlines(children, held)),
            InlineKind::Strikethrough(children) => InlineKind::Strikethrough(strip_inlines(children, held)),
            InlineKind::Link(link) => InlineKind::Link(strip_link(link, held)),
            InlineKind::Image(image) => InlineKind::Image(strip_link(image, held)),
            InlineKind::Element(element) => {
                let mut element = element.clone();
                element.children = strip_inlines(&element.children, held);
                InlineKind::Element(element)
            }
            kind => kind.clone(),
        };
        Some(Inline { span: inline.span, kind })
    };
    inlines.iter().filter_map(strip).collect()
}
