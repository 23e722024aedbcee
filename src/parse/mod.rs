//! One [`SourceFile`] → one [`Document`]. Cannot fail: broken input is a value and findings.

pub mod answer;

pub mod ast;

mod comment;

pub mod diagram;

pub mod directive;

pub mod edition;

mod fence;

mod frames;

pub mod heading;

mod html;

mod markdown;

pub mod math;

pub mod slug;

pub mod tree;

#[cfg(test)]
mod tests;

pub use html::{is_safe_url, is_void};

use crate::config::{self, RawHtml};
use crate::date::Date;
use crate::diagnostic::{Finding, Sink, code};
use crate::lang::Language;
use crate::load::SourceFile;
use crate::span::{FileId, Place, Span};
use crate::yaml::{self, NodeKind};
use ast::{Block, BlockKind, Document, FrontMatter, Section};
use directive::Directive;
use heading::Role;

/// Reads a Markdown file.
#[must_use]
pub fn parse(file: &SourceFile, html: RawHtml) -> Document {
    let mut sink = Sink::new(file.id);
    let (front_matter, base) = front_matter(file, &mut sink);
    let text = &file.text[base..];
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
    let mut context =
        markdown::Context { sink: &mut sink, slugs: &mut slugs, directives: &mut directives, html };
    let mut blocks = markdown::blocks(text, base, &comments, &mut context);
    if let Some(at) = broken_at {
        silence_behind(&mut blocks, at);
    }
    let exposed = exposed_comment(&blocks);
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
    let mut front_matter = front_matter;
    front_matter.instructor |=
        directives.iter().any(|directive| directive.value == Directive::InstructorFile)
            || head_says_instructors_only(&blocks);
    Document {
        file: file.id,
        sections: sections(&blocks, file.text.len()),
        blocks,
        front_matter,
        directives,
        language: Language::of(text),
        unterminated_comment: comments.unterminated.is_some() || exposed.is_some(),
        broken_at,
        findings: sink.into_findings(),
    }
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

/// YAML between `---` lines at the head, and where the Markdown begins (behind a byte order mark at least).
fn front_matter(file: &SourceFile, sink: &mut Sink) -> (FrontMatter, usize) {
    let text = &file.text;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = (FrontMatter::default(), start);
    let Some(first) = text[start..].lines().next().filter(|line| line.trim_end() == "---") else {
        return none;
    };
    let body = start + first.len() + text[start + first.len()..].find('\n').map_or(0, |at| at + 1);
    let mut at = body;
    let close = text[body..].split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        (line.trim_end() == "---").then_some(start)
    });
    let Some(close) = close else { return none };
    // A rule, a paragraph and a rule are content: a blank line follows, or what stands there is no mapping.
    if text[body..].lines().next().is_none_or(|line| line.trim().is_empty()) {
        return none;
    }
    let Ok(node) = yaml::parse(&text[body..close]) else {
        let finding = Finding::new(
            code::INVALID_MODEL,
            sink.place(Span::new(body, close)),
            "the front matter is no YAML",
        );
        sink.push(
            finding.help("until it can be read, a page that names an audience is for instructors only"),
        );
        let instructor = text[body..close].to_lowercase().contains("audience");
        return (FrontMatter { instructor, ..FrontMatter::default() }, at);
    };
    let NodeKind::Mapping(entries) = &node.kind else { return none };
    let value =
        |key: &str| entries.iter().find(|(name, _)| name.value.to_lowercase() == key).map(|(_, value)| value);
    let string = |key: &str| match value(key).map(|value| &value.kind) {
        Some(NodeKind::Scalar { text, .. }) => Some(text.clone()),
        _ => None,
    };
    // Whatever is not plainly for learners is not shown to them.
    let instructor = value("audience").is_some_and(|audience| {
        !matches!(&audience.kind, NodeKind::Scalar { text, .. } if matches!(text.to_lowercase().as_str(), "learner" | "learners" | "student" | "students" | "all" | "everyone" | "학습자" | "학생"))
    });
    let levels = value("check").map(|node| {
        let mut decoder = yaml::Decoder::new(file.id);
        let levels = config::check::of_page(&mut decoder, node).shifted(body);
        for mut finding in decoder.sink.into_findings() {
            finding.primary.place.span = finding.primary.place.span.shifted(body);
            sink.push(finding);
        }
        levels
    });
    // Other tools write a time behind the day.
    let day = |key: &str| string(key).and_then(|text| Date::parse(text.get(..10)?));
    let day = day("updated").or_else(|| day("date"));
    (FrontMatter { title: string("title"), instructor, day, levels: levels.unwrap_or_default() }, at)
}

/// 강사용 in a file's head: its title, or a quotation or bold line of its own before the first section.
fn head_says_instructors_only(blocks: &[Block]) -> bool {
    blocks.iter().take(4).any(|block| match &block.kind {
        BlockKind::Heading(heading) if heading.level == 1 => heading::says_instructors_only(&heading.text),
        BlockKind::Quote(blocks) => match blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(inlines)) => heading::says_instructors_only(&ast::plain_text(inlines)),
            _ => false,
        },
        BlockKind::Paragraph(inlines) => match inlines.as_slice() {
            [only] if matches!(only.kind, ast::InlineKind::Strong(_)) => {
                heading::says_instructors_only(&ast::plain_text(inlines))
            }
            _ => false,
        },
        _ => false,
    })
}

/// The place of a comment for instructors that the Markdown parser took for text: nobody may see what follows.
fn exposed_comment(blocks: &[Block]) -> Option<Span> {
    let mut found = None;
    ast::walk(blocks, &mut |node| {
        if let ast::Walked::Inline(inline) = node
            && let ast::InlineKind::Text(text) = &inline.kind
        {
            let shown = text.to_lowercase();
            let behind = shown.split_once("!--").map(|(_, behind)| behind.trim_start());
            if behind.is_some_and(|behind| behind.starts_with("instructor") || behind.starts_with("강사")) {
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
