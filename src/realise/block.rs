//! The tree of a document → a finished page.

use super::Realised;
use super::edition::{Audience, Edition};
use super::page::{Block, Code, Element, Entry, Heading, Inline, Item, List, Page, Tab, Table, Timed};
use crate::course::timing::timed_sections;
use crate::course::{self, PageId, Sidecar};
use crate::parse::answer;
use crate::parse::ast::{self, BlockKind, Document};
use crate::parse::heading::Role;
use crate::span::FileId;
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

/// The longest description of a page, in characters.
const DESCRIPTION: usize = 160;

/// A page of the audience's edition.
pub(super) fn page<A: Audience>(realised: &Realised, id: PageId) -> Page<A> {
    let own = realised.scope.site.course.page(id);
    let document = realised.scope.document(id);
    let title = own.title_heading(&document);
    let mut finisher = Finisher::<A>::new(realised, id);
    let blocks = finisher.document(own, &document, title.map(|(at, _)| at));
    let footnotes = finisher.footnotes();
    Page {
        id,
        anchor: title.map(|(_, heading)| heading.slug.clone()),
        role: title.map_or(Role::Plain, |(_, heading)| heading.role),
        blocks,
        footnotes,
        contents: contents(&document, title.map(|(_, heading)| heading.slug.as_str())),
        timed: timed(&document),
        description: description(&document),
    }
}

/// Where a text comes from: each has footnotes of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Origin {
    /// The page's own.
    Page,
    /// Notes in a file beside it.
    Sidecar,
}

