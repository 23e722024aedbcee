//! The tree of a page → blocks of a handout.

use super::content::{Block, Entry, Item, Math, Run, Style, Tab};
use super::line::kept_together;
use super::{Figures, figure};
use crate::course::{PageId, Target};
use crate::parse::answer::{self, Answer};
use crate::parse::ast::{
    self, Alignment, BlockKind, Document, Element, Inline, InlineKind, List, Table, plain_text,
};
use crate::render::{Edition, Renderer};
use std::collections::{BTreeMap, BTreeSet};

/// Writes the pages of one document.
pub(super) struct Writer<'r> {
    pub renderer: &'r Renderer,
    /// The pages that the document holds, and the level of their own headings.
    pub pages: &'r BTreeMap<PageId, u8>,
    pub figures: Figures,
    /// Whether solutions are printed where they stand.
    answers: bool,
    /// The page that is being written.
    page: PageId,
    /// Addresses that were told in a footnote.
    told: BTreeSet<String>,
    /// The footnotes of the page by their labels, each until it is told.
    footnotes: BTreeMap<String, Vec<ast::Block>>,
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
        let title = document.title().map(|(_, span)| span);
        let mut blocks = Vec::new();
        self.sidecar(None, &mut blocks);
        for (at, block) in document.blocks.iter().enumerate() {
            if Some(block.span) == title {
                continue;
            }
            self.block(block, &mut blocks);
            if matches!(block.kind, BlockKind::Heading(_))
                && let Some(section) = document.sections.iter().position(|section| section.heading == at)
            {
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
        self.footnotes.clear();
        ast::walk(&document.blocks, &mut |node| {
            if let ast::Walked::Block(block) = node
                && let BlockKind::FootnoteDefinition(label, blocks) = &block.kind
            {
                self.footnotes.entry(label.clone()).or_insert_with(|| blocks.clone());
            }
        });
    }

    fn sidecar(&mut self, section: Option<usize>, out: &mut Vec<Block>) {
        let renderer = self.renderer;
        let sidecar = renderer.site.course.page(self.page).sidecar.as_ref();
        let Some(sidecar) = sidecar.filter(|_| renderer.edition == Edition::Instructor) else { return };
        for (_, blocks) in sidecar.notes.iter().filter(|(about, _)| *about == section) {
            let blocks = self.blocks(&sidecar.document.blocks[blocks.clone()]);
            out.push(Block::Note { blocks });
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[ast::Block]) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        blocks.iter().for_each(|block| self.block(block, &mut out));
        out
    }

    fn block(&mut self, block: &ast::Block, out: &mut Vec<Block>) {
        if !self.answers && answer::of(block) == Some(Answer::Solution) {
            return;
        }
        match &block.kind {
            BlockKind::Heading(heading) => {
                let own = self.pages.get(&self.page).copied().unwrap_or(1);
                // Below the page's own heading, and no level is skipped.
                let level = (own + heading.level.max(2) - 1).min(self.last + 1).max(own + 1);
                self.last = level;
                let shown = match heading.duration {
                    Some(duration) => crate::render::html::without(
                        &heading.inlines,
                        &heading.text[duration.in_text.range()],
                    ),
                    None => heading.inlines.clone(),
                };
                out.push(Block::Heading {
                    level,
                    depth: level - own,
                    role: heading.role.name(),
                    label: Self::label(self.page, Some(&heading.slug)),
                    minutes: heading.duration.map(|duration| duration.minutes),
                    items: self.items(&shown),
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

    /// A paragraph, or the picture that it is.
    fn paragraph(&mut self, inlines: &[Inline], out: &mut Vec<Block>) {
        let blank =
            |inline: &&Inline| !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty());
        let mut shown = inlines.iter().filter(blank);
        if let (Some(Inline { kind: InlineKind::Image(image), .. }), None) = (shown.next(), shown.next())
            && let Some(block) = self.image(image)
        {
            out.push(block);
            return;
        }
        // A formula on a line of its own is no part of the lines around it.
        let own_line = |inline: &Inline| matches!(inline.kind, InlineKind::Math { display: true, .. });
        for (at, lines) in inlines.split_inclusive(own_line).enumerate() {
            let formula = lines.last().filter(|last| own_line(last));
            let lines = &lines[..lines.len() - usize::from(formula.is_some())];
            let lines = if at > 0 { without_break(lines) } else { lines };
            let items = self.items(lines);
            let blank = |item: &Item| matches!(item, Item::Run(run) if run.s.trim().is_empty());
            if !items.iter().all(blank) {
                out.push(Block::Paragraph { items });
            }
            if let Some(Inline { kind: InlineKind::Math { source, .. }, .. }) = formula {
                out.push(Block::Formula { math: Math::new(source, true) });
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
        let head = table.head.iter().map(|cell| self.items(cell)).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.items(cell)).collect()).collect();
        Block::Table { align: table.alignments.iter().map(align).collect(), head, rows }
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
                            for line in &summary.children {
                                if let BlockKind::Plain(inlines) | BlockKind::Paragraph(inlines) = &line.kind
                                {
                                    title.extend(self.items(inlines));
                                }
                            }
                        }
                        _ => self.block(child, &mut blocks),
                    }
                }
                out.push(Block::Folded { kind, title, blocks });
            }
            _ => element.children.iter().for_each(|child| self.block(child, out)),
        }
    }

    /// A line, its words kept together.
    pub(super) fn items(&mut self, inlines: &[Inline]) -> Vec<Item> {
        let mut items = Vec::new();
        self.push(inlines, &Style::default(), &mut items);
        kept_together(items)
    }

    fn push(&mut self, inlines: &[Inline], style: &Style, out: &mut Vec<Item>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => out.push(run(text, style)),
                InlineKind::Code(text) => out.push(run(text, &Style { code: true, ..style.clone() })),
                InlineKind::Emphasis(children) => {
                    self.push(children, &Style { emph: true, ..style.clone() }, out);
                }
                InlineKind::Strong(children) => {
                    self.push(children, &Style { strong: true, ..style.clone() }, out);
                }
                InlineKind::Strikethrough(children) => {
                    self.push(children, &Style { strike: true, ..style.clone() }, out);
                }
                InlineKind::SoftBreak => out.push(run(" ", style)),
                InlineKind::HardBreak => out.push(Item::Break),
                InlineKind::Link(link) => self.link(link, style, out),
                InlineKind::Image(image) => self.inline_image(image, style, out),
                InlineKind::FootnoteReference(label) => {
                    // A footnote that refers to itself ends there.
                    if let Some(blocks) = self.footnotes.remove(label) {
                        let mut items = Vec::new();
                        for block in &blocks {
                            if let BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) = &block.kind {
                                self.push(inlines, &Style::default(), &mut items);
                            }
                        }
                        out.push(Item::Footnote { items: kept_together(items) });
                        self.footnotes.insert(label.clone(), blocks);
                    }
                }
                InlineKind::Math { source, .. } => {
                    out.push(Item::Formula { math: Math::new(source, false) });
                }
                // A solution in the line is folded like any other.
                InlineKind::Element(_)
                    if !self.answers && answer::in_line(inline) == Some(Answer::Solution) => {}
                InlineKind::Element(element) => {
                    let mut own = style.clone();
                    match element.tag.as_str() {
                        "strong" | "b" => own.strong = true,
                        "em" | "i" => own.emph = true,
                        "del" | "s" => own.strike = true,
                        "code" | "kbd" | "samp" | "tt" => own.code = true,
                        "sub" => own.script = Some("sub"),
                        "sup" => own.script = Some("super"),
                        _ => {}
                    }
                    self.push(&element.children, &own, out);
                }
                InlineKind::Note(blocks) => {
                    let mut items = Vec::new();
                    ast::walk(blocks, &mut |node| {
                        if let ast::Walked::Block(block) = node
                            && let BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) = &block.kind
                        {
                            items.push(inlines.as_slice());
                        }
                    });
                    let mut note = Vec::new();
                    items.into_iter().for_each(|inlines| self.push(inlines, style, &mut note));
                    out.push(Item::Note { items: kept_together(note) });
                }
            }
        }
    }

    fn link(&mut self, link: &ast::Link, style: &Style, out: &mut Vec<Item>) {
        let site = &self.renderer.site;
        let mut own = style.clone();
        match site.course.target(self.page, &link.target, &site.tree) {
            Target::External => {
                own.url = Some(link.target.clone());
                self.push(&link.inlines, &own, out);
                // On paper the address must be read, once.
                let shown = plain_text(&link.inlines);
                let bare =
                    |text: &str| text.trim_end_matches('/').rsplit("://").next().unwrap_or("").to_owned();
                if bare(&shown) != bare(&link.target) && self.told.insert(link.target.clone()) {
                    let address = Style { url: Some(link.target.clone()), ..Style::default() };
                    out.push(Item::Footnote { items: vec![run(&link.target, &address)] });
                }
                return;
            }
            Target::Page { page, anchor } if self.pages.contains_key(&page) => {
                let anchor = anchor.as_deref().filter(|anchor| {
                    // A page's own heading has the page's label.
                    let title = site.course.page(page).document.title().map(|(title, _)| title.slug.as_str());
                    !anchor.is_empty() && title != Some(anchor)
                });
                let to = Self::label(page, anchor);
                own.to = Some(to.clone());
                self.push(&link.inlines, &own, out);
                out.push(Item::Page { to: Some(to) });
                return;
            }
            _ => {}
        }
        self.push(&link.inlines, &own, out);
    }

    fn inline_image(&mut self, image: &ast::Link, style: &Style, out: &mut Vec<Item>) {
        let alt = plain_text(&image.inlines);
        match self.picture(image) {
            Some((file, ..)) => out.push(Item::Image { file, alt }),
            None => out.push(run(&alt, style)),
        }
    }
}

/// Lines without the end of the line before them.
fn without_break(lines: &[Inline]) -> &[Inline] {
    match lines.split_first() {
        Some((first, rest)) if matches!(first.kind, InlineKind::SoftBreak | InlineKind::HardBreak) => rest,
        _ => lines,
    }
}

pub(super) fn text(text: &str) -> Item {
    run(text, &Style::default())
}

fn run(s: &str, style: &Style) -> Item {
    Item::Run(Run { s: s.to_owned(), style: style.clone() })
}
