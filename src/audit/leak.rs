//! NOT001: instructor text in a learner's files: HTML block by block, attributes and comments included, and every other text
//! file line by line.

use super::source::{Readable, pieces, says_something, start_of, texts};
use super::text;
use crate::cluster;
use crate::course::{Page, PageId};
use crate::diagnostic::{Finding, code};
use crate::lang::letters;
use crate::parse::ast::Document;
use crate::parse::directive::Directive;
use crate::realise::Realised;
use crate::render::SEARCH_FOLDER;
use crate::site::Site;
use crate::span::{Place, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Finds many texts at once; its size grows with theirs.
fn automaton(texts: &[impl AsRef<[u8]>]) -> Option<AhoCorasick> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(texts).ok()
}

/// Why learners do not have a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Reason {
    /// It is for instructors.
    Instructors,
    /// course.yaml releases it later.
    Later,
}

/// Looks for instructor text in the files of a learner's site.
#[derive(Debug)]
pub struct LeakAudit {
    automaton: Option<AhoCorasick>,
    fingerprint: String,
    secrets: Vec<Secret>,
}

/// A text that learners must not have.
#[derive(Debug)]
struct Secret {
    place: Place,
    reason: Reason,
    /// Its first words, for messages.
    start: String,
}

impl LeakAudit {
    /// Collects the texts that only instructors may see: those of the whole course that are not in what learners read, nor
    /// among the words that kurso itself brings. Learners may read titles, paths and the names of the model.
    #[must_use]
    pub fn new(realised: &Realised) -> Self {
        let site = &realised.scope.site;
        let pages: Vec<&Page> = site.course.pages().map(|(_, page)| page).collect();
        let mut all: BTreeMap<String, Secret> = BTreeMap::new();
        let found = pages.par_iter().flat_map_iter(|page| of_instructors(site, page)).collect::<Vec<_>>();
        for (text, secret) in found {
            all.entry(text).or_insert(secret);
        }
        let public = if all.is_empty() { Vec::new() } else { public(realised) };
        // What learners read elsewhere is no secret. One pass over it finds all of that.
        let keys: Vec<&String> = all.keys().collect();
        let mut known = vec![false; keys.len()];
        if let Some(automaton) = automaton(&keys) {
            for text in public {
                for found in automaton.find_overlapping_iter(&text) {
                    known[found.pattern().as_usize()] = true;
                }
            }
        }
        let secrets: Vec<(String, Secret)> =
            all.into_iter().zip(known).filter(|(_, known)| !known).map(|(secret, _)| secret).collect();
        let (texts, secrets): (Vec<String>, Vec<Secret>) = secrets.into_iter().unzip();
        let fingerprint = blake3::hash(texts.join("\n").as_bytes()).to_hex().to_string();
        let automaton = (!texts.is_empty()).then(|| automaton(&texts)).flatten();
        Self { automaton, fingerprint, secrets }
    }

    /// What is looked for, as a fingerprint: a file that was read for the same need not be read again.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Reads what a file says: a finding for each text that learners must not have. The theme's own styles and scripts are the same
    /// for every course.
    #[must_use]
    pub fn inspect(&self, path: &str, bytes: &[u8]) -> Vec<Finding> {
        let of_search = path.starts_with(SEARCH_FOLDER);
        let of_theme = path.ends_with(".css") || path.ends_with(".js") && !of_search;
        let (Some(automaton), Ok(text), false) = (&self.automaton, std::str::from_utf8(bytes), of_theme)
        else {
            return Vec::new();
        };
        let is_markup = [".html", ".svg", ".xml"].iter().any(|end| path.ends_with(end));
        let said = if is_markup { text::of_html(text) } else { text::of_lines(text) };
        let mut leaks: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (block, line) in said.blocks() {
            leaks.extend(automaton.find_iter(block).map(|found| (found.pattern().as_usize(), line)));
        }
        leaks.into_iter().map(|(secret, line)| self.finding(&self.secrets[secret], path, line)).collect()
    }

