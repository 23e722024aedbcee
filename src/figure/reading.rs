//! What a label stands for.
//!
//! Names resolve exactly, after parts were taken off that cannot change what is meant: an ordinal, a port, an alias
//! of the same thing in parentheses, a zone or host, plain prose. An identifier (`app:3000`), another concept
//! (`Container 2`) or a list of technologies (`REST, GraphQL`) beside the name vetoes: it is something else then.
//! Substrings never count: two thirds of the labels that contain a component's name are about something else.

use super::Figure;
use crate::cluster::Cluster;
use crate::cluster::catalogue::{Catalogue, Entity, Meaning};
use crate::lang::{fold, is_hangul};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a label stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The thing.
    pub entity: Entity,
    /// Whether its name can mean nothing else.
    pub strong: bool,
    /// Which of several it is.
    pub ordinal: Option<Ordinal>,
    /// The port that is written with it, first and last number.
    pub port: Option<(u16, u16)>,
    /// How many it stands for, where that is written: `Worker Node × 3`.
    pub times: Option<Times>,
}

/// How many things a box stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Times {
    /// The number.
    pub number: u32,
    /// Whether there may be more: `× 3+`.
    pub or_more: bool,
}

/// Which of several something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ordinal {
    /// `etcd 2`
    Number(u32),
    /// `Worker Node N`: and so on.
    AndSoOn,
}

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static ORDINAL: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"^(?P<name>.+?)(?:[\s_#-]+|#)(?P<n>\d{1,2}(?:\s*[~–,-]\s*\d{1,2})?|[Nn])$"));
static ATTACHED: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"^(?P<name>[\p{L}-]+)(?P<n>\d)$"));
static PORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)^(?P<name>.*?)\s*(?:[:\x{ff1a}]\s*|\(\s*:?(?:port\s*|포트\s*)?|\s)(?P<a>\d{2,5})(?:\s*[-~]\s*(?P<b>\d{2,5}))?(?:/(?:tcp|udp))?\s*\)?$",
    )
});
/// `× 3`, `x3+`, `3대`, `2개 이상`, behind a name or alone.
static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"^(?P<name>.*?)\s*(?:(?:×\s*|(?-u:\b)[xX]\s?)(?P<n>\d{1,4})|(?-u:\b)(?P<k>\d{1,4})\s?(?:대|개))(?P<more>\+| ?이상)?$",
    )
});
static PARENTHESES: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$"));
/// Zones, hosts, addresses.
static LOCATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:(?:az|zone|region|rack|host|dc|ip|가용 ?영역|존|리전|호스트)[\s:_-]*[\p{L}\p{N}.-]{0,24}|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|[a-z]{2}-[a-z]+-\d[a-z]?)$",
    )
});

/// English words for what an instance is at the moment.
const STATES: &[&str] = &[
    "leader",
    "follower",
    "active",
    "standby",
    "primary",
    "secondary",
    "backup",
    "replica",
    "main",
    "default",
    "optional",
    "stacked",
    "external",
    "internal",
    "local",
    "ha",
];

/// Whose names count: the catalogue's, and those of the cluster that a figure shows.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The cluster, where it is known.
    pub cluster: Option<&'a Cluster>,
    /// Whether the figure itself says that it shows this cluster, so that ids of its groups are names, too.
    pub named: bool,
}

impl<'a> From<&'a Catalogue> for Lexicon<'a> {
    fn from(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, cluster: None, named: false }
    }
}

impl<'a> Lexicon<'a> {
    fn meaning(&self, name: &str) -> Option<&'a Meaning> {
        let cluster = || self.cluster?.own_names.meaning(name);
        let ids = || self.cluster.filter(|_| self.named)?.group_ids.meaning(name);
        self.catalogue.meaning(name).or_else(cluster).or_else(ids)
    }
}

/// What `label` stands for.
#[must_use]
pub fn read<'a>(label: &str, lexicon: impl Into<Lexicon<'a>>) -> Option<Reading> {
    let lexicon = lexicon.into();
    let lines: Vec<&str> = label.lines().map(undecorated).filter(|line| !line.is_empty()).collect();
    let mut found: Option<Reading> = None;
    let mut others = Vec::new();
    for line in lines {
        match read_line(line, lexicon, 0) {
            Some(reading) => match &mut found {
                None => found = Some(reading),
                Some(first) if first.entity == reading.entity => {
                    first.ordinal = first.ordinal.or(reading.ordinal);
                    first.port = first.port.or(reading.port);
                    first.times = first.times.or(reading.times);
                    first.strong |= reading.strong;
                }
                // The node that something runs on may stand beside its name.
                Some(first) if reading.entity.plane().is_some() => {
                    first.ordinal = first.ordinal.or(reading.ordinal);
                }
                Some(first) if first.entity.plane().is_some() => found = Some(reading),
                Some(_) => return None,
            },
            None => others.push(line),
        }
    }
    let mut found = found?;
    for line in others {
        if let Some(port) = port(line) {
            found.port = found.port.or(Some(port));
        } else if let Some(ordinal) = ordinal(line) {
            found.ordinal = found.ordinal.or(Some(ordinal));
        } else if let Some(("", times)) = times(line) {
            found.times = found.times.or(Some(times));
        } else if !is_harmless(line, lexicon.catalogue) {
            return None;
        }
    }
    Some(found)
}

