//! Textual references: `Session 2에서 학습한`, `Day 3에서`, `Week 2 > Day 1`.

use super::{Course, PageId, Target, UnitId, UnitKind};
use regex::Regex;
use std::sync::LazyLock;

static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:week\s?(?P<week>\d{1,2})(?:\s*[>›]\s*|\s+))?(?:day\s?(?P<day>\d{1,2})(?:\s*[>›]\s*|\s+))?(?:session\s?(?P<session>\d{1,2})|(?P<last>day|week)\s?(?P<number>\d{1,2}))").ok()
});

/// A reference in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// Its bytes in the text.
    pub range: std::ops::Range<usize>,
    /// The page or the unit.
    pub target: Target,
}

impl Course {
    /// The references in `text` on `page` that lead to something which is there; those to the page itself are none.
    #[must_use]
    pub fn references(&self, page: PageId, text: &str) -> Vec<Reference> {
        let Some(pattern) = &*REFERENCE else { return Vec::new() };
        pattern
            .captures_iter(text)
            .filter_map(|found| {
                let whole = found.get(0)?;
                // `Session 2.5` and `Day 1st` are something else.
                let behind = &text[whole.end()..];
                if behind.starts_with(|c: char| c.is_ascii_alphanumeric())
                    || behind.starts_with('.') && behind[1..].starts_with(|c: char| c.is_ascii_digit())
                {
                    return None;
                }
                let number =
                    |name: &str| found.name(name).and_then(|number| number.as_str().parse::<u32>().ok());
                let last = found.name("last").map(|word| word.as_str().to_ascii_lowercase());
                let week =
                    number("week").or_else(|| number("number").filter(|_| last.as_deref() == Some("week")));
                let day =
                    number("day").or_else(|| number("number").filter(|_| last.as_deref() == Some("day")));
                let target = self.lookup(page, week, day, number("session"))?;
                (target != Target::Page { page, anchor: None })
                    .then(|| Reference { range: whole.range(), target })
            })
            .collect()
    }

    /// The session, day or week of these numbers, as seen from `page`: what is not said is the page's own.
    fn lookup(
        &self,
        page: PageId,
        week: Option<u32>,
        day: Option<u32>,
        session: Option<u32>,
    ) -> Option<Target> {
        let mut unit = self.page(page).unit;
        if let Some(week) = week {
            unit = self.around(unit, UnitKind::Week, week)?;
        }
        if let Some(day) = day {
            unit = if week.is_some() {
                self.inside(unit, UnitKind::Day, day)?
            } else {
                self.around(unit, UnitKind::Day, day)?
            };
        }
        match session {
            Some(number) => self.unit(unit).sessions.iter().find_map(|session| {
                (self.page(*session).position.session == Some(number))
                    .then_some(Target::Page { page: *session, anchor: None })
            }),
            None => Some(match self.unit(unit).index {
                Some(page) => Target::Page { page, anchor: None },
                None => Target::Unit(unit),
            }),
        }
    }

    /// The unit of that kind and number beside `unit` or beside a unit around it.
    fn around(&self, unit: UnitId, kind: UnitKind, number: u32) -> Option<UnitId> {
        let mut at = Some(unit);
        while let Some(unit) = at {
            if let Some(found) = self.inside(unit, kind, number) {
                return Some(found);
            }
            // A week is looked for among the weeks of the same part only.
            if self.unit(unit).kind == UnitKind::Week && kind == UnitKind::Day {
                return None;
            }
            at = self.unit(unit).parent;
        }
        None
    }

    fn inside(&self, unit: UnitId, kind: UnitKind, number: u32) -> Option<UnitId> {
        self.unit(unit)
            .units
            .iter()
            .copied()
            .find(|child| self.unit(*child).kind == kind && self.unit(*child).number == Some(number))
    }
}
