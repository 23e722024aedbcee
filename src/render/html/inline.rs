//! Inlines and links.

use super::HtmlWriter;
use super::markup::Drawn;
use crate::parse::ast::Size;
use crate::parse::math::mathml;
use crate::realise::page::{Block, Element, Image, Inline, Link, LinkKind, Source, Value};
use crate::realise::{Audience, Destination};

impl<A: Audience> HtmlWriter<'_, A> {
    pub(super) fn inlines(&mut self, inlines: &[Inline<A>]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline<A>) {
        match inline {
            Inline::Text(text) => self.out.text(text),
            Inline::Code(code) => self.out.element("code", &[], code),
            Inline::Math { source, display } => self.formula(source, *display),
            Inline::Emphasis(children) => self.wrapped("em", &[], children),
            Inline::Strong(children) => self.wrapped("strong", &[], children),
            Inline::Strikethrough(children) => self.wrapped("del", &[], children),
            Inline::SoftBreak => self.out.line(),
            Inline::HardBreak => {
                self.out.open("br", &[]);
                self.out.line();
            }
            Inline::Link(link) => self.link(link),
            Inline::Missing(children) => self.wrapped("span", &[("class", "k-missing-link")], children),
            Inline::Image(image) => self.image(image),
            Inline::Footnote(number) => {
                let (to, from) = (format!("#Fn-{number}"), format!("Fnref-{number}"));
                self.out.open("sup", &[("class", "k-footnote-ref")]);
                self.out.element("a", &[("href", &to), ("id", &from)], &number.to_string());
                self.out.close("sup");
            }
            Inline::Element(element) => {
                self.open_element(element);
                self.inlines(&element.children);
                if !crate::parse::is_void(&element.tag) {
                    self.out.close(&element.tag);
                }
            }
            Inline::Note(note) => self.inline_note(A::blocks(note)),
        }
    }

    fn wrapped(&mut self, tag: &str, attributes: &[(&str, &str)], children: &[Inline<A>]) {
        self.out.open(tag, attributes);
        self.inlines(children);
        self.out.close(tag);
    }

    fn inline_note(&mut self, blocks: &[Block<A>]) {
        self.out.open("span", &[("class", "k-note k-note-inline"), ("role", "note")]);
        self.out.element("span", &[("class", "k-note-title")], self.renderer.word("instructor_note"));
        self.out.text(" ");
        for block in blocks {
            if let Block::Paragraph(inlines) | Block::Plain(inlines) = block {
                self.inlines(inlines);
            }
        }
        self.out.close("span");
    }

    /// A formula, which the browser draws; what is none is shown as it is written.
    pub(super) fn formula(&mut self, source: &str, display: bool) {
        match mathml(source, display) {
            Ok(drawn) => {
                let class = if display { "k-math k-math-block" } else { "k-math" };
                self.out.open("span", &[("class", class)]);
                self.out.drawn(&Drawn(drawn));
                self.out.close("span");
            }
            Err(_) => self.out.element("code", &[("class", "k-math-source")], source),
        }
    }

    /// The start tag of an element of the author's.
    pub(super) fn open_element<C>(&mut self, element: &Element<C>) {
        let value = |(key, value): &(String, Value)| match value {
            Value::Text(text) => (key.clone(), text.clone()),
            Value::To(to) => (key.clone(), self.url(to)),
        };
        let attributes: Vec<(String, String)> = element.attributes.iter().map(value).collect();
        let attributes: Vec<(&str, &str)> =
            attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        self.out.open(&element.tag, &attributes);
    }

    fn link(&mut self, link: &Link<A>) {
        let url = self.url(&link.to);
        let mut attributes = Vec::with_capacity(4);
        match &link.kind {
            LinkKind::Author | LinkKind::Media => attributes.push(("href", url.as_str())),
            LinkKind::Reference => attributes.extend([("class", "k-ref"), ("href", url.as_str())]),
            LinkKind::Term(card) => {
                attributes.extend([("class", "k-term"), ("href", url.as_str()), ("data-card", card)]);
            }
        }
        if !link.title.is_empty() {
            attributes.push(("title", &link.title));
        }
        if matches!(link.to, Destination::Address(_)) {
            attributes.push(("rel", "noopener"));
        }
        // A page of the course's own would run its scripts here; it is a file to take along, by its own name.
        attributes.extend(self.renderer.saved_name(&link.to).map(|name| ("download", name)));
        self.wrapped("a", &attributes, &link.children);
    }

    fn image(&mut self, image: &Image) {
        let alternative = image.alternative.as_str();
        match image.source {
            Source::File(file) => {
                let url = self.url(&Destination::File(file));
                let title = Some(("title", image.title.as_str())).filter(|(_, title)| !title.is_empty());
                self.picture(&url, alternative, image.size, title);
            }
            Source::Remote => {
                self.picture(
                    &image.address,
                    alternative,
                    image.size,
                    Some(("referrerpolicy", "no-referrer")),
                );
            }
            // A site that asks nothing of other hosts has a link to a picture from elsewhere.
            Source::Elsewhere => {
                let text = if alternative.is_empty() { &image.address } else { alternative };
                self.out.element("a", &[("href", &image.address), ("rel", "noopener")], text);
            }
            Source::Withheld => self.out.text(alternative),
            Source::Missing => self.out.element("span", &[("class", "k-missing-link")], alternative),
        }
    }

    fn picture(&mut self, url: &str, alternative: &str, size: Size, more: Option<(&str, &str)>) {
        let (width, height) =
            (size.width.map(|width| width.to_string()), size.height.map(|height| height.to_string()));
        let mut attributes = vec![("src", url), ("alt", alternative)];
        attributes.extend(width.as_deref().map(|width| ("width", width)));
        attributes.extend(height.as_deref().map(|height| ("height", height)));
        attributes.push(("loading", "lazy"));
        attributes.extend(more);
        self.out.open("img", &attributes);
    }
}
