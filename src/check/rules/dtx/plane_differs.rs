//! DTX003 plane-differs: a component stands in one plane in a section's diagram and in another in its tree.

use super::sides::sections;
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::Figure;
use crate::site::Site;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("DTX003"),
    name: "plane-differs",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DTX003-plane-differs.md"),
    run: Run::Site(plane_differs),
};

fn plane_differs(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    let has_nodes = |plane: &str| catalogue.planes.get(plane).is_some_and(|plane| !plane.nodes.is_empty());
    for section in sections(site, false) {
        // Where each component is drawn first, plane by plane, in the diagrams' order.
        let mut drawn: BTreeMap<&String, Vec<(&Figure, &String, usize)>> = BTreeMap::new();
        for (diagram, planes) in &section.diagrams {
            for (plane, side) in planes {
                for (component, node) in &side.components {
                    let places = drawn.entry(component).or_default();
                    if places.iter().all(|(_, known, _)| *known != plane) {
                        places.push((diagram, plane, *node));
                    }
                }
            }
        }
        for (tree, listed) in &section.trees {
            let sides = listed.iter().filter(|(plane, _)| has_nodes(plane));
            for (plane, component, node) in
                sides.flat_map(|(plane, side)| side.components.iter().map(move |(id, at)| (plane, id, at)))
            {
                // What is wrong by itself is DMX003's or TRE002's to say.
                let runs = |plane: &str| {
                    catalogue
                        .components
                        .get(component)
                        .is_some_and(|component| component.hosts.iter().any(|host| host == plane))
                };
                let places = drawn.get(component).map_or(&[][..], Vec::as_slice);
                if places.iter().any(|(_, known, _)| *known == plane) {
                    continue;
                }
                let Some((diagram, other, drawn)) = places.iter().find(|(_, other, _)| has_nodes(other))
                else {
                    continue;
                };
                let listed_there_too =
                    listed.get(*other).is_some_and(|side| side.components.contains_key(component));
                if listed_there_too || !runs(plane) || !runs(other) {
                    continue;
                }
                let node = &tree.nodes[*node];
                findings.push(
                    Finding::new(
                        RULE.code,
                        tree.at(node.label.span),
                        format!(
                            "the tree puts `{}` in the {plane} plane, the diagram in the {other} plane",
                            node.label.value
                        ),
                    )
                    .label(diagram.at(diagram.nodes[*drawn].label.span), "drawn here")
                    .help("put it in the same plane on both sides, or on both planes where it runs on both")
                    .source(catalogue.source(component).unwrap_or_default())
                    .mild(section.is_mild(tree)),
                );
            }
        }
    }
}
