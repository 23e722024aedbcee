//! Inlines → pieces of lines.

use super::content::{Block, Item, Math, Run, Style};
use super::line::kept_together;
use super::writer::{PageWriter, Solutions, Writer};
use crate::parse::answer::Answer;
use crate::realise::page::{self, Element, Image, Inline, Link, LinkKind, plain_text};
use crate::realise::{Audience, Destination};

/// How deep footnotes nest.
const MAX_FOOTNOTES: usize = 6;

/// Longer addresses are no links in a document.
const MAX_URL: usize = 4_000;

impl<A: Audience> PageWriter<'_, '_, A> {
    /// A line, its words kept together.
    pub(super) fn items(&mut self, inlines: &[Inline<A>]) -> Vec<Item> {
        let mut items = Vec::new();
        self.push(inlines, &Style::default(), &mut items);
        kept_together(items)
    }

    fn push(&mut self, inlines: &[Inline<A>], style: &Style, out: &mut Vec<Item>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => out.push(run(text, style)),
                Inline::Code(text) => out.push(run(text, &Style { code: true, ..style.clone() })),
                Inline::Emphasis(children) => {
                    self.push(children, &Style { emph: true, ..style.clone() }, out);
                }
                Inline::Strong(children) => {
                    self.push(children, &Style { strong: true, ..style.clone() }, out);
                }
                Inline::Strikethrough(children) => {
                    self.push(children, &Style { strike: true, ..style.clone() }, out);
                }
                Inline::SoftBreak => out.push(run(" ", style)),
                Inline::HardBreak => out.push(Item::Break),
                Inline::Link(link) => self.link(link, style, out),
                Inline::Missing(children) => self.push(children, style, out),
                Inline::Image(image) => self.image(image, style, out),
                Inline::Footnote(number) => self.footnote(*number, out),
                Inline::Math { source, .. } => out.push(Item::Formula { math: Math::new(source, false) }),
                Inline::Element(element) => self.inline_element(element, style, out),
                Inline::Note(note) => self.note(A::blocks(note), style, out),
            }
        }
    }

    fn inline_element(&mut self, element: &Element<Inline<A>>, style: &Style, out: &mut Vec<Item>) {
        // A solution in the line is folded like any other.
        if self.document.solutions == Solutions::LeftOut && element.answer == Some(Answer::Solution) {
            return;
        }
        let mut own = style.clone();
        match element.tag.as_str() {
            "strong" | "b" => own.strong = true,
            "em" | "i" => own.emph = true,
            "del" | "s" => own.strike = true,
            "code" | "kbd" | "samp" | "tt" => own.code = true,
            "sub" => own.script = Some("sub"),
            "sup" => own.script = Some("super"),
            _ => {}
        }
        match &element.media {
            // Paper plays nothing.
            Some(address) => out.push(run(address, &own)),
            None => self.push(&element.children, &own, out),
        }
    }

    /// A footnote where it is referred to first; later references lead to it.
    fn footnote(&mut self, number: usize, out: &mut Vec<Item>) {
        if let Some(to) = self.told_footnotes.get(&number) {
            out.push(Item::FootnoteAgain { to: Some(to.clone()) });
            return;
        }
        if self.open_footnotes.len() >= MAX_FOOTNOTES {
            out.push(text(&format!("[{number}]")));
            return;
        }
        let page = self.page;
        // A footnote cannot hold itself.
        let Some(blocks) = page.footnotes.get(number - 1).filter(|_| self.open_footnotes.insert(number))
        else {
            return;
        };
        let label = self.document.next_footnote();
        let blocks = self.blocks(blocks);
        self.open_footnotes.remove(&number);
        self.told_footnotes.insert(number, label.clone());
        out.push(Item::Footnote { label, blocks });
    }

    /// A note in the line.
    fn note(&mut self, blocks: &[page::Block<A>], style: &Style, out: &mut Vec<Item>) {
        let mut items = Vec::new();
        for block in blocks {
            let (page::Block::Paragraph(inlines) | page::Block::Plain(inlines)) = block else { continue };
            if !items.is_empty() {
                items.push(Item::Break);
            }
            self.push(inlines, style, &mut items);
        }
        out.push(Item::Note { items: kept_together(items) });
    }

    fn link(&mut self, link: &Link<A>, style: &Style, out: &mut Vec<Item>) {
        let mut own = style.clone();
        match &link.to {
            Destination::Address(address) if address.len() <= MAX_URL => {
                own.url = Some(address.clone());
                self.push(&link.children, &own, out);
                self.address(address, &plain_text(&link.children), out);
            }
            Destination::Page { page, anchor } if self.document.pages.contains_key(page) => {
                let to = self.document.renderer.anchor_below_title(*page, anchor.as_deref());
                let to = Writer::label(*page, to);
                own.to = Some(to.clone());
                self.push(&link.children, &own, out);
                // The number of the page is for those who hold paper. Where kurso made the link, the words say enough.
                if matches!(link.kind, LinkKind::Author) {
                    out.push(Item::Page { to: Some(to) });
                }
            }
            Destination::Page { .. }
            | Destination::Unit(_)
            | Destination::File(_)
            | Destination::Component(_)
            | Destination::Cluster(_)
            | Destination::Address(_) => self.push(&link.children, &own, out),
        }
    }

    /// On paper an address must be read, once.
    fn address(&mut self, address: &str, shown: &str, out: &mut Vec<Item>) {
        let bare = |text: &str| text.trim_end_matches('/').rsplit("://").next().unwrap_or("").to_owned();
        if bare(shown) == bare(address) || !self.document.told.insert(address.to_owned()) {
            return;
        }
        let style = Style { url: Some(address.to_owned()), ..Style::default() };
        let items = kept_together(vec![run(address, &style)]);
        let label = self.document.next_footnote();
        out.push(Item::Footnote { label, blocks: vec![Block::Paragraph { items }] });
    }

    fn image(&mut self, image: &Image, style: &Style, out: &mut Vec<Item>) {
        let names = [&image.alternative, &image.title, &image.address];
        let alt = names.into_iter().find(|text| !text.trim().is_empty()).cloned().unwrap_or_default();
        match self.document.picture(image) {
            Some((file, width, height)) => out.push(Item::Image { file, alt, width, height }),
            None => out.push(run(&alt, style)),
        }
    }
}

pub(super) fn text(text: &str) -> Item {
    run(text, &Style::default())
}

fn run(s: &str, style: &Style) -> Item {
    Item::Run(Run { s: s.to_owned(), style: style.clone() })
}
