//! Blocks between raw tags → a tree: `<details>` in one HTML block and `</details>` in a later one hold the
//! Markdown between them.

use super::ast::{Block, BlockKind, Element, Heading, Inline, InlineKind, Length, Link, Size, words_of};
use super::heading;
use super::html::{self, HtmlToken};
use super::slug::Slugs;
use crate::span::Span;

/// Open raw tags and what they hold so far.
pub(super) struct Frames {
    /// The outermost frame has no tag.
    open: Vec<Frame>,
    /// Whether headings in the outermost frame are those of sections.
    top: bool,
}

struct Frame {
    element: Element<Block>,
    span: Span,
    /// Inlines of the raw HTML that is being read, and the raw inline tags open among them.
    inlines: Vec<Inline>,
    /// Whether the whole of it is a solution.
    solution: bool,
    tags: Vec<(Element<Inline>, Vec<Inline>)>,
}

impl Frame {
    fn new(tag: String, attributes: Vec<(String, String)>, span: Span) -> Self {
        Self {
            element: Element { tag, attributes, children: Vec::new() },
            span,
            inlines: Vec::new(),
            solution: false,
            tags: Vec::new(),
        }
    }

    fn flush(&mut self, span: Span) {
        while let Some((element, before)) = self.tags.pop() {
            close(element, before, &mut self.inlines, span);
        }
        let blank =
            |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty());
        let inlines = std::mem::take(&mut self.inlines);
        if !inlines.iter().all(blank) {
            self.element.children.push(Block { span, kind: BlockKind::Plain(inlines) });
        }
    }
}

fn close(mut element: Element<Inline>, before: Vec<Inline>, inlines: &mut Vec<Inline>, span: Span) {
    element.children = std::mem::replace(inlines, before);
    inlines.push(Inline { span, kind: inline_element(element) });
}

/// Images and links in raw HTML are images and links like any other.
pub(super) fn inline_element(element: Element<Inline>) -> InlineKind {
    let attribute =
        |name: &str| element.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    match (element.tag.as_str(), attribute("href"), attribute("src")) {
        ("br", ..) => InlineKind::HardBreak,
        ("a", Some(target), _) => InlineKind::Link(Link {
            target,
            title: attribute("title").unwrap_or_default(),
            inlines: element.children,
            size: Size::default(),
        }),
        ("img", _, Some(target)) => {
            // An empty alternative says that the image is decoration; none at all says nothing.
            let decoration =
                attribute("role").is_some_and(|role| matches!(role.as_str(), "presentation" | "none"));
            let alternative = attribute("alt").or_else(|| decoration.then(String::new));
            let length = |name: &str| attribute(name).as_deref().and_then(Length::parse);
            let text = |alt| Inline { span: Span::default(), kind: InlineKind::Text(alt) };
            InlineKind::Image(Link {
                target,
                title: attribute("title").unwrap_or_default(),
                inlines: alternative.map(text).into_iter().collect(),
                size: Size { width: length("width"), height: length("height") },
            })
        }
        _ => InlineKind::Element(element),
    }
}

/// A heading that was written as HTML, where nothing but a line of text stands in it; any other has its anchor at least.
fn heading_of(element: &mut Element<Block>, at_top: bool, slugs: &mut Slugs) -> Option<Heading> {
    let level = element.heading_level()?;
    let text = words_of(&element.children);
    if text.trim().is_empty() {
        return None;
    }
    let id = element.attributes.iter().find(|(key, _)| key == "id").map(|(_, value)| value.clone());
    let own = id.is_some();
    let slug = match id {
        Some(id) => slugs.claim(id),
        None => slugs.next(text.trim()),
    };
    if let (true, [Block { kind: BlockKind::Plain(inlines), .. }]) = (at_top, element.children.as_mut_slice())
    {
        return Some(heading::read(level, std::mem::take(inlines), slug, Vec::new()));
    }
    if !own {
        element.attributes.push(("id".to_owned(), slug));
    }
    None
}

impl Frames {
    /// At the `top` of a text, headings of HTML begin sections as those of Markdown do.
    pub(super) fn new(top: bool) -> Self {
        Self { open: vec![Frame::new(String::new(), Vec::new(), Span::default())], top }
    }

    pub(super) fn push(&mut self, block: Block) {
        if let Some(frame) = self.open.last_mut() {
            frame.flush(block.span);
            frame.element.children.push(block);
        }
    }

