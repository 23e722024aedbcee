//! Whom a text is for: what titles, labels, names of files and values of settings say about instructors.
//!
//! What says it plainly is kept from learners. What only looks like it stays, and is told (NOT005): a leak nobody notices is
//! worse than a page that is missing, and both are worse than a question.

mod words;

#[cfg(test)]
mod tests;

use crate::lang::{compatible, is_emoji};
use words::{
    AUDIENCES, DENIALS, ENGLISH_PEOPLE, KOREAN_PEOPLE, LEARNERS, NOUNS, OBJECTS, OPENINGS, PEOPLE_OF_NOTES,
    RESTRICTED, SENTENCES, THINGS, UNSURE, WITHHELD,
};

/// What a text says of whom it is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Nothing, or that it is for everybody.
    Nothing,
    /// That it is for instructors.
    Instructors,
    /// Something that may mean that.
    Doubtful,
}

/// What a heading or the title of a page says.
#[must_use]
pub fn title(text: &str) -> Mark {
    let text = plain(text);
    if is_withheld(&text) {
        return Mark::Doubtful;
    }
    if is_denied(&text) {
        return Mark::Nothing;
    }
    let parts: Vec<&str> = parts(&text).collect();
    let ends = parts.first().into_iter().chain(parts.last());
    if ends.copied().any(is_label) || brackets(&text).any(|inner| is_label(inner) || is_person(inner)) {
        return Mark::Instructors;
    }
    let joined: String = words(&text).concat();
    // `부록 A. 강사 노트`, `Day 1 instructor notes`; a notebook is no note.
    let anywhere =
        |mark: &&str| joined.match_indices(*mark).any(|(at, _)| !joined[at + mark.len()..].starts_with('북'));
    if words::ANYWHERE.iter().any(anywhere) {
        return Mark::Instructors;
    }
    // Front matter that Markdown took for a heading.
    let named = text
        .split_once([':', '='])
        .is_some_and(|(key, value)| AUDIENCES.contains(&words(key).concat().as_str()) && is_audience(value));
    let unsure = UNSURE.iter().any(|mark| joined.starts_with(mark));
    if named || unsure { Mark::Doubtful } else { Mark::Nothing }
}

/// Whether a label, alone in its place, is that of a note for instructors: `강사 노트`, `For instructors:`.
#[must_use]
pub fn labels(text: &str) -> bool {
    let text = plain(text);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    !is_denied(text) && parts(text).count() == 1 && is_label(text)
}

/// What a line in the head of a file says of the whole file.
#[must_use]
pub fn head(line: &str) -> Mark {
    let line = plain(line);
    if is_withheld(&line) {
        return Mark::Doubtful;
    }
    // What follows the first sentence is about something else: `For instructors only. Please do not share it.`
    let first = line.split(['.', '!', ';', '。']).map(str::trim).find(|part| !part.is_empty()).unwrap_or("");
    let bare = first.trim_matches(|c: char| !c.is_alphanumeric());
    if parts(bare)
        .next()
        .is_some_and(|part| part.len() < bare.len() && !is_denied(part) && names_a_thing(part))
    {
        return Mark::Instructors;
    }
    if is_denied(first) {
        return Mark::Nothing;
    }
    if let Some((key, value)) = bare.split_once([':', '|', '='])
        && AUDIENCES.contains(&words(key).concat().as_str())
    {
        return if is_audience(value) { Mark::Instructors } else { Mark::Nothing };
    }
    let joined = words(bare).concat();
    let said = SENTENCES
        .iter()
        .filter_map(|subject| joined.strip_prefix(subject))
        .any(|rest| RESTRICTED.iter().any(|end| rest.starts_with(end)));
    // `데모 가이드 (강사용)`
    let bracketed = words(bare).len() <= 5
        && first.ends_with([')', ']'])
        && brackets(first).last().is_some_and(|inner| is_label(inner) && parts(inner).count() == 1);
    if said || names_a_thing(bare) || bracketed { Mark::Instructors } else { Mark::Nothing }
}

