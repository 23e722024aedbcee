//! DTX001 tree-only-component: a section lists a component in its tree that its diagram of the same plane leaves out.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::{Figure, FigureKind};
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    code: Code("DTX001"),
    name: "tree-only-component",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DTX001-tree-only-component.md"),
    run: Run::Site(tree_only_component),
};

/// A plane counts as drawn, or listed, when so many of its components are.
const MIN_COMPONENTS: usize = 2;

fn tree_only_component(site: &Site, findings: &mut Vec<Finding>) {
    for tree in
        site.figures.iter().filter(|figure| figure.kind == FigureKind::Tree && figure.bound().is_some())
    {
        let diagrams: Vec<&Figure> = site
            .figures_of(tree.page)
            .filter(|figure| {
                figure.kind == FigureKind::Diagram
                    && figure.section == tree.section
                    && figure.bound().is_some()
            })
            .collect();
        for (plane, listed) in by_plane(site, tree) {
            let mut place = None;
            let mut in_plane: BTreeSet<String> = BTreeSet::new();
            for diagram in &diagrams {
                if let Some(found) = by_plane(site, diagram).remove(&plane) {
                    in_plane.extend(found.components.keys().cloned());
                    place = place.or(Some(diagram.at(diagram.containers[found.container].title.span)));
                }
            }
            let Some(place) = place else { continue };
            if in_plane.len() < MIN_COMPONENTS || listed.components.len() < MIN_COMPONENTS {
                continue;
            }
            // Drawn anywhere in the section is drawn.
            let anywhere: BTreeSet<&str> = diagrams
                .iter()
                .flat_map(|diagram| {
                    diagram
                        .nodes
                        .iter()
                        .filter_map(|node| node.reading.as_ref())
                        .chain(diagram.containers.iter().filter_map(|c| c.reading.as_ref()))
                })
                .filter_map(|reading| reading.entity.component())
                .collect();
            for (component, node) in
                listed.components.iter().filter(|(component, _)| !anywhere.contains(component.as_str()))
            {
                let node = &tree.nodes[*node];
                let source = site
                    .clusters
                    .catalogue
                    .components
                    .get(component)
                    .map(|component| component.source.clone())
                    .unwrap_or_default();
                findings.push(
                    Finding::new(
                        RULE.code,
                        tree.at(node.label.span),
                        format!(
                            "the tree lists `{}`, the section's diagram does not draw it",
                            node.label.value
                        ),
                    )
                    .label(place, "the same plane, without it")
                    .help("draw it, or say in the tree that it is not part of the picture")
                    .source(source),
                );
            }
        }
    }
}

/// A plane's container and the plane's own components in it, each with its node.
struct Drawn {
    container: usize,
    components: BTreeMap<String, usize>,
}

fn by_plane(site: &Site, figure: &Figure) -> BTreeMap<String, Drawn> {
    let mut planes: BTreeMap<String, Drawn> = BTreeMap::new();
    for (at, node) in figure.nodes.iter().enumerate() {
        let Some(id) = node.reading.as_ref().and_then(|reading| reading.entity.component()) else { continue };
        let Some(component) = site.clusters.catalogue.components.get(id) else { continue };
        let found = std::iter::successors(node.container, |at| figure.containers[*at].parent)
            .find_map(|at| Some((at, figure.containers[at].reading.as_ref()?.entity.plane()?)));
        if let Some((container, plane)) = found
            && component.plane == plane
        {
            let drawn = planes
                .entry(plane.to_owned())
                .or_insert_with(|| Drawn { container, components: BTreeMap::new() });
            drawn.components.entry(id.to_owned()).or_insert(at);
        }
    }
    planes
}
