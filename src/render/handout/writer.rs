//! A finished page → blocks of a handout.

use super::content::{Block, Entry, Item, Math, Tab};
use super::figure::{self, Figures};
use super::inline::text;
use crate::course::PageId;
use crate::parse::answer::Answer;
use crate::parse::ast::Alignment;
use crate::realise::Audience;
use crate::realise::page::{self, Element, Image, Inline, List, Page, Table};
use crate::render::Renderer;
use crate::span::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Deeper lists and quotes lose their indentation: the typesetter stops at some sixty.
const MAX_DEPTH: usize = 16;

/// Which solutions a document prints where they stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Solutions {
    /// All.
    Printed,
    /// None.
    LeftOut,
}

/// What the pages of one document share.
pub(super) struct Writer<'r> {
    pub(super) renderer: &'r Renderer,
    /// The pages that the document holds, and the level of their own headings.
    pub(super) pages: &'r BTreeMap<PageId, u8>,
    pub(super) figures: Figures,
    pub(super) solutions: Solutions,
    /// Addresses that were told in a footnote.
    pub(super) told: BTreeSet<String>,
    /// Pictures of the course that cannot be printed.
    pub(super) unprinted: BTreeSet<(Place, String)>,
    /// How many footnotes the document has.
    pub(super) footnote_count: usize,
}

impl<'r> Writer<'r> {
    pub(super) fn new(renderer: &'r Renderer, pages: &'r BTreeMap<PageId, u8>, solutions: Solutions) -> Self {
        Self {
            renderer,
            pages,
            figures: Figures::default(),
            solutions,
            told: BTreeSet::new(),
            unprinted: BTreeSet::new(),
            footnote_count: 0,
        }
    }

    /// The label of a page, or of a heading on it.
    pub(super) fn label(page: PageId, anchor: Option<&str>) -> String {
        match anchor {
            Some(anchor) => format!("p{}-{anchor}", page.0),
            None => format!("p{}", page.0),
        }
    }

    /// The label of the next footnote.
    pub(super) fn next_footnote(&mut self) -> String {
        self.footnote_count += 1;
        format!("f{}", self.footnote_count)
    }
}

/// Writes one page of a document.
pub(super) struct PageWriter<'w, 'r, A: Audience> {
    pub(super) document: &'w mut Writer<'r>,
    pub(super) page: &'w Page<A>,
    /// The level of the page's own heading.
    own: u8,
    /// Footnotes that were told, by their numbers on the page, and where.
    pub(super) told_footnotes: BTreeMap<usize, String>,
    /// Footnotes around what is being written.
    pub(super) open_footnotes: BTreeSet<usize>,
    /// How many blocks are open around the one that is being written.
    depth: usize,
    /// The level of the last heading: none may be skipped.
    last: u8,
}

impl<'w, 'r, A: Audience> PageWriter<'w, 'r, A> {
    /// For a page whose own heading has `level`.
    pub(super) fn new(document: &'w mut Writer<'r>, page: &'w Page<A>, level: u8) -> Self {
        Self {
            document,
            page,
            own: level,
            told_footnotes: BTreeMap::new(),
            open_footnotes: BTreeSet::new(),
            depth: 0,
            last: level,
        }
    }

