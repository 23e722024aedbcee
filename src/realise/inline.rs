//! Inlines and links.

use super::block::Finisher;
use super::destination::{Destination, Resolved};
use super::edition::Audience;
use super::page::{Element, Image, Inline, Link, LinkKind, Source, Value};
use crate::course::is_media;
use crate::parse::answer::{self, Answer};
use crate::parse::ast::{self, BlockKind, InlineKind};
use crate::span::Place;
use std::borrow::Cow;
use std::ops::Range;

impl<'d, A: Audience> Finisher<'d, A> {
    pub(super) fn inlines(&mut self, inlines: &'d [ast::Inline]) -> Vec<Inline<A>> {
        let mut out = Vec::with_capacity(inlines.len());
        let mut at = 0;
        while let Some(inline) = inlines.get(at) {
            at += 1;
            let InlineKind::Text(first) = &inline.kind else {
                self.inline(inline, &mut out);
                continue;
            };
            // The parser cuts text where marks could have been; references are looked for in the whole.
            let mut text = Cow::Borrowed(first.as_str());
            while let Some(InlineKind::Text(more)) = inlines.get(at).map(|inline| &inline.kind) {
                text.to_mut().push_str(more);
                at += 1;
            }
            self.text(text, &mut out);
        }
        out
    }

    fn inline(&mut self, inline: &'d ast::Inline, out: &mut Vec<Inline<A>>) {
        out.push(match &inline.kind {
            InlineKind::Text(text) => return self.text(Cow::Borrowed(text), out),
            InlineKind::Code(code) => Inline::Code(code.clone()),
            InlineKind::Math { source, display } => {
                Inline::Math { source: source.clone(), display: *display }
            }
            InlineKind::Emphasis(children) => Inline::Emphasis(self.inlines(children)),
            InlineKind::Strong(children) => Inline::Strong(self.inlines(children)),
            InlineKind::Strikethrough(children) => Inline::Strikethrough(self.inlines(children)),
            InlineKind::SoftBreak => Inline::SoftBreak,
            InlineKind::HardBreak => Inline::HardBreak,
            InlineKind::Link(link) => return self.link(link, out),
            InlineKind::Image(image) => Inline::Image(self.image(inline, image)),
            InlineKind::FootnoteReference(label) => match self.footnote(label) {
                Some(number) => Inline::Footnote(number),
                None => Inline::Text(format!("[^{label}]")),
            },
            InlineKind::Element(element) => self.element(inline, element),
            InlineKind::Note(blocks) => return self.note(blocks, out),
        });
    }

