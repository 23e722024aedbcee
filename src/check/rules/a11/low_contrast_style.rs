//! A11003 low-contrast-style: text on a coloured node of a diagram can hardly be read.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::colour::{self, Color, contrast};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::{Diagram, DiagramKind};
use crate::site::Site;
use crate::span::Place;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("A11003"),
    name: "low-contrast-style",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/A11003-low-contrast-style.md"),
    run: Run::Site(low_contrast_style),
};

/// What WCAG asks of text at level AA.
const LEAST: f64 = 4.5;
/// The text of nodes where nothing else is said.
const TEXT: &str = "#333333";

static STYLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^\s*(?P<what>style|classDef)\s+(?P<names>[\w-]+(?:\s*,\s*[\w-]+)*)\s+(?P<rules>\S.*?);?\s*$",
    )
    .ok()
});
static CLASS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*class\s+(?P<names>[\w-]+(?:\s*,\s*[\w-]+)*)\s+(?P<class>[\w-]+)\s*;?\s*$").ok()
});
static SHORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<id>[\w-]+)[^\n&;]*?:::(?P<class>[\w-]+)").ok());

/// Colours that a node gets, and where its fill was said.
#[derive(Clone, Default)]
struct Look {
    fill: Option<(Color, Range<usize>)>,
    text: Option<Color>,
}

impl Look {
    fn over(&mut self, other: &Self) {
        self.fill = other.fill.clone().or(self.fill.take());
        self.text = other.text.or(self.text.take());
    }
}

/// A fill and a text that are too near, and whose they are.
struct Pair {
    range: Range<usize>,
    ratio: f64,
    names: Vec<String>,
}

fn low_contrast_style(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        if diagram.kind != DiagramKind::Flowchart || diagram.problem.is_some() || sets_a_theme(diagram) {
            return;
        }
        // One pair of colours, one finding: where it is said first, and of how many nodes.
        let mut pairs: BTreeMap<[[u8; 4]; 2], Pair> = BTreeMap::new();
        for (name, look) in looks(diagram) {
            let Some((fill, range)) = look.fill else { continue };
            let Some(text) = look.text.or_else(|| colour::parse(TEXT)) else { continue };
            let ratio = contrast(&fill, &text);
            if ratio >= LEAST {
                continue;
            }
            let pair = pairs.entry([fill.to_rgba8(), text.to_rgba8()]).or_insert_with(|| Pair {
                range: range.clone(),
                ratio,
                names: Vec::new(),
            });
            if range.start < pair.range.start {
                pair.range = range;
            }
            pair.names.push(name);
        }
        for Pair { range, ratio, names } in pairs.into_values() {
            let whose = match names.as_slice() {
                [only] => format!("`{only}`"),
                [first, others @ ..] => format!("`{first}` and {} more", others.len()),
                [] => continue,
            };
            let at = Place::new(place.file, diagram.source.span(range));
            findings.push(
                Finding::new(
                    RULE.code,
                    at,
                    format!("the text of {whose} has a contrast of {ratio:.1}:1, {LEAST}:1 is needed"),
                )
                .help("give a dark fill a light text, `color:#ffffff`, or take a lighter fill"),
            );
        }
    });
}

fn sets_a_theme(diagram: &Diagram) -> bool {
    let text = &diagram.source.text;
    text.contains("%%{") && text.contains("theme") || text.contains("theme:")
}

/// What each node and subgraph gets: of all its classes in the order of their statements, then of its own style.
fn looks(diagram: &Diagram) -> BTreeMap<String, Look> {
    let text = &diagram.source.text;
    let mut classes: BTreeMap<&str, Look> = BTreeMap::new();
    let mut styles: Vec<(&str, Look)> = Vec::new();
    for found in STYLE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(what), Some(names), Some(rules)) =
            (found.name("what"), found.name("names"), found.name("rules"))
        else {
            continue;
        };
        let look = read(rules.as_str(), rules.range());
        for name in names.as_str().split(',').map(str::trim) {
            if what.as_str() == "classDef" {
                classes.entry(name).or_default().over(&look);
            } else {
                styles.push((name, look.clone()));
            }
        }
    }
    let mut looks: BTreeMap<String, Look> = BTreeMap::new();
    let ids = diagram.nodes.iter().map(|node| node.id.value.clone());
    for id in ids.chain(diagram.containers.iter().map(|container| container.id.clone())) {
        looks.entry(id).or_default().over(&classes.get("default").cloned().unwrap_or_default());
    }
    let mut assign = |id: &str, class: &str| {
        if let (Some(look), Some(class)) = (looks.get_mut(id), classes.get(class)) {
            look.over(class);
        }
    };
    for found in CLASS.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        for id in found["names"].split(',') {
            assign(id.trim(), &found["class"]);
        }
    }
    for found in SHORT.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        assign(&found["id"], &found["class"]);
    }
    for (id, style) in styles {
        if let Some(look) = looks.get_mut(id) {
            look.over(&style);
        }
    }
    looks
}

/// `fill:#4caf50,color:#fff`; what is no colour is passed over.
fn read(rules: &str, range: Range<usize>) -> Look {
    let mut look = Look::default();
    // Commas stand between rules and within `rgb(…)`.
    let mut depth = 0;
    let parts = rules.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    for part in parts {
        let Some((name, value)) = part.split_once(':') else { continue };
        let Some(colour) = colour::parse(value) else { continue };
        match name.trim() {
            "fill" if colour.a > 0.99 => look.fill = Some((colour, range.clone())),
            "color" => look.text = Some(colour),
            _ => {}
        }
    }
    look
}
