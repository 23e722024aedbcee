//! Finished output → findings: the proof on what is written that no instructor text is in a learner's site.
//!
//! It reads the written bytes, not the program's own trees: HTML with and without its tags, attributes and comments
//! included, and every other text file.

use crate::diagnostic::{Finding, code};
use crate::lang::letters;
use crate::parse::ast::{Block, BlockKind, InlineKind, Walked, plain_text, walk};
use crate::parse::heading::Role;
use crate::site::Site;
use crate::span::Place;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Shorter texts (`예`, `5분`) stand everywhere.
const MIN_LETTERS: usize = 8;

/// Looks for instructor text in the files of a learner's site.
#[derive(Debug)]
pub struct LeakAudit {
    automaton: Option<AhoCorasick>,
    places: Vec<Place>,
    leaks: Mutex<BTreeMap<(Place, String), ()>>,
}

impl LeakAudit {
    /// Collects the texts that only instructors may see: those in notes that no learner's text has as well.
    #[must_use]
    pub fn new(site: &Site) -> Self {
        let mut notes: BTreeMap<String, Place> = BTreeMap::new();
        let mut learner = String::new();
        for (_, page) in site.course.pages() {
            let mut hidden: Vec<&Block> = Vec::new();
            let mut shown: Vec<&Block> = Vec::new();
            for (at, block) in page.document.blocks.iter().enumerate() {
                let in_notes = page.document.sections.iter().any(|section| {
                    section.role == Role::Notes && (section.heading..section.end).contains(&at)
                });
                if page.instructor || in_notes { hidden.push(block) } else { shown.push(block) }
            }
            for block in hidden {
                texts(std::slice::from_ref(block), true, &mut |text, span| {
                    add(&mut notes, &text, Place::new(page.file, span));
                });
            }
            for block in shown {
                texts(std::slice::from_ref(block), false, &mut |text, _| {
                    learner.push_str(&letters(&text));
                    learner.push('\n');
                });
                commented(std::slice::from_ref(block), &mut |text, span| {
                    add(&mut notes, text, Place::new(page.file, span));
                });
                noted(std::slice::from_ref(block), &mut |blocks| {
                    texts(blocks, true, &mut |text, span| {
                        add(&mut notes, &text, Place::new(page.file, span));
                    });
                });
            }
            if let Some(sidecar) = &page.sidecar {
                for (_, range) in &sidecar.notes {
                    texts(&sidecar.document.blocks[range.clone()], true, &mut |text, span| {
                        add(&mut notes, &text, Place::new(sidecar.document.file, span));
                    });
                }
            }
        }
        // What learners read elsewhere is no secret.
        notes.retain(|text, _| !learner.contains(text.as_str()));
        let (texts, places): (Vec<String>, Vec<Place>) = notes.into_iter().unzip();
        let automaton = (!texts.is_empty()).then(|| AhoCorasick::new(&texts).ok()).flatten();
        Self { automaton, places, leaks: Mutex::new(BTreeMap::new()) }
    }

    /// Reads a written file.
    pub fn inspect(&self, path: &str, bytes: &[u8]) {
        let Some(automaton) = &self.automaton else { return };
        let Ok(text) = std::str::from_utf8(bytes) else { return };
        let text = unescape(text);
        for haystack in [letters(&text), letters(&without_tags(&text))] {
            for found in automaton.find_iter(&haystack) {
                if let Ok(mut leaks) = self.leaks.lock() {
                    leaks.insert((self.places[found.pattern().as_usize()], path.to_owned()), ());
                }
            }
        }
    }

    /// The leaks that were found.
    #[must_use]
    pub fn findings(self) -> Vec<Finding> {
        let leaks = self.leaks.into_inner().unwrap_or_default();
        leaks
            .into_keys()
            .map(|(place, path)| {
                Finding::new(
                    code::INSTRUCTOR_TEXT,
                    place,
                    format!("this text is for instructors and stands in the learner's `{path}`"),
                )
                .help("this is a mistake of kurso's or of a template; nothing was written")
            })
            .collect()
    }
}

fn add(notes: &mut BTreeMap<String, Place>, text: &str, place: Place) {
    let text = letters(text);
    if text.chars().count() >= MIN_LETTERS {
        notes.entry(text).or_insert(place);
    }
}

/// The texts of blocks, one a paragraph, with or without those in notes.
fn texts(blocks: &[Block], with_notes: bool, visit: &mut impl FnMut(String, crate::span::Span)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Note(_) if !with_notes => {}
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                visit(plain_text(inlines), block.span);
            }
            BlockKind::Heading(heading) => visit(plain_text(&heading.inlines), block.span),
            BlockKind::Code(code) => visit(code.text.text.clone(), block.span),
            BlockKind::Diagram(diagram) if with_notes => visit(diagram.source.text.clone(), block.span),
            BlockKind::Diagram(diagram) => visit(diagram.source_for_learners(), block.span),
            BlockKind::Tree(tree) => visit(tree.source.text.clone(), block.span),
            BlockKind::Table(table) => {
                table
                    .head
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .for_each(|cell| visit(plain_text(cell), block.span));
            }
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| texts(&item.blocks, with_notes, visit));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Alert(_, blocks)
            | BlockKind::FootnoteDefinition(_, blocks)
            | BlockKind::Note(blocks) => texts(blocks, with_notes, visit),
            BlockKind::Element(element) => texts(&element.children, with_notes, visit),
            BlockKind::Rule => {}
        }
    }
}

/// The comments for instructors in diagrams.
fn commented(blocks: &[Block], visit: &mut impl FnMut(&str, crate::span::Span)) {
    walk(blocks, &mut |node| {
        if let Walked::Block(block) = node
            && let BlockKind::Diagram(diagram) = &block.kind
        {
            diagram.instructor_comments().for_each(|text| visit(text, diagram.span));
        }
    });
}

/// The notes in blocks, inline ones included.
fn noted(blocks: &[Block], visit: &mut impl FnMut(&[Block])) {
    walk(blocks, &mut |node| match node {
        Walked::Block(block) => {
            if let BlockKind::Note(blocks) = &block.kind {
                visit(blocks);
            }
        }
        Walked::Inline(inline) => {
            if let InlineKind::Note(blocks) = &inline.kind {
                visit(blocks);
            }
        }
    });
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out
}
