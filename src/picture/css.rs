//! Styles of pictures: declarations that draw stay, those that fetch go.

use std::collections::BTreeSet;

/// Whether a value fetches and runs nothing: it refers to parts of the picture, or to pixels that stand in it. Escapes could
/// spell anything.
pub(super) fn is_harmless(value: &str) -> bool {
    let lower: String =
        value.to_lowercase().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme =
        ["javascript:", "vbscript:", "data:text", "data:image/svg", "data:application", "livescript:"];
    let refers = |rest: &str| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.starts_with('#')
            || ["data:image/png", "data:image/jpeg", "data:image/gif"].iter().any(|own| rest.starts_with(own))
    };
    let asks = scheme.iter().chain(&["expression(", "image-set(", "src("]).any(|own| lower.contains(own));
    let hides = lower.contains('\\') && lower.contains('(') || lower.contains("/*") && lower.contains("ur");
    !asks && !hides && lower.split("url(").skip(1).all(refers)
}

/// The declarations of an attribute.
pub(super) fn declarations(text: &str, cut: &mut BTreeSet<String>) -> String {
    let own = |part: &&str| {
        let fine = is_harmless(part) && !part.contains(['\\', '{', '}', '@']);
        let binding = part.to_lowercase();
        fine && !binding.contains("-moz-binding") && !binding.trim_start().starts_with("behavior")
    };
    let all: Vec<&str> = split(text);
    let kept: Vec<&str> = all.iter().copied().filter(|part| own(part)).collect();
    if kept.len() < all.len() {
        cut.insert("style".to_owned());
    }
    kept.join(";")
}

/// Divides at `;`, but not in brackets or quotes: data addresses have them.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut quote, mut from, mut parts) = (0_u32, None, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(own), c) if own == c => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

/// A stylesheet: rules whose declarations draw, and media queries around such rules.
pub(super) fn sheet(text: &str, cut: &mut BTreeSet<String>) -> String {
    let plain = without_comments(text);
    let mut out = String::new();
    rules(&plain, 0, &mut out, cut);
    out
}

fn rules(text: &str, depth: usize, out: &mut String, cut: &mut BTreeSet<String>) {
    let mut rest = text;
    while let Some(open) = rest.find(['{', ';']) {
        let head = rest[..open].trim();
        if rest[open..].starts_with(';') {
            // `@import`, `@charset`, `@namespace` end so.
            if !head.is_empty() && !head.to_lowercase().starts_with("@charset") {
                cut.insert("style".to_owned());
            }
            rest = &rest[open + 1..];
            continue;
        }
        let Some(length) = block(&rest[open + 1..]) else {
            cut.insert("style".to_owned());
            return;
        };
        let body = &rest[open + 1..open + 1 + length];
        rest = &rest[open + 1 + length + 1..];
        let lower = head.to_lowercase();
        let is_plain = !head.contains(['\\', '<', '@']) && is_harmless(head);
        if lower.starts_with("@media") || lower.starts_with("@keyframes") || lower.starts_with("@supports") {
            if depth < 3 && !head.contains(['\\', '<']) && is_harmless(head) {
                out.push_str(head);
                out.push('{');
                rules(body, depth + 1, out, cut);
                out.push('}');
                continue;
            }
            cut.insert("style".to_owned());
        } else if is_plain {
            let own = declarations(body, cut);
            out.push_str(&format!("{head}{{{own}}}"));
        } else {
            cut.insert("style".to_owned());
        }
    }
}

/// How long a block is, up to its own closing brace.
fn block(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at + 2..].find("*/").map_or("", |end| &rest[at + 2 + end + 2..]);
    }
    out.push_str(rest);
    // What older pages hid from browsers that knew no styles.
    out.replace("<!--", "").replace("-->", "")
}
