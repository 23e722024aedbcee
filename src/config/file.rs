//! The words of `course.yaml`: what it may hold, and its reader.

use super::{
    Audience, Config, Patterns, RawHtml, Redirect, RemoteImages, Schedule, SiteConfig, check, clock, release,
};
use crate::diagnostic::{Checked, Finding, code};
use crate::lang::{Language, nfc};
use crate::span::{FileId, Place, Span, Spanned};
use crate::yaml::shape::{self, TEXTS, optional};
use crate::yaml::{self, Decoder, Field, Node, Shape};
use globset::{Glob, GlobBuilder, GlobSetBuilder};
use std::collections::BTreeSet;

/// What the file may hold.
pub const FIELDS: &[Field] = &[
    optional("kurso", "What this file is.", Shape::Exactly("course/1")),
    optional("title", "The course's title.", Shape::Translated),
    optional(
        "language",
        "The language that the course is written in.",
        Shape::Word(|| shape::words(LANGUAGES)),
    ),
    optional(
        "kubernetes",
        "The oldest and the newest version that the course is true for.",
        Shape::OneOrMore(&shape::VERSION),
    ),
    optional(
        "clusters",
        "Where cluster files are, and which one figures mean that name none.",
        Shape::Fields(CLUSTERS),
    ),
    optional("schedule", "The clock of a day.", Shape::Fields(SCHEDULE)),
    optional("exclude", "Path patterns of what is no part of the course.", TEXTS),
    optional(
        "audience",
        "Path patterns, and who those files are for.",
        Shape::Named(&Shape::Word(|| shape::words(AUDIENCES))),
    ),
    optional(
        "release",
        "Path patterns, and the day before which `build --as-of` keeps them, or answers in them, from learners.",
        Shape::Named(&release::SHAPE),
    ),
    optional("check", "How the checker judges.", Shape::Fields(check::FIELDS)),
    optional("site", "How the site looks and where it stands.", Shape::Fields(SITE)),
];

const CLUSTERS: &[Field] = &[
    optional("default", "The id of the cluster that figures mean that name none.", Shape::Text),
    optional("folder", "The folder of the cluster files, relative to the course.", Shape::Form(r"^[^/]")),
];

const MINUTES: Shape = Shape::Form("^[0-9]+(m|분)?$");
const SCHEDULE: &[Field] = &[
    optional(
        "start",
        "When the first session of a day begins, such as 09:00.",
        Shape::Form("^[0-9]{1,2}:[0-9]{2}$"),
    ),
    optional("session", "How long a session is when its day says nothing, such as 50m.", MINUTES),
    optional("break", "How long a break between two sessions is.", MINUTES),
    optional(
        "lunch",
        "When lunch begins and ends, such as 13:00-14:00.",
        Shape::Form("^[0-9]{1,2}:[0-9]{2} *- *[0-9]{1,2}:[0-9]{2}$"),
    ),
];

const SITE: &[Field] = &[
    optional("theme", "The theme's folder name.", Shape::Form(r"^[\p{L}\p{N}_-]+$")),
    optional("base_path", "The path below which the site is served.", Shape::Form("^/")),
    optional("url", "The address of the site, for search engines.", Shape::Form("^https?://")),
    optional("answers", "Whether answers stand open, per edition.", Shape::Fields(ANSWERS)),
    optional(
        "redirects",
        "Where pages stood before, and the page that stands for each now.",
        Shape::Named(&Shape::Text),
    ),
    optional("raw_html", "What becomes of HTML in Markdown.", Shape::Word(|| shape::words(RAW_HTML))),
    optional(
        "remote_images",
        "Whether pictures of other sites are shown, which asks these sites for them, or linked.",
        Shape::Word(|| shape::words(REMOTE_IMAGES)),
    ),
    optional(
        "html_files",
        "What becomes of HTML files that pages link to: learners save them as text, or they run in the site's name.",
        Shape::Word(|| shape::words(HTML_FILES)),
    ),
    optional(
        "templates",
        "Whose templates pages are made with: kurso's, or those in the course's folder `templates`.",
        Shape::Word(|| shape::words(TEMPLATES)),
    ),
];

const ANSWERS: &[Field] = &[
    optional("learner", "In the learner's edition.", SHOWN),
    optional("instructor", "In the instructor's edition.", SHOWN),
];

const SHOWN: Shape = Shape::Word(|| shape::words(ANSWER_WORDS));

const LANGUAGES: &[(&str, Language)] = &[("ko", Language::Korean), ("en", Language::English)];
const AUDIENCES: &[(&str, bool)] = &[("instructor", true), ("learner", false)];
const RAW_HTML: &[(&str, RawHtml)] =
    &[("allow", RawHtml::Allow), ("sanitize", RawHtml::Sanitize), ("escape", RawHtml::Escape)];
