//! Inlines → pieces of lines.

use super::content::{Block, Item, Math, Run, Style};
use super::line::kept_together;
use super::writer::Writer;
use crate::course::Target;
use crate::parse::answer::{self, Answer};
use crate::parse::ast::{self, BlockKind, Inline, InlineKind, plain_text};

/// How deep footnotes nest.
const MAX_FOOTNOTES: usize = 6;

/// Longer addresses are no links in a document.
const MAX_URL: usize = 4_000;

impl Writer<'_> {
    /// A line, its words kept together.
    pub(super) fn items(&mut self, inlines: &[Inline]) -> Vec<Item> {
        let mut items = Vec::new();
        self.push(inlines, &Style::default(), &mut items);
        kept_together(items)
    }

    fn push(&mut self, inlines: &[Inline], style: &Style, out: &mut Vec<Item>) {
        for inline in inlines {
            self.at = inline.span;
            match &inline.kind {
                InlineKind::Text(text) => out.push(run(text, style)),
                InlineKind::Code(text) => out.push(run(text, &Style { code: true, ..style.clone() })),
                InlineKind::Emphasis(children) => {
                    self.push(children, &Style { emph: true, ..style.clone() }, out);
                }
                InlineKind::Strong(children) => {
                    self.push(children, &Style { strong: true, ..style.clone() }, out);
                }
                InlineKind::Strikethrough(children) => {
                    self.push(children, &Style { strike: true, ..style.clone() }, out);
                }
                InlineKind::SoftBreak => out.push(run(" ", style)),
                InlineKind::HardBreak => out.push(Item::Break),
                InlineKind::Link(link) => self.link(link, style, out),
                InlineKind::Image(image) => self.inline_image(image, style, out),
                InlineKind::FootnoteReference(label) => self.footnote(label, out),
                InlineKind::Math { source, .. } => {
                    out.push(Item::Formula { math: Math::new(source, false) });
                }
                // A solution in the line is folded like any other.
                InlineKind::Element(_)
                    if !self.answers && answer::in_line(inline) == Some(Answer::Solution) => {}
                InlineKind::Element(element) => {
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
                    match element.media() {
                        // Paper plays nothing.
                        Some(address) => out.push(run(address, &own)),
                        None => self.push(&element.children, &own, out),
                    }
                }
                InlineKind::Note(blocks) => self.note(blocks, style, out),
            }
        }
    }

    /// A footnote where it is referred to first; later references lead to it.
    fn footnote(&mut self, label: &str, out: &mut Vec<Item>) {
        if let Some(to) = self.told_footnotes.get(label) {
            out.push(Item::FootnoteAgain { to: Some(to.clone()) });
            return;
        }
        // Who nests footnotes deeper than this has lost his readers.
        if self.open_footnotes >= MAX_FOOTNOTES {
            out.push(text(&format!("[{label}]")));
            return;
        }
        let Some(blocks) = self.footnotes.remove(label) else { return };
        self.footnote_count += 1;
        let own = format!("f{}", self.footnote_count);
        self.open_footnotes += 1;
        let blocks = self.blocks(&blocks);
        self.open_footnotes -= 1;
        // Not before it is whole: a footnote cannot refer to itself.
        self.told_footnotes.insert(label.to_owned(), own.clone());
        out.push(Item::Footnote { label: own, blocks });
    }

    /// A note in the line; what is more than text stands below.
    fn note(&mut self, blocks: &[ast::Block], style: &Style, out: &mut Vec<Item>) {
        let mut items = Vec::new();
        for block in blocks {
            let (BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines)) = &block.kind else {
                self.below.push(blocks.to_vec());
                return;
            };
            if !items.is_empty() {
                items.push(Item::Break);
            }
            self.push(inlines, style, &mut items);
        }
        out.push(Item::Note { items: kept_together(items) });
    }

    fn link(&mut self, link: &ast::Link, style: &Style, out: &mut Vec<Item>) {
        let site = &self.renderer.site;
        let mut own = style.clone();
        match site.course.target(self.current(), &link.target, &site.tree) {
            Target::External if link.target.len() <= MAX_URL => {
                own.url = Some(link.target.clone());
                self.push(&link.inlines, &own, out);
                // On paper the address must be read, once.
                let shown = plain_text(&link.inlines);
                let bare =
                    |text: &str| text.trim_end_matches('/').rsplit("://").next().unwrap_or("").to_owned();
                if bare(&shown) != bare(&link.target) && self.told.insert(link.target.clone()) {
                    let address = Style { url: Some(link.target.clone()), ..Style::default() };
                    self.footnote_count += 1;
                    out.push(Item::Footnote {
                        label: format!("f{}", self.footnote_count),
                        blocks: vec![Block::Paragraph {
                            items: kept_together(vec![run(&link.target, &address)]),
                        }],
                    });
                }
                return;
            }
            Target::Page { page, anchor } if self.pages.contains_key(&page) => {
                let target = site.course.page(page);
                let anchor = anchor.as_deref().map(|anchor| target.anchors.find(anchor).unwrap_or(anchor));
                let anchor = anchor.filter(|anchor| {
                    // A page's own heading has the page's label.
                    let title = target.title_heading(&target.document).map(|(_, title)| title.slug.as_str());
                    !anchor.is_empty() && *anchor != "top" && title != Some(*anchor)
                });
                let to = Self::label(page, anchor);
                own.to = Some(to.clone());
                self.push(&link.inlines, &own, out);
                out.push(Item::Page { to: Some(to) });
                return;
            }
            _ => {}
        }
        self.push(&link.inlines, &own, out);
    }

    fn inline_image(&mut self, image: &ast::Link, style: &Style, out: &mut Vec<Item>) {
        let alt = plain_text(&image.inlines);
        let alt =
            [alt.as_str(), &image.title, &image.target].into_iter().find(|text| !text.trim().is_empty());
        let alt = alt.unwrap_or_default().to_owned();
        match self.picture(image) {
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