    /// What stands on top: depth counts from here.
    pub(super) fn top(&mut self, blocks: &[page::Block<A>]) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        blocks.iter().for_each(|block| self.block(block, &mut out));
        out
    }

    pub(super) fn blocks(&mut self, blocks: &[page::Block<A>]) -> Vec<Block> {
        self.depth += 1;
        let out = self.top(blocks);
        self.depth -= 1;
        out
    }

    fn block(&mut self, block: &page::Block<A>, out: &mut Vec<Block>) {
        let is_left_out = self.document.solutions == Solutions::LeftOut && is_solution(block);
        if is_left_out || self.depth > MAX_DEPTH && self.flat(block, out) {
            return;
        }
        self.nested(block, out);
    }

    /// What lies too deep for paper stands one below the other. Says whether the block holds others.
    fn flat(&mut self, block: &page::Block<A>, out: &mut Vec<Block>) -> bool {
        match block {
            page::Block::List(list) => {
                list.items.iter().flat_map(|item| &item.blocks).for_each(|block| self.block(block, out));
            }
            page::Block::Quote(blocks)
            | page::Block::Alert(_, blocks)
            | page::Block::Solution { blocks, .. } => {
                blocks.iter().for_each(|block| self.block(block, out));
            }
            page::Block::Note(note) => A::blocks(note).iter().for_each(|block| self.block(block, out)),
            page::Block::Element(element) => element.children.iter().for_each(|block| self.block(block, out)),
            page::Block::Tabs(tabs) => {
                for tab in tabs {
                    self.paragraph(&tab.title, out);
                    tab.blocks.iter().for_each(|block| self.block(block, out));
                }
            }
            page::Block::Heading(_)
            | page::Block::Paragraph(_)
            | page::Block::Plain(_)
            | page::Block::Table(_)
            | page::Block::Code(_)
            | page::Block::Formula(_)
            | page::Block::Diagram(_)
            | page::Block::Tree(_)
            | page::Block::Rule => return false,
        }
        true
    }

    fn nested(&mut self, block: &page::Block<A>, out: &mut Vec<Block>) {
        match block {
            page::Block::Heading(heading) => self.heading(heading, out),
            page::Block::Paragraph(inlines) | page::Block::Plain(inlines) => self.paragraph(inlines, out),
            page::Block::Tabs(tabs) => {
                let tab = |tab: &page::Tab<A>| Tab {
                    title: self.items(&tab.title),
                    blocks: self.blocks(&tab.blocks),
                };
                out.push(Block::Tabs { tabs: tabs.iter().map(tab).collect() });
            }
            page::Block::List(list) => out.push(self.list(list)),
            page::Block::Quote(blocks) => out.push(Block::Quote { blocks: self.blocks(blocks) }),
            page::Block::Alert(kind, blocks) => out.push(Block::Alert {
                kind: kind.name(),
                title: self.document.renderer.word(&format!("alert_{}", kind.name())),
                blocks: self.blocks(blocks),
            }),
            page::Block::Table(table) => out.push(self.table(table)),
            page::Block::Formula(source) => out.push(Block::Formula { math: Math::new(source, true) }),
            page::Block::Code(code) => out.push(figure::lines(&code.text, false)),
            page::Block::Tree(tree) => out.push(figure::lines(&tree.source, true)),
            page::Block::Diagram(diagram) => out.push(self.document.diagram(diagram)),
            page::Block::Rule => out.push(Block::Rule),
            page::Block::Element(element) => self.element(element, out),
            page::Block::Solution { blocks, .. } => {
                let title = vec![text(self.document.renderer.word("solution"))];
                out.push(Block::Folded { kind: "solution", title, blocks: self.blocks(blocks) });
            }
            page::Block::Note(note) => out.push(Block::Note { blocks: self.blocks(A::blocks(note)) }),
        }
    }

    fn heading(&mut self, heading: &page::Heading<A>, out: &mut Vec<Block>) {
        // Below the page's own heading, and no level is skipped.
        let level = (self.own + heading.level.max(2) - 1).min(self.last + 1).max(self.own + 1);
        let items = self.items(&heading.inlines);
        // What nobody can read is no heading: a picture that is gone, a comment.
        if !items.iter().any(is_text) {
            if !items.is_empty() {
                out.push(Block::Paragraph { items });
            }
            return;
        }
        self.last = level;
        out.push(Block::Heading {
            level,
            depth: level - self.own,
            role: heading.role.name(),
            label: Writer::label(self.page.id, Some(&heading.anchor)),
            minutes: heading.minutes,
            items,
        });
    }

    /// A paragraph. Pictures and formulas on lines of their own stand between its lines.
    fn paragraph(&mut self, inlines: &[Inline<A>], out: &mut Vec<Block>) {
        let mut begin = 0;
        for (at, inline) in inlines.iter().enumerate() {
            let block = match inline {
                Inline::Math { source, display: true } => {
                    Some(Block::Formula { math: Math::new(source, true) })
                }
                Inline::Image(image) => self.own_line(image),
                Inline::Link(link) => match link.children.as_slice() {
                    [Inline::Image(image)] => self.own_line(image),
                    _ => None,
                },
                _ => None,
            };
            if let Some(block) = block {
                self.lines(&inlines[begin..at], out);
                out.push(block);
                begin = at + 1;
            }
        }
        self.lines(&inlines[begin..], out);
    }

    fn own_line(&mut self, image: &Image) -> Option<Block> {
        self.document.image(image)
    }

    /// Lines as a paragraph.
    fn lines(&mut self, lines: &[Inline<A>], out: &mut Vec<Block>) {
        let end = lines.iter().rposition(|inline| !inline.is_break()).map_or(0, |last| last + 1);
        let begin = lines[..end].iter().take_while(|inline| inline.is_break()).count();
        let items = self.items(&lines[begin..end]);
        let blank = |item: &Item| matches!(item, Item::Run(run) if run.s.trim().is_empty());
        if !items.iter().all(blank) {
            out.push(Block::Paragraph { items });
        }
    }

    /// The lines of a summary, headings among them.
    fn summary(&mut self, blocks: &[page::Block<A>], title: &mut Vec<Item>) {
        for block in blocks {
            match block {
                page::Block::Plain(inlines) | page::Block::Paragraph(inlines) => {
                    title.extend(self.items(inlines));
                }
                page::Block::Heading(heading) => title.extend(self.items(&heading.inlines)),
                page::Block::Element(element) => self.summary(&element.children, title),
                _ => {}
            }
        }
    }

    fn list(&mut self, list: &List<A>) -> Block {
        let entry = |item: &page::Item<A>| Entry { task: item.task, blocks: self.blocks(&item.blocks) };
        Block::List { start: list.start, entries: list.items.iter().map(entry).collect() }
    }

    fn table(&mut self, table: &Table<A>) -> Block {
        let align = |alignment: &Alignment| match alignment {
            Alignment::None => "auto",
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
        };
        let head: Vec<Vec<Item>> = table.head.iter().map(|cell| self.items(cell)).collect();
        // A head that is repeated on every page is decoration there, and decoration leads nowhere.
        let leads = |item: &Item| match item {
            Item::Run(run) => run.style.url.is_some() || run.style.to.is_some(),
            Item::Word { runs } => runs.iter().any(|run| run.style.url.is_some() || run.style.to.is_some()),
            Item::Footnote { .. } | Item::FootnoteAgain { .. } | Item::Page { .. } => true,
            Item::Break | Item::Formula { .. } | Item::Image { .. } | Item::Note { .. } => false,
        };
        let repeat = !head.iter().flatten().any(leads);
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.items(cell)).collect()).collect();
        Block::Table { align: table.alignments.iter().map(align).collect(), repeat, head, rows }
    }

    fn element(&mut self, element: &Element<page::Block<A>>, out: &mut Vec<Block>) {
        if element.tag != "details" {
            return element.children.iter().for_each(|child| self.block(child, out));
        }
        let kind = match element.answer {
            Some(Answer::Solution) => "solution",
            Some(Answer::Hint) => "hint",
            None => "details",
        };
        let (mut title, mut blocks) = (Vec::new(), Vec::new());
        for child in &element.children {
            match child {
                page::Block::Element(summary) if summary.tag == "summary" => {
                    self.summary(&summary.children, &mut title);
                }
                _ => self.block(child, &mut blocks),
            }
        }
        out.push(Block::Folded { kind, title, blocks });
    }
}

/// Whether a block is a solution.
pub(super) fn is_solution<A: Audience>(block: &page::Block<A>) -> bool {
    match block {
        page::Block::Solution { .. } => true,
        page::Block::Element(element) => element.answer == Some(Answer::Solution),
        _ => false,
    }
}

/// Whether there is something to read in a piece of a line.
pub(super) fn is_text(item: &Item) -> bool {
    let shows = |text: &str| {
        let blank = |c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{200d}' | '\u{fe0f}')
        };
        text.chars().any(|c| !blank(c) && !super::glyph::is_invisible(c))
    };
    match item {
        Item::Run(run) => shows(&run.s),
        Item::Word { runs } => runs.iter().any(|run| shows(&run.s)),
        _ => false,
    }
}
