//! `check:` of course.yaml and of a page's front matter: which rules are on, at which level, and with which options.

use super::Patterns;
use super::file::patterns_of;
use crate::date::Date;
use crate::diagnostic::Severity;
use crate::span::{Span, Spanned};
use crate::yaml::shape::{self, TEXTS, optional};
use crate::yaml::{Decoder, Field, Mapping, Node, Shape};

/// `check:` of course.yaml.
#[derive(Clone, Debug, Default)]
pub struct CheckConfig {
    /// Findings at or above this level fail the check; without it, errors do.
    pub fail_on: Option<Severity>,
    /// The only rules that are on, by code, name or group; empty for all.
    pub select: Vec<Spanned<String>>,
    /// Levels everywhere.
    pub levels: RuleLevels,
    /// Levels for parts of the course, later ones winning.
    pub paths: Vec<(Patterns, RuleLevels)>,
    /// By how many percent a session may run over its budget (`options: {TIM001: {tolerance: 10%}}`).
    pub tolerance: Option<u32>,
    /// The date by which suppressions have expired.
    pub today: Option<Date>,
}

/// Levels of rules, by code, name or group.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct RuleLevels {
    /// Rules that are off.
    pub ignore: Vec<Spanned<String>>,
    /// Rules at other levels than their own.
    pub severity: Vec<(Spanned<String>, Severity)>,
}

/// What `check:` may hold.
pub const FIELDS: &[Field] = &[
    optional("fail_on", "The check fails when there is a finding of this level or above.", LEVEL),
    optional("select", "The only rules that are on, by code, name or group.", TEXTS),
    optional("ignore", IGNORE, TEXTS),
    optional("severity", SEVERITY, Shape::Named(&LEVEL)),
    optional("options", "Options of rules, by code.", Shape::Fields(OPTIONS)),
    optional(
        "paths",
        "Path patterns, and the levels there; later ones win.",
        Shape::Named(&Shape::Fields(LEVELS)),
    ),
    optional(
        "today",
        "The date by which suppressions with `until` have expired; kurso reads no clock.",
        Shape::Form("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    ),
];

const IGNORE: &str = "Rules that are off, by code, name or group.";
const SEVERITY: &str = "Levels by code, name or group.";

const LEVELS: &[Field] =
    &[optional("ignore", IGNORE, TEXTS), optional("severity", SEVERITY, Shape::Named(&LEVEL))];

const OPTIONS: &[Field] = &[optional("TIM001", "Sessions over their budget.", Shape::Fields(TIM001))];

const TIM001: &[Field] =
    &[optional("tolerance", "By how much a session may run over, such as 10%.", Shape::Form("^[0-9]+ *%?$"))];

const LEVEL: Shape = Shape::Word(|| shape::words(SEVERITIES));

const SEVERITIES: &[(&str, Severity)] =
    &[("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)];

pub(super) fn read(d: &mut Decoder, node: &Node) -> CheckConfig {
    let mut check = CheckConfig::default();
    let Some(map) = d.mapping(node, FIELDS) else { return check };
    check.fail_on = map.get("fail_on").and_then(|node| d.choice(node, "severity", SEVERITIES));
    check.select = map.get("select").map(|node| d.strings(node)).unwrap_or_default();
    check.levels = levels(d, map);
    let paths = map.get("paths").and_then(|node| d.open_mapping(node));
    for (pattern, node) in paths.map_or(&[][..], |map| map.entries) {
        if let Some(map) = d.mapping(node, LEVELS) {
            check.paths.push((patterns_of(d, std::slice::from_ref(pattern)), levels(d, map)));
        }
    }
    check.tolerance = tolerance(d, map);
    if let Some(text) = map.get("today").and_then(|node| d.string(node)) {
        check.today = Date::parse(&text.value);
        if check.today.is_none() {
            d.invalid(text.span, "expected a date such as `2027-01-31`");
        }
    }
    check
}

/// Reads `check:` of a page's front matter.
pub(crate) fn of_page(d: &mut Decoder, node: &Node) -> RuleLevels {
    d.mapping(node, LEVELS).map(|map| levels(d, map)).unwrap_or_default()
}

fn levels(d: &mut Decoder, map: Mapping<'_>) -> RuleLevels {
    let ignore = map.get("ignore").map(|node| d.strings(node)).unwrap_or_default();
    let entries =
        map.get("severity").and_then(|node| d.open_mapping(node)).map_or(&[][..], |map| map.entries);
    let severity = entries
        .iter()
        .filter_map(|(code, node)| Some((code.clone(), d.choice(node, "severity", SEVERITIES)?)))
        .collect();
    RuleLevels { ignore, severity }
}

fn tolerance(d: &mut Decoder, map: Mapping<'_>) -> Option<u32> {
    let options = d.mapping(map.get("options")?, OPTIONS)?;
    let options = d.mapping(options.get("TIM001")?, TIM001)?;
    let text = d.string(options.get("tolerance")?)?;
    let percent = text.value.trim_end_matches('%').trim().parse().ok().filter(|percent| *percent <= 1000);
    if percent.is_none() {
        d.invalid(text.span, "expected a percentage such as `10%`");
    }
    percent
}

impl RuleLevels {
    /// The same levels of a text that begins further down in its file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        let shift = |name: Spanned<String>| Spanned::new(name.value, Span::shifted(name.span, by));
        Self {
            ignore: self.ignore.into_iter().map(shift).collect(),
            severity: self.severity.into_iter().map(|(name, level)| (shift(name), level)).collect(),
        }
    }
}
