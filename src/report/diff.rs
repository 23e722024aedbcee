//! What fixes would change, as a unified diff.

use crate::load::SourceTree;
use crate::span::FileId;
use similar::TextDiff;
use std::collections::BTreeMap;

/// The diff of new texts against the files of a course.
#[must_use]
pub fn render(tree: &SourceTree, texts: &BTreeMap<FileId, String>) -> String {
    texts
        .iter()
        .map(|(id, text)| {
            let file = tree.file(*id);
            let diff = TextDiff::from_lines(&file.text, text);
            diff.unified_diff().header(&format!("a/{}", file.path), &format!("b/{}", file.path)).to_string()
        })
        .collect()
}
