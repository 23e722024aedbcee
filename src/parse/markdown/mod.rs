//! Markdown events → blocks: the only user of the Markdown parser.

mod attributes;

mod autolink;

mod emoji;

mod fences;

mod inline;

pub(super) mod marks;

mod math;

mod runs;

mod wrapping;

use super::ast::{AlertKind, Alignment, Block, BlockKind, Heading, Inline, InlineKind, Item, List, Table};
use super::comment::{self, Comments};
use super::directive::{self, Directive};
use super::frames::Frames;
use super::heading;
use super::html::{self, HtmlToken};
use super::slug::Slugs;
use crate::audience;
use crate::config::RawHtml;
use crate::diagnostic::{Finding, Sink, code};
use crate::span::{Span, Spanned};
use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::iter::Peekable;

/// How deep lists, quotes and emphasis may nest; deeper ones lose their contents' structure.
const MAX_DEPTH: usize = 64;

/// What the blocks of one text need to know of the file around them.
pub(super) struct Context<'c> {
    pub sink: &'c mut Sink,
    pub slugs: &'c mut Slugs,
    pub directives: &'c mut Vec<Spanned<Directive>>,
    pub html: RawHtml,
    /// Elements that no page shows, each where it stands first.
    pub left_out: &'c mut BTreeMap<String, Span>,
}

/// Reads `text`, which stands at `base` in the file; `comments` are those of `text`.
pub(super) fn blocks(text: &str, base: usize, comments: &Comments, context: &mut Context<'_>) -> Vec<Block> {
    let masked = comment::mask(text, comments);
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    if let Some(at) = widest_table(&masked) {
        options.remove(Options::ENABLE_TABLES);
        let place = context.sink.place(Span::new(at, at).shifted(base));
        let message =
            format!("tables of this page are shown as text: one has more than {MOST_COLUMNS} columns");
        context.sink.push(Finding::new(code::LIMIT_REACHED, place, message).help("divide the table"));
    }
    let readable = math::readable(&masked, options);
    let read = readable.as_deref().unwrap_or(&masked);
    let events = Parser::new_ext(read, options).into_offset_iter().peekable();
    let mut reader = Reader {
        events,
        text,
        masked: &masked,
        readable: readable.as_deref(),
        base,
        comments,
        context,
        pending: Vec::new(),
        limited: false,
        quotes: 0,
    };
    reader.blocks(0)
}

/// How many columns a table may have: each of its rows has as many cells, however short it is written.
const MOST_COLUMNS: usize = 100;

/// Cells beyond which those at the end of a row that hold nothing are left away.
const MANY_CELLS: usize = 20_000;

/// The place of a table with more columns than that.
fn widest_table(text: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let is_rule = line.len() > MOST_COLUMNS
            && line
                .bytes()
                .all(|byte| matches!(byte, b'|' | b':' | b'-' | b'>') || byte.is_ascii_whitespace());
        (is_rule && line.matches('|').count() > MOST_COLUMNS).then_some(start)
    })
}

struct Reader<'r, 'c, 'e> {
    events: Peekable<OffsetIter<'e>>,
    text: &'r str,
    /// The text without its comments, and where that is another one, what the parser reads.
    masked: &'r str,
    readable: Option<&'r str>,
    base: usize,
    comments: &'r Comments,
    context: &'r mut Context<'c>,
    /// Directives that wait for the block below them.
    pending: Vec<Spanned<Directive>>,
    limited: bool,
    /// How many quotations are open.
    quotes: usize,
}

