//! DTX002 diagram-only-component: a section draws a component that its tree of the same plane leaves out.

use super::sides::{MIN_COMPONENTS, Side, sections};
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::Figure;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    code: Code("DTX002"),
    name: "diagram-only-component",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DTX002-diagram-only-component.md"),
    run: Run::Site(diagram_only_component),
};

fn diagram_only_component(site: &Site, findings: &mut Vec<Finding>) {
    for section in sections(site, true) {
        // For each plane the first tree that lists enough of it.
        let mut listed: BTreeMap<&String, (&Figure, &Side)> = BTreeMap::new();
        for (tree, planes) in &section.trees {
            for (plane, side) in planes.iter().filter(|(_, side)| side.components.len() >= MIN_COMPONENTS) {
                listed.entry(plane).or_insert((tree, side));
            }
        }
        let mut told = BTreeSet::new();
        for (diagram, planes) in &section.diagrams {
            for (plane, drawn) in planes {
                let Some((tree, side)) = listed.get(plane) else { continue };
                if drawn.components.len() < MIN_COMPONENTS {
                    continue;
                }
                // Another tree of the section may list it.
                let missing = drawn.components.iter().filter(|(id, _)| !section.listed.contains(id.as_str()));
                for (component, node) in missing {
                    let node = &diagram.nodes[*node];
                    if !told.insert(diagram.at(node.label.span)) {
                        continue;
                    }
                    let source = site.clusters.catalogue.source(component);
                    let message =
                        format!("the diagram draws `{}`, the section's tree does not list it", node.name());
                    findings.push(
                        Finding::new(RULE.code, diagram.at(node.label.span), message)
                            .label(side.place(tree), "the same plane, without it")
                            .help("add it to the tree, or take it out of the picture")
                            .source(source.unwrap_or_default())
                            .mild(section.is_mild(tree)),
                    );
                }
            }
        }
    }
}