/// What a line in the middle of a page says: never that it is kept back, since what follows it may be for all.
#[must_use]
pub fn line(text: &str) -> Mark {
    let text = plain(text);
    let text = text.trim();
    if is_denied(text) {
        return Mark::Nothing;
    }
    // A label is short: `Notes for instructors can be written in a comment: …` is a sentence.
    let labelled = text.split_once([':', ']', ')']).is_some_and(|(label, _)| {
        words(label).len() <= 6 && is_label(label.trim_matches(|c: char| !c.is_alphanumeric()))
    });
    let opened = OPENINGS.iter().any(|opening| {
        let Some(rest) = text.strip_prefix(opening).map(str::trim_start) else { return false };
        match *opening {
            // Only its title says it.
            "!!!" | "???" => rest.split('"').nth(1).is_some_and(labels),
            _ => rest.split(['"', '%', '}', ']', '\'']).any(mentions_people),
        }
    });
    let marked = text.trim_start_matches('!').starts_with("[!")
        && (is_alert_mark(text.trim_start_matches('!'))
            || text.split_once(']').is_some_and(|(_, rest)| labels(rest)));
    if labelled || opened || marked || brackets(text).any(|inner| is_label(inner) && inner.len() < text.len())
    {
        Mark::Doubtful
    } else {
        Mark::Nothing
    }
}

/// What a comment says that is neither a note nor a directive: `audience: instructor` of the whole file, `begin instructor` of
/// nothing.
#[must_use]
pub fn comment(text: &str) -> Mark {
    // Comments are many, and nearly all of them are about something else.
    if text.len() > 200 {
        return Mark::Nothing;
    }
    let text = plain(text);
    if let Some((key, value)) = text.split_once([':', '='])
        && AUDIENCES.contains(&words(key).concat().as_str())
        && is_audience(value)
    {
        return Mark::Instructors;
    }
    let all = words(&text);
    let bound = |word: &str| matches!(word, "begin" | "start" | "end" | "시작" | "끝");
    let rest: Vec<&str> = all.iter().copied().filter(|word| !bound(word)).collect();
    let bounded = rest.len() < all.len() || text.starts_with('/');
    let korean = KOREAN_PEOPLE.iter().any(|person| {
        rest.concat()
            .strip_prefix(person)
            .is_some_and(|rest| matches!(rest, "용" | "전용") || bounded && rest.is_empty())
    });
    let english =
        !rest.is_empty() && rest.len() <= 2 && (bounded && is_person(rest[0]) || english_label(&rest));
    if korean || english { Mark::Doubtful } else { Mark::Nothing }
}

/// What the name of a folder or of a file, without its ending, says.
#[must_use]
pub fn name(name: &str) -> Mark {
    let name = plain(name);
    let bare = name.trim_matches(|c: char| !c.is_alphabetic());
    let joined = words(bare).concat();
    let people = ENGLISH_PEOPLE.iter().any(|person| joined == format!("{person}s"));
    if name.ends_with(".notes") || people || words::FOLDERS.contains(&joined.as_str()) || labels(bare) {
        Mark::Instructors
    } else {
        Mark::Nothing
    }
}

/// Whether a name is that of a person who teaches and nothing else: `instructor.md` may well introduce her.
#[must_use]
pub fn is_person_alone(name: &str) -> bool {
    let name = plain(name);
    is_person(&name) || KOREAN_PEOPLE.contains(&name.as_str())
}

/// The file that notes belong to, by their own name without its ending: `session_03.notes`, `session_03-notes`.
#[must_use]
pub fn notes_of(stem: &str) -> Option<&str> {
    let at = stem.rfind(['.', '-', '_']).filter(|at| *at > 0)?;
    let (page, suffix) = (&stem[..at], plain(&stem[at + 1..]));
    let is_notes = match stem.as_bytes()[at] {
        b'.' => matches!(suffix.as_str(), "notes" | "note" | "instructor" | "instructors") || labels(&suffix),
        _ => suffix == "notes",
    };
    is_notes.then_some(page)
}

/// What the value of `audience:` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// It names no instructor.
    Learners,
    /// It names instructors and nobody else.
    Instructors,
    /// It names both, or nobody, or nearly instructors.
    Unknown,
}

