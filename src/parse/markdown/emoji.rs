//! `:rocket:` → 🚀, as GitHub shows it.

use super::runs::{self, Run, text};
use crate::parse::ast::{Inline, InlineKind};
use std::ops::Range;

/// Replaces the codes in texts, at any depth.
pub(super) fn show(inlines: &mut Vec<Inline>) {
    runs::each(inlines, true, &replaced);
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
    let run = Run::new(run);
    let mut new = Vec::new();
    let mut from = 0;
    for (code, emoji) in codes {
        new.extend(run.texts(from..code.start));
        let span = run.place(code.clone())?;
        new.push(Inline { span, kind: InlineKind::Text(emoji.to_owned()) });
        from = code.end;
    }
    new.extend(run.texts(from..whole.len()));
    Some(new)
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
    use crate::span::Span;

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
