//! Answers: what a learner should find alone first.

use super::ast::{Block, BlockKind, Element, Inline, InlineKind, Walked, plain_text, walk};
use regex::Regex;
use std::sync::LazyLock;

/// What kind of answer a block is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Answer {
    /// The whole of it: `<!-- kurso: solution -->`, or a `<details>` that calls itself so.
    Solution,
    /// A part of it: a `<details>` that calls itself a hint.
    Hint,
}

/// What a summary says of a solution. `Name resolution`, `Solution architecture` and 정답률 are about something else.
static SOLUTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"정답(?:[^률율]|$)|풀이|해답|해설|모범\s*답안|예시\s*답안|\banswers?\b|\bsolutions?\b(?:[^\w]*$|\s*[^\w\s]|\s+(?:for|to|of|code|보기|확인|예시|과정)\b)")
        .ok()
});
static HINT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"힌트|\bhints?\b").ok());

/// Whether a block is an answer.
#[must_use]
pub fn of(block: &Block) -> Option<Answer> {
    let element = match &block.kind {
        BlockKind::Solution(_) => return Some(Answer::Solution),
        BlockKind::Element(element) if element.tag == "details" => element,
        _ => return None,
    };
    let mut text = String::new();
    for child in &element.children {
        if let BlockKind::Element(Element { tag, children, .. }) = &child.kind
            && tag == "summary"
        {
            walk(children, &mut |node| match node {
                Walked::Block(Block { kind: BlockKind::Heading(heading), .. }) => {
                    text.push_str(&heading.text);
                }
                Walked::Block(Block {
                    kind: BlockKind::Plain(inlines) | BlockKind::Paragraph(inlines),
                    ..
                }) => {
                    text.push_str(&plain_text(inlines));
                }
                _ => {}
            });
        }
    }
    named(&text)
}

/// Whether a `<details>` in the middle of a line is an answer.
#[must_use]
pub fn in_line(inline: &Inline) -> Option<Answer> {
    let InlineKind::Element(element) = &inline.kind else { return None };
    let summary = element.children.iter().find_map(|child| match &child.kind {
        InlineKind::Element(summary) if summary.tag == "summary" => Some(summary),
        _ => None,
    });
    let summary = summary.filter(|_| element.tag == "details")?;
    named(&plain_text(&summary.children))
}

fn named(summary: &str) -> Option<Answer> {
    let summary = summary.trim().to_lowercase();
    let says = |words: &LazyLock<Option<Regex>>| words.as_ref().is_some_and(|words| words.is_match(&summary));
    match () {
        () if says(&SOLUTION) => Some(Answer::Solution),
        () if says(&HINT) => Some(Answer::Hint),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_name_answers() {
        for summary in [
            "정답",
            "💡 정답 보기",
            "Q1 정답",
            "모범답안",
            "모범 답안",
            "해설",
            "풀이 과정",
            "Answer",
            "Show the answer",
            "Solution",
            "✅ Solution",
            "Solution:",
            "Show solution",
            "Solution for task 2",
            "Solutions",
        ] {
            assert_eq!(named(summary), Some(Answer::Solution), "{summary}");
        }
        assert_eq!([named("힌트 1"), named("Need a hint?")], [Some(Answer::Hint); 2]);
        for summary in
            ["Name resolution 과정", "Solution architecture 개요", "정답률 통계", "자세히", "Resolution"]
        {
            assert_eq!(named(summary), None, "{summary}");
        }
    }
}
