//! Anchors as GitHub makes them.

use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// GitHub keeps letters (`Ⅰ` is one, `①` is none), marks (the emoji variation selector is one), digits, connectors, joiners,
/// hyphens and spaces.
static DROPPED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\- ]").ok());

/// Gives each heading of a file its anchor; a repeated one gets `-1`, `-2` ….
#[derive(Debug, Default)]
pub struct Slugs {
    used: BTreeMap<String, usize>,
}

impl Slugs {
    /// The anchor of the next heading, whose text is `text`.
    pub fn next(&mut self, text: &str) -> String {
        self.claim(slug(text))
    }

    /// An anchor as the author wants it, or with a number where it is taken.
    pub fn claim(&mut self, base: String) -> String {
        let mut candidate = base.clone();
        while self.used.contains_key(&candidate) {
            let count = self.used.entry(base.clone()).or_insert(0);
            *count += 1;
            candidate = format!("{base}-{count}");
        }
        self.used.insert(candidate.clone(), 0);
        candidate
    }
}

/// The anchor of a heading, duplicates aside.
#[must_use]
pub fn slug(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    match &*DROPPED {
        Some(dropped) => dropped.replace_all(&lower, "").replace(' ', "-"),
        None => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_and_emoji_become_what_github_makes_of_them() {
        assert_eq!(slug("1. 클러스터 개념과 전체 구조 (15분)"), "1-클러스터-개념과-전체-구조-15분");
        assert_eq!(slug("💡 핵심 개념 정리"), "-핵심-개념-정리");
        assert_eq!(slug("⚠️ 주의"), "\u{fe0f}-주의");
        assert_eq!(slug("Pod & Service"), "pod--service");
        assert_eq!(slug("Ⅰ. 소개 ① Ⓐ"), "ⅰ-소개--ⓐ");
        assert_eq!(slug("👨\u{200d}💻 Team"), "\u{200d}-team");
    }

    #[test]
    fn repeated_headings_are_counted() {
        let mut slugs = Slugs::default();
        assert_eq!(
            [slugs.next("A"), slugs.next("A"), slugs.next("A-1"), slugs.next("A")],
            ["a", "a-1", "a-1-1", "a-2"]
        );
    }
}
