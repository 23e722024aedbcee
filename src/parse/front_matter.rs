//! Metadata at the head of a file: YAML between `---` lines, as GitHub takes it; TOML and JSON, as other tools do; and what was
//! meant to be one of them. Whoever may read a page is the one thing that must not be misunderstood: what says it in another
//! way is understood or told, never passed over.

use super::ast::FrontMatter;
use super::comment;
use crate::audience::{self, Audience};
use crate::config;
use crate::date::Date;
use crate::diagnostic::{Finding, Sink, code, nearest};
use crate::span::Span;
use crate::yaml::{self, Node, NodeKind};

/// Keys that may say whom a page is for, and mean something else as often.
const DOUBTFUL: &[&str] =
    &["visibility", "for", "access", "role", "roles", "tags", "categories", "대상", "독자"];

/// Reads the head of `text`, and tells where the Markdown begins (behind a byte order mark at least).
pub(super) fn read(text: &str, sink: &mut Sink) -> (FrontMatter, usize) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let open = start + (text[start..].len() - text[start..].trim_start().len());
    let found = match text[open..].lines().next().unwrap_or("").trim_end() {
        "---" => yaml_head(text, start, open, sink),
        "+++" => toml_head(text, open, sink),
        line if line.starts_with('{') => json_head(text, open, sink),
        _ => None,
    };
    found.unwrap_or_else(|| (FrontMatter::default(), start))
}

