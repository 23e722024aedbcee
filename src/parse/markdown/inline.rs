//! Markdown events → inlines.

use super::{MAX_DEPTH, Reader, is_inline};
use crate::diagnostic::{Finding, code};
use crate::parse::ast::{Element, Inline, InlineKind, Link, Size};
use crate::parse::frames;
use crate::parse::html::{self, HtmlToken};
use crate::parse::math::mathml;
use crate::span::Span;
use pulldown_cmark::{Event, Tag};

impl Reader<'_, '_, '_> {
    /// Inlines up to a block or the end of the open tag, neither consumed.
    pub(super) fn inlines(&mut self, depth: usize) -> Vec<Inline> {
        // Raw tags that are open, outermost first, each with what stands before it.
        let mut open: Vec<(Element<Inline>, Span, Vec<Inline>)> = Vec::new();
        let mut inlines: Vec<Inline> = Vec::new();
        // The element that is left out, with all up to its end.
        let mut without: Option<String> = None;
        while let Some((event, _)) = self.events.peek() {
            if !is_inline(event) {
                break;
            }
            let Some((event, range)) = self.events.next() else { break };
            let span = self.span(range.clone());
            if let Some(tag) = &without {
                match &event {
                    Event::InlineHtml(html) | Event::Html(html) if html::ends(html, tag) => without = None,
                    Event::Start(_) => self.skip(),
                    _ => {}
                }
                continue;
            }
            let kind = match event {
                Event::Text(text) => InlineKind::Text(self.as_written(&text, &range)),
                Event::Code(text) => InlineKind::Code(self.as_written(&text, &range)),
                Event::SoftBreak => InlineKind::SoftBreak,
                Event::HardBreak => InlineKind::HardBreak,
                Event::FootnoteReference(label) => InlineKind::FootnoteReference(label.to_string()),
                Event::TaskListMarker(done) => InlineKind::Text(if done { "[x]" } else { "[ ]" }.to_owned()),
                Event::InlineHtml(html) | Event::Html(html) => {
                    let html = self.as_written(&html, &range);
                    without = self.inline_html(&html, span, &mut inlines, &mut open);
                    continue;
                }
                Event::InlineMath(source) => self.math(source.to_string(), span, false),
                Event::DisplayMath(source) => self.math(source.to_string(), span, true),
                Event::Start(_) if depth >= MAX_DEPTH => {
                    self.skip();
                    continue;
                }
                Event::Start(tag) => {
                    let children = self.inlines(depth + 1);
                    self.events.next();
                    match tag {
                        Tag::Emphasis => InlineKind::Emphasis(children),
                        Tag::Strong => InlineKind::Strong(children),
                        Tag::Strikethrough => InlineKind::Strikethrough(children),
                        Tag::Link { dest_url, title, .. } => InlineKind::Link(Link {
                            target: self.as_written(&dest_url, &range),
                            title: self.as_written(&title, &range),
                            inlines: children,
                            size: Size::default(),
                        }),
                        Tag::Image { dest_url, title, .. } => InlineKind::Image(Link {
                            target: self.as_written(&dest_url, &range),
                            title: self.as_written(&title, &range),
                            inlines: children,
                            size: Size::default(),
                        }),
                        _ => {
                            inlines.extend(children);
                            continue;
                        }
                    }
                }
                _ => continue,
            };
            inlines.push(Inline { span, kind });
        }
        while let Some((element, span, before)) = open.pop() {
            close_inline(element, span, before, &mut inlines);
        }
        // Most runs are one piece of text, and a course holds hundreds of thousands of them.
        inlines.shrink_to_fit();
        inlines
    }

    /// A formula.
    fn math(&mut self, source: String, span: Span, display: bool) -> InlineKind {
        if let Err(why) = mathml(&source, display) {
            self.not_drawn(span, &why);
        }
        InlineKind::Math { source, display }
    }

    /// What the parser read as it is written: a dollar may have been another sign for it.
    pub(super) fn as_written(&self, read: &str, range: &std::ops::Range<usize>) -> String {
        let seen = self.readable.and_then(|readable| readable.get(range.clone()));
        let place = seen.and_then(|seen| seen.find(read)).map(|at| range.start + at);
        let own = place.and_then(|at| self.masked.get(at..at + read.len()));
        own.unwrap_or(read).to_owned()
    }

    /// Says that the formula at `span` is none.
    pub(super) fn not_drawn(&mut self, span: Span, why: &str) {
        let place = self.context.sink.place(span);
        self.context.sink.push(
            Finding::new(code::MATH_NOT_RENDERED, place, format!("this formula cannot be drawn: {why}"))
                .help("until it can, the page shows it as it is written"),
        );
    }

    /// Adds what a piece of raw HTML is; returns the element that it begins and that is left out.
    fn inline_html(
        &mut self,
        html: &str,
        span: Span,
        inlines: &mut Vec<Inline>,
        open: &mut Vec<(Element<Inline>, Span, Vec<Inline>)>,
    ) -> Option<String> {
        let mut without = None;
        if html::calls_itself_instructors(html) {
            let range = span.start - self.base..span.end - self.base;
            self.doubt(range, "this element looks like it is for instructors, and learners see it");
        }
        for token in html::tokens(html, self.context.html) {
            match token {
                HtmlToken::Text(text) => inlines.push(Inline { span, kind: InlineKind::Text(text) }),
                HtmlToken::LeftOut(name) => {
                    self.left_out(name.clone(), span);
                    let alone = html.trim_end().ends_with("/>") || name == "embed";
                    // Without an end it would take the rest of the text with it.
                    let rest = self.text.get(span.end - self.base..).unwrap_or("");
                    without = (!alone && html::is_ended_near(rest, &name)).then_some(name);
                }
                HtmlToken::Unknown => inlines.push(Inline { span, kind: InlineKind::Text(html.to_owned()) }),
                HtmlToken::Comment(index) => {
                    if let Some(blocks) = self.comment(&index, span.start - self.base..span.end - self.base) {
                        inlines.push(Inline { span, kind: InlineKind::Note(blocks) });
                    }
                }
                HtmlToken::Open { tag, .. } if html::is_block(&tag) && !folds(&tag) => {}
                HtmlToken::Open { tag, attributes } => {
                    let element = Element { tag, attributes, children: Vec::new() };
                    if html::is_void(&element.tag) {
                        inlines.push(Inline { span, kind: frames::inline_element(element) });
                    } else if open.len() < MAX_DEPTH {
                        open.push((element, span, std::mem::take(inlines)));
                    }
                }
                HtmlToken::Close(tag) => {
                    if let Some(at) = open.iter().rposition(|(element, ..)| element.tag == tag) {
                        while open.len() > at {
                            let Some((element, span, before)) = open.pop() else { break };
                            close_inline(element, span, before, inlines);
                        }
                    }
                }
            }
        }
        without
    }
}

/// Folds away what it holds, also in the middle of a line.
fn folds(tag: &str) -> bool {
    matches!(tag, "details" | "summary")
}

fn close_inline(mut element: Element<Inline>, span: Span, before: Vec<Inline>, inlines: &mut Vec<Inline>) {
    element.children = std::mem::replace(inlines, before);
    let span = element.children.last().map_or(span, |last| span.to(last.span));
    inlines.push(Inline { span, kind: frames::inline_element(element) });
}
