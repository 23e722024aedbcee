//! `course.yaml` → [`Config`]. Everything in it is optional: a course without the file is inferred.

use crate::diagnostic::{Checked, Finding, Severity, code};
use crate::lang::{Language, Text, nfc};
use crate::span::{FileId, Place, Span, Spanned};
use crate::yaml::{self, Decoder, Node};
use globset::{Glob, GlobSet, GlobSetBuilder};

/// The name of the file, beside the content.
pub const FILE_NAME: &str = "course.yaml";

/// What a course says about itself, validated and with defaults applied.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The course's title; without it the home page's.
    pub title: Option<Text>,
    /// The course's language; without it the one that most of its text is in.
    pub language: Option<Language>,
    /// Oldest and newest Kubernetes version that the course is true for.
    pub kubernetes: Vec<String>,
    /// Where cluster files are and which one figures mean that name none.
    pub clusters: ClusterConfig,
    /// Clock and breaks.
    pub schedule: Schedule,
    /// Paths that are no part of the course.
    pub exclude: Patterns,
    /// Whole files for instructors.
    pub instructor_paths: Patterns,
    /// Whether it cannot be told which files are for instructors: no learner edition is made then.
    pub audience_unknown: bool,
    /// How the checker judges.
    pub check: CheckConfig,
    /// How the site looks and where it stands.
    pub site: SiteConfig,
}

/// `clusters:` of course.yaml.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// The cluster of figures that name none.
    pub default: Option<Spanned<String>>,
    /// The folder of the cluster files, relative to the course.
    pub folder: String,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self { default: None, folder: "clusters".to_owned() }
    }
}

/// `schedule:` of course.yaml; minutes, and minutes after midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// When the first session of a day begins.
    pub start: u32,
    /// What a session is promised when its day says nothing.
    pub session: Option<u32>,
    /// Between two sessions.
    pub pause: u32,
    /// Begin and end of the lunch break.
    pub lunch: Option<(u32, u32)>,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { start: 9 * 60, session: None, pause: 10, lunch: None }
    }
}

/// `check:` of course.yaml.
#[derive(Clone, Debug, Default)]
pub struct CheckConfig {
    /// Findings at or above this level fail the check; without it, errors do.
    pub fail_on: Option<Severity>,
    /// Codes of rules that are off.
    pub ignore: Vec<Spanned<String>>,
    /// Levels by code.
    pub severity: Vec<(Spanned<String>, Severity)>,
    /// Levels for parts of the course, later ones winning.
    pub paths: Vec<PathLevels>,
    /// By how many percent a session may run over its budget (`options: {TIM001: {tolerance: 10%}}`).
    pub tolerance: Option<u32>,
}

/// `check.paths:` of course.yaml: levels for the files that a pattern matches.
#[derive(Clone, Debug, Default)]
pub struct PathLevels {
    /// The files.
    pub files: Patterns,
    /// Codes of rules that are off there.
    pub ignore: Vec<Spanned<String>>,
    /// Levels by code.
    pub severity: Vec<(Spanned<String>, Severity)>,
}

/// `site:` of course.yaml.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The theme's folder name.
    pub theme: String,
    /// The path below which the site is served.
    pub base_path: String,
    /// Whether answers stand open, per edition.
    pub answers: Answers,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self { theme: "default".to_owned(), base_path: "/".to_owned(), answers: Answers::default() }
    }
}

/// How `<details>` with answers are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answers {
    /// Whether they stand open for learners.
    pub learner_open: bool,
    /// Whether they stand open for instructors.
    pub instructor_open: bool,
}

impl Default for Answers {
    fn default() -> Self {
        Self { learner_open: false, instructor_open: true }
    }
}

/// Path patterns, matched against paths relative to the course.
#[derive(Clone, Debug, Default)]
pub struct Patterns(GlobSet);

impl Patterns {
    /// Whether any pattern matches `path`.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(nfc(path))
    }
}

const KEYS: &[&str] = &[
    "kurso",
    "title",
    "language",
    "kubernetes",
    "clusters",
    "schedule",
    "exclude",
    "audience",
    "check",
    "site",
];