    /// A note in the middle of a sentence stays in the line where it is text, and stands below where it is more.
    fn note(&mut self, blocks: &'d [ast::Block], out: &mut Vec<Inline<A>>) {
        let is_text =
            |block: &ast::Block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Plain(_));
        if !blocks.iter().all(is_text) {
            self.below.push(blocks);
            return;
        }
        let blocks = self.blocks(blocks);
        out.extend(A::note(blocks).map(Inline::Note));
    }

    fn element(&mut self, inline: &'d ast::Inline, element: &'d ast::Element<ast::Inline>) -> Inline<A> {
        let media = element.media().map(str::to_owned);
        // Where the course asks no other site for anything, a film from there is a link.
        if let Some(address) = &media
            && self.realised.scope.picture(self.page, address) == Source::Elsewhere
        {
            let children = vec![Inline::Text(address.clone())];
            let to = Destination::Address(address.clone());
            return Inline::Link(Link { to, kind: LinkKind::Media, title: String::new(), children });
        }
        let answer = answer::in_line(inline);
        let attributes = self.attributes(answer, element);
        // A click there means something else.
        let acts = matches!(element.tag.as_str(), "a" | "button" | "label" | "summary");
        let linking = self.linking;
        self.linking &= !acts;
        let children = self.inlines(&element.children);
        self.linking = linking;
        Inline::Element(Element { tag: element.tag.clone(), attributes, children, answer, media })
    }

    /// The attributes of an element. A solution stands open where the edition says so, and what is to be shown from a place that
    /// the edition does not have is not named.
    pub(super) fn attributes<C>(
        &self,
        answer: Option<Answer>,
        element: &ast::Element<C>,
    ) -> Vec<(String, Value)> {
        let scope = &self.realised.scope;
        let is_solution = answer == Some(Answer::Solution);
        let own = element.attributes.iter().filter(|(key, _)| !is_solution || key != "open");
        let value = |(key, value): &(String, String)| {
            // In a frame of the site's own, what it shows would run in the site's name.
            if element.tag == "iframe" && key == "src" && scope.is_own_address(value) {
                return None;
            }
            let value = match is_media(&element.tag, key) {
                true => Value::To(scope.source(self.page, value)?),
                false => Value::Text(value.clone()),
            };
            Some((key.clone(), value))
        };
        let mut attributes: Vec<_> = own.filter_map(value).collect();
        if is_solution && scope.shows_answers() {
            attributes.push(("open".to_owned(), Value::Text(String::new())));
        }
        attributes
    }

    fn link(&mut self, link: &'d ast::Link, out: &mut Vec<Inline<A>>) {
        // Raw HTML may put a link into a link; the outer one leads somewhere.
        if self.in_link {
            return out.extend(self.inlines(&link.inlines));
        }
        let resolved = self.realised.scope.resolve(self.page, &link.target);
        let linking = std::mem::replace(&mut self.linking, false);
        self.in_link = matches!(resolved, Resolved::To(_));
        let children = self.inlines(&link.inlines);
        (self.linking, self.in_link) = (linking, false);
        match resolved {
            Resolved::To(to) => {
                out.push(Inline::Link(Link {
                    to,
                    kind: LinkKind::Author,
                    title: link.title.clone(),
                    children,
                }));
            }
            // What leads nowhere is text: a built site has no dead link.
            Resolved::Missing => out.push(Inline::Missing(children)),
            Resolved::Text => out.extend(children),
        }
    }

    fn image(&self, inline: &ast::Inline, image: &ast::Link) -> Image {
        Image {
            source: self.realised.scope.picture(self.page, &image.target),
            address: image.target.clone(),
            alternative: ast::plain_text(&image.inlines),
            title: image.title.clone(),
            size: image.size,
            place: Place::new(self.file(), inline.span),
        }
    }

    /// Text with its references (`Session 2에서`) and the first mention of each term linked.
    fn text(&mut self, text: Cow<'d, str>, out: &mut Vec<Inline<A>>) {
        let links = if self.linking { self.links(&text) } else { Vec::new() };
        if links.is_empty() {
            out.push(Inline::Text(text.into_owned()));
            return;
        }
        let mut at = 0;
        for (range, to, kind) in links {
            if at < range.start {
                out.push(Inline::Text(text[at..range.start].to_owned()));
            }
            at = range.end;
            let children = vec![Inline::Text(text[range].to_owned())];
            out.push(Inline::Link(Link { to, kind, title: String::new(), children }));
        }
        if at < text.len() {
            out.push(Inline::Text(text[at..].to_owned()));
        }
    }

    /// The links that kurso makes in a text, in order.
    fn links(&mut self, text: &str) -> Vec<(Range<usize>, Destination, LinkKind)> {
        let realised = self.realised;
        let mut links: Vec<(Range<usize>, Destination, LinkKind)> = Vec::new();
        for reference in realised.scope.site.course.references(self.page, text) {
            if let Some(to) = realised.scope.destination(&reference.target) {
                links.push((reference.range, to, LinkKind::Reference));
            }
        }
        for (range, number) in realised.terms.find(text) {
            let overlaps = |(other, ..): &(Range<usize>, Destination, LinkKind)| {
                other.start < range.end && range.start < other.end
            };
            if self.mentioned.contains(&number) || links.iter().any(overlaps) {
                continue;
            }
            let term = realised.terms.get(number);
            // A page does not lead to itself.
            if matches!(&term.target, Destination::Page { page, .. } if *page == self.page) {
                continue;
            }
            self.mentioned.insert(number);
            links.push((range, term.target.clone(), LinkKind::Term(term.definition.clone())));
        }
        links.sort_by_key(|(range, ..)| range.start);
        links
    }
}
