//! The tree of a page → blocks of a handout.

use super::content::{Block, Entry, Item, Math, Tab};
use super::inline::text;
use super::{Figures, figure};
use crate::course::PageId;
use crate::parse::answer::{self, Answer};
use crate::parse::ast::{self, Alignment, BlockKind, Document, Element, Inline, InlineKind, List, Table};
use crate::render::{Edition, Renderer};
use crate::span::{Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Deeper lists and quotes lose their indentation: the typesetter stops at some sixty.
const MAX_DEPTH: usize = 16;

/// Writes the pages of one document.
pub(super) struct Writer<'r> {
    pub renderer: &'r Renderer,
    /// The pages that the document holds, and the level of their own headings.
    pub pages: &'r BTreeMap<PageId, u8>,
    pub figures: Figures,
    /// Whether solutions are printed where they stand.
    pub(super) answers: bool,
    /// The page that is being written.
    page: PageId,
    /// Addresses that were told in a footnote.
    pub(super) told: BTreeSet<String>,
    /// The footnotes of the text that is being written, by their labels, each until it is told.
    pub(super) footnotes: BTreeMap<String, Vec<ast::Block>>,
    /// Those that were told, and where.
    pub(super) told_footnotes: BTreeMap<String, String>,
    /// How many footnotes are open around what is being written.
    pub(super) open_footnotes: usize,
    /// Where the inline is that is being written.
    pub(super) at: Span,
    /// Pictures of the course that cannot be printed.
    pub(super) unprinted: BTreeSet<(Place, String)>,
    /// How many footnotes the document has.
    pub(super) footnote_count: usize,
    /// Notes that wait for the end of what they were written in.
    pub(super) below: Vec<Vec<ast::Block>>,
    /// How many blocks are open around the one that is being written.
    depth: usize,
    /// The level of the last heading: none may be skipped.
    last: u8,
}

impl<'r> Writer<'r> {
    pub(super) fn new(renderer: &'r Renderer, pages: &'r BTreeMap<PageId, u8>, answers: bool) -> Self {
        Self {
            answers,
            renderer,
            pages,
            figures: Figures::default(),
            page: PageId(0),
            told: BTreeSet::new(),
            footnotes: BTreeMap::new(),
            told_footnotes: BTreeMap::new(),
            open_footnotes: 0,
            at: Span::default(),
            unprinted: BTreeSet::new(),
            footnote_count: 0,
            below: Vec::new(),
            depth: 0,
            last: 0,
        }
    }

    /// The label of a page, or of a heading on it.
    pub(super) fn label(page: PageId, anchor: Option<&str>) -> String {
        match anchor {
            Some(anchor) => format!("p{}-{anchor}", page.0),
            None => format!("p{}", page.0),
        }
    }

    /// The blocks of a page whose own heading has `level`, without that heading.
    pub(super) fn page(&mut self, page: PageId, document: &Document, level: u8) -> Vec<Block> {
        self.begin(page, document, level);
        let title = self.renderer.site.course.page(page).title_heading(document).map(|(at, _)| at);
        let mut blocks = Vec::new();
        self.sidecar(None, &mut blocks);
        for (at, block) in document.blocks.iter().enumerate() {
            if title == Some(at) {
                continue;
            }
            self.block(block, &mut blocks);
            // Sections stand in the order of their headings.
            if let Ok(section) = document.sections.binary_search_by_key(&at, |section| section.heading) {
                self.sidecar(Some(section), &mut blocks);
            }
        }
        blocks
    }

    /// The page that is being written.
    pub(super) fn current(&self) -> PageId {
        self.page
    }

    /// Prepares for the blocks of a page.
    pub(super) fn begin(&mut self, page: PageId, document: &Document, level: u8) {
        self.page = page;
        self.last = level;
        self.footnotes = definitions(document);
        self.told_footnotes.clear();
    }

