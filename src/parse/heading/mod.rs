//! What a heading says beside its words: minutes, and what its section is for.

use super::ast::{Heading, Inline, plain_text};
use crate::audience;
use crate::lang::{fold, is_emoji};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The minutes that a heading names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Duration {
    /// The minutes; of a range (`20-30분`) the larger number.
    pub minutes: u32,
    /// Where the duration stands in the heading's text, as bytes of that text.
    pub in_text: Span,
}

/// What a section is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// 교과과정에서의 위치
    Position,
    /// 세션 정보
    Info,
    /// 학습 목표
    Objectives,
    /// 왜 필요한가?
    Motivation,
    /// A numbered section.
    Theory,
    /// 실습
    Lab,
    /// 토론
    Discussion,
    /// 핵심 개념 정리
    KeyConcepts,
    /// FAQ
    Faq,
    /// 참고 자료
    References,
    /// 세션 마무리
    WrapUp,
    /// 다음 세션 준비
    Next,
    /// 강사 노트
    Notes,
    /// Anything else.
    Plain,
}

impl Role {
    /// The word for class names and output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Info => "info",
            Self::Objectives => "objectives",
            Self::Motivation => "motivation",
            Self::Theory => "theory",
            Self::Lab => "lab",
            Self::Discussion => "discussion",
            Self::KeyConcepts => "key-concepts",
            Self::Faq => "faq",
            Self::References => "references",
            Self::WrapUp => "wrap-up",
            Self::Next => "next",
            Self::Notes => "notes",
            Self::Plain => "plain",
        }
    }
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// One amount: `1시간 30분`, `2.5시간`, `20-30분`, `15분`, `1h 30m`, `15 min`.
const AMOUNT: &str = r"(?:(?P<h>\d{1,2}(?:\.\d)?)\s*(?:시간|hours?|hrs?|h\b)\s*(?:(?P<hm>\d{1,3})\s*(?:분|minutes?|mins?|m\b))?|(?:(?P<low>\d{1,3})\s*[-~–]\s*)?(?P<m>\d{1,3})\s*(?:분|minutes?|mins?))";

/// In parentheses at the end: `(15분)`, `(예상 시간: 40분)`, `(45분 - 설명)`, `(2.5시간 - 50분×3세션)`; a decoration may follow.
static IN_PARENTHESES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\s*\(\s*(?:(?:예상|소요)\s*시간\s*[:\x{{ff1a}}]?\s*|(?:duration|time)\s*:?\s*|[약총]\s*)?{AMOUNT}\s*(?:[-–,]\s*[^()]*)?\)\s*(?P<after>[^()\p{{Nd}}]{{0,12}})$"
    ))
});

/// After a dash at the end: `실습 - 15분`.
static AFTER_DASH: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(&format!(r"(?i)\s+[-–—]\s+{AMOUNT}\s*$")));

/// Eight hours.
const MAX_MINUTES: u32 = 480;

/// The duration at the end of a heading's text.
#[must_use]
pub fn duration(text: &str) -> Option<Duration> {
    let captures =
        [&*IN_PARENTHESES, &*AFTER_DASH].into_iter().flatten().find_map(|pattern| pattern.captures(text))?;
    // What follows the parentheses may be a mark ("⚠️ 필수!"), not a sentence that goes on.
    if captures.name("after").is_some_and(|after| after.as_str().split_whitespace().count() > 2) {
        return None;
    }
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<f64>().ok());
    let minutes = match (number("h"), number("hm"), number("m")) {
        // An hour has sixty minutes; who writes more of them beside it means something else.
        (Some(_), Some(minutes), _) if minutes > 59.0 => return None,
        (Some(hours), minutes, _) => hours * 60.0 + minutes.unwrap_or(0.0),
        (None, _, Some(minutes)) => minutes,
        _ => return None,
    };
    let whole = captures.get(0)?;
    let end = captures.name("after").map_or(whole.end(), |after| after.start());
    // At most three digits a number, so this is exact.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to some thousand")]
    let minutes = minutes.round() as u32;
    // A lone `1h` is a rate's window as often as a length, and no section lasts longer than a day of teaching.
    let lone = number("h").is_some() && number("hm").is_none();
    let matched = whole.as_str().to_lowercase();
    let window = lone && !matched.contains("시간") && !matched.contains("hour") && !matched.contains("hr");
    let dash = captures.name("after").is_none() && number("h").is_some();
    (minutes > 0 && minutes <= MAX_MINUTES && !window && !dash)
        .then(|| Duration { minutes, in_text: Span::new(whole.start(), end) })
}

