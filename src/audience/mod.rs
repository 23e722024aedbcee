//! Whom a text is for: what titles, labels, names of files and values of settings say about instructors.
//!
//! What says it plainly is kept from learners. What only looks like it stays, and is told (NOT005): a leak nobody notices is
//! worse than a page that is missing, and both are worse than a question.

mod label;

mod words;

#[cfg(test)]
mod tests;

use crate::lang::{compatible, is_emoji};
pub use label::may_name_people;
use label::{
    brackets, english_label, is_audience, is_denied, is_label, is_person, is_unseen, is_withheld,
    may_be_unsure, names_a_thing, parts, plain, words,
};
use words::{AUDIENCES, ENGLISH_PEOPLE, KOREAN_PEOPLE, LEARNERS, OPENINGS, RESTRICTED, SENTENCES, UNSURE};

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
    if !may_name_people(text) && !may_be_unsure(text) {
        return Mark::Nothing;
    }
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
    if !may_name_people(text) {
        return false;
    }
    let text = plain(text);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    !is_denied(text) && parts(text).count() == 1 && is_label(text)
}

/// What a line in the head of a file says of the whole file.
#[must_use]
pub fn head(line: &str) -> Mark {
    if !may_name_people(line) {
        return Mark::Nothing;
    }
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
    // A mark in brackets may be misspelt and name nobody.
    if !text.trim_start().starts_with(['[', '!', '*', '_', '\\']) && !may_name_people(text) {
        return Mark::Nothing;
    }
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
    if text.len() > 200 || !may_name_people(text) {
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
    if !may_name_people(name) && !name.contains('.') {
        return Mark::Nothing;
    }
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
    if !may_name_people(text) {
        return false;
    }
    let text = plain(text);
    words(&text).iter().any(|word| {
        is_person(word.trim_end_matches("only")) || KOREAN_PEOPLE.iter().any(|own| word.starts_with(own))
    })
}

/// Whether a name begins with those who teach: `instructor`, `instructors {.box}`, `강사 노트`; not `instruction`.
#[must_use]
pub fn begins_with_people(name: &str) -> bool {
    let name = name.to_lowercase();
    ENGLISH_PEOPLE.iter().chain(KOREAN_PEOPLE).any(|person| {
        name.strip_prefix(person)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic() && c != 's'))
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
