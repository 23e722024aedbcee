//! Labels of what is for instructors, and the pieces of a text in which they may stand.

use super::words::{
    self, DENIALS, ENGLISH_PEOPLE, KOREAN_PEOPLE, NOUNS, OBJECTS, PEOPLE_OF_NOTES, THINGS, WITHHELD,
};
use crate::lang::{compatible, is_emoji};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Those of whom at least one is named wherever a text says whom it is for.
static PEOPLE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let learners = WITHHELD.iter().flat_map(|(who, _)| who.iter());
    let all = ENGLISH_PEOPLE.iter().chain(KOREAN_PEOPLE).chain(PEOPLE_OF_NOTES).chain(learners);
    AhoCorasick::builder().ascii_case_insensitive(true).build(all).ok()
});

/// Whether a text names anybody of whom the rest of this module speaks. Most lines of a course do not, and this looks at each
/// once; letters that only look like others are left to the rest.
#[must_use]
pub fn may_name_people(text: &str) -> bool {
    // Letters that no folding changes into others.
    let is_usual = |c: char| {
        matches!(c, '\t' | '\n' | ' '..='~' | '\u{c0}'..='\u{130}' | '\u{2010}'..='\u{2027}')
            || matches!(c, '\u{3001}'..='\u{3011}' | '\u{ac00}'..='\u{d7a3}')
    };
    // The same of bytes, which is quicker.
    let is_plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b' '..=b'~');
    if text.bytes().all(is_plain) {
        return PEOPLE.as_ref().is_none_or(|people| people.is_match(text));
    }
    // Korean words are compared without the blanks in them: `강 사 용`.
    let begins = |c: char| KOREAN_PEOPLE.iter().any(|person| person.starts_with(c));
    let together = || text.split_whitespace().collect::<String>();
    !text.chars().all(is_usual)
        || PEOPLE.as_ref().is_none_or(|people| {
            people.is_match(text) || text.contains(begins) && people.is_match(&together())
        })
}

/// Whether a title may begin as one does of which nobody knows: helpers of instructors are none of the people above.
pub(super) fn may_be_unsure(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let start = [letters.next(), letters.next()];
    words::UNSURE.iter().any(|mark| {
        let mut letters = mark.chars();
        start == [letters.next(), letters.next()]
    })
}

/// Text as it is compared: one width, small letters, without pictures and signs that nobody sees.
pub(super) fn plain(text: &str) -> String {
    let text: String = compatible(text)
        .chars()
        .filter(|c| !is_unseen(*c) && !is_emoji(*c) && !matches!(c, '\'' | '\u{2019}' | '`' | '*'))
        .collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\0' | '\u{fffd}' | '\u{fffe}' | '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// What dashes, colons and bars divide.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([':', '|', '–', '—', '/'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| part.chars().any(char::is_alphanumeric))
}

/// What stands in brackets of any kind. A label is short: what is not closed soon is none.
pub(super) fn brackets(text: &str) -> impl Iterator<Item = &str> {
    const PAIRS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];
    const MOST: usize = 80;
    PAIRS.iter().flat_map(move |(open, close)| {
        text.match_indices(*open).filter_map(move |(at, open)| {
            let inner = &text[at + open.len()..];
            let mut near = inner.char_indices().take(MOST);
            let end = near.find_map(|(at, c)| (c == *close).then_some(at))?;
            Some(inner[..end].trim())
        })
    })
}

pub(super) fn is_denied(text: &str) -> bool {
    let text = format!(" {text} ");
    DENIALS.iter().any(|word| text.contains(word))
}

/// Whether it says that learners shall not have it, without a word about instructors.
pub(super) fn is_withheld(text: &str) -> bool {
    // A long sentence is about something.
    words(text).len() <= 9
        && WITHHELD.iter().any(|(who, what)| {
            who.iter().any(|who| text.contains(who)) && what.iter().any(|what| text.contains(what))
        })
}

