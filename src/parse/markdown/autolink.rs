//! `https://…` in a text → a link, as GitHub makes it.

use super::runs::{self, Run, text};
use crate::lang::{begins_with_particle, is_hangul};
use crate::parse::ast::{Inline, InlineKind, Link, Size};
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;
use std::sync::LazyLock;

static FINDER: LazyLock<LinkFinder> = LazyLock::new(|| {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
});

/// Makes links of the addresses in texts, at any depth; what is a link already, or code, stays.
pub(super) fn link(inlines: &mut Vec<Inline>) {
    runs::each(inlines, false, &linked);
}

/// A run of texts with its addresses as links; `None` where it has none. The parser cuts text where marks could have been, so
/// they are looked for in the whole.
fn linked(run: &[Inline]) -> Option<Vec<Inline>> {
    if !run.iter().filter_map(text).any(|text| text.contains("//") || text.contains("www.")) {
        return None;
    }
    let whole: String = run.iter().filter_map(text).collect();
    let found = addresses(&whole);
    if found.is_empty() {
        return None;
    }
    let run = Run::new(run);
    let mut new = Vec::new();
    let mut from = 0;
    for (range, target) in found {
        new.extend(run.texts(from..range.start));
        let place = run.place(range.clone())?;
        let shown = Inline { span: place, kind: InlineKind::Text(whole[range.clone()].to_owned()) };
        let link = Link { target, title: String::new(), inlines: vec![shown], size: Size::default() };
        new.push(Inline { span: place, kind: InlineKind::Link(link) });
        from = range.end;
    }
    new.extend(run.texts(from..whole.len()));
    Some(new)
}

/// The addresses in a text, each with where it leads.
fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = FINDER
        .links(text)
        .filter(|link| ["http://", "https://"].iter().any(|scheme| starts_with(link.as_str(), scheme)))
        .map(|link| {
            let own = without_particle(link.as_str());
            (link.start()..link.start() + own.len(), own.to_owned())
        })
        .collect();
    let mut without_scheme = Vec::new();
    for (at, _) in text.match_indices("www.") {
        let begins = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "(*_~".contains(c));
        let before = found.partition_point(|(range, _)| range.start <= at);
        if !begins || before > 0 && found[before - 1].0.contains(&at) {
            continue;
        }
        // Read as it would be with its scheme.
        const SCHEME: &str = "https://";
        const LONGEST: usize = 500;
        // A word may hold thousands of beginnings; no address is so long.
        let rest = &text[at..];
        let near = rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| &rest[..end]);
        let word = near.split(char::is_whitespace).next().unwrap_or("");
        let whole = format!("{SCHEME}{word}");
        if let Some(link) = FINDER.links(&whole).next().filter(|link| link.start() == 0) {
            let own = without_particle(link.as_str());
            let shown = &own[SCHEME.len()..];
            if shown.matches('.').count() > 1 {
                without_scheme.push((at..at + shown.len(), own.to_owned()));
            }
        }
    }
    found.extend(without_scheme);
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// A Korean particle that follows an address is no part of it: `https://kubernetes.io에서`.
fn without_particle(address: &str) -> &str {
    let start = address.len()
        - address.chars().rev().take_while(|c| is_hangul(*c)).map(char::len_utf8).sum::<usize>();
    let (before, behind) = address.split_at(start);
    let joined = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    if joined && !behind.is_empty() && begins_with_particle(behind) { before } else { address }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        addresses(text).into_iter().map(|(range, target)| (text[range].to_owned(), target)).collect()
    }

    #[test]
    fn addresses_in_texts_are_links() {
        for (text, shown) in [
            ("see https://kubernetes.io/docs.", "https://kubernetes.io/docs"),
            ("(http://localhost:8080/a_(b))", "http://localhost:8080/a_(b)"),
            ("https://kubernetes.io에서 봅니다", "https://kubernetes.io"),
            ("https://ko.wikipedia.org/wiki/쿠버네티스", "https://ko.wikipedia.org/wiki/쿠버네티스"),
            ("HTTPS://a.b/c, 그리고", "HTTPS://a.b/c"),
        ] {
            assert_eq!(found(text), [(shown.to_owned(), shown.to_owned())], "{text}");
        }
        let www = ("www.cncf.io/x".to_owned(), "https://www.cncf.io/x".to_owned());
        assert_eq!(found("(www.cncf.io/x)"), [www]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_text() {
        for text in [
            "http://",
            "docker://x",
            "a//b",
            "file://etc/passwd",
            "xwww.a.b",
            "www.",
            "README.md",
            "javascript://x",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
