//! TeX formulas → MathML, which browsers draw themselves.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use regex::Regex;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

/// The longest formula, in bytes.
const MAX_BYTES: usize = 4_000;

/// The deepest nesting of braces and brackets.
const MAX_DEPTH: usize = 32;

/// Draws a formula.
///
/// # Errors
/// When it is too long or too deep, or when it is none; the message says which.
pub fn mathml(source: &str, display: bool) -> Result<String, String> {
    if source.len() > MAX_BYTES {
        return Err(format!("longer than {MAX_BYTES} bytes"));
    }
    if depth(source) > MAX_DEPTH {
        return Err(format!("nested deeper than {MAX_DEPTH} levels"));
    }
    // The converter escapes them as operators, and not everywhere in names.
    let source = source.replace('<', r"\lt ").replace('>', r"\gt ");
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|error| format!("{error:?}"))?;
    let display = if display { MathDisplay::Block } else { MathDisplay::Inline };
    // A panic of the converter is its bug, and for the page just a formula that cannot be drawn.
    let drawn = catch_unwind(AssertUnwindSafe(|| converter.convert_with_local_state(&source, display)));
    let drawn = drawn.map_err(|_| "the converter failed on it".to_owned())?;
    let drawn = drawn.map_err(|error| error.to_string())?.mathml;
    // Whatever the converter lets through: nothing but MathML goes into a page.
    if says_something_twice(&drawn) || !HARMLESS.as_ref().is_some_and(|harmless| harmless.is_match(&drawn)) {
        return Err("it holds something that is no formula".to_owned());
    }
    Ok(drawn)
}

/// Whether a tag has an attribute twice.
fn says_something_twice(drawn: &str) -> bool {
    drawn.split('<').any(|tag| {
        let names = tag
            .split('>')
            .next()
            .unwrap_or("")
            .split('"')
            .step_by(2)
            .filter_map(|name| name.strip_suffix('='));
        let names: Vec<&str> = names.map(str::trim).collect();
        let unique: std::collections::BTreeSet<&&str> = names.iter().collect();
        unique.len() < names.len()
    })
}

/// Text without markup, and tags of MathML with attributes that only lay it out.
static HARMLESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let tags = "math|semantics|mi|mn|mo|ms|mspace|mtext|merror|mfrac|mpadded|mphantom|mroot|mrow|msqrt|mstyle|mmultiscripts\
        |mprescripts|mover|msub|msubsup|msup|munder|munderover|mtable|mtd|mtr";
    let attributes = "class|style|dir|display|displaystyle|scriptlevel|mathvariant|mathcolor|mathbackground|mathsize\
        |accent|accentunder|columnalign|columnspacing|rowspacing|columnlines|rowlines|frame|depth|fence|form|height|largeop|linethickness\
        |lspace|rspace|maxsize|minsize|movablelimits|separator|stretchy|symmetric|voffset|width|encoding|xmlns";
    Regex::new(&format!(
        r#"^(?:[^<>]|</?(?:{tags})(?:\s+(?:{attributes})(?:="[^"<>]*"|(?:=[\w.%-]+)?))*\s*/?>)*$"#
    ))
    .ok()
});

/// How deep groups nest, or could: `\frac\frac\frac` needs no braces.
fn depth(source: &str) -> usize {
    let (mut depth, mut deepest, mut run) = (0_usize, 0, 0);
    for (at, c) in source.char_indices() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            '\\' | '^' | '_' => run += 1,
            c if c.is_whitespace() => {}
            // Something that ends a chain of commands.
            c if !c.is_ascii_alphabetic()
                || !source[..at].ends_with(|c: char| c.is_ascii_alphabetic() || c == '\\') =>
            {
                run = 0;
            }
            _ => {}
        }
        deepest = deepest.max(depth).max(run);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        let drawn = mathml(r"\left\lfloor \frac{n}{2} \right\rfloor + 1", false);
        let drawn = drawn.expect("a formula");
        assert!(
            drawn.starts_with("<math") && drawn.contains("<mfrac>") && !drawn.contains("display=\"block\"")
        );
        assert!(mathml("x^2", true).expect("a formula").contains("display=\"block\""));
    }

    #[test]
    fn comparisons_are_formulas() {
        assert!(mathml("a < b > c", false).expect("a formula").contains("&lt;"));
    }

    #[test]
    fn nothing_of_a_formula_is_markup() {
        for source in [
            r"\text{<script>alert(1)</script>}",
            r"<img src=x onerror=alert(1)>",
            r"\href{javascript:alert(1)}{x}",
            r#"\color{" onload="alert(1)}x"#,
            r#"\operatorname{<b>}"#,
            r#"\operatorname{<mi onclick=alert(1)>}"#,
            r#"\operatorname{</math><script>}"#,
            r#"\mathrm{<b>}"#,
            r#"\begin{array}{<b>}x\end{array}"#,
            r#"\hspace{<b>}"#,
            r#"\tag{<b>}x"#,
            r#"\class{"><script>}{x}"#,
            r#"\htmlData{a=b}{x}"#,
        ] {
            let drawn = mathml(source, false).unwrap_or_default();
            let plain = drawn.replace("&lt;", "");
            assert!(
                !plain.contains("<script") && !plain.contains("<img") && !plain.contains("<b>"),
                "{drawn}"
            );
            assert!(
                !drawn.contains("href") && !drawn.contains("onload=\"") && !drawn.contains("data-"),
                "{drawn}"
            );
        }
    }

    #[test]
    fn hostile_formulas_end() {
        for part in
            ["{", r"\frac", "^", r"\sqrt", r"\left(", "x_{", r"\begin{matrix}", r"\text{", r"\mathop\middle|"]
        {
            assert!(mathml(&part.repeat(MAX_BYTES), false).is_err());
            let _ = mathml(&part.repeat(MAX_BYTES / part.len()), false);
        }
    }
}
