//! Where things are, for every format: paths, lines, columns.

use crate::load::SourceTree;
use crate::span::{FileId, LineColumn, LineIndex, Place, Span};
use std::collections::BTreeMap;

/// The lines of a course's files, each file indexed once.
pub(super) struct Places<'a> {
    tree: &'a SourceTree,
    lines: BTreeMap<FileId, LineIndex>,
}

impl<'a> Places<'a> {
    pub(super) fn new(tree: &'a SourceTree) -> Self {
        Self { tree, lines: BTreeMap::new() }
    }

    /// The files.
    pub(super) fn tree(&self) -> &'a SourceTree {
        self.tree
    }

    /// The path of a place's file in the course.
    pub(super) fn path(&self, place: Place) -> &'a str {
        &self.tree.file(place.file).path
    }

    /// Where a place begins and where it ends.
    pub(super) fn range(&mut self, place: Place) -> (LineColumn, LineColumn) {
        let text = &self.tree.file(place.file).text;
        let lines = self.lines.entry(place.file).or_insert_with(|| LineIndex::new(text));
        (lines.line_column(text, place.span.start), lines.line_column(text, place.span.end))
    }

    /// The whole lines from the first to the last of two bytes of a file.
    pub(super) fn lines(&mut self, file: FileId, first: usize, last: usize) -> Span {
        let text = &self.tree.file(file).text;
        let lines = self.lines.entry(file).or_insert_with(|| LineIndex::new(text));
        let span = |at: usize| lines.line_span(text, lines.line_index(at.min(text.len())));
        span(first).to(span(last))
    }

    /// Where a place begins.
    pub(super) fn start(&mut self, place: Place) -> LineColumn {
        self.range(place).0
    }
}

/// A path of the course as its repository knows it; `root` is the course's folder there, empty when it is the repository.
pub(super) fn in_repository(root: &str, path: &str) -> String {
    if root.is_empty() { path.to_owned() } else { format!("{}/{path}", root.trim_end_matches('/')) }
}
