//! DTX001 tree-only-component: a section lists a component in its tree that its diagram of the same plane leaves out.

use super::sides::{MIN_COMPONENTS, by_plane, sections};
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("DTX001"),
    name: "tree-only-component",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DTX001-tree-only-component.md"),
    run: Run::Site(tree_only_component),
};

fn tree_only_component(site: &Site, findings: &mut Vec<Finding>) {
    for section in sections(site) {
        let tree = section.tree;
        for (plane, listed) in by_plane(site, tree, true) {
            let drawn: Vec<_> = section
                .diagrams
                .iter()
                .filter_map(|diagram| Some((*diagram, by_plane(site, diagram, true).remove(&plane)?)))
                .collect();
            let in_plane: BTreeSet<&String> =
                drawn.iter().flat_map(|(_, side)| side.components.keys()).collect();
            let Some((diagram, side)) = drawn.first() else { continue };
            if in_plane.len() < MIN_COMPONENTS || listed.components.len() < MIN_COMPONENTS {
                continue;
            }
            // Drawn anywhere in the section is drawn.
            let anywhere = section.drawn_anywhere();
            for (component, node) in
                listed.components.iter().filter(|(component, _)| !anywhere.contains(component.as_str()))
            {
                let node = &tree.nodes[*node];
                let source = site.clusters.catalogue.source(component);
                findings.push(
                    Finding::new(
                        RULE.code,
                        tree.at(node.label.span),
                        format!(
                            "the tree lists `{}`, the section's diagram does not draw it",
                            node.label.value
                        ),
                    )
                    .label(side.place(diagram), "the same plane, without it")
                    .help("draw it, or say in the tree that it is not part of the picture")
                    .source(source.unwrap_or_default())
                    .mild(section.is_mild()),
                );
            }
        }
    }
}