const REMOTE_IMAGES: &[(&str, RemoteImages)] = &[("show", RemoteImages::Show), ("link", RemoteImages::Link)];
const HTML_FILES: &[(&str, bool)] = &[("allow", true), ("save", false)];
const TEMPLATES: &[(&str, bool)] = &[("own", true), ("default", false)];
const ANSWER_WORDS: &[(&str, bool)] = &[("open", true), ("folded", false)];
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

/// What `course.yaml` excludes, for whoever looks for the course's files and does not know yet which of them it is.
#[must_use]
pub fn exclude(text: &str) -> Patterns {
    // Places in what is found wrong are not looked at.
    parse(FileId(0), text).value.exclude
}

/// Whether a file of that name is kurso's: it says `kurso: course/1`, or has a key of ours.
#[must_use]
pub fn is_ours(text: &str) -> bool {
    yaml::parse(text).is_ok_and(|root| says_something(&root))
}

fn says_something(root: &Node) -> bool {
    let yaml::NodeKind::Mapping(entries) = &root.kind else { return true };
    let is_near =
        |key: &str| FIELDS.iter().any(|known| crate::diagnostic::nearest(key, [known.key]).is_some());
    entries.is_empty() || entries.iter().any(|(key, _)| is_near(&key.value))
}

fn decode(d: &mut Decoder, root: &Node, config: &mut Config) {
    // A file of another tool has the same name and says nothing of kurso's.
    if !says_something(root) {
        return;
    }
    let Some(map) = d.mapping(root, FIELDS) else { return };
    if let Some(kind) = map.get("kurso").and_then(|node| d.string(node))
        && kind.value != "course/1"
    {
        d.invalid(kind.span, format!("expected `course/1`, found `{}`", kind.value));
    }
    config.title = map.get("title").and_then(|node| d.text(node));
    config.language = map.get("language").and_then(|node| d.choice(node, "language", LANGUAGES));
    if let Some(node) = map.get("kubernetes") {
        let versions = node.one_or_more().iter().filter_map(|node| d.version(node));
        config.kubernetes = versions.map(|version| version.value).collect();
    }
    if let Some(node) = map.get("clusters")
        && let Some(clusters) = d.mapping(node, CLUSTERS)
    {
        config.clusters.default = clusters.get("default").and_then(|node| d.string(node));
        if let Some(folder) = clusters.get("folder").and_then(|node| d.string(node)) {
            let own = folder.value.trim_end_matches('/');
            let leaves = own.starts_with('/')
                || own.split('/').any(|part| part.is_empty() || part == "." || part == "..");
            if leaves {
                d.invalid(folder.span, "expected a folder of the course, such as `clusters`");
            } else {
                config.clusters.folder = own.to_owned();
            }
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
        for (pattern, value) in d.open_mapping(node).map_or(&[][..], |map| map.entries) {
            let Some(instructor) = d.choice(value, "audience", AUDIENCES) else { continue };
            let paths = closed_patterns_of(d, pattern);
            config.audience.push(Audience { paths, pattern: pattern.clone(), instructor });
        }
        config.audience_unknown = d.sink.len() > before;
    }
    if let Some(node) = map.get("release") {
        let before = d.sink.len();
        config.release = release::read(d, node);
        config.audience_unknown |= d.sink.len() > before;
    }
    // A misspelt `audience:` hides nothing: better no learner edition than a wrong one.
    let near = |key: &str| crate::diagnostic::nearest(key, ["audience", "release"]).is_some();
    let known = |key: &str| FIELDS.iter().any(|field| field.key == key);
    config.audience_unknown |= map.entries.iter().any(|(key, _)| !known(&key.value) && near(&key.value));
    let twice = |own: &str| map.entries.iter().filter(|(key, _)| key.value == own).count() > 1;
    config.audience_unknown |= twice("audience") || twice("release");
    if let Some(node) = map.get("check") {
        config.check = check::read(d, node);
    }
    if let Some(node) = map.get("site") {
        config.site = site(d, node);
    }
}

fn schedule(d: &mut Decoder, node: &Node) -> Schedule {
    let mut schedule = Schedule::default();
    let Some(map) = d.mapping(node, SCHEDULE) else { return schedule };
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
    schedule.pause = minutes("break");
    if let Some(text) = map.get("lunch").and_then(|node| d.string(node)) {
        schedule.lunch =
            text.value.split_once('-').and_then(|(from, to)| Some((clock(from.trim())?, clock(to.trim())?)));
        if schedule.lunch.is_none() {
            d.invalid(text.span, "expected two times such as `13:00-14:00`");
        }
    }
    schedule
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

/// The pattern of files that are kept back: understood as widely as people write it, since one that matches nothing hides
/// nothing. Case does not count, nor does the ending of a page.
pub(super) fn closed_patterns_of(d: &mut Decoder, pattern: &Spanned<String>) -> Patterns {
    let mut parts: Vec<&str> = Vec::new();
    let written = pattern.value.replace('\\', "/");
    for part in written.trim().split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => {
                d.invalid(pattern.span, "this leads out of the course; paths count from the course's folder");
            }
            ".." => {}
            part => parts.push(part),
        }
    }
    if written.trim().starts_with('!') {
        d.invalid(pattern.span, "patterns have no `!`; write the other files with `learner` below this one");
    }
    let mut own = parts.join("/");
    if written.trim().ends_with('/') {
        own.push_str("/**");
    }
    let page = own.strip_suffix(".html").unwrap_or(&own);
    let all = [own.clone(), format!("{page}.md"), format!("{page}.markdown")];
    let mut set = GlobSetBuilder::new();
    for text in all.iter().flat_map(|text| [nfc(text).into_owned(), nfc(&format!("{text}/**")).into_owned()])
    {
        match GlobBuilder::new(&text).case_insensitive(true).build() {
            Ok(glob) => drop(set.add(glob)),
            Err(error) => {
                d.invalid(pattern.span, format!("not a path pattern: {}", error.kind()));
                break;
            }
        }
    }
    set.build().map(Patterns).unwrap_or_else(|error| {
        d.invalid(pattern.span, format!("path pattern too large: {}", error.kind()));
        Patterns::default()
    })
}

