//! What a page says, section by section, as it is searched and shown around a hit.

use crate::course::PageId;
use crate::lang::nfc;
use crate::realise::page::{Block, Inline, Node, Page, walk};
use crate::realise::{Audience, Visit};
use crate::render::Renderer;
use serde::Serialize;

/// A page in the index.
#[derive(Debug, Serialize)]
pub(super) struct PageText {
    /// Its address from the site's root.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it stands in: `Week 1 › Day 2`.
    pub place: String,
    /// Its sections in order; the first one has neither title nor anchor.
    pub sections: Vec<SectionText>,
}

/// A heading and what stands below it.
#[derive(Debug, Default, Serialize)]
pub(super) struct SectionText {
    pub anchor: String,
    pub title: String,
    /// A line a block.
    pub text: String,
}

impl PageText {
    pub(super) fn new(renderer: &Renderer, id: PageId) -> Self {
        let mut sections = renderer.realised.page(id, Sections);
        for section in &mut sections {
            // Each block on a line of its own: words of two blocks are no sentence.
            let lines: Vec<String> =
                section.text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
            section.text = lines.join("\n");
        }
        sections.retain(|section| !section.text.is_empty() || !section.title.is_empty());
        let crumbs = renderer.breadcrumbs(id);
        let place: Vec<&str> = crumbs.iter().skip(1).map(|crumb| crumb.title.as_str()).collect();
        let page = renderer.site().course.page(id);
        Self {
            url: crate::render::url::relative("index.html", &page.output),
            title: one_line(&page.title),
            place: place.join(" › "),
            sections,
        }
    }
}

/// The sections of a page. Its footnotes stand at its end.
struct Sections;

impl Visit for Sections {
    type Output = Vec<SectionText>;

    fn visit<A: Audience>(self, page: &Page<A>) -> Vec<SectionText> {
        let mut sections = vec![SectionText::default()];
        for block in page.blocks.iter().chain(page.footnotes.iter().flatten()) {
            match block {
                Block::Heading(heading) => sections.push(SectionText {
                    anchor: heading.anchor.clone(),
                    title: one_line(&heading.title),
                    text: String::new(),
                }),
                _ => {
                    if let Some(section) = sections.last_mut() {
                        push(std::slice::from_ref(block), &mut section.text);
                    }
                }
            }
        }
        sections
    }
}

fn push<A: Audience>(blocks: &[Block<A>], text: &mut String) {
    walk(blocks, &mut |node| match node {
        Node::Block(block) => {
            text.push('\n');
            match block {
                Block::Code(code) => text.push_str(&code.text),
                Block::Formula(source) => text.push_str(source),
                Block::Tree(tree) => text.push_str(&tree.source),
                Block::Diagram(diagram) => {
                    for label in &diagram.labels {
                        text.push_str(label);
                        text.push('\n');
                    }
                }
                Block::Heading(_)
                | Block::Paragraph(_)
                | Block::Plain(_)
                | Block::List(_)
                | Block::Tabs(_)
                | Block::Quote(_)
                | Block::Alert(..)
                | Block::Table(_)
                | Block::Rule
                | Block::Element(_)
                | Block::Solution { .. }
                | Block::Note(_) => {}
            }
        }
        Node::Cell(_) => text.push('\n'),
        Node::Inline(inline) => match inline {
            Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
            Inline::Image(image) => text.push_str(&image.alternative),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            Inline::Math { .. }
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Missing(_)
            | Inline::Footnote(_)
            | Inline::Element(_)
            | Inline::Note(_) => {}
        },
    });
}

/// Composed, with runs of white space as one space, and without the lines that draw trees.
fn one_line(text: &str) -> String {
    let drawn = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control() || drawn(c))
        .filter(|word| !word.is_empty())
        .collect();
    nfc(&words.join(" ")).into_owned()
}
