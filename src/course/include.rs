//! Fences that are copies: `<!-- kurso: include scripts/setup.sh lines=3-9 -->`. The copy stands in the Markdown, so that
//! it shows everywhere, and is held against its file.

use super::fence::{Fence, directives_before, same_lines};
use super::{Course, PageId, Target};
use crate::config::Config;
use crate::diagnostic::{Finding, code};
use crate::load::{FileKind, SourceTree};
use crate::parse::ast::{Document, Walked, walk};
use crate::parse::directive::{self, Directive};
use crate::span::{FileId, Place, Span};
use std::collections::BTreeSet;

/// A fence that is a copy.
#[derive(Clone, Debug)]
pub struct Include {
    /// The bytes between the lines of the fence.
    pub content: Place,
    /// The directive.
    pub directive: Place,
    /// What stands in the fence, as the page's file has it.
    pub written: String,
    /// What it is a copy of.
    pub source: Source,
}

/// What a copy is of.
#[derive(Clone, Debug)]
pub enum Source {
    /// Lines of a file.
    Lines {
        /// The file.
        file: FileId,
        /// What should stand in the fence, as the page's file would have it.
        wanted: String,
        /// Where the lines are now that the fence holds, where the author named lines and they are elsewhere: the place of
        /// the numbers, and the first and the last line.
        moved: Option<(Place, usize, usize)>,
    },
    /// The file ends before the lines do: the place of the numbers, and how many lines it has.
    TooShort(Place, usize),
    /// There is no such file in the course: the place of the path, and what was looked for.
    Missing(Place, String),
    /// The file cannot be copied here: the place of the path, and why.
    Refused(Place, String),
}

/// Every fence that is a copy, and findings about directives that have no fence.
#[must_use]
pub fn includes(course: &Course, config: &Config, tree: &SourceTree) -> (Vec<Include>, Vec<Finding>) {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for (id, page) in course.pages() {
        let document = &page.document;
        let is_include = |directive: &Directive| matches!(directive, Directive::Include(_));
        if document.broken_at.is_some() || !document.directives.iter().any(|own| is_include(&own.value)) {
            continue;
        }
        let text = &tree.file(page.file).text;
        let mut followed = BTreeSet::new();
        walk(&document.blocks, &mut |node| {
            let Walked::Block(block) = node else { return };
            let found = directives_before(block).iter().find_map(|own| match &own.value {
                Directive::Include(include) => Some((include, own.span)),
                _ => None,
            });
            let Some((include, directive)) = found else { return };
            let Some(fence) = Fence::of(text, block.span) else { return };
            followed.insert(directive.start);
            let written = text[fence.content.range()].to_owned();
            all.push(Include {
                content: document.place(fence.content),
                directive: document.place(directive),
                source: source(course, config, tree, id, include, &fence, &written),
                written,
            });
        });
        for own in document.directives.iter().filter(|own| is_include(&own.value)) {
            if !followed.contains(&own.span.start) {
                findings.push(without_fence(document, own.span));
            }
        }
    }
    (all, findings)
}

fn without_fence(document: &Document, directive: Span) -> Finding {
    Finding::new(code::UNKNOWN_BLOCK, document.place(directive), "there is no fence below for the copy")
        .help("put a fence on the next line, empty or not; `kurso check --fix` writes the copy")
}

fn source(
    course: &Course,
    config: &Config,
    tree: &SourceTree,
    page: PageId,
    include: &directive::Include,
    fence: &Fence,
    written: &str,
) -> Source {
    let document = &course.page(page).document;
    let path = document.place(include.path.span);
    let file = match course.target(page, &include.path.value, tree) {
        Target::Asset(file) => file,
        Target::Page { page, anchor: None } => course.page(page).file,
        _ => match course.own_file(page, &include.path.value, tree) {
            Some(file) => file,
            None => return Source::Missing(path, include.path.value.clone()),
        },
    };
    let refused = |why: &str| Source::Refused(path, why.to_owned());
    if !course.page(page).is_for_instructors() && is_secret(course, config, page, file, tree) {
        return refused(
            "this file is not for all who read the page: for instructors, or released on another day",
        );
    }
    if course.page_of(file).is_some_and(|own| copies(&course.page(own).document)) {
        return refused("this page is made of copies itself; name what it copies");
    }
    let bytes = match tree.file(file).kind {
        FileKind::Asset => tree.bytes(file).unwrap_or_default(),
        FileKind::Markdown | FileKind::Yaml | FileKind::Unreadable => {
            tree.file(file).text.as_bytes().to_vec()
        }
    };
    let Ok(text) = String::from_utf8(bytes) else { return refused("this file is no text") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines: Vec<&str> = text.lines().collect();
    let Some(range) = &include.lines else {
        if fence.ends_at(text) {
            return refused(
                "a line of this file would end the fence; write the fence with more signs than that",
            );
        }
        return Source::Lines { file, wanted: fence.lines(text), moved: None };
    };
    let numbers = document.place(range.span);
    let (from, to) = range.value;
    let held: Vec<&str> = written.lines().collect();
    // Who names other lines than before wants those.
    let same_count = held.len() == to - from + 1;
    let moved =
        elsewhere(&lines, &held, &fence.indent).filter(|_| same_count).map(|(from, to)| (numbers, from, to));
    if to > lines.len() && moved.is_none() {
        return Source::TooShort(numbers, lines.len());
    }
    let wanted = lines[(from - 1).min(lines.len())..to.min(lines.len())].join("\n");
    if fence.ends_at(&wanted) {
        return refused("a line of this file would end the fence; write the fence with more signs than that");
    }
    let wanted = fence.lines(&wanted);
    let moved = moved.filter(|_| !same_lines(&wanted, written));
    Source::Lines { file, wanted, moved }
}

/// Whether a page holds a copy: a copy of a copy could go in a circle.
fn copies(document: &Document) -> bool {
    document.directives.iter().any(|own| matches!(own.value, Directive::Include(_)))
}

/// Whether a file is kept from readers of a page, for good or up to another day.
fn is_secret(course: &Course, config: &Config, page: PageId, file: FileId, tree: &SourceTree) -> bool {
    let (page, path) = (course.page(page), &tree.file(file).path);
    let days = |path: &str| -> Vec<_> {
        config
            .release
            .iter()
            .filter(|release| release.paths.matches(path))
            .map(|release| release.pages)
            .collect()
    };
    course.page_of(file).is_some_and(|own| course.page(own).is_for_instructors())
        || config.is_for_instructors(path)
        || days(path).iter().flatten().max() > days(&page.path).iter().flatten().max()
}

/// The only place in a file where the lines of a fence stand, one at least with more than a bracket in it.
fn elsewhere(lines: &[&str], held: &[&str], indent: &str) -> Option<(usize, usize)> {
    let held: Vec<&str> = held
        .iter()
        .map(|line| {
            line.strip_prefix(indent)
                .or_else(|| line.strip_prefix(indent.trim_end()))
                .unwrap_or(line)
                .trim_end()
        })
        .collect();
    if !held.iter().any(|line| line.chars().filter(|c| c.is_alphanumeric()).count() > 3) {
        return None;
    }
    let here = |window: &&[&str]| window.iter().zip(&held).all(|(own, line)| own.trim_end() == *line);
    let mut places = lines.windows(held.len()).enumerate().filter(|(_, window)| here(window));
    match (places.next(), places.next()) {
        (Some((at, _)), None) => Some((at + 1, at + held.len())),
        _ => None,
    }
}
