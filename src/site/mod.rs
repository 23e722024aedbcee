//! The finished [`Site`]: course, clusters and bound figures. What everything later reads.

mod earlier;

mod settings;

use crate::cache::{Cache, Kind};
use crate::cluster::{self, Clusters};
use crate::config::Config;
use crate::course::include::Include;
use crate::course::{self, Course, Page, PageId};
use crate::diagnostic::Finding;
use crate::figure::{self, Figure, Generated};
use crate::load::{Loaded, Selection, SourceTree};
use crate::parse;
use crate::parse::ast::{BlockKind, InlineKind, Walked, walk};
use crate::span::FileId;
use aho_corasick::{AhoCorasick, MatchKind};
use earlier::Earlier;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A course with everything that can be told about it.
#[derive(Clone, Debug)]
pub struct Site {
    /// The files.
    pub tree: SourceTree,
    /// What the course says about itself.
    pub config: Config,
    /// Units and pages.
    pub course: Course,
    /// Clusters and the catalogue.
    pub clusters: Clusters,
    /// Figures in page and file order.
    pub figures: Vec<Figure>,
    /// Fences that kurso writes.
    pub generated: Vec<Generated>,
    /// Fences that are copies of files.
    pub includes: Vec<Include>,
    /// For each component, the pages that show it to learners in a figure (`true`) or only name it.
    pub mentions: BTreeMap<String, BTreeMap<PageId, bool>>,
    /// What the stages up to here found wrong.
    pub findings: Vec<Finding>,
    /// The part of the course that is checked, built or printed; links, numbers and settings are the whole course's.
    pub selection: Selection,
}

/// Parses, resolves and binds a loaded course.
#[must_use]
pub fn resolve(loaded: Loaded) -> Site {
    resolve_with(loaded, &Cache::none(), None)
}

/// The same, with files as they were parsed before where a cache has them, and with what of an earlier site of the same
/// course is still so.
#[must_use]
pub fn resolve_with(loaded: Loaded, cache: &Cache, earlier: Option<&Site>) -> Site {
    let Loaded { tree, config, mut findings, selection } = loaded;
    let earlier = Earlier::new(earlier, &tree);
    let files: Vec<_> = course::markdown_files(&tree).collect();
    let html = config.site.raw_html;
    let parsed = |file: FileId| {
        let file = tree.file(file);
        earlier.document(file).unwrap_or_else(|| {
            let document =
                cache.or_make(Kind::Document, &[html.name(), &file.text], || parse::parse(file, html));
            Arc::new(document.of_file(file.id))
        })
    };
    let documents: Vec<_> = files.into_par_iter().map(parsed).collect();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let course = course::resolve(documents, &tree, &config);
    findings.extend(course.findings);
    let clusters = cluster::load(&tree, &config.clusters);
    findings.extend(clusters.findings);
    let figures = figure::bind(&course.value, &clusters.value, |id, page| earlier.figures(id, page));
    findings.extend(figures.iter().flat_map(|figure| figure.findings.iter().cloned()));
    let (generated, wrong) = figure::generated::generated(&course.value, &clusters.value, &tree);
    findings.extend(wrong);
    let (includes, wrong) = course::include::includes(&course.value, &config, &tree);
    findings.extend(wrong);
    findings.extend(settings::unmet(&config, &course.value, &tree));
    let mentions = mentions(&course.value, &clusters.value, &figures);
    let (course, clusters) = (course.value, clusters.value);
    Site { tree, config, course, clusters, figures, generated, includes, mentions, findings, selection }
}

impl Site {
    /// The figure whose content begins at a byte of a page's file.
    #[must_use]
    pub fn figure_at(&self, page: PageId, start: usize) -> Option<&Figure> {
        self.figures_of(page).iter().find(|figure| figure.place.span.start == start)
    }

    /// Whether kurso writes a figure.
    #[must_use]
    pub fn is_generated(&self, figure: &Figure) -> bool {
        let (place, inside) = (figure.place, |span: crate::span::Span| {
            span.start <= figure.place.span.start && figure.place.span.start <= span.end
        });
        self.generated.iter().any(|own| own.content.file == place.file && inside(own.content.span))
    }

    /// The figures of a page.
    #[must_use]
    pub fn figures_of(&self, page: PageId) -> &[Figure] {
        let from = self.figures.partition_point(|figure| figure.page < page);
        let count = self.figures[from..].partition_point(|figure| figure.page == page);
        &self.figures[from..from + count]
    }
}

fn mentions(
    course: &Course,
    clusters: &Clusters,
    figures: &[Figure],
) -> BTreeMap<String, BTreeMap<PageId, bool>> {
    // In prose only names that can mean nothing else count.
    let names: Vec<(String, &str)> = clusters.catalogue.strong_names().collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.iter().map(|(name, _)| name))
        .ok();
    let of_page = |(id, page): (PageId, &Page)| {
        let (drawn, text) = shown(page);
        let from = figures.partition_point(|figure| figure.page < id);
        let own = figures[from..].iter().take_while(|figure| figure.page == id);
        let seen = own
            .filter(|figure| figure.bound().is_some() && drawn.contains(&figure.place.span.start))
            .flat_map(|figure| &figure.nodes);
        let mut of_page: BTreeMap<&str, bool> = BTreeMap::new();
        for found in automaton.iter().flat_map(|automaton| automaton.find_iter(&text)) {
            if is_word(&text, found.range()) {
                of_page.insert(names[found.pattern()].1, false);
            }
        }
        for node in seen {
            if let Some(component) = node.reading.as_ref().and_then(|reading| reading.entity.component()) {
                of_page.insert(component, true);
            }
        }
        (id, of_page)
    };
    let pages: Vec<_> = course.pages().filter(|(_, page)| !page.is_for_instructors()).collect();
    let mut mentions: BTreeMap<String, BTreeMap<PageId, bool>> = BTreeMap::new();
    for (id, of_page) in pages.into_par_iter().map(of_page).collect::<Vec<_>>() {
        for (component, drawn) in of_page {
            mentions.entry(component.to_owned()).or_default().insert(id, drawn);
        }
    }
    mentions
}

/// What learners see of a page: where its figures begin, and its text in lower case.
fn shown(page: &Page) -> (BTreeSet<usize>, String) {
    let document = page.for_learners();
    let (mut drawn, mut text) = (BTreeSet::new(), String::new());
    walk(&document.blocks, &mut |node| match node {
        Walked::Block(block) => match &block.kind {
            BlockKind::Diagram(diagram) => drop(drawn.insert(diagram.span.start)),
            BlockKind::Tree(tree) => drop(drawn.insert(tree.span.start)),
            _ => {}
        },
        Walked::Cell(_) => {}
        Walked::Inline(inline) => {
            if let InlineKind::Text(piece) | InlineKind::Code(piece) = &inline.kind {
                text.push_str(piece);
                text.push('\n');
            }
        }
    });
    (drawn, text.to_lowercase())
}

/// Whether a range of `text` is a word of its own; a Korean particle may follow.
fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
        && !after.is_some_and(|c| c.is_alphanumeric() && !crate::lang::is_hangul(c) || c == '-')
}