/// The bytes between the line `open` and one of `close`, and where the text goes on; nothing where it is not closed.
fn fenced(text: &str, open: usize, close: &[&str]) -> Option<(Span, usize)> {
    let body = open + text[open..].find('\n').map_or(text.len() - open, |at| at + 1);
    let mut at = body;
    for line in text[body..].split_inclusive('\n') {
        if close.contains(&line.trim_end()) {
            return Some((Span::new(body, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

fn yaml_head(text: &str, start: usize, open: usize, sink: &mut Sink) -> Option<(FrontMatter, usize)> {
    let Some((body, end)) = fenced(text, open, &["---", "..."]) else { return unclosed(text, open, sink) };
    // A rule, a paragraph and a rule are content: a blank line follows, or what stands there is no mapping.
    let inner = &text[body.range()];
    if inner.lines().next().is_none_or(|line| line.trim().is_empty()) {
        return None;
    }
    let Ok(node) = yaml::parse(inner) else {
        if open != start && !names_audience(inner) {
            return None;
        }
        let finding = Finding::new(code::INVALID_MODEL, sink.place(body), "the front matter is no YAML");
        sink.push(
            finding.help("until it can be read, a page that names an audience is for instructors only"),
        );
        let instructor = names_audience(inner);
        return Some((FrontMatter { instructor, ..FrontMatter::default() }, end));
    };
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    if open != start {
        // Nobody else takes it for front matter.
        if !names_audience(inner) {
            return None;
        }
        sink.push(
            Finding::new(code::INVALID_MODEL, sink.place(body), "front matter stands on the first line")
                .help("remove the blank lines before it: other tools show it as text"),
        );
    }
    let value =
        |key: &str| entries.iter().find(|(name, _)| name.value.to_lowercase() == key).map(|(_, value)| value);
    let string = |key: &str| match value(key).map(|value| &value.kind) {
        Some(NodeKind::Scalar { text, .. }) => Some(comment::without_notes(text).trim().to_owned()),
        _ => None,
    };
    let (instructor, learner) = audience_of(&node, body.start, sink);
    let levels = value("check").map(|node| {
        let mut decoder = yaml::Decoder::new(sink.file());
        let levels = config::check::of_page(&mut decoder, node).shifted(body.start);
        for mut finding in decoder.sink.into_findings() {
            finding.primary.place.span = finding.primary.place.span.shifted(body.start);
            sink.push(finding);
        }
        levels
    });
    // Other tools write a time behind the day.
    let day = |key: &str| string(key).and_then(|text| Date::parse(text.get(..10)?));
    let day = day("updated").or_else(|| day("date"));
    let levels = levels.unwrap_or_default();
    let said = |key: &str| string(key).filter(|said| !said.is_empty());
    if let Some(said) = said("draft").filter(|said| truth(said).is_none()) {
        let span = value("draft").map_or(body, |value| value.span.shifted(body.start));
        let message = format!("`draft: {said}` does not say whether the page is a draft");
        let finding = Finding::new(code::INVALID_MODEL, sink.place(span), message);
        sink.push(finding.help("write `draft: true` or `draft: false`; the page is published"));
    }
    let says = |key: &str| said(key).and_then(|said| truth(&said));
    // Elsewhere `published:` is a day, which says nothing of this.
    let draft = says("draft") == Some(true) || says("published") == Some(false);
    Some((FrontMatter { title: string("title"), instructor, learner, draft, day, levels }, end))
}

/// What YAML's words of yes and no say.
fn truth(said: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| said.eq_ignore_ascii_case(word));
    match () {
        () if is(["true", "yes", "on"]) => Some(true),
        () if is(["false", "no", "off"]) => Some(false),
        () => None,
    }
}

/// A head without an end: it is text, unless it says whom the page is for.
fn unclosed(text: &str, open: usize, sink: &mut Sink) -> Option<(FrontMatter, usize)> {
    let is_head = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let body = open + text[open..].find('\n')? + 1;
    let end = body + text[body..].split_inclusive('\n').take_while(is_head).map(str::len).sum::<usize>();
    if !names_audience(&text[body..end]) {
        return None;
    }
    let finding = Finding::new(
        code::INVALID_MODEL,
        sink.place(Span::new(open, open + 3)),
        "this front matter names an audience and never ends; the page is for instructors only",
    );
    sink.push(finding.help("close it with a line `---`"));
    Some((FrontMatter { instructor: true, ..FrontMatter::default() }, end))
}

fn toml_head(text: &str, open: usize, sink: &mut Sink) -> Option<(FrontMatter, usize)> {
    let (body, end) = fenced(text, open, &["+++"])?;
    let mut head = FrontMatter::default();
    let mut at = body.start;
    for line in text[body.range()].split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let Some((key, value)) = line.split_once('=') else { continue };
        let values = value.split(['"', '\'', ',', '[', ']']).map(str::trim).filter(|word| !word.is_empty());
        match key.trim().trim_matches('"').rsplit('.').next().unwrap_or("") {
            "title" => head.title = values.map(str::to_owned).next(),
            "draft" => head.draft = value.split('#').next().unwrap_or("").trim() == "true",
            key if is_audience_key(key) => apply(&mut head, audience::audience(values), span, sink),
            _ => {}
        }
    }
    Some((head, end))
}

fn json_head(text: &str, open: usize, sink: &mut Sink) -> Option<(FrontMatter, usize)> {
    // An object that ends a line, as other tools write it.
    let close = open + text[open..].split("\n\n").next()?.trim_end().len();
    let node = yaml::parse(text.get(open..close)?).ok()?;
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    if !text[..close].ends_with('}')
        || !entries.iter().any(|(key, _)| key.value == "title" || is_audience_key(&key.value))
    {
        return None;
    }
    let title = entries.iter().find(|(key, _)| key.value == "title").and_then(|(_, value)| scalar(value));
    let (instructor, learner) = audience_of(&node, open, sink);
    let title = title.map(str::to_owned);
    Some((FrontMatter { title, instructor, learner, ..FrontMatter::default() }, close))
}

/// Whether any line of a head that cannot be read begins with what may be the key of an audience.
fn names_audience(text: &str) -> bool {
    text.lines().any(|line| {
        let key = line.split([':', '=']).next().unwrap_or("");
        is_audience_key(key.trim_matches(|c: char| !c.is_alphanumeric()))
    })
}

/// `audience` and what is nearly that.
fn is_audience_key(key: &str) -> bool {
    let key = key.trim().to_lowercase();
    key == "audience" || nearest(&key, ["audience"]).is_some()
}

/// What the entries say of whom the page is for: whether for instructors, whether plainly for learners.
fn audience_of(node: &Node, offset: usize, sink: &mut Sink) -> (bool, bool) {
    let mut head = FrontMatter::default();
    let NodeKind::Mapping(entries) = &node.kind else { return (false, false) };
    let mut seen: Option<(Audience, Span)> = None;
    for (key, value) in entries {
        let name = key.value.to_lowercase();
        // `kurso: {audience: instructor}`, as other tools hold what is not theirs.
        if let NodeKind::Mapping(inner) = &value.kind
            && inner.iter().any(|(key, _)| is_audience_key(&key.value))
        {
            let (instructor, learner) = audience_of(value, offset, sink);
            head.instructor |= instructor;
            head.learner |= learner;
        } else if is_audience_key(&name) {
            let said = audience::audience(values(value));
            let place = key.span.to(value.span).shifted(offset);
            if name != "audience" && said != Audience::Learners {
                let finding = Finding::new(
                    code::UNKNOWN_KEY,
                    sink.place(key.span.shifted(offset)),
                    format!("unknown key `{}`", key.value),
                );
                sink.push(finding.meant(&key.value, ["audience"]));
            }
            if let Some((before, first)) = seen.filter(|(before, _)| *before != said) {
                let finding = Finding::new(
                    code::INVALID_MODEL,
                    sink.place(place),
                    "two audiences; the page is for instructors only",
                );
                sink.push(finding.label(sink.place(first), "the other one"));
                head.instructor |= before == Audience::Instructors;
            }
            seen = Some((said, place));
            apply(&mut head, said, place, sink);
        } else if DOUBTFUL.contains(&name.as_str()) && values(value).any(audience::mentions_people) {
            let place = sink.place(key.span.to(value.span).shifted(offset));
            sink.push(
                Finding::new(
                    code::LOOKS_FOR_INSTRUCTORS,
                    place,
                    "this looks like a page for instructors, and learners see it",
                )
                .help("write `audience: instructor`, or `audience: learner` if it is for all"),
            );
        }
    }
    // Said plainly, nothing else counts.
    (head.instructor, head.learner && !head.instructor)
}

/// Takes what an entry says; what cannot be understood keeps the page from learners.
fn apply(head: &mut FrontMatter, said: Audience, span: Span, sink: &mut Sink) {
    match said {
        Audience::Instructors => head.instructor = true,
        Audience::Learners => head.learner = true,
        Audience::Unknown => {
            head.instructor = true;
            let finding = Finding::new(
                code::INVALID_MODEL,
                sink.place(span),
                "nobody can tell whom this page is for; until then it is for instructors only",
            );
            sink.push(finding.help("write `audience: instructor` or `audience: learner`"));
        }
    }
}

/// The words of a value: a scalar, the items of a list, the keys of a mapping that are set.
fn values(node: &Node) -> impl Iterator<Item = &str> {
    let all: Vec<&str> = match &node.kind {
        NodeKind::Scalar { text, .. } => vec![text],
        NodeKind::Sequence(items) => items.iter().filter_map(scalar).collect(),
        NodeKind::Mapping(entries) => entries
            .iter()
            .filter(|(_, value)| scalar(value) != Some("false"))
            .map(|(key, _)| key.value.as_str())
            .collect(),
    };
    all.into_iter()
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
