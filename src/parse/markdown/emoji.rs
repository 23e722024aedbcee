//! `:rocket:` → 🚀, as GitHub shows it.

use crate::parse::ast::{Inline, InlineKind};
use crate::span::Span;
use std::ops::Range;

/// Replaces the codes in texts, at any depth.
pub(super) fn show(inlines: &mut Vec<Inline>) {
    for inline in inlines.iter_mut() {
        match &mut inline.kind {
            InlineKind::Emphasis(children)
            | InlineKind::Strong(children)
            | InlineKind::Strikethrough(children) => show(children),
            InlineKind::Link(link) => show(&mut link.inlines),
            InlineKind::Element(element)
                if !matches!(element.tag.as_str(), "code" | "kbd" | "pre" | "samp" | "tt") =>
            {
                show(&mut element.children);
            }
            _ => {}
        }
    }
    let mut at = 0;
    while at < inlines.len() {
        let run = inlines[at..].iter().take_while(|inline| text(inline).is_some()).count();
        let replaced = replaced(&inlines[at..at + run]);
        let new = replaced.as_ref().map_or(run, Vec::len);
        if let Some(replaced) = replaced {
            inlines.splice(at..at + run, replaced);
        }
        at += new.max(1);
    }
}

pub(super) fn text(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text(text) => Some(text),
        _ => None,
    }
}

/// A run of texts with its codes replaced; `None` where it has none. The parser cuts text where marks could have been
/// (`:white_check_mark:`), so codes are looked for in the whole.
fn replaced(run: &[Inline]) -> Option<Vec<Inline>> {
    if !run.iter().filter_map(text).any(|text| text.contains(':')) {
        return None;
    }
    let whole: String = run.iter().filter_map(text).collect();
    let codes = codes(&whole);
    if codes.is_empty() {
        return None;
    }
    let mut new = Vec::new();
    let mut start = 0;
    for piece in run {
        let own = text(piece)?;
        let range = start..start + own.len();
        let mut from = range.start;
        for (code, emoji) in codes.iter().filter(|(code, _)| code.start < range.end && code.end > range.start)
        {
            push(&mut new, piece, own, from.min(code.start)..code.start.max(range.start), range.start);
            // A code in several pieces is shown where it begins.
            if code.start >= range.start {
                let from =
                    span(piece, own, code.start - range.start..(code.end - range.start).min(own.len()));
                new.push(Inline { span: from, kind: InlineKind::Text((*emoji).to_owned()) });
            }
            from = code.end.min(range.end);
        }
        push(&mut new, piece, own, from..range.end, range.start);
        start = range.end;
    }
    Some(new)
}

/// Adds the part of `piece`, which begins at `start` of the run, that lies in `range` of the run.
fn push(new: &mut Vec<Inline>, piece: &Inline, own: &str, range: Range<usize>, start: usize) {
    let range = range.start.max(start) - start..range.end.max(start) - start;
    if let Some(part) = own.get(range.clone()).filter(|part| !part.is_empty()) {
        new.push(Inline { span: span(piece, own, range), kind: InlineKind::Text(part.to_owned()) });
    }
}

/// The bytes in the file of a part of a piece; those of all of it where it does not stand as it is read.
pub(super) fn span(piece: &Inline, own: &str, range: Range<usize>) -> Span {
    if piece.span.range().len() == own.len() {
        Span::from(range).shifted(piece.span.start)
    } else {
        piece.span
    }
}

/// The codes in a text. `10:30:00`, `image:tag:1` and `이름:key:값` are none: one begins where a word could.
fn codes(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut colons = text.match_indices(':').map(|(at, _)| at).peekable();
    while let Some(start) = colons.next() {
        let Some(&end) = colons.peek() else { break };
        let before = text[..start].chars().next_back();
        let begins = |c: char| {
            c.is_whitespace() || "(*_~|>".contains(c) || emojis::get(c.encode_utf8(&mut [0; 4])).is_some()
        };
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/');
        let free = before.is_none_or(begins) && !text[end + 1..].chars().next().is_some_and(goes_on);
        if let Some(emoji) = emojis::get_by_shortcode(&text[start + 1..end]).filter(|_| free) {
            found.push((start..end + 1, emoji.as_str()));
            colons.next();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let piece = Inline { span: Span::new(0, source.len()), kind: InlineKind::Text(source.to_owned()) };
        let mut inlines = vec![piece];
        show(&mut inlines);
        assert_eq!(crate::parse::ast::plain_text(&inlines), expected);
    }

    #[test]
    fn codes_that_github_knows_are_shown() {
        check(":rocket: 시작", "🚀 시작");
        check("끝 :white_check_mark:입니다 :tada::rocket:", "끝 ✅입니다 :tada::rocket:");
        check("a :+1:, b", "a 👍, b");
    }

    #[test]
    fn what_only_looks_like_a_code_stays() {
        for text in [
            "10:30:00",
            "nginx:key:1",
            "a::b::c",
            "http://x:100:y",
            ":unknown_word:",
            "k8s:key:",
            ":key:8080",
        ] {
            check(text, text);
        }
    }
}
