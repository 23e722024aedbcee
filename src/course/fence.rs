//! Fences whose content is somebody else's: where it stands in the file, and what should stand there.

use crate::parse::ast::{Block, BlockKind};
use crate::parse::directive::Directive;
use crate::span::{Span, Spanned};

/// The inside of a fence in its file.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The bytes between its two lines.
    pub content: Span,
    /// What stands before each line of the content: the fence's place in a list or a quote.
    pub indent: String,
    /// How its lines end.
    pub newline: &'static str,
    /// What it opens with: the sign, and how many of them.
    mark: (char, usize),
}

impl Fence {
    /// Looks at a block that is a fence; `None` for indented code and a fence without an end.
    #[must_use]
    pub fn of(text: &str, block: Span) -> Option<Self> {
        let own = &text[block.range()];
        let first_line = own.split_inclusive('\n').next()?;
        let mark = run(first_line.trim_start());
        if !first_line.ends_with('\n') || mark.1 < 3 {
            return None;
        }
        let last_line = own.trim_end().rsplit('\n').next()?;
        let closing = block.start + own.trim_end().len() - last_line.len();
        let start = block.start + first_line.len();
        if !closes(last_line.trim_start_matches(['>', ' ', '\t']), mark) || closing < start {
            return None;
        }
        let line = text[..block.start].rfind('\n').map_or(0, |at| at + 1);
        let before = text[line..block.start].chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' });
        let newline = if first_line.ends_with("\r\n") { "\r\n" } else { "\n" };
        Some(Self { content: Span::new(start, closing), indent: before.collect(), newline, mark })
    }

    /// Whether a line of a text would end this fence.
    #[must_use]
    pub fn ends_at(&self, text: &str) -> bool {
        text.lines().any(|line| closes(line.trim_start(), self.mark))
    }

    /// A text as it stands in this fence.
    #[must_use]
    pub fn lines(&self, text: &str) -> String {
        text.lines().map(|line| format!("{}{line}{}", self.indent, self.newline)).collect()
    }
}

/// The sign of a fence that a line begins with, and how many there are.
fn run(line: &str) -> (char, usize) {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~')).unwrap_or(' ');
    (sign, line.chars().take_while(|c| *c == sign && sign != ' ').count())
}

/// Whether a line ends a fence that opens with `mark`.
fn closes(line: &str, mark: (char, usize)) -> bool {
    let (sign, count) = run(line);
    sign == mark.0 && count >= mark.1 && line.trim_end().chars().all(|c| c == sign)
}

/// The directives before a fence.
#[must_use]
pub fn directives_before(block: &Block) -> &[Spanned<Directive>] {
    match &block.kind {
        BlockKind::Diagram(diagram) => &diagram.before,
        BlockKind::Tree(tree) => &tree.before,
        BlockKind::Code(code) => &code.before,
        _ => &[],
    }
}

/// Whether two texts are the same, blanks at the ends of lines aside.
#[must_use]
pub fn same_lines(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    lines(one) == lines(other)
}

/// The first line of `written` that is another one than in `wanted`; an empty range behind the last where lines are missing.
#[must_use]
pub fn first_difference(written: &str, wanted: &str) -> std::ops::Range<usize> {
    let mut wanted = wanted.lines();
    let mut at = 0;
    for line in written.split_inclusive('\n') {
        let own = line.trim_end();
        if wanted.next().map(str::trim_end) != Some(own) {
            let indent = own.len() - own.trim_start().len();
            return at + indent..at + own.len();
        }
        at += line.len();
    }
    at..at
}
