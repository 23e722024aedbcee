//! Text → terms. Words of letters with cases and numbers are terms as they are, and found by their beginnings. Where words
//! carry particles and are written together, as in Korean, every two letters that follow each other are a term, and so a
//! text is found from its middle: `테이너` by `테이` and `이너`.

/// Letters of a word; what a longer one has behind them does not tell it from others. `search.js` has the same number.
const MAX_WORD: usize = 64;

/// A term. The order is that of their texts, words before pairs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Term {
    /// A word in lower case.
    Word(Box<str>),
    /// Two letters, or the last one of its run.
    Pair(char, Option<char>),
}

impl std::fmt::Display for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Pair(first, None) => write!(f, "{first}"),
            Self::Pair(first, Some(second)) => write!(f, "{first}{second}"),
        }
    }
}

/// Calls `found` with every term of a composed text.
pub(super) fn terms(text: &str, mut found: impl FnMut(Term)) {
    let mut word = String::new();
    let mut last: Option<char> = None;
    for c in text.chars().chain([' ']) {
        let paired = is_paired(c);
        if let Some(before) = last {
            found(Term::Pair(before, paired.then_some(c)));
        }
        last = paired.then_some(c);
        if !paired && c.is_alphanumeric() {
            if word.len() < MAX_WORD * 4 {
                word.extend(c.to_lowercase());
            }
        } else if !word.is_empty() {
            // Words stand before pairs, also in the order of their letters.
            if word.chars().all(|c| c < '\u{3040}') {
                let end = word.char_indices().nth(MAX_WORD).map_or(word.len(), |(end, _)| end);
                found(Term::Word(word[..end].into()));
            }
            word.clear();
        }
    }
}

/// Scripts that are written without spaces between all words, or with particles at their ends.
fn is_paired(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let mut all = Vec::new();
        terms(text, |term| all.push(term.to_string()));
        all.join(" ")
    }

    #[test]
    fn words_and_pairs() {
        assert_eq!(of("Kube-APIserver는 2379"), "kube apiserver 는 2379");
        assert_eq!(of("컨테이너"), "컨테 테이 이너 너");
        assert_eq!(of("팟 하나"), "팟 하나 나");
        assert_eq!(of("É𝒳 ok"), "ok");
        assert_eq!(of(&"x".repeat(65)), "x".repeat(64));
    }
}
