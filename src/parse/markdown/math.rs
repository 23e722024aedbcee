//! Which text between dollars is a formula.

use regex::Regex;
use std::sync::LazyLock;

/// A word of a shell or a price: no formula begins like that.
static VARIABLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[A-Z_][A-Z0-9_]{3,}").ok());

/// What stands in braces behind `\text` and its like.
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\\[a-z]+\{[^{}]*\}").ok());

/// Whether `source`, between dollars that stand between `before` and `after`, is a formula. `$HOME/$PATH`, `US$5/$6` and
/// `kill $$; echo $$` are none.
pub(super) fn is_formula(source: &str, before: Option<char>, after: Option<char>, display: bool) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '{' | '_');
    let formula = match WORDS.as_ref() {
        Some(words) => words.replace_all(source, "x"),
        None => source.into(),
    };
    let prose = formula.chars().any(crate::lang::is_hangul);
    let says_something = !display || source.contains(['\\', '^', '_', '=', '+', '<', '>', '/', '*']);
    !source.trim().is_empty()
        && !prose
        && says_something
        && !before.is_some_and(goes_on)
        && !after.is_some_and(goes_on)
        && !VARIABLE.as_ref().is_some_and(|variable| variable.is_match(source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_what_only_has_dollars() {
        assert!(is_formula("n/2 + 1", Some(' '), Some('은'), false));
        assert!(is_formula(r"\lfloor n/2 \rfloor + 1", None, None, true));
        assert!(is_formula(r"\text{과반수} = 2", None, Some('.'), false));
        assert!(!is_formula("HOME/", None, Some('P'), false));
        assert!(!is_formula("KUBECONFIG:~/.kube/config:", None, None, false));
        assert!(!is_formula("5/US", Some('S'), Some('6'), false));
        assert!(!is_formula("5라면 ", None, None, false));
        assert!(!is_formula("; echo ", None, None, true));
    }
}
