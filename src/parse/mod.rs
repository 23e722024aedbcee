//! One [`SourceFile`] → one [`Document`]. Cannot fail: broken input is a value and findings.

pub mod answer;

pub mod ast;

mod code_text;

mod comment;

pub mod diagram;

pub mod directive;

mod division;

mod fence;

mod frames;

mod front_matter;

mod head;

pub mod heading;

mod html;

pub mod learner;

mod markdown;

pub mod math;

pub mod slug;

pub mod tree;

#[cfg(test)]
mod tests;

pub use html::{is_safe_url, is_void};

use crate::audience;
use crate::config::RawHtml;
use crate::diagnostic::{Finding, Sink, code};
use crate::lang::Language;
use crate::load::SourceFile;
use crate::span::{FileId, Place, Span};
use ast::{Block, BlockKind, Document, Section};
use directive::Directive;
use heading::Role;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads a Markdown file.
#[must_use]
pub fn parse(file: &SourceFile, html: RawHtml) -> Document {
    let mut sink = Sink::new(file.id);
    let whole = with_line_ends(&file.text);
    let (mut front_matter, base) = front_matter::read(&whole, &mut sink);
    let text = &whole[base..];
    let comments = comment::scan(text);
    if let Some(span) = comments.unterminated {
        sink.push(
            Finding::new(
                code::UNTERMINATED_COMMENT,
                sink.place(span.shifted(base)),
                "this comment never ends",
            )
            .help("close it with `-->`; until then no learner's page is made of what follows"),
        );
    }
    let broken_at = fence::check(&comment::mask(text, &comments), base, &mut sink);
    let mut slugs = slug::Slugs::default();
    let mut directives = Vec::new();
    let mut left_out = BTreeMap::new();
    let mut context = markdown::Context {
        sink: &mut sink,
        slugs: &mut slugs,
        directives: &mut directives,
        html,
        left_out: &mut left_out,
    };
    let mut blocks = markdown::blocks(text, base, &comments, &mut context);
    if let Some(first) = left_out.values().min_by_key(|span| span.start) {
        let names: Vec<String> = left_out.keys().map(|name| format!("`<{name}>`")).collect();
        let message = format!("the page does not show {}, nor what stands in it", names.join(", "));
        sink.push(
            Finding::new(code::ELEMENT_LEFT_OUT, sink.place(*first), message)
                .help("link to a file that holds it, or say in Markdown what readers shall see"),
        );
    }
    if let Some(at) = broken_at {
        silence_behind(&mut blocks, at);
    }
    let exposed = exposed_comment(&blocks, &whole);
    if let Some(span) = exposed {
        sink.push(
            Finding::new(
                code::UNTERMINATED_COMMENT,
                sink.place(span),
                "this comment for instructors would be text on the page",
            )
            .help("close the code before it, or write the comment on lines of its own"),
        );
    }
    front_matter.instructor |=
        directives.iter().any(|directive| directive.value == Directive::InstructorFile);
    let unterminated_comment = comments.unterminated.is_some() || exposed.is_some();
    let mut head_instructor = false;
    if !front_matter.instructor && !front_matter.learner {
        match head::says(&blocks) {
            (audience::Mark::Instructors, _) => head_instructor = true,
            (audience::Mark::Doubtful, span) => sink.push(
                Finding::new(
                    code::LOOKS_FOR_INSTRUCTORS,
                    sink.place(span),
                    "this looks like a page for instructors, and learners see it",
                )
                .help("write `audience: instructor` in the front matter, or `audience: learner` if it is for all"),
            ),
            (audience::Mark::Nothing, _) => {}
        }
    }
    Document {
        file: file.id,
        sections: sections(&blocks, file.text.len()),
        blocks,
        front_matter,
        directives,
        language: Language::of(text),
        unterminated_comment,
        head_instructor,
        broken_at,
        findings: sink.into_findings(),
    }
}