impl Reader<'_, '_, '_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::from(range).shifted(self.base)
    }

    /// Blocks up to the end of the tag that is open, which is not consumed.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut frames = Frames::new(depth == 0);
        while let Some((event, _)) = self.events.peek() {
            if matches!(event, Event::End(_)) {
                break;
            }
            if is_inline(event) {
                let start = self.events.peek().map_or(0, |(_, range)| range.start);
                let wrapping = self.take_wrapping();
                let mut inlines = self.inlines(depth);
                finish(&mut inlines);
                // A line that is nothing but comments is about what follows.
                if inlines.is_empty() {
                    self.pending.extend(wrapping);
                    continue;
                }
                let end = inlines.last().map_or(start, |last| last.span.end - self.base);
                self.nothing_below();
                let span = self.span(start..end);
                let kind = self.wrapped(BlockKind::Plain(inlines), span, &wrapping);
                frames.push(Block { span, kind });
                continue;
            }
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::Start(Tag::HtmlBlock) => {
                    let mut html = String::new();
                    while let Some((event, own)) = self.events.next() {
                        match event {
                            Event::Html(text) | Event::Text(text) => {
                                html.push_str(&self.as_written(&text, &own));
                            }
                            _ => break,
                        }
                    }
                    self.html(&html, range, &mut frames);
                }
                Event::Start(tag) => {
                    let wrapping = self.take_wrapping();
                    match self.block(tag, &range, depth) {
                        Some(kind) => {
                            self.nothing_below();
                            let span = self.span(range);
                            let kind = self.with_directives(kind);
                            let kind = self.wrapped(kind, span, &wrapping);
                            frames.push(Block { span, kind });
                        }
                        None => self.pending.extend(wrapping),
                    }
                }
                Event::Rule => {
                    let (span, wrapping) = (self.span(range), self.take_wrapping());
                    let kind = self.wrapped(BlockKind::Rule, span, &wrapping);
                    frames.push(Block { span, kind });
                }
                Event::Html(html) => self.html(&html, range, &mut frames),
                _ => {}
            }
        }
        self.nothing_below();
        let mut blocks = marks::gather(wrapping::whole_sections(frames.finish()));
        blocks.shrink_to_fit();
        blocks
    }

    /// One block whose start was consumed; consumes its end.
    fn block(&mut self, tag: Tag<'_>, range: &std::ops::Range<usize>, depth: usize) -> Option<BlockKind> {
        if depth >= MAX_DEPTH {
            self.skip();
            if !self.limited {
                self.limited = true;
                let place = self.context.sink.place(self.span(range.clone()));
                let message = format!("nested deeper than {MAX_DEPTH} levels; what lies deeper is left out");
                self.context.sink.push(Finding::new(code::LIMIT_REACHED, place, message));
            }
            return None;
        }
        let kind = match tag {
            Tag::Paragraph => {
                let mut inlines = self.inlines(depth);
                finish(&mut inlines);
                // A paragraph that holds nothing but a comment would be an empty one.
                let span = self.span(range.clone());
                match inlines.is_empty() {
                    true => None,
                    // A quotation is looked at as a whole.
                    false if self.quotes > 0 => Some(BlockKind::Paragraph(inlines)),
                    false => Some(marks::paragraph(inlines, span)),
                }
            }
            Tag::Heading { level, .. } => {
                let inlines = self.inlines(depth);
                Some(BlockKind::Heading(self.heading(level, inlines, range)))
            }
            Tag::BlockQuote(kind) => Some(self.quote(kind, range, depth)),
            Tag::CodeBlock(kind) => return Some(self.code(kind, range)),
            Tag::List(start) => Some(BlockKind::List(self.list(start, depth))),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks(depth + 1);
                Some(BlockKind::FootnoteDefinition(label.to_string(), blocks))
            }
            Tag::Table(alignments) => {
                let table = self.table(alignments.iter().map(alignment).collect(), depth);
                return Some(BlockKind::Table(table));
            }
            _ => {
                let blocks = self.blocks(depth + 1);
                Some(BlockKind::Quote(blocks))
            }
        };
        self.events.next();
        kind
    }

    /// Passes over everything up to the end of the open tag, that end included.
    fn skip(&mut self) {
        let mut open = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }

    fn with_directives(&mut self, mut kind: BlockKind) -> BlockKind {
        let pending = std::mem::take(&mut self.pending);
        match &mut kind {
            BlockKind::Diagram(diagram) => diagram.before = pending,
            BlockKind::Tree(tree) => tree.before = pending,
            BlockKind::Code(code) => code.before = pending,
            _ => {}
        }
        kind
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        mut inlines: Vec<Inline>,
        range: &std::ops::Range<usize>,
    ) -> Heading {
        let attributes = attributes::take(&mut inlines, self.text.get(range.clone()).unwrap_or(""));
        // GitHub makes anchors of the codes of emoji.
        let written = super::ast::plain_text(&inlines);
        let slug = match attributes.id {
            Some(id) => self.context.slugs.claim(id),
            None => self.context.slugs.next(written.trim()),
        };
        finish(&mut inlines);
        heading::read(level as u8, inlines, slug, attributes.classes)
    }

    fn quote(
        &mut self,
        kind: Option<BlockQuoteKind>,
        range: &std::ops::Range<usize>,
        depth: usize,
    ) -> BlockKind {
        self.quotes += 1;
        let blocks = self.blocks(depth + 1);
        self.quotes -= 1;
        let alert = kind.map(|kind| match kind {
            BlockQuoteKind::Note => AlertKind::Note,
            BlockQuoteKind::Tip => AlertKind::Tip,
            BlockQuoteKind::Important => AlertKind::Important,
            BlockQuoteKind::Warning => AlertKind::Warning,
            BlockQuoteKind::Caution => AlertKind::Caution,
        });
        marks::quote(alert, self.text.get(range.clone()).unwrap_or(""), blocks)
    }

    fn list(&mut self, start: Option<u64>, depth: usize) -> List {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.peek() {
            self.events.next();
            let mut task = None;
            if let Some((Event::TaskListMarker(done), _)) = self.events.peek() {
                task = Some(*done);
                self.events.next();
            }
            let mut blocks = self.blocks(depth + 1);
            // In a loose list the marker stands inside the item's paragraph.
            if task.is_none() {
                task = take_task(&mut blocks);
            }
            self.events.next();
            items.push(Item { task, blocks });
        }
        List { start, items, tabs: false }
    }

    fn table(&mut self, alignments: Vec<Alignment>, depth: usize) -> Table {
        let mut table = Table { alignments, head: Vec::new(), rows: Vec::new() };
        let mut row: Vec<Vec<Inline>> = Vec::new();
        let mut cells = 0;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let mut cell = self.inlines(depth);
                    finish(&mut cell);
                    row.push(cell);
                    self.events.next();
                }
                Event::End(TagEnd::TableHead) => table.head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => {
                    cells += row.len();
                    while cells > MANY_CELLS && row.pop_if(|cell| cell.is_empty()).is_some() {}
                    table.rows.push(std::mem::take(&mut row));
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    fn html(&mut self, html: &str, range: std::ops::Range<usize>, frames: &mut Frames) {
        let span = self.span(range.clone());
        if html::calls_itself_instructors(html) {
            self.doubt(range.clone(), "this element looks like it is for instructors, and learners see it");
        }
        let mut wrapping = self.take_wrapping();
        let place = frames.place();
        for token in html::tokens(html, self.context.html) {
            match token {
                HtmlToken::Comment(index) => {
                    if let Some(blocks) = self.comment(&index, range.clone()) {
                        frames.push(Block { span, kind: BlockKind::Note(blocks) });
                    }
                }
                HtmlToken::LeftOut(name) => self.left_out(name, span),
                token => frames.token(token, span, self.context.slugs),
            }
        }
        frames.flush(span);
        // What stands in the same piece of HTML is below it as well.
        wrapping.extend(self.take_wrapping());
        let solution = wrapping.iter().find(|own| own.value == Directive::Solution).map(|own| own.span);
        if !solution.is_some_and(|solution| frames.make_solution(place, solution)) {
            self.pending.extend(wrapping);
        }
    }

    fn left_out(&mut self, name: String, span: Span) {
        self.context.left_out.entry(name).or_insert(span);
    }

    /// A masked comment: instructor notes give blocks, directives are remembered, others are nothing.
    fn comment(&mut self, index: &str, range: std::ops::Range<usize>) -> Option<Vec<Block>> {
        let found = index.trim().parse::<usize>().ok().and_then(|index| self.comments.found.get(index));
        let (body, start) = match found {
            Some(comment) if comment.note => {
                let body = self.text.get(comment.body.range())?;
                return Some(self.note(body, comment.body.start));
            }
            Some(comment) => (self.text.get(comment.body.range())?, comment.body.start),
            // A comment that the scan took for code is read where it stands; in a quote it does not stand as it is read.
            // A comment too short for a number says nothing.
            None if index.trim().is_empty() => return None,
            None => match self.text.get(range.clone()).and_then(|source| source.find(index)) {
                Some(at) => (index, range.start + at),
                None => return comment::instructor_text(index.trim_start()).map(|_| Vec::new()),
            },
        };
        let trimmed = body.trim_start();
        let at = start + (body.len() - trimmed.len());
        if let Some(rest) =
            trimmed.get(..6).filter(|head| head.eq_ignore_ascii_case("kurso:")).map(|_| &trimmed[6..])
        {
            let offset = self.base + at + "kurso:".len();
            if let Some(directive) = directive::parse(rest, offset, self.context.sink) {
                self.context.directives.push(directive.clone());
                self.pending.push(directive);
            }
            return None;
        }
        if let Some(rest) = comment::instructor_text(trimmed) {
            let blocks = self.note(rest, at + (trimmed.len() - rest.len()));
            if rest.trim().is_empty() {
                self.doubt(range, "this note is empty, and learners see what stands below it");
            }
            return Some(blocks);
        }
        match audience::comment(trimmed) {
            audience::Mark::Instructors => {
                let span = Span::new(at, at + trimmed.trim_end().len()).shifted(self.base);
                self.context.directives.push(Spanned::new(Directive::InstructorFile, span));
            }
            audience::Mark::Doubtful => {
                self.doubt(range, "this comment hides nothing, and learners see what stands below it");
            }
            audience::Mark::Nothing => {}
        }
        None
    }

    /// Says that something looks like it is for instructors, and stays.
    fn doubt(&mut self, range: std::ops::Range<usize>, what: &str) {
        let place = self.context.sink.place(self.span(range));
        self.context
            .sink
            .push(Finding::new(code::LOOKS_FOR_INSTRUCTORS, place, what).help(
                "write what is for instructors in `<!-- instructor: … -->` or below `> [!INSTRUCTOR]`",
            ));
    }

    /// The blocks of a note, which begins at a byte of the text.
    fn note(&mut self, rest: &str, at: usize) -> Vec<Block> {
        let none = Comments { found: Vec::new(), unterminated: None };
        // Headings in notes take no anchor from those of the page.
        let mut slugs = Slugs::default();
        let mut context = Context {
            sink: self.context.sink,
            slugs: &mut slugs,
            directives: self.context.directives,
            html: self.context.html,
            left_out: self.context.left_out,
        };
        blocks(rest, self.base + at, &none, &mut context)
    }
}

/// What is made of texts when all that stands in a block is read.
fn finish(inlines: &mut Vec<Inline>) {
    emoji::show(inlines);
    autolink::link(inlines);
}

fn take_task(blocks: &mut [Block]) -> Option<bool> {
    let (BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines)) = &mut blocks.first_mut()?.kind else {
        return None;
    };
    let done = match &inlines.first()?.kind {
        InlineKind::Text(text) if text == "[x]" => true,
        InlineKind::Text(text) if text == "[ ]" => false,
        _ => return None,
    };
    inlines.remove(0);
    Some(done)
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
            )
    )
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
