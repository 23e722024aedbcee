//! Answers: what a learner should find alone first.

use super::ast::{Block, BlockKind, plain_text};

/// What kind of answer a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The whole of it: `<!-- kurso: solution -->`, or a `<details>` that calls itself so.
    Solution,
    /// A part of it: a `<details>` that calls itself a hint.
    Hint,
}

const SOLUTION: &[&str] = &["정답", "풀이", "해답", "모범 답안", "answer", "solution"];
const HINT: &[&str] = &["힌트", "hint"];

/// Whether a block is an answer.
#[must_use]
pub fn of(block: &Block) -> Option<Answer> {
    let element = match &block.kind {
        BlockKind::Solution(_) => return Some(Answer::Solution),
        BlockKind::Element(element) if element.tag == "details" => element,
        _ => return None,
    };
    let summary = element.children.iter().find_map(|child| match &child.kind {
        BlockKind::Element(summary) if summary.tag == "summary" => Some(summary),
        _ => None,
    })?;
    let text: String = summary
        .children
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Plain(inlines) | BlockKind::Paragraph(inlines) => plain_text(inlines).to_lowercase(),
            _ => String::new(),
        })
        .collect();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if says(SOLUTION) => Some(Answer::Solution),
        () if says(HINT) => Some(Answer::Hint),
        () => None,
    }
}