    fn finding(&self, secret: &Secret, path: &str, line: usize) -> Finding {
        let why = match secret.reason {
            Reason::Instructors => "is for instructors",
            Reason::Later => "is released later",
        };
        let start = &secret.start;
        let message = format!("`{start}` {why}, and learners would read it in `{path}`, line {line}");
        Finding::new(code::INSTRUCTOR_TEXT, secret.place, message)
            .here("the text that is held back")
            .help("a template or kurso itself shows it: nothing was written; please report it if no template is yours")
            .help("if learners may read it, write `<!-- kurso: ignore NOT001 -- reason -->` above it")
    }
}

/// What a page holds for instructors, and, where it holds any such thing, what else it holds: that is sorted out later.
fn of_instructors(site: &Site, page: &Page) -> Vec<(String, Secret)> {
    let mut found = Vec::new();
    let reason = match site.config.is_released_later(&page.path) {
        true => Reason::Later,
        false => Reason::Instructors,
    };
    let mut add = |document: &Document, text: &str, span: Span| {
        for line in text.lines().flat_map(pieces).filter(|line| says_something(line)) {
            let secret = Secret { place: Place::new(document.file, span), reason, start: start_of(line) };
            found.push((letters(line), secret));
        }
    };
    let mut of_document = |document: &Document| {
        let declared = declared(document);
        texts(&document.blocks, &mut |text, span| {
            if !declared.contains(&span.start) {
                add(document, &text, span);
            }
        });
    };
    let cleaned = matches!(page.for_learners(), std::borrow::Cow::Owned(_));
    if page.is_for_instructors() || cleaned {
        of_document(&page.document);
    }
    if let Some(sidecar) = &page.sidecar {
        of_document(&sidecar.document);
    }
    found
}

/// Where blocks begin of which the author says, with a reason, that learners may read them.
fn declared(document: &Document) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let own = document.directives.iter().filter(|directive| match &directive.value {
        Directive::Ignore(ignore) => {
            ignore.has_reason && ignore.codes.iter().any(|named| named.value == code::INSTRUCTOR_TEXT.0)
        }
        _ => false,
    });
    for directive in own {
        let mut below: Option<usize> = None;
        texts(&document.blocks, &mut |_, span| {
            if span.start >= directive.span.end && below.is_none_or(|below| span.start < below) {
                below = Some(span.start);
            }
        });
        starts.extend(below);
    }
    starts
}

/// What learners may read, block by block.
fn public(realised: &Realised) -> Vec<String> {
    let (scope, site) = (&realised.scope, &realised.scope.site);
    let of_page = |(id, page): (PageId, &Page)| {
        let mut shown = vec![letters(&page.title), letters(&page.name), letters(&page.path)];
        let stem = page.path.rsplit_once('.').map_or(page.path.as_str(), |(stem, _)| stem);
        shown.push(letters(stem));
        if !page.is_for_instructors() {
            for text in realised.page(id, Readable) {
                shown.push(letters(&text));
                shown.extend(text.lines().map(letters));
            }
            shown.extend(page.document.front_matter.title.as_deref().map(letters));
        }
        shown
    };
    let pages: Vec<(PageId, &Page)> = site.course.pages().collect();
    let mut all: Vec<String> = pages.into_par_iter().flat_map_iter(of_page).collect();
    all.push(letters(cluster::KUBERNETES));
    all.push(letters(&site.course.title));
    all.extend(site.course.units.iter().map(|unit| letters(&unit.title)));
    // Paths of files, and all that files of the model say: their words are the model's names.
    for file in site.tree.files() {
        all.push(letters(&file.path));
        let own = file.path != crate::config::FILE_NAME && scope.shows_file(&file.path);
        if file.kind == crate::load::FileKind::Yaml && own {
            all.extend(file.text.lines().map(letters));
        }
    }
    let titles = site.config.title.iter().flat_map(|title| [&title.ko, &title.en]);
    all.extend(titles.map(|title| letters(title)));
    all
}