/// The text without emoji, duration and the white space around them.
#[must_use]
pub fn title(text: &str, duration: Option<Duration>) -> String {
    let mut text = text.to_owned();
    if let Some(duration) = duration {
        text.replace_range(duration.in_text.range(), "");
    }
    without_emoji(&text)
}

fn without_emoji(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_emoji(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `1.`, `1-2.`, `Step 3:` before a title.
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?i)^(?:(?:part|step|파트|단계)\s*)?\d{1,2}(?:[-.]\d{1,2})*[.):]\s*"));

const PHRASES: &[(Role, &[&str])] = &[
    (Role::Position, &["교과과정에서의 위치", "position in the curriculum", "where we are"]),
    (Role::Info, &["세션 정보", "session information", "session info"]),
    (
        Role::Objectives,
        &[
            "학습 목표",
            "세션 목표",
            "실습 목표",
            "목표",
            "learning objectives",
            "objectives",
            "learning goals",
            "what you will learn",
            "what you'll learn",
        ],
    ),
    (Role::Motivation, &["왜 필요한가", "왜 필요한가?", "why is it needed?", "why?", "motivation"]),
    (Role::Lab, &["실습", "실습 과제", "lab", "exercise", "exercises", "hands-on"]),
    (
        Role::Discussion,
        &[
            "그룹 토론",
            "토론",
            "토론 주제",
            "토론 및 정리",
            "함께 생각해보기",
            "discussion",
            "group discussion",
        ],
    ),
    (
        Role::KeyConcepts,
        &[
            "핵심 개념 정리",
            "핵심 키워드",
            "핵심 개념",
            "key concepts",
            "key terms",
            "key takeaways",
            "summary of key concepts",
        ],
    ),
    (Role::Faq, &["faq", "자주 묻는 질문"]),
    (Role::References, &["참고 자료", "참고 문서", "공식 문서", "references", "further reading"]),
    (Role::WrapUp, &["세션 마무리", "마무리", "wrap-up", "wrap up"]),
    (
        Role::Next,
        &[
            "다음 세션 준비",
            "다음 세션 예고",
            "다음 세션",
            "다음 날 준비",
            "내일 준비사항",
            "next session",
            "next time",
            "up next",
        ],
    ),
];

/// What a section of that title is for. Whole phrases count, with a `:` and a subject after them at most:
/// parts of words mislead (`런타임`, `필요성과`).
#[must_use]
pub fn role(title: &str) -> Role {
    let numbered = NUMBER.as_ref().and_then(|number| number.find(title)).map(|found| found.end());
    let bare = fold(title[numbered.unwrap_or(0)..].trim());
    let phrase = bare.split([':', '\u{ff1a}']).next().unwrap_or("").trim();
    // `Day 1 핵심 개념 정리`, `강사 노트 (5분 전)`: what stands around the phrase may say which one.
    let phrase = phrase.split(" (").next().unwrap_or("").trim();
    if audience::title(title) == audience::Mark::Instructors {
        return Role::Notes;
    }
    for (role, phrases) in PHRASES {
        if phrases.contains(&phrase) || phrases.contains(&bare.as_str()) {
            return *role;
        }
    }
    let korean_lab =
        phrase.strip_prefix("실습").is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()));
    if korean_lab {
        return Role::Lab;
    }
    if numbered.is_some() { Role::Theory } else { Role::Plain }
}

/// A heading out of what stands in it.
pub(super) fn read(level: u8, inlines: Vec<Inline>, slug: String, classes: Vec<String>) -> Heading {
    let text = plain_text(&inlines).trim().to_owned();
    let duration = duration(&text);
    let title = title(&text, duration);
    Heading { level, role: role(&title), inlines, text, title, slug, classes, duration }
}

#[cfg(test)]
mod tests;