/// The text with line ends that everything below knows: a carriage return alone, as in very old files, ends a line for
/// CommonMark. Every byte stays where it is.
fn with_line_ends(text: &str) -> Cow<'_, str> {
    let is_alone = |(at, _): &(usize, &str)| text.as_bytes().get(at + 1) != Some(&b'\n');
    if text.match_indices('\r').all(|found| !is_alone(&found)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices('\r').filter(is_alone) {
        out.push_str(&text[from..at]);
        out.push('\n');
        from = at + 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// One cause, one finding: what a broken fence turned inside out has no minutes and no problems of its own.
fn silence_behind(blocks: &mut [Block], at: usize) {
    for block in blocks.iter_mut().filter(|block| block.span.end > at) {
        match &mut block.kind {
            BlockKind::Heading(heading) => heading.duration = None,
            BlockKind::Diagram(diagram) => {
                diagram.nodes.clear();
                diagram.edges.clear();
                diagram.containers.clear();
            }
            _ => {}
        }
    }
}

/// The place of a comment for instructors that the Markdown parser took for text: nobody may see what follows. A comment that is
/// escaped, or written with entities, is text on purpose.
fn exposed_comment(blocks: &[Block], whole: &str) -> Option<Span> {
    let mut found = None;
    // A backtick in a comment may have made code of its beginning, and text of its end.
    let mut open: Option<Span> = None;
    ast::walk(blocks, &mut |node| {
        match node {
            ast::Walked::Block(_) | ast::Walked::Cell(_) => open = None,
            ast::Walked::Inline(inline) => match &inline.kind {
                ast::InlineKind::Code(text) if !text.contains("-->") => {
                    let begun = text.split_once("<!--");
                    if begun.is_some_and(|(_, behind)| comment::names_instructors(behind.trim_start())) {
                        open = Some(inline.span);
                    }
                }
                ast::InlineKind::Text(text) if text.contains("-->") => found = found.or(open),
                _ => {}
            },
        }
        if let ast::Walked::Inline(inline) = node
            && let ast::InlineKind::Text(text) = &inline.kind
            && let Some((_, behind)) = text.split_once("!--")
            && comment::names_instructors(behind.trim_start())
        {
            // The text may begin behind the sign.
            let from = inline.span.start.saturating_sub(2);
            let from = (from..=inline.span.start).find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
            let source = whole.get(from..inline.span.end).unwrap_or("");
            let is_open = source.match_indices("<!--").any(|(at, _)| !source[..at].ends_with('\\'));
            if is_open {
                found.get_or_insert(inline.span);
            }
        }
    });
    found
}

/// The sections of the top-level headings; `end_of_file` is where the last one ends.
#[must_use]
pub fn sections(blocks: &[Block], end_of_file: usize) -> Vec<Section> {
    let headings: Vec<(usize, u8, Role, Span)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match &block.kind {
            BlockKind::Heading(heading) => Some((at, heading.level, heading.role, block.span)),
            _ => None,
        })
        .collect();
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    // The sections that are open, outermost first.
    let mut open: Vec<usize> = Vec::new();
    for (at, (block, level, role, span)) in headings.iter().enumerate() {
        while let Some(&last) = open.last() {
            if sections[last].level < *level {
                break;
            }
            sections[last].end = *block;
            sections[last].span.end = span.start;
            open.pop();
        }
        let parent = open.last().copied();
        sections.push(Section {
            heading: *block,
            end: blocks.len(),
            level: *level,
            parent,
            role: *role,
            span: Span::new(span.start, end_of_file),
        });
        open.push(at);
    }
    sections
}

impl Document {
    /// Where the last section ends.
    #[must_use]
    pub fn end(&self) -> usize {
        self.sections.last().map_or(0, |section| section.span.end)
    }

    /// The same, read from another file of the same text.
    #[must_use]
    pub fn of_file(mut self, file: FileId) -> Self {
        self.file = file;
        for finding in &mut self.findings {
            let labels =
                finding.labels.iter_mut().chain([&mut finding.primary]).map(|label| &mut label.place);
            let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.place);
            labels.chain(edits).for_each(|place| place.file = file);
        }
        self
    }

    /// The place of `span` in this file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }
}