pub(super) fn patterns_of(d: &mut Decoder, patterns: &[Spanned<String>]) -> Patterns {
    let mut set = GlobSetBuilder::new();
    let mut seen = BTreeSet::new();
    for pattern in patterns {
        let own = normal(&pattern.value);
        // The same once more matches nothing else.
        if !seen.insert(own.clone()) {
            continue;
        }
        // Who names a folder means what is in it.
        for pattern_text in [format!("{own}/**"), own] {
            match Glob::new(&pattern_text) {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => {
                    d.invalid(pattern.span, format!("not a path pattern: {}", error.kind()));
                    break;
                }
            }
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

fn site(d: &mut Decoder, node: &Node) -> SiteConfig {
    let mut site = SiteConfig::default();
    let Some(map) = d.mapping(node, SITE) else { return site };
    if let Some(theme) = map.get("theme").and_then(|node| d.string(node)) {
        // A theme is a folder name; a path could leave the course.
        if theme.value.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') && !theme.value.is_empty()
        {
            site.theme = theme.value;
            site.own_theme = true;
        } else {
            d.invalid(theme.span, "a theme's name has letters, digits, `-` and `_` only");
        }
    }
    if let Some(base) = map.get("base_path").and_then(|node| d.string(node)) {
        // A browser reads `/\\host` and `//host` as another host.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | '~' | '%');
        if base.value.starts_with('/') && !base.value.contains("//") && base.value.chars().all(plain) {
            site.base_path = Some(format!("{}/", base.value.trim_end_matches('/')));
        } else {
            d.invalid(base.span, "a base path begins with one `/` and has letters, digits and `-._~%` only");
        }
    }
    if let Some(url) = map.get("url").and_then(|node| d.string(node)) {
        let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%/:".contains(c);
        if rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && rest.chars().all(plain)) {
            site.url = Some(format!("{}/", url.value.trim_end_matches('/')));
        } else {
            d.invalid(
                url.span,
                "expected the address of the site in ASCII, such as `https://example.com/course/`",
            );
        }
    }
    if let Some(node) = map.get("redirects") {
        for (from, to) in d.open_mapping(node).map_or(&[][..], |map| map.entries) {
            let Some(to) = d.string(to) else { continue };
            site.redirects.push(Redirect { from: from.clone(), to });
        }
    }
    if let Some(node) = map.get("raw_html") {
        site.raw_html = d.choice(node, "way with HTML", RAW_HTML).unwrap_or_default();
    }
    if let Some(node) = map.get("html_files") {
        site.html_files = d.choice(node, "way with HTML files", HTML_FILES).unwrap_or_default();
    }
    if let Some(node) = map.get("remote_images") {
        site.remote_images = d.choice(node, "way with pictures", REMOTE_IMAGES).unwrap_or_default();
    }
    if let Some(node) = map.get("templates") {
        site.own_templates = d.choice(node, "set of templates", TEMPLATES).unwrap_or_default();
    }
    if let Some(node) = map.get("answers")
        && let Some(answers) = d.mapping(node, ANSWERS)
    {
        let mut open =
            |key: &str| answers.get(key).and_then(|node| d.choice(node, "way to show answers", ANSWER_WORDS));
        site.answers.learner_open = open("learner").unwrap_or(site.answers.learner_open);
        site.answers.instructor_open = open("instructor").unwrap_or(site.answers.instructor_open);
    }
    site
}
