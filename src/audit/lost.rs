//! NOT003: text that a page holds for its readers and that its file does not show.

use super::source::start_of;
use super::text;
use crate::course::Page;
use crate::diagnostic::{Finding, code};
use crate::lang::letters;
use crate::parse::ast::{Block, BlockKind, Inline, InlineKind, Walked, walk};
use crate::realise::{Edition, Scope};
use crate::span::{Place, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A single letter stands everywhere.
const MIN_LETTERS: usize = 2;

/// Looks for the text of pages in their files.
#[derive(Debug)]
pub struct LostAudit<'s> {
    scope: &'s Scope,
    pages: BTreeMap<&'s str, &'s Page>,
}

impl<'s> LostAudit<'s> {
    /// For the pages of an edition; in that of instructors, notes must be there, too.
    #[must_use]
    pub fn new(scope: &'s Scope) -> Self {
        // An index that is kept back has one of kurso's in its place.
        let own = scope.pages.iter().map(|page| scope.site.course.page(*page));
        Self { scope, pages: own.map(|page| (page.output.as_str(), page)).collect() }
    }

    /// Reads a written file: a finding for each text that is missing; only files of pages matter.
    #[must_use]
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Finding> {
        let (Some(page), Ok(file)) = (self.pages.get(path), std::str::from_utf8(bytes)) else {
            return Vec::new();
        };
        let said = text::of_html(file);
        let shown = said.letters();
        let mut at = 0;
        let mut lost: BTreeMap<Span, String> = BTreeMap::new();
        let mut look = |span: Span, text: &str| {
            let wanted = letters(text);
            if wanted.chars().count() < MIN_LETTERS {
                return;
            }
            if let Some(found) = shown[at..].find(&wanted) {
                at += found + wanted.len();
                return;
            }
            // Footnotes stand at the end, and attributes where they stand.
            if !shown.contains(&wanted) {
                lost.entry(span).or_insert_with(|| text.trim().to_owned());
            }
        };
        self.texts(page, &mut look);
        let finding = |(span, text): (Span, String)| {
            let message = format!(
                "`{}` does not show `{}`",
                page.output,
                start_of(text.lines().next().unwrap_or_default())
            );
            Finding::new(code::LEARNER_TEXT_LOST, Place::new(page.file, span), message)
                .help("let the template print the whole body of the page")
        };
        lost.into_iter().map(finding).collect()
    }

    /// What readers of the page should see.
    fn texts(&self, page: &Page, look: &mut impl FnMut(Span, &str)) {
        let document = match self.scope.edition {
            Edition::Instructor => Cow::Borrowed(page.document.as_ref()),
            Edition::Learner => page.for_learners(),
        };
        let title = page.title_heading(&document).map(|(at, _)| at);
        look(title.map_or_else(Span::default, |at| document.blocks[at].span), &page.title);
        let below = document.blocks.iter().enumerate().filter(|(at, _)| Some(*at) != title);
        for (_, block) in below {
            texts(std::slice::from_ref(block), look);
        }
    }
}

fn has_formula(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Math { .. }))
}

/// The texts of blocks in order. Minutes of headings are set in another way, and a footnote that nothing refers to is no text.
fn texts(blocks: &[Block], look: &mut impl FnMut(Span, &str)) {
    let mut skipped: BTreeSet<usize> = BTreeSet::new();
    walk(blocks, &mut |node| match node {
        Walked::Block(block) => match &block.kind {
            // A formula is drawn, not written.
            BlockKind::Heading(heading) if has_formula(&heading.inlines) => {}
            BlockKind::Heading(heading) => {
                look(block.span, &heading.title);
                walk(std::slice::from_ref(block), &mut |inner| {
                    if let Walked::Inline(inline) = inner {
                        skipped.insert(inline.span.start);
                    }
                });
            }
            BlockKind::FootnoteDefinition(_, blocks) => walk(blocks, &mut |inner| {
                if let Walked::Inline(inline) = inner {
                    skipped.insert(inline.span.start);
                }
            }),
            BlockKind::Code(code) if code.language.as_deref() == Some("math") => {}
            BlockKind::Code(code) => look(block.span, &code.text.text),
            BlockKind::Tree(tree) => {
                for (_, _, entry) in tree.entries() {
                    look(entry.name.span, &entry.name.value);
                    if let Some(description) = &entry.description {
                        look(description.span, &description.value);
                    }
                }
            }
            BlockKind::Diagram(diagram) => {
                for node in &diagram.nodes {
                    // A label is broken where it is too long for its box, and markup in it is taken out.
                    let words = node.label.value.split_whitespace().filter(|word| !word.contains(['<', '>']));
                    words.for_each(|word| look(node.label.span, word));
                }
            }
            _ => {}
        },
        Walked::Cell(_) => {}
        Walked::Inline(inline) => {
            if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind
                && !skipped.contains(&inline.span.start)
            {
                look(inline.span, text);
            }
        }
    });
}
