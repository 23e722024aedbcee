//! NOT003: text that a page holds for its readers and that its file does not show.

use super::text;
use crate::course::{Page, PageId};
use crate::diagnostic::{Finding, code};
use crate::lang::letters;
use crate::parse::ast::{Block, BlockKind, Inline, InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// A single letter stands everywhere.
const MIN_LETTERS: usize = 2;

/// Looks for the text of pages in their files.
#[derive(Debug)]
pub struct LostAudit<'s> {
    site: &'s Site,
    /// Whether notes belong to what readers see.
    notes: bool,
    pages: BTreeMap<&'s str, PageId>,
    lost: Mutex<BTreeMap<(PageId, Span), String>>,
}

impl<'s> LostAudit<'s> {
    /// For the pages of an edition; with `notes`, what is for instructors must be there, too.
    #[must_use]
    pub fn new(site: &'s Site, notes: bool) -> Self {
        // An index that is kept back has one of kurso's in its place.
        let own = site.course.pages().filter(|(_, page)| notes || !page.is_for_instructors());
        let own = own.filter(|(_, page)| site.selection.holds(&page.path));
        let pages = own.map(|(id, page)| (page.output.as_str(), id)).collect();
        Self { site, notes, pages, lost: Mutex::new(BTreeMap::new()) }
    }

    /// Reads a written file, and says whether all is there; only files of pages matter.
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> bool {
        let Some((id, page)) = self.pages.get(path).map(|id| (*id, self.site.course.page(*id))) else {
            return true;
        };
        let Ok(file) = std::str::from_utf8(bytes) else { return true };
        let said = text::of_html(file);
        let shown = said.letters();
        let mut at = 0;
        let mut all_there = true;
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
            if !shown.contains(&wanted)
                && let Ok(mut lost) = self.lost.lock()
            {
                all_there = false;
                lost.entry((id, span)).or_insert_with(|| text.trim().to_owned());
            }
        };
        self.texts(page, &mut look);
        all_there
    }

    /// What readers of the page should see.
    fn texts(&self, page: &Page, look: &mut impl FnMut(Span, &str)) {
        let document = match self.notes {
            true => Cow::Borrowed(page.document.as_ref()),
            false => page.for_learners(),
        };
        let title = page.title_heading(&document).map(|(at, _)| at);
        look(title.map_or_else(Span::default, |at| document.blocks[at].span), &page.title);
        let below = document.blocks.iter().enumerate().filter(|(at, _)| Some(*at) != title);
        for (_, block) in below {
            texts(std::slice::from_ref(block), look);
        }
    }

    /// What is missing, a finding per place.
    #[must_use]
    pub fn findings(self) -> Vec<Finding> {
        let lost = self.lost.into_inner().unwrap_or_default();
        let finding = |((id, span), text): ((PageId, Span), String)| {
            let page = self.site.course.page(id);
            let message = format!("`{}` does not show `{}`", page.output, start_of(&text));
            Finding::new(code::LEARNER_TEXT_LOST, Place::new(page.file, span), message)
                .help("let the template print the whole body of the page")
        };
        lost.into_iter().map(finding).collect()
    }
}

/// The first words of a text.
fn start_of(text: &str) -> String {
    const SHOWN: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > SHOWN {
        line.chars().take(SHOWN).chain(['…']).collect()
    } else {
        line.to_owned()
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