/// A line without the signs and numbers before and behind it: `💾 etcd`, `1. etcd`, `(kube-scheduler)`.
fn undecorated(line: &str) -> &str {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_ascii_punctuation() || matches!(c, '•' | '*');
    let line = line.trim_matches(is_sign);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let line = match line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") ")) {
        Some(rest) if digits > 0 => rest,
        _ => line,
    };
    let inner = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    inner.filter(|inner| !inner.contains('(')).unwrap_or(line).trim_matches(is_sign)
}

fn read_line(line: &str, lexicon: Lexicon<'_>, depth: usize) -> Option<Reading> {
    let catalogue = lexicon.catalogue;
    let line = line.trim();
    if let Some(meaning) = lexicon.meaning(line) {
        return Some(Reading {
            entity: meaning.entity.clone(),
            strong: meaning.strong,
            ordinal: None,
            port: None,
            times: None,
        });
    }
    if depth >= 3 {
        return None;
    }
    let deeper = |name: &str| read_line(name, lexicon, depth + 1);
    if let Some(parts) = PARENTHESES.as_ref()?.captures(line) {
        let (outer, inner) = (parts.name("outer")?.as_str().trim(), parts.name("inner")?.as_str().trim());
        return match (deeper(outer), deeper(inner)) {
            (Some(outer), Some(inner)) => agrees(&outer, &inner, catalogue).then_some(outer),
            (Some(mut reading), None) => {
                if let Some(port) = port(inner) {
                    reading.port = Some(port);
                } else if let Some(ordinal) = ordinal(inner) {
                    reading.ordinal = Some(ordinal);
                } else if let Some(("", times)) = times(inner) {
                    reading.times = Some(times);
                } else if !is_harmless(inner, catalogue) {
                    return None;
                }
                Some(reading)
            }
            // `노드 관리 (kubelet)`: a Korean description with the name behind it.
            (None, Some(inner)) => {
                let korean = outer.chars().any(is_hangul) && !outer.chars().any(|c| c.is_ascii_alphabetic());
                let described = inner.entity.component().is_some()
                    && (korean || inner.strong && is_harmless(outer, catalogue));
                described.then_some(inner)
            }
            (None, None) => None,
        };
    }
    if let Some(parts) = PORT.as_ref()?.captures(line)
        && let Some(port) = trailing_port(line)
        && let Some(mut reading) = deeper(parts.name("name")?.as_str())
    {
        reading.port = Some(port);
        return Some(reading);
    }
    if let Some((name, times)) = times(line).filter(|(name, _)| !name.is_empty()) {
        let mut reading = deeper(name)?;
        reading.times = Some(times);
        return Some(reading);
    }
    // `Scheduler: Pod 배치`, `etcd - 저장소`
    let described = line.split_once(": ").or_else(|| line.split_once(" - "));
    if let Some((name, prose)) = described
        && prose.chars().any(is_hangul)
        && is_harmless(prose, catalogue)
        && let Some(reading) = deeper(name)
    {
        return Some(reading);
    }
    let ordinal_of = |pattern: &Option<Regex>| {
        let parts = pattern.as_ref()?.captures(line)?;
        Some((parts.name("name")?.as_str().to_owned(), ordinal(parts.name("n")?.as_str())?))
    };
    if let Some((name, ordinal)) = ordinal_of(&ORDINAL) {
        let mut reading = deeper(&name)?;
        reading.ordinal = Some(ordinal);
        return Some(reading);
    }
    let (name, ordinal) = ordinal_of(&ATTACHED)?;
    let mut reading = deeper(&name).filter(|reading| reading.strong)?;
    reading.ordinal = Some(ordinal);
    Some(reading)
}

/// `Worker Node × 3`, `etcd x3`, `워커 노드 3대`: the name, which may be empty, and how many of it.
fn times(line: &str) -> Option<(&str, Times)> {
    let parts = TIMES.as_ref()?.captures(line)?;
    let number = parts.name("n").or_else(|| parts.name("k"))?.as_str().parse().ok()?;
    let or_more = parts.name("more").is_some();
    Some((parts.name("name")?.as_str(), Times { number, or_more }))
}

/// Whether what stands in parentheses is another name of the same thing.
fn agrees(outer: &Reading, inner: &Reading, catalogue: &Catalogue) -> bool {
    let plane = |reading: &Reading| match &reading.entity {
        Entity::Plane(id) | Entity::Node(id) | Entity::Group { plane: id, .. } => Some(id.clone()),
        Entity::Component(id) => catalogue.components.get(id).map(|component| component.plane.clone()),
        _ => None,
    };
    // `마스터 노드 (Control Plane)`, `etcd (Control Plane)`
    outer.entity == inner.entity || inner.entity.plane().is_some() && plane(outer) == plane(inner)
}

