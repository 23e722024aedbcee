//! Broken fences: an orphan closing fence turns the rest of a file inside out, a missing one swallows sections.

use super::comment::{Home, fence_marker};
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
pub(super) fn check(text: &str, base: usize, sink: &mut Sink) -> Option<usize> {
    let fences = fences(text);
    // A single `##` in a fence may be a comment or an example; that the fences of the file do not add up is the sign.
    let last_bad =
        fences.iter().rposition(|fence| fence.closing.is_none() || opening_inside(fence).is_some())?;
    for fence in &fences[..=last_bad] {
        let swallowed = opening_inside(fence).map(|span| (span, "another fence opens inside"));
        let heading = heading_inside(fence, text).map(|span| (span, "this heading is swallowed"));
        // The first sign of the two is where the fence should have ended.
        let sign = [swallowed, heading].into_iter().flatten().min_by_key(|(span, _)| span.start);
        let orphan = fence.closing.is_none() && fence.info.is_empty();
        let Some((place, what)) = sign.or_else(|| fence.closing.is_none().then_some((fence.opening, "")))
        else {
            continue;
        };
        let message = if orphan || fence.info.is_empty() {
            "this fence opens where one should close"
        } else {
            "this fence is never closed"
        };
        let help = if fence.info.is_empty() {
            "remove this line if it closes nothing, or add the opening fence that it belongs to"
        } else {
            "close the fence before the line that is marked"
        };
        let mut finding = Finding::new(code::BROKEN_FENCE, sink.place(fence.opening.shifted(base)), message)
            .here("opened here")
            .help(help);
        if !what.is_empty() {
            finding = finding.label(sink.place(place.shifted(base)), what);
        }
        sink.push(finding);
        return Some(fence.opening.start + base);
    }
    None
}

fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence<'_>> = Vec::new();
    let mut open = false;
    let mut home = Home::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let marker = fence_marker(line);
        if open && home.is_left_by(line) {
            // It ends with what it stands in; that is no broken fence for anybody who reads the page.
            open = false;
            if let Some(fence) = fences.last_mut() {
                fence.closing = Some(fence.opening);
            }
        }
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
            home = Home::of(line, 0);
            open = true;
        }
    }
    fences
}

/// A line in a fence that can only be meant as an opening: three backticks and a language.
fn opening_inside(fence: &Fence<'_>) -> Option<Span> {
    if shows_fences(fence) {
        return None;
    }
    fence
        .body
        .iter()
        .find(|(_, line)| {
            line.trim_start().strip_prefix("```").is_some_and(|info| {
                !info.is_empty()
                    && info.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'))
            })
        })
        .map(|(span, _)| *span)
}

/// A section's heading in a fence: of any kind where no language says what `#` means, a numbered one that goes on with
/// the file's own numbers elsewhere.
fn heading_inside(fence: &Fence<'_>, text: &str) -> Option<Span> {
    if shows_fences(fence) {
        return None;
    }
    let before = text[..fence.opening.start].lines().filter_map(section_number).next_back();
    fence
        .body
        .iter()
        .find(|(_, line)| {
            let next =
                section_number(line).is_some_and(|number| before.is_some_and(|before| number == before + 1));
            next || fence.info.is_empty() && (line.starts_with("## ") || line.starts_with("### "))
                || fence.closing.is_none() && line.starts_with("## ") && !line.is_ascii()
        })
        .map(|(span, _)| *span)
}

/// Fences that show fences on purpose.
fn shows_fences(fence: &Fence<'_>) -> bool {
    let language = fence.info.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
    fence.length > 3 || matches!(language.as_str(), "markdown" | "md" | "text" | "diff" | "course")
}

/// The number of `## 3. …`.
fn section_number(line: &str) -> Option<u32> {
    let title = line.strip_prefix("## ")?;
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    title[digits..].starts_with(". ").then(|| title[..digits].parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn broken(text: &str) -> Vec<String> {
        let mut sink = Sink::new(FileId(0));
        check(text, 0, &mut sink);
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
        assert_eq!(broken("```\n$ git status -sb\n## main...origin/main\n```\n"), Vec::<String>::new());
        assert_eq!(broken("## 1. a\n```bash\n## 1. 설치\napt install\n```\n## 2. b\n"), Vec::<String>::new());
        assert_eq!(broken("> ```bash\n> ls\n\n## 1. a\n\n```mermaid\ngraph TB\n```\n"), Vec::<String>::new());
        assert_eq!(broken("```bash\n## install\nls\n```\n"), Vec::<String>::new());
        assert_eq!(broken("````markdown\n```bash\nls\n```\n## a\n````\n"), Vec::<String>::new());
        assert_eq!(broken("```markdown\n## a\n```\n"), Vec::<String>::new());
        assert_eq!(broken("- step\n  ```bash\n  ls\n  ```\n\n## Next\n"), Vec::<String>::new());
    }
}