    /// Where the next block will stand: in which frame, behind how many others.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.open.len(), self.open.last().map_or(0, |frame| frame.element.children.len()))
    }

    /// Makes a solution of what was added since `place`, or of the element that was opened there. Says whether there was any.
    pub(super) fn make_solution(&mut self, (depth, count): (usize, usize), span: Span) -> bool {
        let Some(frame) = depth.checked_sub(1).and_then(|at| self.open.get_mut(at)) else { return false };
        if frame.element.children.len() > count {
            let inner = frame.element.children.split_off(count);
            let span = inner.iter().fold(span, |span, block| span.to(block.span));
            frame.element.children.push(Block { span, kind: BlockKind::Solution(inner) });
            return true;
        }
        if let Some(opened) = self.open.get_mut(depth) {
            opened.solution = true;
            return true;
        }
        false
    }

    /// Ends a run of raw inlines.
    pub(super) fn flush(&mut self, span: Span) {
        if let Some(frame) = self.open.last_mut() {
            frame.flush(span);
        }
    }

    pub(super) fn token(&mut self, token: HtmlToken, span: Span, slugs: &mut Slugs) {
        let Some(frame) = self.open.last_mut() else { return };
        match token {
            HtmlToken::Text(text) => frame.inlines.push(Inline { span, kind: InlineKind::Text(text) }),
            HtmlToken::Open { tag, attributes } if html::is_block(&tag) => {
                frame.flush(span);
                if html::is_void(&tag) {
                    frame.element.children.push(Block { span, kind: BlockKind::Rule });
                } else if self.open.len() < 64 {
                    self.open.push(Frame::new(tag, attributes, span));
                }
            }
            HtmlToken::Open { tag, attributes } => {
                let element = Element { tag, attributes, children: Vec::new() };
                if html::is_void(&element.tag) {
                    frame.inlines.push(Inline { span, kind: inline_element(element) });
                } else if frame.tags.len() < 64 {
                    let before = std::mem::take(&mut frame.inlines);
                    frame.tags.push((element, before));
                }
            }
            HtmlToken::Close(tag) => {
                if let Some(at) = frame.tags.iter().rposition(|(element, _)| element.tag == tag) {
                    while frame.tags.len() > at {
                        let Some((element, before)) = frame.tags.pop() else { break };
                        close(element, before, &mut frame.inlines, span);
                    }
                } else if let Some(at) = self.open.iter().skip(1).rposition(|frame| frame.element.tag == tag)
                {
                    while self.open.len() > at + 1 {
                        self.pop(span, slugs);
                    }
                }
            }
            HtmlToken::Comment(_) | HtmlToken::Unknown | HtmlToken::LeftOut(_) => {}
        }
    }

    fn pop(&mut self, span: Span, slugs: &mut Slugs) {
        if let Some(mut frame) = self.open.pop() {
            frame.flush(span);
            let span = frame.span.to(span);

            // A title, such as a summary or a heading, is a label of what stands around it.
            if matches!(
                frame.element.tag.as_str(),
                "div" | "section" | "article" | "aside" | "details" | "blockquote" | "li" | "td" | "dd"
            ) {
                let children = std::mem::take(&mut frame.element.children);
                frame.element.children = super::markdown::marks::gather(children);
            }
            let at_top = self.top && self.open.len() == 1;
            if let Some(outer) = self.open.last_mut() {
                if let Some(heading) = heading_of(&mut frame.element, at_top, slugs) {
                    outer.element.children.push(Block { span, kind: BlockKind::Heading(heading) });
                    return;
                }
                let note = super::markdown::marks::is_folded_note(&frame.element);
                let block = Block { span, kind: BlockKind::Element(frame.element) };
                let block = if note { Block { span, kind: BlockKind::Note(vec![block]) } } else { block };
                outer.element.children.push(match frame.solution {
                    true => Block { span, kind: BlockKind::Solution(vec![block]) },
                    false => block,
                });
            }
        }
    }

    /// All blocks. Tags that never close hold nothing: what follows them is what it would be without them, headings
    /// of sections included.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            if let Some(mut frame) = self.open.pop() {
                frame.flush(frame.span);
                let Some(outer) = self.open.last_mut() else { break };
                if frame.solution {
                    let inner = std::mem::take(&mut frame.element.children);
                    outer.element.children.push(Block { span: frame.span, kind: BlockKind::Solution(inner) });
                }
                outer.element.children.append(&mut frame.element.children);
            }
        }
        self.open
            .pop()
            .map(|mut frame| {
                frame.flush(frame.span);
                frame.element.children
            })
            .unwrap_or_default()
    }
}