/// The port that `text` is and nothing else: `6443`, `:6443`, `2379-2380/tcp`, `port 6443`.
#[must_use]
pub fn port(text: &str) -> Option<(u16, u16)> {
    let lower = text.trim().to_lowercase();
    let alone = lower.trim_start_matches("port").trim_start_matches("포트").trim_start_matches([':', ' ']);
    let alone = alone.trim_end_matches("/tcp").trim_end_matches("/udp");
    let numbers = !alone.is_empty() && alone.chars().all(|c| c.is_ascii_digit() || c == '-');
    numbers.then(|| range(alone.split_once('-').map_or((alone, None), |(a, b)| (a, Some(b)))))?
}

/// The port that a name ends with.
fn trailing_port(text: &str) -> Option<(u16, u16)> {
    let parts = PORT.as_ref()?.captures(text)?;
    range((parts.name("a")?.as_str(), parts.name("b").map(|b| b.as_str())))
}

/// A range of ports; smaller numbers are ordinals.
fn range((a, b): (&str, Option<&str>)) -> Option<(u16, u16)> {
    let a: u16 = a.parse().ok().filter(|port| *port >= 100)?;
    let b: u16 = b.map_or(Some(a), |b| b.parse().ok())?;
    (a <= b).then_some((a, b))
}

fn ordinal(text: &str) -> Option<Ordinal> {
    let text = text.trim().trim_start_matches('#').trim_end_matches('번');
    match text {
        "N" | "n" => Some(Ordinal::AndSoOn),
        // `2~3`, `2, 3`: some of several.
        _ if text.contains(['~', '–', ',', '-']) => text
            .split(['~', '–', ',', '-'])
            .all(|part| part.trim().parse::<u32>().is_ok())
            .then_some(Ordinal::AndSoOn),
        _ => text.parse().ok().filter(|number| *number < 100).map(Ordinal::Number),
    }
}

/// Whether text beside a name leaves it what it is: a location, or plain prose.
fn is_harmless(text: &str, catalogue: &Catalogue) -> bool {
    let text = text.trim().trim_start_matches('(').trim_end_matches(')');
    if LOCATION.as_ref().is_some_and(|location| location.is_match(text)) {
        return true;
    }
    let folded = fold(text);
    if STATES.contains(&folded.as_str()) || catalogue.states.contains(&folded) {
        return true;
    }
    if catalogue.names_foreign(text).is_some() {
        return false;
    }
    let tokens: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '·' | '/' | '+' | '&'))
        .filter(|token| !token.is_empty())
        .collect();
    let korean = text.chars().any(is_hangul);
    tokens.iter().enumerate().all(|(at, token)| {
        // `app:3000`, `node:18`, `v1.2`: names of something else.
        let identifier = token.chars().any(|c| c.is_ascii_digit())
            && token.chars().any(|c| c.is_ascii_alphabetic())
            || token.trim_matches(':').contains([':', '_', '@', '=']);
        let lower = token
            .chars()
            .all(|c| !c.is_ascii_uppercase() || at == 0 && tokens.len() > 1 && token.starts_with(c));
        !identifier && (korean || lower && tokens.len() > 1)
    }) && !tokens.is_empty()
}

/// Names that count only in company: `Controller 1` in a control-plane node beside an API server and etcd.
pub(super) fn read_in_company(figure: &mut Figure, catalogue: &Catalogue) {
    let mut found: Vec<(usize, Reading)> = Vec::new();
    for (at, node) in figure.nodes.iter().enumerate().filter(|(_, node)| node.reading.is_none()) {
        let label = node.label.value.as_str();
        let (name, ordinal) = ORDINAL
            .as_ref()
            .and_then(|pattern| pattern.captures(label))
            .and_then(|parts| Some((parts.name("name")?.as_str(), ordinal(parts.name("n")?.as_str()))))
            .unwrap_or((label, None));
        for conditional in catalogue.conditional(name) {
            let inside = figure
                .around(node.container)
                .find_map(|container| container.reading.as_ref()?.entity.plane().map(str::to_owned))
                .is_some_and(|plane| plane == conditional.inside);
            let siblings: BTreeSet<&str> = figure
                .nodes
                .iter()
                .filter(|other| other.container == node.container)
                .filter_map(|other| other.reading.as_ref()?.entity.component())
                .collect();
            if inside && conditional.with.iter().all(|component| siblings.contains(component.as_str())) {
                let entity = Entity::Component(conditional.component.clone());
                found.push((at, Reading { entity, strong: false, ordinal, port: None, times: None }));
            }
        }
    }
    for (at, reading) in found {
        figure.nodes[at].reading = Some(reading);
    }
}
