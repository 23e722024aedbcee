//! What paths, titles and position lines say about a session's place in the course.

use regex::Regex;
use std::sync::LazyLock;

/// Week, day and session, as far as they are said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    /// The week.
    pub week: Option<u32>,
    /// The day.
    pub day: Option<u32>,
    /// The session.
    pub session: Option<u32>,
}

impl Position {
    /// Whether both speak of a number and differ in it.
    #[must_use]
    pub fn contradicts(self, other: Self) -> bool {
        let differ = |a: Option<u32>, b: Option<u32>| a.is_some() && b.is_some() && a != b;
        differ(self.week, other.week) || differ(self.day, other.day) || differ(self.session, other.session)
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [("Week", self.week), ("Day", self.day), ("Session", self.session)];
        let parts: Vec<String> =
            parts.iter().filter_map(|(word, number)| number.map(|n| format!("{word} {n}"))).collect();
        f.write_str(&parts.join(" > "))
    }
}

/// The number behind `word` in a folder's or file's name: `week_02`, `day1`, `day1_networking`, `session-3`.
#[must_use]
pub fn number_in_name(name: &str, word: &str) -> Option<u32> {
    let lower = name.to_ascii_lowercase();
    let rest = lower.strip_prefix(word)?.trim_start_matches(['_', '-', ' ']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    let behind = rest[digits..].chars().next();
    behind.is_none_or(|c| matches!(c, '_' | '-' | ' ' | '.')).then_some(number)
}

/// What a path says.
#[must_use]
pub fn of_path(path: &str) -> Position {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let find = |word: &str| folder.split('/').rev().find_map(|name| number_in_name(name, word));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Position { week: find("week"), day: find("day"), session: number_in_name(stem, "session") }
}

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?(?:week\s*(?P<week>\d{1,2})[\s,:>-]*)?(?:day\s*(?P<day>\d{1,2})[\s,:>-]*)?(?:session\s*(?P<session>\d{1,2}))?\s*(?:\(\d{1,2}:\d{2}\s*[-~–]\s*\d{1,2}:\d{2}\))?\s*[:\x{ff1a}.-]\s*(?P<name>.+)$").ok()
});

/// What a title says, and the name that is left: `Week 2 Day 1 Session 3: 제목`.
#[must_use]
pub fn of_title(title: &str) -> (Position, &str) {
    let Some(found) = TITLE.as_ref().and_then(|pattern| pattern.captures(title)) else {
        return (Position::default(), title);
    };
    let number = |name: &str| found.name(name).and_then(|number| number.as_str().parse().ok());
    let position = Position { week: number("week"), day: number("day"), session: number("session") };
    if position == Position::default() {
        return (position, title);
    }
    (position, found.name("name").map_or(title, |name| name.as_str().trim()))
}

static LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)week\s*(?P<week>\d{1,2})\s*[>›→/,]?\s*day\s*(?P<day>\d{1,2})(?:\s*[>›→/,]?\s*session\s*(?P<session>\d{1,2}))?").ok()
});

/// What a position line says (`Week 2 > Day 1 > Session 3`), and its bytes in `text`.
#[must_use]
pub fn of_line(text: &str) -> Option<(Position, std::ops::Range<usize>)> {
    let found = LINE.as_ref()?.captures(text)?;
    let number = |name: &str| found.name(name).and_then(|number| number.as_str().parse().ok());
    Some((
        Position { week: number("week"), day: number("day"), session: number("session") },
        found.get(0)?.range(),
    ))
}

/// Every position that a text speaks of.
#[must_use]
pub fn all_of_line(text: &str) -> Vec<Position> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((position, range)) = of_line(rest) {
        found.push(position);
        rest = &rest[range.end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_where_a_session_stands() {
        let at = |week, day, session| Position { week, day, session };
        assert_eq!(of_path("week_02/day_01/session_03.md"), at(Some(2), Some(1), Some(3)));
        assert_eq!(of_path("theory/november/week_02/day1/session_1.md"), at(Some(2), Some(1), Some(1)));
        assert_eq!(of_path("week_04/day2_networking/session3.md"), at(Some(4), Some(2), Some(3)));
        assert_eq!(of_path("week_01/weekly_summary.md"), at(Some(1), None, None));
        assert_eq!(of_path("daybook/session_notes.md"), at(None, None, None));
    }

    #[test]
    fn titles_say_it_in_several_forms() {
        assert_eq!(
            of_title("Session 3: 클러스터"),
            (Position { session: Some(3), ..Position::default() }, "클러스터")
        );
        let (position, name) = of_title("November Week 2 Day 1 Session 4: 이름");
        assert_eq!((position.to_string().as_str(), name), ("Week 2 > Day 1 > Session 4", "이름"));
        assert_eq!(of_title("Session 1 (09:00-09:50): 이름").1, "이름");
        assert_eq!(of_title("Kubernetes: 소개"), (Position::default(), "Kubernetes: 소개"));
    }
}