/// Reads `course.yaml`; mistakes are findings and leave the default in place.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Checked<Config> {
    let mut config = Config::default();
    let root = match yaml::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let code = if error.limit { code::LIMIT_REACHED } else { code::INVALID_MODEL };
            config.audience_unknown = true;
            return Checked {
                value: config,
                findings: vec![Finding::new(code, Place::new(file, error.span), error.message)],
            };
        }
    };
    let mut decoder = Decoder::new(file);
    decode(&mut decoder, &root, &mut config);
    Checked { value: config, findings: decoder.sink.into_findings() }
}

fn decode(d: &mut Decoder, root: &Node, config: &mut Config) {
    // A file of another tool has the same name and says nothing of kurso's.
    if let yaml::NodeKind::Mapping(entries) = &root.kind
        && !entries.is_empty()
        && !entries.iter().any(|(key, _)| {
            KEYS.iter().any(|known| crate::diagnostic::nearest(&key.value, [*known]).is_some())
        })
    {
        return;
    }
    let Some(map) = d.mapping(root, KEYS) else { return };
    if let Some(kind) = map.get("kurso").and_then(|node| d.string(node))
        && kind.value != "course/1"
    {
        d.invalid(kind.span, format!("expected `course/1`, found `{}`", kind.value));
    }
    config.title = map.get("title").and_then(|node| d.text(node));
    config.language = map
        .get("language")
        .and_then(|node| d.choice(node, "language", &[("ko", Language::Korean), ("en", Language::English)]));
    config.kubernetes = map
        .get("kubernetes")
        .map(|node| d.one_or_more(node))
        .unwrap_or_default()
        .into_iter()
        .map(|version| version.value)
        .collect();
    if let Some(node) = map.get("clusters")
        && let Some(clusters) = d.mapping(node, &["default", "folder"])
    {
        config.clusters.default = clusters.get("default").and_then(|node| d.string(node));
        if let Some(folder) = clusters.get("folder").and_then(|node| d.string(node)) {
            config.clusters.folder = folder.value.trim_matches('/').to_owned();
        }
    }
    if let Some(node) = map.get("schedule") {
        config.schedule = schedule(d, node);
    }
    if let Some(node) = map.get("exclude") {
        let patterns = d.strings(node);
        config.exclude = patterns_of(d, &patterns);
    }
    if let Some(node) = map.get("audience") {
        let before = d.sink.len();
        let mut patterns = Vec::new();
        for (pattern, value) in d.open_mapping(node).map_or(&[][..], |map| map.entries) {
            if d.choice(value, "audience", &[("instructor", true), ("learner", false)]) == Some(true) {
                patterns.push(pattern.clone());
            }
        }
        config.instructor_paths = patterns_of(d, &patterns);
        config.audience_unknown = d.sink.len() > before;
    }
    // A misspelt `audience:` hides nothing: better no learner edition than a wrong one.
    let near = |key: &str| crate::diagnostic::nearest(key, ["audience"]).is_some();
    config.audience_unknown |= map.entries.iter().any(|(key, _)| key.value != "audience" && near(&key.value));
    if let Some(node) = map.get("check") {
        config.check = check(d, node);
    }
    if let Some(node) = map.get("site") {
        config.site = site(d, node);
    }
}

fn schedule(d: &mut Decoder, node: &Node) -> Schedule {
    let mut schedule = Schedule::default();
    let Some(map) = d.mapping(node, &["start", "session", "break", "lunch"]) else { return schedule };
    if let Some(text) = map.get("start").and_then(|node| d.string(node)) {
        match clock(&text.value) {
            Some(start) => schedule.start = start,
            None => d.invalid(text.span, "expected a time of day such as `09:00`"),
        }
    }
    let mut minutes = |key: &str| {
        let text = map.get(key).and_then(|node| d.string(node))?;
        let value = text
            .value
            .trim_end_matches('m')
            .trim_end_matches('분')
            .parse::<u32>()
            .ok()
            .filter(|m| *m <= 24 * 60);
        if value.is_none() {
            d.invalid(text.span, "expected minutes such as `50m`");
        }
        value
    };
    schedule.session = minutes("session");
    schedule.pause = minutes("break").unwrap_or(schedule.pause);
    if let Some(text) = map.get("lunch").and_then(|node| d.string(node)) {
        schedule.lunch =
            text.value.split_once('-').and_then(|(from, to)| Some((clock(from.trim())?, clock(to.trim())?)));
        if schedule.lunch.is_none() {
            d.invalid(text.span, "expected two times such as `13:00-14:00`");
        }
    }
    schedule
}