    fn sidecar(&mut self, section: Option<usize>, out: &mut Vec<Block>) {
        let renderer = self.renderer;
        let sidecar = renderer.site.course.page(self.page).sidecar.as_ref();
        let Some(sidecar) = sidecar.filter(|_| renderer.edition == Edition::Instructor) else { return };
        // Another file has footnotes of its own.
        let own = std::mem::replace(&mut self.footnotes, definitions(&sidecar.document));
        let told = std::mem::take(&mut self.told_footnotes);
        for (_, blocks) in sidecar.notes.iter().filter(|(about, _)| *about == section) {
            let blocks = self.blocks(&sidecar.document.blocks[blocks.clone()]);
            out.push(Block::Note { blocks });
        }
        self.footnotes = own;
        self.told_footnotes = told;
    }

    pub(super) fn blocks(&mut self, blocks: &[ast::Block]) -> Vec<Block> {
        self.depth += 1;
        let mut out = Vec::with_capacity(blocks.len());
        blocks.iter().for_each(|block| self.block(block, &mut out));
        self.depth -= 1;
        out
    }

    fn block(&mut self, block: &ast::Block, out: &mut Vec<Block>) {
        if !self.answers && answer::of(block) == Some(Answer::Solution) {
            return;
        }
        if self.depth > MAX_DEPTH && self.flat(block, out) {
            return;
        }
        self.nested(block, out);
        for blocks in std::mem::take(&mut self.below) {
            let blocks = self.blocks(&blocks);
            out.push(Block::Note { blocks });
        }
    }

