//! Broken fences: an orphan closing fence turns the rest of a file inside out, a missing one swallows sections.

use super::comment::fence_marker;
use crate::diagnostic::{Finding, Sink, code};
use crate::span::Span;

/// A fence of the source as the Markdown parser understood it.
#[derive(Debug)]
struct Fence<'a> {
    opening: Span,
    info: &'a str,
    byte: u8,
    length: usize,
    body: Vec<(Span, &'a str)>,
    closing: Option<Span>,
}

/// Looks for fences that hold what no author would put into them. Returns where the first one begins: what
/// stands behind it is not to be trusted, and no other rule should speak of it.
pub(super) fn check(text: &str, sink: &mut Sink) -> Option<usize> {
    let fences = fences(text);
    let numbered = numbered_sections(text, &fences);
    for fence in &fences {
        let Some((place, what)) = suspicious(fence, numbered) else { continue };
        let message = if fence.info.is_empty() {
            "this fence opens where one should close"
        } else {
            "this fence is never closed"
        };
        let help = if fence.info.is_empty() {
            "remove this line if it closes nothing, or add the opening fence that it belongs to"
        } else {
            "close the fence before the line that is marked"
        };
        sink.push(
            Finding::new(code::BROKEN_FENCE, sink.place(fence.opening), message)
                .here("opened here")
                .label(sink.place(place), what)
                .help(help),
        );
        return Some(fence.opening.start);
    }
    None
}

fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence<'_>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let marker = fence_marker(line);
        if open && let Some(fence) = fences.last_mut() {
            match marker {
                Some((byte, count, rest))
                    if byte == fence.byte && count >= fence.length && rest.trim().is_empty() =>
                {
                    fence.closing = Some(span);
                    open = false;
                }
                _ => fence.body.push((span, line.trim_end())),
            }
        } else if let Some((byte, length, rest)) = marker
            && (byte == b'~' || !rest.contains('`'))
        {
            fences.push(Fence {
                opening: span,
                info: rest.trim(),
                byte,
                length,
                body: Vec::new(),
                closing: None,
            });
            open = true;
        }
    }
    fences
}

/// Whether the file's sections outside of fences are numbered `## 1. …`.
fn numbered_sections(text: &str, fences: &[Fence<'_>]) -> bool {
    let inside = |at: usize| {
        fences
            .iter()
            .any(|fence| fence.opening.start <= at && fence.closing.is_none_or(|closing| at < closing.end))
    };
    let mut at = 0;
    text.split_inclusive('\n').any(|line| {
        let start = at;
        at += line.len();
        is_numbered_heading(line) && !inside(start)
    })
}

fn is_numbered_heading(line: &str) -> bool {
    line.strip_prefix("## ").is_some_and(|title| {
        let digits = title.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && title[digits..].starts_with(". ")
    })
}

fn suspicious(fence: &Fence<'_>, numbered: bool) -> Option<(Span, &'static str)> {
    let language = fence.info.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
    if fence.length > 3 || matches!(language.as_str(), "markdown" | "md" | "text" | "diff" | "course") {
        return None;
    }
    for (span, line) in &fence.body {
        // In the middle of a fence, an opening with a language can only be meant as an opening.
        let opens = line.trim_start().strip_prefix("```").is_some_and(|info| {
            !info.is_empty()
                && info.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'))
        });
        if opens {
            return Some((*span, "another fence opens inside"));
        }
        let heading = if language.is_empty() {
            line.starts_with("## ") || line.starts_with("### ")
        } else {
            numbered && is_numbered_heading(line)
        };
        if heading {
            return Some((*span, "this heading is swallowed"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn broken(text: &str) -> Vec<String> {
        let mut sink = Sink::new(FileId(0));
        check(text, &mut sink);
        sink.into_findings().into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn swallowed_sections_and_orphans_are_found() {
        assert_eq!(broken("# T\n```bash\nls\n\n## 2. 다음\n\n```yaml\na: 1\n```\n").len(), 1);
        assert_eq!(broken("text\n```\n\n## Next\ntext\n").len(), 1);
        assert_eq!(broken("## 1. a\n```mermaid\ngraph TB\n\n## 2. b\n").len(), 1);
    }

    #[test]
    fn comments_of_shells_and_shown_fences_are_right() {
        assert_eq!(broken("```bash\n## install\nls\n```\n"), Vec::<String>::new());
        assert_eq!(broken("````markdown\n```bash\nls\n```\n## a\n````\n"), Vec::<String>::new());
        assert_eq!(broken("```markdown\n## a\n```\n"), Vec::<String>::new());
        assert_eq!(broken("- step\n  ```bash\n  ls\n  ```\n\n## Next\n"), Vec::<String>::new());
    }
}
