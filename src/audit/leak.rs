//! NOT001: instructor text in a learner's files: HTML with and without its tags, attributes and comments included, and
//! every other text file.

use super::{unescape, without_tags};
use crate::cluster;
use crate::course::Page;
use crate::diagnostic::{Finding, code};
use crate::lang::letters;
use crate::parse::ast::{Block, BlockKind, Walked, plain_text, walk};
use crate::render::SEARCH_FOLDER;
use crate::site::Site;
use crate::span::{Place, Span};
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Shorter texts (`예`, `5분`) stand everywhere.
const MIN_LETTERS: usize = 10;

/// Looks for instructor text in the files of a learner's site.
#[derive(Debug)]
pub struct LeakAudit {
    automaton: Option<AhoCorasick>,
    fingerprint: String,
    places: Vec<Place>,
    leaks: Mutex<BTreeSet<(Place, String)>>,
}

impl LeakAudit {
    /// Collects the texts that only instructors may see: those of the whole course that are not in what learners
    /// read, nor among the words that kurso itself brings.
    #[must_use]
    pub fn new(site: &Site) -> Self {
        let pages: Vec<&Page> = site.course.pages().map(|(_, page)| page).collect();
        let mut all: BTreeMap<String, Place> = BTreeMap::new();
        for (text, place) in pages.par_iter().flat_map_iter(|page| of_instructors(page)).collect::<Vec<_>>() {
            all.entry(text).or_insert(place);
        }
        let of_learners = |page: &&&Page| {
            let mut shown = String::new();
            texts(&page.for_learners().blocks, false, &mut |text, _| {
                shown.push('\n');
                shown.push_str(&letters(&text));
            });
            shown
        };
        let mut shown = letters(cluster::KUBERNETES);
        if !all.is_empty() {
            let open = pages.par_iter().filter(|page| !page.instructor);
            shown.extend(open.map(|page| of_learners(&page)).collect::<Vec<_>>());
        }
        // What learners read elsewhere is no secret. One pass over it finds all of that.
        let keys: Vec<&String> = all.keys().collect();
        let mut public = vec![false; keys.len()];
        if let Ok(automaton) = AhoCorasick::new(&keys) {
            for found in automaton.find_overlapping_iter(&shown) {
                public[found.pattern().as_usize()] = true;
            }
        }
        let secrets: Vec<(String, Place)> =
            all.into_iter().zip(public).filter(|(_, public)| !public).map(|(secret, _)| secret).collect();
        let (texts, places): (Vec<String>, Vec<Place>) = secrets.into_iter().unzip();
        let fingerprint = blake3::hash(texts.join("\n").as_bytes()).to_hex().to_string();
        let automaton = (!texts.is_empty()).then(|| AhoCorasick::new(&texts).ok()).flatten();
        Self { automaton, fingerprint, places, leaks: Mutex::new(BTreeSet::new()) }
    }

    /// What is looked for, as a fingerprint: a file that was read for the same need not be read again.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Reads a written file. The theme's own styles and scripts are the same for every course.
    pub fn inspect(&self, path: &str, bytes: &[u8]) {
        let Some(automaton) = &self.automaton else { return };
        let Ok(text) = std::str::from_utf8(bytes) else { return };
        let of_search = path.starts_with(SEARCH_FOLDER);
        if path.ends_with(".css") || path.ends_with(".js") && !of_search {
            return;
        }
        let text = unescape(text);
        for haystack in [letters(&text), letters(&without_tags(&text))] {
            for found in automaton.find_iter(&haystack) {
                if let Ok(mut leaks) = self.leaks.lock() {
                    leaks.insert((self.places[found.pattern().as_usize()], path.to_owned()));
                }
            }
        }
    }

    /// The leaks that were found.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let leaks = self.leaks.lock().map(|leaks| leaks.clone()).unwrap_or_default();
        leaks
            .into_iter()
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

/// What a page holds for instructors, and, where it holds any such thing, what else it holds: that is sorted out later.
fn of_instructors(page: &Page) -> Vec<(String, Place)> {
    let mut found = Vec::new();
    let mut add = |file, text: &str, span| {
        let text = letters(text);
        if text.chars().count() >= MIN_LETTERS {
            found.push((text, Place::new(file, span)));
        }
    };
    let open = !page.instructor && matches!(page.for_learners(), Cow::Borrowed(_));
    if open {
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Block(block) = node
                && let BlockKind::Diagram(diagram) = &block.kind
            {
                diagram.instructor_comments().for_each(|text| add(page.file, text, block.span));
            }
        });
    } else {
        texts(&page.document.blocks, true, &mut |text, span| add(page.file, &text, span));
    }
    if let Some(sidecar) = &page.sidecar {
        let file = sidecar.document.file;
        texts(&sidecar.document.blocks, true, &mut |text, span| add(file, &text, span));
    }
    found
}

/// The texts of blocks, one a paragraph; those of inline notes, and where the `whole` is wanted those of comments in diagrams,
/// by themselves.
fn texts(blocks: &[Block], whole: bool, visit: &mut impl FnMut(String, Span)) {
    walk(blocks, &mut |node| match node {
        Walked::Block(block) => match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                visit(plain_text(inlines), block.span);
            }
            BlockKind::Heading(heading) => visit(plain_text(&heading.inlines), block.span),
            BlockKind::Code(code) => visit(code.text.text.clone(), block.span),
            BlockKind::Diagram(diagram) => {
                visit(diagram.source_for_learners(), block.span);
                if whole {
                    diagram.instructor_comments().for_each(|text| visit(text.to_owned(), block.span));
                }
            }
            BlockKind::Tree(tree) => visit(tree.source.text.clone(), block.span),
            BlockKind::Table(table) => {
                table
                    .head
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .for_each(|cell| visit(plain_text(cell), block.span));
            }
            _ => {}
        },
        Walked::Inline(_) => {}
    });
}