    /// What lies too deep for paper stands one below the other. Says whether the block holds others.
    fn flat(&mut self, block: &ast::Block, out: &mut Vec<Block>) -> bool {
        match &block.kind {
            BlockKind::List(list) => {
                list.items.iter().flat_map(|item| &item.blocks).for_each(|block| self.block(block, out));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Alert(_, blocks)
            | BlockKind::Solution(blocks)
            | BlockKind::Note(blocks) => blocks.iter().for_each(|block| self.block(block, out)),
            BlockKind::Element(element) => element.children.iter().for_each(|block| self.block(block, out)),
            _ => return false,
        }
        true
    }

    fn nested(&mut self, block: &ast::Block, out: &mut Vec<Block>) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let own = self.pages.get(&self.page).copied().unwrap_or(1);
                // Below the page's own heading, and no level is skipped.
                let level = (own + heading.level.max(2) - 1).min(self.last + 1).max(own + 1);
                let shown = match heading.duration {
                    Some(duration) => crate::render::html::without(
                        &heading.inlines,
                        &heading.text[duration.in_text.range()],
                    ),
                    None => heading.inlines.clone(),
                };
                let items = self.items(&shown);
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
                    depth: level - own,
                    role: heading.role.name(),
                    label: Self::label(self.page, Some(&heading.slug)),
                    minutes: heading.duration.map(|duration| duration.minutes),
                    items,
                });
            }
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => self.paragraph(inlines, out),
            BlockKind::List(list) if list.tabs => out.push(self.tabs(list)),
            BlockKind::List(list) => {
                let entry = |item: &ast::Item| Entry { task: item.task, blocks: self.blocks(&item.blocks) };
                out.push(Block::List { start: list.start, entries: list.items.iter().map(entry).collect() });
            }
            BlockKind::Quote(blocks) => out.push(Block::Quote { blocks: self.blocks(blocks) }),
            BlockKind::Alert(kind, blocks) => out.push(Block::Alert {
                kind: kind.name(),
                title: self.renderer.word(&format!("alert_{}", kind.name())),
                blocks: self.blocks(blocks),
            }),
            BlockKind::Table(table) => out.push(self.table(table)),
            BlockKind::Code(code) if code.language.as_deref() == Some("math") => {
                out.push(Block::Formula { math: Math::new(&code.text.text, true) });
            }
            BlockKind::Code(code) => out.push(figure::lines(&code.text.text, false)),
            BlockKind::Tree(tree) => out.push(figure::lines(&tree.source.text, true)),
            BlockKind::Diagram(diagram) => out.push(self.diagram(diagram)),
            BlockKind::Rule => out.push(Block::Rule),
            BlockKind::Element(element) => self.element(block, element, out),
            // A footnote stands at the foot of the page that refers to it.
            BlockKind::FootnoteDefinition(..) => {}
            BlockKind::Solution(blocks) => {
                let title = vec![text(self.renderer.word("solution"))];
                out.push(Block::Folded { kind: "solution", title, blocks: self.blocks(blocks) });
            }
            BlockKind::Note(blocks) => out.push(Block::Note { blocks: self.blocks(blocks) }),
        }
    }

    /// A paragraph. Pictures and formulas on lines of their own stand between its lines.
    fn paragraph(&mut self, inlines: &[Inline], out: &mut Vec<Block>) {
        let mut lines: Vec<Inline> = Vec::new();
        for inline in inlines {
            self.at = inline.span;
            let block = match &inline.kind {
                InlineKind::Math { source, display: true } => {
                    Some(Block::Formula { math: Math::new(source, true) })
                }
                InlineKind::Image(image) => self.image(image),
                InlineKind::Link(link) => match link.inlines.as_slice() {
                    [Inline { kind: InlineKind::Image(image), .. }] => self.image(image),
                    _ => None,
                },
                _ => None,
            };
            match block {
                Some(block) => {
                    self.lines(&mut lines, out);
                    out.push(block);
                }
                None => lines.push(inline.clone()),
            }
        }
        self.lines(&mut lines, out);
    }

    /// The lines up to here as a paragraph.
    fn lines(&mut self, lines: &mut Vec<Inline>, out: &mut Vec<Block>) {
        while lines.last().is_some_and(Inline::is_break) {
            lines.pop();
        }
        let begin = lines.iter().take_while(|inline| inline.is_break()).count();
        let items = self.items(&lines[begin..]);
        lines.clear();
        let blank = |item: &Item| matches!(item, Item::Run(run) if run.s.trim().is_empty());
        if !items.iter().all(blank) {
            out.push(Block::Paragraph { items });
        }
    }

    /// The lines of a summary, headings among them.
    fn summary(&mut self, blocks: &[ast::Block], title: &mut Vec<Item>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Plain(inlines) | BlockKind::Paragraph(inlines) => {
                    title.extend(self.items(inlines));
                }
                BlockKind::Heading(heading) => title.extend(self.items(&heading.inlines)),
                BlockKind::Element(element) => self.summary(&element.children, title),
                _ => {}
            }
        }
    }

    fn tabs(&mut self, list: &List) -> Block {
        let mut tabs = Vec::new();
        for item in &list.items {
            let Some((first, rest)) = item.blocks.split_first() else { continue };
            let title = match &first.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => self.items(inlines),
                _ => Vec::new(),
            };
            tabs.push(Tab { title, blocks: self.blocks(rest) });
        }
        Block::Tabs { tabs }
    }

    fn table(&mut self, table: &Table) -> Block {
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
            _ => false,
        };
        let repeat = !head.iter().flatten().any(leads);
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.items(cell)).collect()).collect();
        Block::Table { align: table.alignments.iter().map(align).collect(), repeat, head, rows }
    }

    fn element(&mut self, block: &ast::Block, element: &Element<ast::Block>, out: &mut Vec<Block>) {
        match element.tag.as_str() {
            "details" => {
                let kind = match answer::of(block) {
                    Some(Answer::Solution) => "solution",
                    Some(Answer::Hint) => "hint",
                    None => "details",
                };
                let (mut title, mut blocks) = (Vec::new(), Vec::new());
                for child in &element.children {
                    match &child.kind {
                        BlockKind::Element(summary) if summary.tag == "summary" => {
                            self.summary(&summary.children, &mut title);
                        }
                        _ => self.block(child, &mut blocks),
                    }
                }
                out.push(Block::Folded { kind, title, blocks });
            }
            _ => element.children.iter().for_each(|child| self.block(child, out)),
        }
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

/// The footnotes that a document defines.
fn definitions(document: &Document) -> BTreeMap<String, Vec<ast::Block>> {
    let mut found = BTreeMap::new();
    ast::walk(&document.blocks, &mut |node| {
        if let ast::Walked::Block(block) = node
            && let BlockKind::FootnoteDefinition(label, blocks) = &block.kind
        {
            found.entry(label.clone()).or_insert_with(|| blocks.clone());
        }
    });
    found
}