/// Minutes after midnight of `09:30`.
#[must_use]
pub fn clock(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// `./a`, `/a` and `a/` mean what people mean by them.
fn normal(pattern: &str) -> String {
    let pattern = nfc(pattern);
    let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
    match pattern.strip_suffix('/') {
        Some(folder) => format!("{folder}/**"),
        None => pattern.to_owned(),
    }
}

fn patterns_of(d: &mut Decoder, patterns: &[Spanned<String>]) -> Patterns {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        match Glob::new(&normal(&pattern.value)) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => d.invalid(pattern.span, format!("not a path pattern: {}", error.kind())),
        }
    }
    match set.build() {
        Ok(set) => Patterns(set),
        Err(error) => {
            d.invalid(
                patterns.first().map_or(Span::default(), |p| p.span),
                format!("path patterns too large: {}", error.kind()),
            );
            Patterns::default()
        }
    }
}

const SEVERITIES: &[(&str, Severity)] =
    &[("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)];

fn check(d: &mut Decoder, node: &Node) -> CheckConfig {
    let mut check = CheckConfig::default();
    let Some(map) = d.mapping(node, &["fail_on", "ignore", "severity", "options", "paths"]) else {
        return check;
    };
    check.fail_on = map.get("fail_on").and_then(|node| d.choice(node, "severity", SEVERITIES));
    check.ignore = map.get("ignore").map(|node| d.strings(node)).unwrap_or_default();
    check.severity = severities(d, map.get("severity"));
    for (pattern, node) in
        map.get("paths").and_then(|node| d.open_mapping(node)).map_or(&[][..], |map| map.entries)
    {
        if let Some(levels) = d.mapping(node, &["ignore", "severity"]) {
            check.paths.push(PathLevels {
                files: patterns_of(d, std::slice::from_ref(pattern)),
                ignore: levels.get("ignore").map(|node| d.strings(node)).unwrap_or_default(),
                severity: severities(d, levels.get("severity")),
            });
        }
    }
    if let Some(node) = map.get("options")
        && let Some(options) = d.mapping(node, &["TIM001"])
        && let Some(node) = options.get("TIM001")
        && let Some(options) = d.mapping(node, &["tolerance"])
        && let Some(text) = options.get("tolerance").and_then(|node| d.string(node))
    {
        check.tolerance =
            text.value.trim_end_matches('%').trim().parse().ok().filter(|percent| *percent <= 1000);
        if check.tolerance.is_none() {
            d.invalid(text.span, "expected a percentage such as `10%`");
        }
    }
    check
}

fn severities(d: &mut Decoder, node: Option<&Node>) -> Vec<(Spanned<String>, Severity)> {
    let entries = node.and_then(|node| d.open_mapping(node)).map_or(&[][..], |map| map.entries);
    entries
        .iter()
        .filter_map(|(code, node)| Some((code.clone(), d.choice(node, "severity", SEVERITIES)?)))
        .collect()
}

fn site(d: &mut Decoder, node: &Node) -> SiteConfig {
    let mut site = SiteConfig::default();
    let Some(map) = d.mapping(node, &["theme", "base_path", "answers"]) else { return site };
    if let Some(theme) = map.get("theme").and_then(|node| d.string(node)) {
        // A theme is a folder name; a path could leave the course.
        if theme.value.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') && !theme.value.is_empty()
        {
            site.theme = theme.value;
        } else {
            d.invalid(theme.span, "a theme's name has letters, digits, `-` and `_` only");
        }
    }
    if let Some(base) = map.get("base_path").and_then(|node| d.string(node)) {
        // A browser reads `/\\host` and `//host` as another host.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | '~' | '%');
        if base.value.starts_with('/') && !base.value.contains("//") && base.value.chars().all(plain) {
            site.base_path = format!("{}/", base.value.trim_end_matches('/'));
        } else {
            d.invalid(base.span, "a base path begins with one `/` and has letters, digits and `-._~%` only");
        }
    }
    if let Some(node) = map.get("answers")
        && let Some(answers) = d.mapping(node, &["learner", "instructor"])
    {
        let mut open = |key: &str| {
            answers
                .get(key)
                .and_then(|node| d.choice(node, "way to show answers", &[("open", true), ("folded", false)]))
        };
        site.answers.learner_open = open("learner").unwrap_or(site.answers.learner_open);
        site.answers.instructor_open = open("instructor").unwrap_or(site.answers.instructor_open);
    }
    site
}

#[cfg(test)]
mod tests;
