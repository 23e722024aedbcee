//! One [`SourceFile`] → one [`Document`]. Cannot fail: broken input is a value and findings.

pub mod ast;

mod comment;

pub mod diagram;

pub mod directive;

mod fence;

mod frames;

pub mod heading;

mod html;

mod markdown;

pub mod slug;

pub mod tree;

#[cfg(test)]
mod tests;

pub use html::is_safe_url;

use crate::diagnostic::{Finding, Sink, code};
use crate::lang::Language;
use crate::load::SourceFile;
use crate::span::{Place, Span};
use crate::yaml::{self, NodeKind};
use ast::{Block, BlockKind, Document, FrontMatter, Section};
use directive::Directive;
use heading::Role;

/// Reads a Markdown file.
#[must_use]
pub fn parse(file: &SourceFile) -> Document {
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
    let broken_at = fence::check(&file.text, &mut sink);
    let mut slugs = slug::Slugs::default();
    let mut directives = Vec::new();
    let mut context = markdown::Context { sink: &mut sink, slugs: &mut slugs, directives: &mut directives };
    let mut blocks = markdown::blocks(text, base, &comments, &mut context);
    if let Some(at) = broken_at {
        silence_behind(&mut blocks, at);
    }
    let mut front_matter = front_matter;
    front_matter.instructor |=
        directives.iter().any(|directive| directive.value == Directive::InstructorFile)
            || head_says_instructors_only(text);
    Document {
        file: file.id,
        sections: sections(&blocks, file.text.len()),
        blocks,
        front_matter,
        directives,
        language: Language::of(text),
        unterminated_comment: comments.unterminated.is_some(),
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
        sink.push(finding);
        return (FrontMatter::default(), at);
    };
    let NodeKind::Mapping(entries) = &node.kind else { return none };
    let string = |key: &str| {
        entries.iter().find(|(name, _)| name.value == key).and_then(|(_, value)| match &value.kind {
            NodeKind::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        })
    };
    let instructor = string("audience").is_some_and(|audience| audience == "instructor");
    (FrontMatter { title: string("title"), instructor }, at)
}

/// 강사용 in a file's head: in its title, or in a line of its own that is marked (a quotation, bold text).
fn head_says_instructors_only(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(6)
        .take_while(|line| !line.starts_with("## "))
        .any(|line| {
            line.starts_with(['#', '>', '*'])
                && line.chars().count() < 80
                && heading::says_instructors_only(line)
        })
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

    /// The place of `span` in this file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }
}
