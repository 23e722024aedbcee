//! What a page says, section by section, as it is searched and shown around a hit.

use crate::course::PageId;
use crate::lang::nfc;
use crate::parse::ast::{Block, BlockKind, InlineKind, Walked, walk};
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
        let page = renderer.site.course.page(id);
        let document = renderer.document(id);
        let mut sections = vec![SectionText::default()];
        let title = page.title_heading(&document).map(|(_, heading)| heading.slug.as_str());
        add(&document.blocks, title, &mut sections);
        if let Some(sidecar) = page.sidecar.as_ref().filter(|_| renderer.searches_notes()) {
            add(&sidecar.document.blocks, None, &mut sections);
        }
        for section in &mut sections {
            // Each block on a line of its own: words of two blocks are no sentence.
            let lines: Vec<String> =
                section.text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
            section.text = lines.join("\n");
        }
        sections.retain(|section| !section.text.is_empty() || !section.title.is_empty());
        let crumbs = renderer.breadcrumbs(id);
        let place: Vec<&str> = crumbs.iter().skip(1).map(|crumb| crumb.title.as_str()).collect();
        Self {
            url: crate::render::url::relative("index.html", &page.output),
            title: one_line(&page.title),
            place: place.join(" › "),
            sections,
        }
    }
}

fn add(blocks: &[Block], title: Option<&str>, sections: &mut Vec<SectionText>) {
    for block in blocks {
        match &block.kind {
            // The page's title is shown as such.
            BlockKind::Heading(heading) if Some(heading.slug.as_str()) == title => {}
            BlockKind::Heading(heading) => sections.push(SectionText {
                anchor: heading.slug.clone(),
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
}

fn push(blocks: &[Block], text: &mut String) {
    walk(blocks, &mut |node| match node {
        Walked::Block(block) => {
            text.push('\n');
            match &block.kind {
                BlockKind::Code(code) => text.push_str(&code.text.text),
                BlockKind::Tree(tree) => text.push_str(&tree.source.text),
                BlockKind::Diagram(diagram) => {
                    for label in diagram.labels() {
                        text.push_str(label);
                        text.push('\n');
                    }
                }
                _ => {}
            }
        }
        Walked::Cell(_) => text.push('\n'),
        Walked::Inline(inline) => match &inline.kind {
            InlineKind::Text(piece) | InlineKind::Code(piece) => text.push_str(piece),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            _ => {}
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