/// Reads the words of `audience:`.
#[must_use]
pub fn audience<'t>(values: impl IntoIterator<Item = &'t str>) -> Audience {
    let text: Vec<String> = values.into_iter().map(plain).collect();
    let all: Vec<&str> = text.iter().flat_map(|text| words(text)).collect();
    let people =
        all.iter().any(|word| is_person(word) || KOREAN_PEOPLE.iter().any(|own| word.starts_with(own)));
    let near = |word: &&str| {
        let distance = |person| strsim::damerau_levenshtein(word, person);
        word.chars().count() > 5 && ["instructor", "instructors"].into_iter().any(|own| distance(own) <= 2)
    };
    let others = all.iter().any(|word| LEARNERS.iter().any(|own| word.starts_with(own)));
    let closed = all.iter().any(|word| words::CLOSED.contains(word));
    match (people, others) {
        (true, false) => Audience::Instructors,
        (true, true) => Audience::Unknown,
        _ if all.is_empty() || closed || all.iter().any(near) => Audience::Unknown,
        _ => Audience::Learners,
    }
}

/// Whether a value names those who teach.
#[must_use]
pub fn mentions_people(text: &str) -> bool {
    let text = plain(text);
    words(&text).iter().any(|word| {
        is_person(word.trim_end_matches("only")) || KOREAN_PEOPLE.iter().any(|own| word.starts_with(own))
    })
}

/// `[!INSTRUCTOR]` and what is nearly that: a misspelt mark must not show what it hides. Brackets of another width are no mark.
#[must_use]
pub fn is_alert_mark(line: &str) -> bool {
    let visible = |c: &char| !is_unseen(*c) && !c.is_whitespace() && !is_emoji(*c);
    let mut signs = line.chars().filter(visible).skip_while(|c| matches!(c, '*' | '_' | '\\' | '`'));
    if signs.next() != Some('[') || !matches!(signs.next(), Some('!' | '\u{ff01}')) {
        return false;
    }
    let word: String = compatible(&signs.collect::<String>()).to_lowercase();
    let word: String = word.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
    let latin: String = word.chars().take_while(char::is_ascii_alphabetic).collect();
    if latin.starts_with("instruction") {
        return false;
    }
    let people = ENGLISH_PEOPLE.iter().chain(KOREAN_PEOPLE).any(|person| word.starts_with(person));
    let near = (6..=13).contains(&latin.len())
        && ["instructor", "instructors"].iter().any(|own| strsim::damerau_levenshtein(&latin, own) <= 3)
        && latin.starts_with("in");
    people || near
}

/// Text as it is compared: one width, small letters, without pictures and signs that nobody sees.
fn plain(text: &str) -> String {
    let text: String = compatible(text)
        .chars()
        .filter(|c| !is_unseen(*c) && !is_emoji(*c) && !matches!(c, '\'' | '\u{2019}' | '`' | '*'))
        .collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\0' | '\u{fffd}' | '\u{fffe}' | '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

/// The words of a text.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// What dashes, colons and bars divide.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([':', '|', '–', '—', '/'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| part.chars().any(char::is_alphanumeric))
}

/// What stands in brackets of any kind. A label is short: what is not closed soon is none.
fn brackets(text: &str) -> impl Iterator<Item = &str> {
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

fn is_denied(text: &str) -> bool {
    let text = format!(" {text} ");
    DENIALS.iter().any(|word| text.contains(word))
}

/// Whether it says that learners shall not have it, without a word about instructors.
fn is_withheld(text: &str) -> bool {
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
fn is_label(part: &str) -> bool {
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
fn english_label(all: &[&str]) -> bool {
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

fn is_person(word: &str) -> bool {
    let word = word.trim();
    let one = word.strip_suffix('s').unwrap_or(word);
    ENGLISH_PEOPLE.contains(&one)
}

/// What stands behind `대상:`: a person, with what makes it exclusive, and nothing else.
fn is_audience(value: &str) -> bool {
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
fn names_a_thing(text: &str) -> bool {
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
