//! Korean and English as equals: bilingual texts, and how a Korean particle follows a word.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

/// A language that kurso writes its own words in.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, serde::Serialize, serde::Deserialize,
)]
pub enum Language {
    /// 한국어
    Korean,
    /// English
    #[default]
    English,
}

impl Language {
    /// The tag for `lang` attributes.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// What English readers call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Korean => "Korean",
            Self::English => "English",
        }
    }

    /// The language that `text` is mostly written in: Korean when a tenth of its letters is Hangul, since
    /// technical Korean is full of English words.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut hangul, mut letters) = (0usize, 0usize);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            hangul += usize::from(is_hangul(c));
        }
        if hangul * 10 >= letters && hangul > 0 { Self::Korean } else { Self::English }
    }
}

/// A number and an English noun: `1 member`, `3 members`.
#[must_use]
pub fn counted(number: impl Into<u64>, noun: &str) -> String {
    match number.into() {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    }
}

/// Whether `c` is a Hangul syllable or letter.
#[must_use]
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// The same text in one or both languages; a plain string serves for both.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    /// Korean.
    pub ko: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The same words in both languages.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self { ko: text.to_owned(), en: text.to_owned() }
    }

    /// The words of `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.ko,
            Language::English => &self.en,
        }
    }
}

/// Particles and endings of "to be" that stand behind a noun without a space.
const PARTICLES: &[&str] = &[
    "가",
    "같은",
    "같이",
    "과",
    "과는",
    "과의",
    "까지",
    "까지는",
    "나",
    "는",
    "대로",
    "도",
    "들",
    "들과",
    "들도",
    "들로",
    "들만",
    "들에",
    "들에게",
    "들에서",
    "들은",
    "들을",
    "들의",
    "들이",
    "라고",
    "라는",
    "라도",
    "란",
    "로",
    "로는",
    "로도",
    "로만",
    "로부터",
    "로서",
    "로써",
    "를",
    "마다",
    "만",
    "만으로",
    "만을",
    "만의",
    "만이",
    "밖에",
    "보다",
    "부터",
    "뿐",
    "뿐만",
    "에",
    "에게",
    "에게서",
    "에는",
    "에도",
    "에만",
    "에서",
    "에서는",
    "에서도",
    "에서만",
    "에서의",
    "에의",
    "와",
    "와는",
    "와의",
    "으로",
    "으로는",
    "으로도",
    "으로만",
    "으로부터",
    "으로서",
    "으로써",
    "은",
    "을",
    "의",
    "이",
    "이고",
    "이나",
    "이다",
    "이든",
    "이라",
    "이라고",
    "이라는",
    "이라도",
    "이란",
    "이며",
    "이자",
    "입니다",
    "처럼",
    "하고",
];

/// Whether the Hangul that a text begins with is a particle and nothing else.
#[must_use]
pub fn begins_with_particle(text: &str) -> bool {
    let end = text.find(|c| !is_hangul(c)).unwrap_or(text.len());
    PARTICLES.binary_search(&&text[..end]).is_ok()
}

/// Composed form, so that text typed on a Mac (NFD) equals text typed elsewhere.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Most text is made of letters that composition never touches, and looking each of them up is slow.
    if text.chars().all(is_composed) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether composition leaves a letter alone wherever it stands: Latin, arrows, lines of trees, Hangul syllables.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{2200}' | '\u{2500}'..='\u{27bf}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether a character is a picture, or joins pictures.
#[must_use]
pub fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}')
        || matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}' | '\u{23e9}'..='\u{23f3}' | '\u{231a}' | '\u{231b}')
}

/// Whether XML may hold a character: no control characters, be they escaped or not. White space is for the caller.
#[must_use]
pub fn is_xml(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text in which no character moves the cursor: each control character but those that are `kept` is shown as a sign.
#[must_use]
pub fn without_controls(text: &str, kept: &[char]) -> String {
    text.chars().map(|c| if c.is_control() && !kept.contains(&c) { '\u{fffd}' } else { c }).collect()
}

/// One form for letters that only look different: full width, half width, ligatures.
#[must_use]
pub fn compatible(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfkc().collect() }
}

/// Folds what does not distinguish two names: case, composition, and runs of white space.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower = nfc(text).to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Only the letters and digits of `text`, folded: what remains of a title when its decoration goes.
#[must_use]
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    push_letters(&mut letters, text);
    letters
}

/// Puts the letters and digits of `text`, folded, behind others.
pub fn push_letters(letters: &mut String, text: &str) {
    let mut push = |c: char| match c {
        'a'..='z' | '0'..='9' | '\u{ac00}'..='\u{d7a3}' => letters.push(c),
        '\0'..='\u{7f}' => letters.extend(c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase())),
        _ => letters.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
    };
    if text.chars().all(is_composed) {
        text.chars().for_each(&mut push);
    } else {
        text.nfc().for_each(&mut push);
    }
}

/// How many columns of a terminal, or of a face whose Hangul is two cells wide, a text takes.
#[must_use]
pub fn cells(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_and_composed_hangul_fold_alike() {
        assert_eq!(fold("클러스터"), fold("클러스터"));
    }

    #[test]
    fn what_is_taken_for_composed_is() {
        for c in ('\0'..=char::MAX).filter(|c| is_composed(*c)) {
            assert!(c.nfc().eq([c]), "{c:?}");
            assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0, "{c:?}");
            // Nor does it join the letter in front of it.
            let quick = unicode_normalization::is_nfc_quick(std::iter::once(c));
            assert_eq!(quick, unicode_normalization::IsNormalized::Yes, "{c:?}");
        }
    }

    #[test]
    fn technical_korean_is_korean() {
        assert_eq!(Language::of("kube-apiserver와 etcd의 통신"), Language::Korean);
        assert_eq!(Language::of("Talk between etcd members"), Language::English);
    }
}
