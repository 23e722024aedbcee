//! Labels that need quotes: the mistake that mermaid reports at the end of the file.

use crate::parse::ast::CodeText;
use crate::span::{Span, Spanned};
use regex::Regex;
use std::sync::LazyLock;

/// `id[label]`, `id(label)`, `id{label}` on one line, the label unquoted.
static LABEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?P<id>[\p{L}\p{N}_-]+)(?P<open>\[)(?P<label>[^\[\]"`|\n]+)\]"#).ok());
/// A node that is called `end`, alone or at an end of an edge.
static END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)(?:-->|---|-\.->|==>|\|)\s*(?P<after>end)(?:\s*$|\s*[\[({;&])|^\s*(?P<before>end)\s*(?:-->|---|-\.->|==>|\[)").ok()
});

/// The first label of a flowchart that cannot stand without quotes, and what it would be in quotes.
pub(super) fn unquoted(source: &CodeText) -> Option<(Spanned<String>, Option<String>)> {
    // What stands in quotes is text.
    let masked = masked(&source.text);
    let labels = LABEL.as_ref()?.captures_iter(&masked).filter_map(|found| {
        let label = found.name("label")?;
        let text = label.as_str();
        let line_start = source.text[..label.start()].rfind('\n').map_or(0, |at| at + 1);
        let line = source.text[line_start..].trim_start();
        if line.starts_with("%%") || line.starts_with("click") || line.starts_with("style") {
            return None;
        }
        // `[(x)]`, `[/x/]`, `[\x\]`, `[[x]]` are shapes.
        let wraps = |open: &[char], close: &[char]| {
            text.starts_with(open) && text.ends_with(close) && text.chars().count() > 1
        };
        if wraps(&['('], &[')']) || wraps(&['/', '\\'], &['/', '\\']) {
            return None;
        }
        let bad = text.contains(['(', ')', '{', '}']) || text.starts_with('/') || text.starts_with('\\');
        bad.then(|| {
            let span = source.span(label.range());
            (label.start(), Spanned::new(text.trim().to_owned(), span), Some(format!("\"{}\"", text.trim())))
        })
    });
    let ends = END.as_ref()?.captures_iter(&masked).filter_map(|found| {
        let name = found.name("after").or_else(|| found.name("before"))?;
        let span: Span = source.span(name.range());
        Some((name.start(), Spanned::new("end".to_owned(), span), None))
    });
    labels.chain(ends).min_by_key(|(at, ..)| *at).map(|(_, label, quoted)| (label, quoted))
}

/// The text with what stands in quotes blanked, byte for byte.
fn masked(text: &str) -> String {
    let mut quoted = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' => quoted = false,
            _ => {}
        }
        if quoted && c != '"' {
            out.extend(std::iter::repeat_n('_', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}
