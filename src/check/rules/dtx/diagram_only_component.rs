//! DTX002 diagram-only-component: a section draws a component that its tree of the same plane leaves out.

use super::sides::{MIN_COMPONENTS, by_plane, named, sections};
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("DTX002"),
    name: "diagram-only-component",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DTX002-diagram-only-component.md"),
    run: Run::Site(diagram_only_component),
};

fn diagram_only_component(site: &Site, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for section in sections(site) {
        let listed = by_plane(site, section.tree, true);
        // Another tree of the section may list it.
        let trees = site
            .figures_of(section.tree.page)
            .iter()
            .filter(|figure| figure.section == section.tree.section && figure.kind == section.tree.kind);
        let anywhere: BTreeSet<&str> = trees.flat_map(named).collect();
        for diagram in &section.diagrams {
            for (plane, drawn) in by_plane(site, diagram, true) {
                let Some(side) = listed.get(&plane) else { continue };
                if drawn.components.len() < MIN_COMPONENTS || side.components.len() < MIN_COMPONENTS {
                    continue;
                }
                for (component, node) in
                    drawn.components.iter().filter(|(component, _)| !anywhere.contains(component.as_str()))
                {
                    let node = &diagram.nodes[*node];
                    if !told.insert(diagram.at(node.label.span)) {
                        continue;
                    }
                    let source = site.clusters.catalogue.source(component);
                    findings.push(
                        Finding::new(
                            RULE.code,
                            diagram.at(node.label.span),
                            format!(
                                "the diagram draws `{}`, the section's tree does not list it",
                                node.name()
                            ),
                        )
                        .label(side.place(section.tree), "the same plane, without it")
                        .help("add it to the tree, or take it out of the picture")
                        .source(source.unwrap_or_default())
                        .mild(section.is_mild()),
                    );
                }
            }
        }
    }
}
