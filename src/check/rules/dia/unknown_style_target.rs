//! DIA007 unknown-style-target: a style or class statement names what the diagram does not have.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::DiagramKind;
use crate::site::Site;
use crate::span::Place;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA007"),
    name: "unknown-style-target",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DIA007-unknown-style-target.md"),
    run: Run::Site(unknown_style_target),
};

/// Edges have ids, too: `A e1@--> B`.
static EDGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s\])}>])(?P<name>\w+)@[-=~<ox]").ok());

/// `style A,B fill:…`
static LIST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*style[ \t]+(?P<name>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)+)[ \t]").ok());

/// What a pattern names in a text, and where.
fn names<'t>(
    pattern: &'static LazyLock<Option<Regex>>,
    text: &'t str,
) -> impl Iterator<Item = (&'t str, Range<usize>)> {
    let found = pattern.iter().flat_map(|pattern| pattern.captures_iter(text));
    found.filter_map(|found| found.name("name").map(|name| (name.as_str(), name.range())))
}

fn unknown_style_target(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        if diagram.kind != DiagramKind::Flowchart || diagram.problem.is_some() {
            return;
        }
        let known: Vec<&str> = diagram
            .nodes
            .iter()
            .map(|node| node.id.value.as_str())
            .chain(diagram.containers.iter().map(|container| container.id.as_str()))
            .chain(names(&EDGE, &diagram.source.text).map(|(id, _)| id))
            .collect();
        for (list, range) in names(&LIST, &diagram.source.text) {
            let place = Place::new(place.file, diagram.source.span(range));
            findings.push(
                Finding::new(
                    RULE.code,
                    place,
                    format!("`style` takes one node: mermaid draws a node `{list}`"),
                )
                .help("write a line for each of them, or give them a class: `class A,B name`"),
            );
        }
        for styled in &diagram.styled {
            let name = &styled.name.value;
            let place = Place::new(place.file, styled.name.span);
            if styled.is_class {
                findings.push(
                    Finding::new(RULE.code, place, format!("no `classDef` defines `{name}`"))
                        .help(format!("add `classDef {name} …`, or remove it")),
                );
            } else if !known.contains(&name.as_str()) {
                findings.push(
                    Finding::new(RULE.code, place, format!("the diagram has no `{name}`"))
                        .meant(name, known.iter().copied()),
                );
            }
        }
    });
}
