//! DTX003 plane-differs: a component stands in one plane in a section's diagram and in another in its tree.

use super::sides::{by_plane, sections};
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

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
    for section in sections(site) {
        let listed = by_plane(site, section.tree, false);
        for (plane, side) in listed.iter().filter(|(plane, _)| has_nodes(plane)) {
            for (component, node) in &side.components {
                // What is wrong by itself is DMX003's or TRE002's to say.
                let runs = |plane: &str| {
                    catalogue
                        .components
                        .get(component)
                        .is_some_and(|component| component.hosts.iter().any(|host| host == plane))
                };
                let also_here = section.diagrams.iter().any(|diagram| {
                    by_plane(site, diagram, false)
                        .get(plane)
                        .is_some_and(|side| side.components.contains_key(component))
                });
                let elsewhere = section.diagrams.iter().find_map(|diagram| {
                    by_plane(site, diagram, false)
                        .into_iter()
                        .find(|(other, side)| {
                            other != plane && has_nodes(other) && side.components.contains_key(component)
                        })
                        .map(|(other, side)| (*diagram, other, side))
                });
                let listed_there_too = |other: &str| {
                    listed.get(other).is_some_and(|side| side.components.contains_key(component))
                };
                let Some((diagram, other, drawn)) =
                    elsewhere.filter(|(_, other, _)| !also_here && !listed_there_too(other))
                else {
                    continue;
                };
                if !runs(plane) || !runs(&other) {
                    continue;
                }
                let node = &section.tree.nodes[*node];
                findings.push(
                    Finding::new(
                        RULE.code,
                        section.tree.at(node.label.span),
                        format!(
                            "the tree puts `{}` in the {plane} plane, the diagram in the {other} plane",
                            node.label.value
                        ),
                    )
                    .label(diagram.at(diagram.nodes[drawn.components[component]].label.span), "drawn here")
                    .help("put it in the same plane on both sides, or on both planes where it runs on both")
                    .source(catalogue.source(component).unwrap_or_default())
                    .mild(section.is_mild()),
                );
            }
        }
    }
}
