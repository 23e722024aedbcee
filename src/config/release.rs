//! `release:` of course.yaml: what learners get later.

use super::Patterns;
use crate::date::Date;
use crate::span::Spanned;
use crate::yaml::shape::optional;
use crate::yaml::{Decoder, Field, Node, NodeKind, Shape};

const DAY: Shape = Shape::Form(r"^\d{4}-\d{2}-\d{2}$");

/// What may stand behind a pattern.
pub(super) const SHAPE: Shape = Shape::Either(&[DAY, Shape::Fields(FIELDS)]);

const FIELDS: &[Field] = &[
    optional("pages", "The day before which the files are kept back.", DAY),
    optional("solutions", "The day before which their solutions are kept back.", DAY),
    optional("hints", "The day before which their hints are kept back.", DAY),
];

/// Paths, and when learners see them.
#[derive(Clone, Debug)]
pub struct Release {
    /// The files.
    pub paths: Patterns,
    /// What the author wrote for them.
    pub pattern: Spanned<String>,
    /// The day of the files themselves.
    pub pages: Option<Date>,
    /// The day of the solutions in them.
    pub solutions: Option<Date>,
    /// The day of the hints in them.
    pub hints: Option<Date>,
}

/// Which answers of a page are kept back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HeldBack {
    /// Its solutions.
    pub solutions: bool,
    /// Its hints.
    pub hints: bool,
}

impl HeldBack {
    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

pub(super) fn read(d: &mut Decoder, node: &Node) -> Vec<Release> {
    let mut releases = Vec::new();
    for (pattern, value) in d.open_mapping(node).map_or(&[][..], |map| map.entries) {
        let (pages, solutions, hints) = if matches!(value.kind, NodeKind::Mapping(_)) {
            let Some(map) = d.mapping(value, FIELDS) else { continue };
            let mut of = |key| map.get(key).and_then(|node| day(d, node));
            (of("pages"), of("solutions"), of("hints"))
        } else {
            (day(d, value), None, None)
        };
        let paths = super::file::closed_patterns_of(d, pattern);
        releases.push(Release { paths, pattern: pattern.clone(), pages, solutions, hints });
    }
    releases
}

fn day(d: &mut Decoder, node: &Node) -> Option<Date> {
    let text = d.string(node)?;
    let day = Date::parse(&text.value);
    if day.is_none() {
        d.invalid(text.span, "expected a day such as `2027-03-02`");
    }
    day
}