/// Finishes one page. What it passes, it passes in the order of reading: numbers and first mentions depend on that.
pub(super) struct Finisher<'d, A: Audience> {
    pub(super) realised: &'d Realised,
    pub(super) page: PageId,
    /// How many diagrams were passed.
    pub(super) diagrams: usize,
    /// Inside of a link or a heading nothing is linked by kurso.
    pub(super) linking: bool,
    /// A link holds no other link.
    pub(super) in_link: bool,
    /// Notes that wait for the end of what they were written in.
    pub(super) below: Vec<&'d [ast::Block]>,
    /// Terms that the page mentioned.
    pub(super) mentioned: BTreeSet<usize>,
    /// What is being passed.
    origin: Origin,
    /// The footnotes that were referred to, by their numbers from 1.
    referred: Vec<(Origin, &'d str)>,
    numbers: BTreeMap<(Origin, &'d str), usize>,
    definitions: BTreeMap<(Origin, &'d str), &'d [ast::Block]>,
    audience: PhantomData<A>,
}

impl<'d, A: Audience> Finisher<'d, A> {
    fn new(realised: &'d Realised, page: PageId) -> Self {
        Self {
            realised,
            page,
            diagrams: 0,
            linking: true,
            in_link: false,
            below: Vec::new(),
            mentioned: BTreeSet::new(),
            origin: Origin::Page,
            referred: Vec::new(),
            numbers: BTreeMap::new(),
            definitions: BTreeMap::new(),
            audience: PhantomData,
        }
    }

    fn document(
        &mut self,
        page: &'d course::Page,
        document: &'d Document,
        title: Option<usize>,
    ) -> Vec<Block<A>> {
        let sidecar = page.sidecar.as_ref().filter(|_| A::EDITION == Edition::Instructor);
        self.define(Origin::Page, document);
        if let Some(sidecar) = sidecar {
            self.define(Origin::Sidecar, &sidecar.document);
        }
        let mut out = Vec::with_capacity(document.blocks.len());
        self.sidecar(sidecar, None, &mut out);
        for (at, block) in document.blocks.iter().enumerate().filter(|(at, _)| Some(*at) != title) {
            self.block(block, &mut out);
            // Sections stand in the order of their headings.
            if let Ok(section) = document.sections.binary_search_by_key(&at, |section| section.heading) {
                self.sidecar(sidecar, Some(section), &mut out);
            }
        }
        out
    }

    /// Notes from the file beside the session, at the section that they are about.
    fn sidecar(&mut self, sidecar: Option<&'d Sidecar>, section: Option<usize>, out: &mut Vec<Block<A>>) {
        let Some(sidecar) = sidecar else { return };
        let before = std::mem::replace(&mut self.origin, Origin::Sidecar);
        for (_, blocks) in sidecar.notes.iter().filter(|(about, _)| *about == section) {
            let blocks = self.blocks(&sidecar.document.blocks[blocks.clone()]);
            out.extend(A::note(blocks).map(Block::Note));
        }
        self.origin = before;
    }

    /// Learns the footnotes that a text defines.
    fn define(&mut self, origin: Origin, document: &'d Document) {
        ast::walk(&document.blocks, &mut |node| {
            if let ast::Walked::Block(block) = node
                && let BlockKind::FootnoteDefinition(label, blocks) = &block.kind
            {
                self.definitions.entry((origin, label)).or_insert(blocks);
            }
        });
    }

    /// The file of what is being passed.
    pub(super) fn file(&self) -> FileId {
        let page = self.realised.scope.site.course.page(self.page);
        match (self.origin, &page.sidecar) {
            (Origin::Sidecar, Some(sidecar)) => sidecar.document.file,
            (Origin::Page | Origin::Sidecar, _) => page.file,
        }
    }

    /// The number of a footnote; `None` where it is defined nowhere.
    pub(super) fn footnote(&mut self, label: &'d str) -> Option<usize> {
        let key = (self.origin, label);
        if !self.definitions.contains_key(&key) {
            return None;
        }
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        self.referred.push(key);
        self.numbers.insert(key, self.referred.len());
        Some(self.referred.len())
    }

    /// What the footnotes say that were referred to; a footnote may refer to a further one.
    fn footnotes(&mut self) -> Vec<Vec<Block<A>>> {
        let mut out = Vec::new();
        while let Some(key) = self.referred.get(out.len()).copied() {
            self.origin = key.0;
            let blocks = self.definitions.get(&key).copied().unwrap_or_default();
            let blocks = self.blocks(blocks);
            out.push(blocks);
        }
        out
    }

    pub(super) fn blocks(&mut self, blocks: &'d [ast::Block]) -> Vec<Block<A>> {
        let mut out = Vec::with_capacity(blocks.len());
        blocks.iter().for_each(|block| self.block(block, &mut out));
        out
    }

    fn block(&mut self, block: &'d ast::Block, out: &mut Vec<Block<A>>) {
        out.extend(self.finished(block));
        for blocks in std::mem::take(&mut self.below) {
            let blocks = self.blocks(blocks);
            out.extend(A::note(blocks).map(Block::Note));
        }
    }

    /// The block without the notes below it; `None` for what is shown elsewhere or not at all.
    fn finished(&mut self, block: &'d ast::Block) -> Option<Block<A>> {
        Some(match &block.kind {
            BlockKind::Heading(heading) => Block::Heading(self.heading(heading)),
            BlockKind::Paragraph(inlines) => Block::Paragraph(self.inlines(inlines)),
            BlockKind::Plain(inlines) => Block::Plain(self.inlines(inlines)),
            BlockKind::List(list) if list.tabs => Block::Tabs(self.tabs(list)),
            BlockKind::List(list) => {
                let item = |item: &'d ast::Item| Item { task: item.task, blocks: self.blocks(&item.blocks) };
                Block::List(List { start: list.start, items: list.items.iter().map(item).collect() })
            }
            BlockKind::Quote(blocks) => Block::Quote(self.blocks(blocks)),
            BlockKind::Alert(kind, blocks) => Block::Alert(*kind, self.blocks(blocks)),
            BlockKind::Table(table) => Block::Table(Table {
                alignments: table.alignments.clone(),
                head: self.cells(&table.head),
                rows: table.rows.iter().map(|row| self.cells(row)).collect(),
            }),
            BlockKind::Code(code) if code.language.as_deref() == Some("math") => {
                Block::Formula(code.text.text.trim().to_owned())
            }
            BlockKind::Code(code) => Block::Code(Code {
                language: code.language.clone(),
                text: code.text.text.clone(),
                plain: code.plain,
            }),
            BlockKind::Diagram(diagram) => Block::Diagram(Box::new(self.diagram(diagram))),
            BlockKind::Tree(tree) => Block::Tree(Box::new(self.tree(tree))),
            BlockKind::Rule => Block::Rule,
            BlockKind::Element(element) => {
                let answer = answer::of(block);
                let attributes = self.attributes(answer, element);
                // A click on a summary opens what it is about.
                let linking = self.linking;
                self.linking &= element.tag != "summary";
                let children = self.blocks(&element.children);
                self.linking = linking;
                Block::Element(Element {
                    tag: element.tag.clone(),
                    attributes,
                    children,
                    answer,
                    media: None,
                })
            }
            BlockKind::Solution(blocks) => {
                let open = self.realised.scope.shows_answers();
                Block::Solution { open, blocks: self.blocks(blocks) }
            }
            // Footnotes stand at the foot of the page.
            BlockKind::FootnoteDefinition(..) => return None,
            BlockKind::Note(blocks) => Block::Note(A::note(self.blocks(blocks))?),
        })
    }

    fn heading(&mut self, heading: &'d ast::Heading) -> Heading<A> {
        let linking = std::mem::replace(&mut self.linking, false);
        let minutes = heading.duration.map_or("", |duration| &heading.text[duration.in_text.range()]);
        let mut inlines = self.inlines(&heading.inlines);
        drop_end(&mut inlines, minutes);
        self.linking = linking;
        Heading {
            level: heading.level,
            inlines,
            title: heading.title.clone(),
            text: heading.text.clone(),
            anchor: heading.slug.clone(),
            classes: heading.classes.clone(),
            minutes: heading.duration.map(|duration| duration.minutes),
            role: heading.role,
        }
    }

    /// Items whose first block is a title.
    fn tabs(&mut self, list: &'d ast::List) -> Vec<Tab<A>> {
        let mut tabs = Vec::with_capacity(list.items.len());
        for item in &list.items {
            let Some((first, rest)) = item.blocks.split_first() else { continue };
            let linking = std::mem::replace(&mut self.linking, false);
            let title = match &first.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => self.inlines(inlines),
                _ => Vec::new(),
            };
            self.linking = linking;
            tabs.push(Tab { title, blocks: self.blocks(rest) });
        }
        tabs
    }

    fn cells(&mut self, cells: &'d [Vec<ast::Inline>]) -> Vec<Vec<Inline<A>>> {
        cells.iter().map(|cell| self.inlines(cell)).collect()
    }
}

/// Takes a text from the end: the minutes of a heading, which are shown apart.
fn drop_end<A: Audience>(inlines: &mut Vec<Inline<A>>, end: &str) {
    let mut rest = end;
    while let Some(Inline::Text(text)) = inlines.last_mut().filter(|_| !rest.is_empty()) {
        if let Some(shorter) = text.strip_suffix(rest) {
            text.truncate(shorter.trim_end().len());
            return;
        }
        let Some(before) = rest.strip_suffix(text.as_str()) else { return };
        rest = before;
        inlines.pop();
    }
}

/// The headings of the first levels, with their part of the page's minutes.
fn contents(document: &Document, title: Option<&str>) -> Vec<Entry> {
    let timed = timed_sections(document);
    let total: u32 = timed.iter().map(|timed| timed.minutes).sum();
    let share = |at: usize| {
        // They stand in the order of their sections.
        let found = timed.binary_search_by_key(&at, |timed| timed.section).ok()?;
        (timed[found].minutes * 100).checked_div(total)
    };
    let sections = document.sections.iter().enumerate().filter(|(_, section)| section.level <= 3);
    let entry = |(at, section)| {
        let heading = document.heading(section).filter(|heading| Some(heading.slug.as_str()) != title)?;
        Some(Entry {
            anchor: heading.slug.clone(),
            title: heading.title.clone(),
            level: section.level.max(2),
            minutes: heading.duration.map(|duration| duration.minutes),
            share: share(at),
        })
    };
    sections.filter_map(entry).collect()
}

fn timed(document: &Document) -> Vec<Timed> {
    let timed = timed_sections(document).into_iter();
    timed
        .filter_map(|timed| {
            let heading = document.heading(&document.sections[timed.section])?;
            let (anchor, title) = (heading.slug.clone(), heading.title.clone());
            Some(Timed { anchor, title, minutes: timed.minutes })
        })
        .collect()
}

/// The first paragraph, as long as a search engine shows it.
pub(super) fn description(document: &Document) -> Option<String> {
    let mut paragraphs = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(ast::plain_text(inlines)),
        _ => None,
    });
    let text = paragraphs.find(|text| text.chars().count() > 20)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match text.char_indices().nth(DESCRIPTION) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    })
}

/// The first paragraph near the head, when it is short enough to stand on a card.
pub(super) fn summary(document: &Document) -> Option<String> {
    let text = document.blocks.iter().take(3).find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(ast::plain_text(inlines)),
        _ => None,
    })?;
    (text.chars().count() <= DESCRIPTION).then_some(text)
}
