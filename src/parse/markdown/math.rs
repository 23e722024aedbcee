//! Which text between dollars is a formula.
//!
//! Prose about infrastructure is full of dollars that are none: variables, command substitutions, prices, regular expressions.
//! A formula that is taken for text is a formula to be read in TeX; text that is taken for a formula is lost. So the doubt is
//! the text's.

use pulldown_cmark::{Event, Options, Parser};
use regex::Regex;
use std::sync::LazyLock;

/// What stands for a dollar that begins no formula, while the parser reads: of the same kind, and without a meaning.
const STAND_IN: char = '%';

/// Each round takes every other dollar of a row; who writes more has no formulas.
const MAX_ROUNDS: usize = 12;

/// Commands, and what stands in braces behind `\text` and its like.
static COMMANDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\\(?:text|textbf|textit|mathrm|mathbf|operatorname|mbox)\s*\{[^{}]*\}|\\(?:begin|end)\{[^{}]*\}|\\[a-zA-Z]+").ok()
});

/// A word, as no formula spells one out.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z]{4,}|\([A-Za-z]{2,}[ )]").ok());

/// The text as the parser may read it: dollars that begin no formula stand in for themselves as something else, so that what is
/// between them is read as if there were no formulas at all. `None` where there is nothing to change, or no formula.
pub(super) fn readable(text: &str, options: Options) -> Option<String> {
    if !text.contains('$') {
        return None;
    }
    let mut text = text.to_owned();
    let mut changed = false;
    for _ in 0..MAX_ROUNDS {
        let mut wrong = Vec::new();
        for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
            let source = match &event {
                Event::InlineMath(source) | Event::DisplayMath(source) => source,
                _ => continue,
            };
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            if !is_formula(source, before, after) {
                wrong
                    .push(range.start..range.start + 1 + usize::from(matches!(event, Event::DisplayMath(_))));
            }
        }
        if wrong.is_empty() {
            return changed.then_some(text);
        }
        changed = true;
        for range in wrong {
            let stand_in: String = std::iter::repeat_n(STAND_IN, range.len()).collect();
            text.replace_range(range, &stand_in);
        }
    }
    // No row of dollars that long holds a formula.
    Some(text.replace('$', &STAND_IN.to_string()))
}

/// Whether `source`, between dollars that stand between `before` and `after`, is a formula.
fn is_formula(source: &str, before: Option<char>, after: Option<char>) -> bool {
    let open = |c: char| c.is_whitespace() || !c.is_ascii() || "([*_~|>,\"'".contains(c);
    let close = |c: char| c.is_whitespace() || !c.is_ascii() || ".,;:!?)]*_~|<\"'".contains(c);
    let quote = |c: Option<char>| c.filter(|c| matches!(c, '"' | '\''));
    if !before.is_none_or(open) || !after.is_none_or(close) || quote(before) != quote(after) {
        return false;
    }
    let source = source.trim();
    let begins = |c: char| c.is_alphanumeric() || "\\([{-+|".contains(c) || !c.is_ascii();
    let ends = |c: char| !"+-=/*<>,.;:([{&|^_#@!?".contains(c) || source.starts_with('|') && c == '|';
    let bare = match COMMANDS.as_ref() {
        Some(commands) => commands.replace_all(source, " "),
        None => source.into(),
    };
    let pairs = |open: char, close: char| {
        bare.chars().filter(|c| *c == open).count() == bare.chars().filter(|c| *c == close).count()
    };
    source.starts_with(begins)
        && source.ends_with(ends)
        && (!source.starts_with('|') || source.len() > 1 && source.ends_with('|'))
        && pairs('(', ')')
        && !source.contains(['`', '"'])
        && !bare.chars().any(crate::lang::is_hangul)
        && !WORD.as_ref().is_some_and(|word| word.is_match(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas() {
        for source in [
            "n",
            "n/2 + 1",
            r"\lfloor n/2 \rfloor + 1",
            r"\text{과반수} = 2",
            "(n-1)/2",
            "O(n \\log n)",
            "|x|",
            "-1",
            r"\begin{matrix}1&2\\3&4\end{matrix}",
            "x_i^2",
            "2f+1",
            "99.9\\%",
        ] {
            assert!(is_formula(source, Some(' '), Some('은')), "{source}");
        }
        assert!(is_formula("n", Some('('), Some(')')) && is_formula("n", None, Some('.')));
    }

    #[test]
    fn what_only_has_dollars() {
        for (source, before, after) in [
            ("HOME/", ' ', 'P'),
            ("KUBECONFIG:~/.kube/config:", ' ', ' '),
            ("5/US", 'S', '6'),
            ("5라면 ", ' ', ' '),
            ("; echo ", ' ', ' '),
            ("(cat a) --from-literal=b=", '=', '('),
            ("(date)-", '-', '('),
            ("@\" or \"", '"', '*'),
            (") and caret (^) or shell (", '(', ')'),
            (".spec/", ' ', '.'),
            ("|^[0-9]+", '+', '`'),
            ("pods=", ' ', '('),
            ("[variables.x]/", ' ', '['),
            ("-1,", ' ', '-'),
            ("R-", ' ', '('),
            ("1,000+", ' ', ' '),
            ("2k)", ' ', ' '),
            ("#/", ' ', '#'),
            ("VAR/", ' ', ' '),
            ("5~**", ' ', '1'),
        ] {
            assert!(!is_formula(source, Some(before), Some(after)), "{source}");
        }
    }
}