/// Words that count instead of saying something: `5-2`, `iv`, `b`, `part 3`.
fn is_number(word: &str) -> bool {
    let counts = |word: &str| word.chars().all(|c| c.is_numeric() || matches!(c, 'i' | 'v' | 'x'));
    counts(word)
        || word.len() == 1
        || matches!(word, "part" | "step" | "day" | "week" | "appendix" | "부록" | "제")
}

/// Whether a part of a title begins as what is for instructors does.
pub(super) fn is_label(part: &str) -> bool {
    let all = words(part);
    let start = all.iter().position(|word| !is_number(word)).unwrap_or(all.len());
    let all = &all[start..];
    korean_label(all) || english_label(all)
}

/// `강사 노트`, `강사용`, `교사용 지도서`; not `강사용 노트북`, not `강사 데모`.
fn korean_label(all: &[&str]) -> bool {
    let joined: String = all.concat();
    let Some(person) = KOREAN_PEOPLE.iter().find(|person| joined.starts_with(**person)) else { return false };
    let rest = &joined[person.len()..];
    let (rest, is_for) = ["용", "전용", "를위한", "을위한"]
        .iter()
        .find_map(|mark| Some((rest.strip_prefix(mark)?, true)))
        .unwrap_or((rest, false));
    // `강사용입니다`, `강사용이다` end a sentence.
    if is_for && (rest.is_empty() || OBJECTS.iter().all(|object| !rest.starts_with(object))) {
        return true;
    }
    NOUNS.iter().any(|noun| rest.strip_prefix(noun).is_some_and(|rest| !rest.starts_with('북')))
}

/// `Instructor notes`, `Notes for teachers`, `For the instructor`, `Instructors only`; not `Teacher model`.
pub(super) fn english_label(all: &[&str]) -> bool {
    let of = |at: usize| all.get(at).copied().unwrap_or("");
    let noun = |word: &str| words::ENGLISH_NOUNS.contains(&word);
    if matches!(of(0), "for" | "to") || noun(of(0)) && matches!(of(1), "for" | "to") {
        let at = if noun(of(0)) { 2 } else { 1 };
        let at = at + usize::from(matches!(of(at), "the" | "our" | "your"));
        // For both is for all.
        return is_person(of(at)) && !matches!(of(at + 1), "and" | "or");
    }
    let notes = matches!(of(1), "note" | "notes");
    is_person(of(0)) && (noun(of(1)) || of(1) == "only")
        || PEOPLE_OF_NOTES.contains(&of(0)) && notes
        || mixed(all)
}

/// `Instructor 노트`.
fn mixed(all: &[&str]) -> bool {
    all.len() >= 2 && is_person(all[0]) && NOUNS.iter().any(|noun| all[1] == *noun)
}

pub(super) fn is_person(word: &str) -> bool {
    let word = word.trim();
    let one = word.strip_suffix('s').unwrap_or(word);
    ENGLISH_PEOPLE.contains(&one)
}

/// What stands behind `대상:`: a person, with what makes it exclusive, and nothing else.
pub(super) fn is_audience(value: &str) -> bool {
    let all = words(value);
    let joined = all.concat();
    let korean = KOREAN_PEOPLE.iter().any(|person| {
        joined
            .strip_prefix(person)
            .is_some_and(|rest| matches!(rest, "" | "용" | "전용" | "만" | "님" | "들"))
    });
    korean || all.first().is_some_and(|word| is_person(word)) && matches!(all.get(1..), Some([] | ["only"]))
}

/// A label that says something of a whole file: alone, or with what the file is.
pub(super) fn names_a_thing(text: &str) -> bool {
    let all = words(text);
    let joined = all.concat();
    let thing = |rest: &str| rest.is_empty() || THINGS.iter().any(|thing| rest.starts_with(thing));
    let korean = KOREAN_PEOPLE.iter().any(|person| {
        let rest = joined.strip_prefix(person);
        let rest = rest.and_then(|rest| rest.strip_prefix("전용").or_else(|| rest.strip_prefix("용")));
        rest.is_some_and(thing)
    });
    let english =
        english_label(&all) && all.len() <= 5 && (all.contains(&"only") || all.first() == Some(&"for"));
    korean || english
}
