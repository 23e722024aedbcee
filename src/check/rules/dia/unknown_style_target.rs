//! DIA007 unknown-style-target: a style or class statement names what the diagram does not have.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::DiagramKind;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA007"),
    name: "unknown-style-target",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DIA007-unknown-style-target.md"),
    run: Run::Site(unknown_style_target),
};

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
            .collect();
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
