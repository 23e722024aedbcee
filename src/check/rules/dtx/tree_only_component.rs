//! DTX001 tree-only-component: a section lists a component in its tree that its diagram of the same plane leaves out.

use super::sides::{MIN_COMPONENTS, Side, sections};
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::Figure;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    code: Code("DTX001"),
    name: "tree-only-component",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DTX001-tree-only-component.md"),
    run: Run::Site(tree_only_component),
};

fn tree_only_component(site: &Site, findings: &mut Vec<Finding>) {
    for section in sections(site, true) {
        // For each plane the first diagram with it, and what all of them draw in it.
        let mut drawn: BTreeMap<&String, (&Figure, &Side, BTreeSet<&String>)> = BTreeMap::new();
        for (diagram, planes) in &section.diagrams {
            for (plane, side) in planes {
                let (.., all) = drawn.entry(plane).or_insert_with(|| (diagram, side, BTreeSet::new()));
                all.extend(side.components.keys());
            }
        }
        for (tree, planes) in &section.trees {
            for (plane, listed) in planes {
                let Some((diagram, side, all)) = drawn.get(plane) else { continue };
                if all.len() < MIN_COMPONENTS || listed.components.len() < MIN_COMPONENTS {
                    continue;
                }
                // Drawn anywhere in the section is drawn.
                let missing = listed.components.iter().filter(|(id, _)| !section.drawn.contains(id.as_str()));
                for (component, node) in missing {
                    let node = &tree.nodes[*node];
                    let source = site.clusters.catalogue.source(component);
                    let message = format!(
                        "the tree lists `{}`, the section's diagram does not draw it",
                        node.label.value
                    );
                    findings.push(
                        Finding::new(RULE.code, tree.at(node.label.span), message)
                            .label(side.place(diagram), "the same plane, without it")
                            .help("draw it, or say in the tree that it is not part of the picture")
                            .source(source.unwrap_or_default())
                            .mild(section.is_mild(tree)),
                    );
                }
            }
        }
    }
}
