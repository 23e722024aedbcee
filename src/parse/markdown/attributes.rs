//! `{#id .class}` at the end of a heading. Without an id it is text: `{.env}` is a file.

use crate::parse::ast::{Inline, InlineKind};
use regex::Regex;
use std::sync::LazyLock;

/// What an author sets on a heading.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The anchor, in place of the one made of the text.
    pub id: Option<String>,
    /// Classes of the section.
    pub classes: Vec<String>,
}

static PATTERN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s*\{(#[\p{L}\p{N}_-]+(?:\s+\.[\p{L}_][\p{L}\p{N}_-]*)*)\s*\}\s*$").ok());

/// Takes the attributes off the end of a heading. What stands alone is the heading's text, whatever it looks like.
/// `source` is the heading as it is written.
pub(super) fn take(inlines: &mut Vec<Inline>, source: &str) -> Attributes {
    let mut attributes = Attributes::default();
    let is_note = |inline: &Inline| matches!(inline.kind, InlineKind::Note(_));
    let Some(at) = inlines.iter().rposition(|inline| !is_note(inline)) else { return attributes };
    let alone = at == 0;
    let Inline { kind: InlineKind::Text(text), span } = &mut inlines[at] else { return attributes };
    let Some(found) = PATTERN.as_ref().and_then(|pattern| pattern.captures(text)) else { return attributes };
    let (Some(whole), Some(words)) = (found.get(0), found.get(1)) else { return attributes };
    // Parts of the page have ids like these, and a brace can be escaped.
    let id = words.as_str().trim_start_matches('#');
    let reserved = ["K-", "Fn-", "Fnref-", "Figure-"].iter().any(|own| id.starts_with(own));
    if reserved || source.contains("\\{") || alone && text[..whole.start()].trim().is_empty() {
        return attributes;
    }
    for word in words.as_str().split_whitespace() {
        match word.strip_prefix('#') {
            Some(id) => attributes.id = Some(id.to_owned()),
            // The theme's own classes are its own.
            None => attributes
                .classes
                .extend(word.strip_prefix('.').filter(|class| !class.starts_with("k-")).map(str::to_owned)),
        }
    }
    let end = whole.start();
    if span.range().len() == text.len() {
        span.end = span.start + end;
    }
    text.truncate(end);
    if text.is_empty() {
        inlines.remove(at);
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[track_caller]
    fn check(text: &str, rest: &str, id: Option<&str>, classes: &[&str]) {
        let piece = Inline { span: Span::new(0, text.len()), kind: InlineKind::Text(text.to_owned()) };
        let mut inlines = vec![piece];
        let found = take(&mut inlines, text);
        assert_eq!(crate::parse::ast::plain_text(&inlines), rest);
        assert_eq!(
            (found.id.as_deref(), found.classes),
            (id, classes.iter().map(|c| (*c).to_owned()).collect())
        );
    }

    #[test]
    fn ids_and_classes_are_taken_off() {
        check("개념 (15분) {#concept}", "개념 (15분)", Some("concept"), &[]);
        check("표 {#a .wide .tall}", "표", Some("a"), &["wide", "tall"]);
        check("개념 {#개념 .wide}", "개념", Some("개념"), &["wide"]);
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{#if}",
            "값 {{ .Values }}",
            "집합 {a, b}",
            "{#a} 뒤에",
            "파일 {.env}",
            "검색 {#K-search}",
            "주석 {# … #}",
            "C {}",
        ] {
            check(text, text, None, &[]);
        }
    }
}
