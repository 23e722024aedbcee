//! Fences and indented code: text as it is written, or a diagram, a tree, a formula.

use super::Reader;
use crate::audience;
use crate::diagnostic::{Finding, code};
use crate::parse::ast::{BlockKind, Code, CodeText};
use crate::parse::comment::{self, Comments};
use crate::parse::math::mathml;
use crate::parse::{diagram, tree};
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, Event};

impl Reader<'_, '_, '_> {
    pub(super) fn code(&mut self, kind: CodeBlockKind<'_>, range: &std::ops::Range<usize>) -> BlockKind {
        let mut source = CodeText::default();
        let mut span: Option<Span> = None;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(text) => {
                    // Comments are masked in what the parser reads; code shows them as they are.
                    let own = self.text.get(range.clone()).filter(|own| own.len() == text.len());
                    let own = without_blocks(self.comments, own.unwrap_or(&text), &range);
                    source.push(&own, range.start + self.base);
                    let piece = Span::from(range).shifted(self.base);
                    span = Some(span.map_or(piece, |span| span.to(piece)));
                }
                _ => break,
            }
        }
        let span = span.unwrap_or_else(|| self.span(range.clone()));
        if let CodeBlockKind::Fenced(info) = &kind
            && let Some(name) = info.strip_prefix('{')
            && audience::mentions_people(name.split(['}', '-']).next().unwrap_or(""))
        {
            self.doubt(range.clone(), "this block looks like it is for instructors, and learners see it");
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                let word = info.split([' ', ',', '{', '\t']).next().unwrap_or("").trim().to_ascii_lowercase();
                (!word.is_empty()).then_some(word)
            }
            CodeBlockKind::Indented => None,
        };
        let is_tree = language
            .as_deref()
            .is_none_or(|language| matches!(language, "text" | "tree" | "txt" | "plaintext" | "bash"));
        let notes = comment::notes_in(&source.text);
        // What kurso draws is no code, and comments in it are comments.
        if !notes.is_empty()
            && (language.as_deref() == Some("math") || is_tree && tree::parse(&source, span).is_some())
        {
            source = source.without(&notes);
        }
        if language.as_deref() == Some("math")
            && let Err(why) = mathml(source.text.trim(), true)
        {
            self.not_drawn(span, &why);
        }
        if language.as_deref() == Some("mermaid") {
            return BlockKind::Diagram(Box::new(diagram::parse(source, span, self.context.sink)));
        }
        if is_tree && let Some(tree) = tree::parse(&source, span) {
            return BlockKind::Tree(Box::new(tree));
        }
        let costly = source.costs_too_much().filter(|_| language.is_some());
        if let Some(why) = costly {
            let place = self.context.sink.place(self.span(range.clone()));
            let finding = Finding::new(
                code::LIMIT_REACHED,
                place,
                format!("this code is shown without colours: {why}"),
            );
            self.context.sink.push(finding.help("break the lines, or show a part of it").mild(true));
        }
        BlockKind::Code(Code { language, text: source, plain: costly.is_some(), before: Vec::new() })
    }
}

/// A piece of code without the blocks of other tools for instructors: those are none of the code.
fn without_blocks<'t>(
    comments: &Comments,
    piece: &'t str,
    range: &std::ops::Range<usize>,
) -> std::borrow::Cow<'t, str> {
    let mut bytes = piece.as_bytes().to_vec();
    let mut found = false;
    for own in comments.notes(range) {
        let from = own.span.start.max(range.start) - range.start;
        let to = own.span.end.min(range.end) - range.start;
        if let Some(own) = bytes.get_mut(from..to) {
            own.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
            found = true;
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) if found => text.into(),
        _ => piece.into(),
    }
}
