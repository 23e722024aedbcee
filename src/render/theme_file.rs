//! `theme.yaml` → CSS: a theme says its design tokens, and everything else is the default theme's.

use crate::diagnostic::nearest;
use crate::span::FileId;
use crate::yaml::shape::{optional, required};
use crate::yaml::{self, Decoder, Field, Node, NodeKind, Shape};
use std::fmt::Write;

/// The name of the file in a theme's folder.
pub(super) const FILE_NAME: &str = "theme.yaml";

const FIELDS: &[Field] = &[
    required("kurso", "What the file is.", Shape::Exactly("theme/1")),
    optional("title", "The theme's title.", Shape::Translated),
    optional(
        "tokens",
        "Design tokens, each with a value or one for light and one for dark.",
        Shape::Named(TOKEN),
    ),
];
const TOKEN: &Shape = &Shape::Either(&[Shape::Text, Shape::Fields(SCHEMES)]);
const SCHEMES: &[Field] = &[
    required("light", "The value on light paper.", Shape::Text),
    required("dark", "The value on dark paper.", Shape::Text),
];

/// The tokens of a theme as a stylesheet that stands behind `defaults`, the default theme's.
///
/// # Errors
/// The first mistake, with its line.
pub(super) fn stylesheet(text: &str, defaults: &str) -> Result<String, String> {
    let at = |start: usize| text[..start.min(text.len())].matches('\n').count() + 1;
    let root =
        yaml::parse(text).map_err(|error| format!("line {}: {}", at(error.span.start), error.message))?;
    // Mistakes are told by the build, with a line, and not by the checker: a theme is no part of what is taught.
    let mut d = Decoder::new(FileId(0));
    let mut css = String::new();
    if let Some(map) = d.mapping(&root, FIELDS) {
        if let Some(kind) = map.get("kurso").and_then(|node| d.string(node))
            && kind.value != "theme/1"
        {
            d.invalid(kind.span, format!("expected `theme/1`, found `{}`", kind.value));
        }
        let tokens = map.get("tokens").and_then(|node| d.open_mapping(node));
        for (name, value) in tokens.map_or(&[][..], |tokens| tokens.entries) {
            let known =
                defaults.split("--k-").skip(1).filter_map(|rest| rest.split_once(':')).map(|(name, _)| name);
            let known: Vec<&str> = known.filter(|name| !name.contains([')', ' '])).collect();
            if !known.contains(&name.value.as_str()) {
                let meant = nearest(&name.value, known.iter().copied());
                let help = meant.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                d.invalid(name.span, format!("there is no token `{}`{help}", name.value));
            } else if let Some(value) = value_of(&mut d, value) {
                let _ = writeln!(css, "  --k-{}: {value};", name.value);
            }
        }
    }
    match d.sink.into_findings().first() {
        Some(finding) => Err(format!("line {}: {}", at(finding.primary.place.span.start), finding.message)),
        None => Ok(format!("{defaults}\n:root {{\n{css}}}\n")),
    }
}

fn value_of(d: &mut Decoder, node: &Node) -> Option<String> {
    if let NodeKind::Mapping(_) = node.kind {
        let map = d.mapping(node, SCHEMES)?;
        let (Some(light), Some(dark)) = (map.get("light"), map.get("dark")) else {
            d.invalid(node.span, "expected a value for `light` and one for `dark`");
            return None;
        };
        return Some(format!("light-dark({}, {})", plain(d, light)?, plain(d, dark)?));
    }
    plain(d, node)
}

/// Functions of CSS that make a value and fetch nothing.
const FUNCTIONS: &[&str] = &[
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color-mix",
    "calc",
    "clamp",
    "min",
    "max",
    "var",
];

/// A value that is one: nothing in it ends it or goes on behind it, and nothing is fetched.
fn plain(d: &mut Decoder, node: &Node) -> Option<String> {
    let value = d.string(node)?;
    let sign = |c: char| c.is_alphanumeric() || " #%(),.-+*/\"".contains(c);
    let text = value.value.as_str();
    let is_value = !text.is_empty() && text.chars().all(sign) && !text.contains("//") && !text.contains("/*");
    if !is_value
        || !is_balanced(text)
        || !calls(text).all(|name| name.is_empty() || FUNCTIONS.contains(&name))
    {
        d.invalid(value.span, "expected a value of CSS, such as `#1a5fb4` or `.5rem`");
        return None;
    }
    Some(value.value)
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0_u32;
    for c in text.chars() {
        depth = match c {
            '(' => depth + 1,
            ')' if depth == 0 => return false,
            ')' => depth - 1,
            _ => depth,
        };
    }
    depth == 0 && text.matches('"').count().is_multiple_of(2)
}

/// The names before brackets.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices('(').map(move |(at, _)| {
        let before = &text[..at];
        &before[before.rfind(|c| !is_name(c)).map_or(0, |found| found + 1)..]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: &str = ":root { --k-paper: #fff; --k-radius: 1px; }";

    #[test]
    fn tokens_are_custom_properties() {
        let text =
            "kurso: theme/1\ntokens:\n  paper: {light: \"#fff\", dark: rgb(0 0 0 / .5)}\n  radius: 0\n";
        let css = stylesheet(text, DEFAULTS).unwrap();
        assert!(css.starts_with(DEFAULTS), "{css}");
        assert!(
            css.ends_with(":root {\n  --k-paper: light-dark(#fff, rgb(0 0 0 / .5));\n  --k-radius: 0;\n}\n"),
            "{css}"
        );
    }

    #[test]
    fn mistakes_have_a_line() {
        for (text, expected) in [
            (
                "kurso: theme/1\ntokens: {papr: red}\n",
                "line 2: there is no token `papr`; did you mean `paper`?",
            ),
            (
                "kurso: theme/1\ntokens:\n  paper: \"red; } body { x: y\"\n",
                "line 3: expected a value of CSS, such as `#1a5fb4` or `.5rem`",
            ),
            (
                "kurso: theme/1\ntokens:\n  paper: {light: red}\n",
                "line 3: expected a value for `light` and one for `dark`",
            ),
            (
                "kurso: theme/1\ntokens: {paper: \"src(a)\"}\n",
                "line 2: expected a value of CSS, such as `#1a5fb4` or `.5rem`",
            ),
            (
                "kurso: theme/1\ntokens: {paper: \"rgb(0 0 0\"}\n",
                "line 2: expected a value of CSS, such as `#1a5fb4` or `.5rem`",
            ),
            (
                "kurso: theme/1\ntokens: {paper: url(//evil)}\n",
                "line 2: expected a value of CSS, such as `#1a5fb4` or `.5rem`",
            ),
        ] {
            assert_eq!(stylesheet(text, DEFAULTS).unwrap_err(), expected);
        }
    }
}
