//! Diagrams generated from the model, as mermaid: drawn by the same engine as the authors' own.

use super::catalogue::Catalogue;
use super::model::{Cluster, Count};
use super::relation::RelationKind;
use crate::lang::Language;
use std::fmt::Write;

/// An overview of a cluster: its nodes with what runs on them, its load balancers, and who calls whom.
#[must_use]
pub fn overview(cluster: &Cluster, catalogue: &Catalogue, language: Language) -> String {
    let title = |id: &str| catalogue.title(id).map_or(id, |text| text.get(language)).to_owned();
    let mut out = String::from("flowchart TB\n");
    let _ = writeln!(out, "  accTitle: {}", line(cluster.title.get(language)));
    for balancer in &cluster.load_balancers {
        let _ = writeln!(out, "  lb_{}[\"{}\"]", id(&balancer.id.value), quoted(&balancer.id.value));
    }
    for group in &cluster.groups {
        let times = match group.count.value {
            Count::Exactly(1) => String::new(),
            count => format!(" × {count}"),
        };
        let place = group.place.as_ref().map_or(String::new(), |place| format!(" · {place}"));
        let _ = writeln!(
            out,
            "  subgraph g_{}[\"{}{times}{place}\"]",
            id(&group.id.value),
            quoted(&group_title(group, catalogue, language))
        );
        for component in &group.runs {
            let _ =
                writeln!(out, "    {}[\"{}\"]", node(&group.id.value, component), quoted(&title(component)));
        }
        let _ = writeln!(out, "  end");
    }
    for balancer in &cluster.load_balancers {
        for group in cluster.groups_with(&balancer.targets.value) {
            let _ = writeln!(
                out,
                "  lb_{} --> {}",
                id(&balancer.id.value),
                node(&group.id.value, &balancer.targets.value)
            );
        }
    }
    // What runs beside the load balancer's targets stands below it, too; otherwise the picture grows sideways.
    for balancer in &cluster.load_balancers {
        for group in cluster.groups_with(&balancer.targets.value) {
            for component in group.runs.iter().filter(|component| **component != balancer.targets.value) {
                let _ =
                    writeln!(out, "  lb_{} ~~~ {}", id(&balancer.id.value), node(&group.id.value, component));
            }
        }
    }
    // One connection between two kinds is drawn once, between the first groups that have them.
    let mut drawn = std::collections::BTreeSet::new();
    let relations = catalogue.relations.iter().chain(&cluster.connections);
    for relation in
        relations.filter(|relation| matches!(relation.kind, RelationKind::Calls | RelationKind::Replicates))
    {
        let behind = cluster.load_balancers.iter().find(|balancer| balancer.targets.value == relation.to);
        for from in cluster.groups_with(&relation.from) {
            let same = cluster.groups_with(&relation.to).find(|group| group.id.value == from.id.value);
            let Some(to) = same.or_else(|| cluster.groups_with(&relation.to).next()) else { continue };
            if relation.from == relation.to && to.count.value == Count::Exactly(1) {
                continue;
            }
            let start = node(&from.id.value, &relation.from);
            let end = match behind {
                Some(balancer) if same.is_none() => format!("lb_{}", id(&balancer.id.value)),
                _ => node(&to.id.value, &relation.to),
            };
            if drawn.insert((start.clone(), end.clone()))
                && !drawn.contains(&(end.clone(), start.clone())) | (start == end)
            {
                let _ = writeln!(out, "  {start} --> {end}");
            }
        }
    }
    out
}

/// What a component has to do with, one step around it.
#[must_use]
pub fn neighbours(component: &str, catalogue: &Catalogue, language: Language) -> String {
    let title = |id: &str| catalogue.title(id).map_or(id, |text| text.get(language)).to_owned();
    let mut out = String::from("flowchart LR\n");
    let _ = writeln!(out, "  accTitle: {}", line(&title(component)));
    let _ = writeln!(out, "  self[\"{}\"]", quoted(&title(component)));
    let mut drawn = std::collections::BTreeSet::new();
    for relation in &catalogue.relations {
        let other = match (relation.from == component, relation.to == component) {
            (true, true) | (false, false) => continue,
            (true, false) => &relation.to,
            (false, true) => &relation.from,
        };
        if !catalogue.components.contains_key(other)
            || !drawn.insert((other.clone(), relation.from == component))
        {
            continue;
        }
        let _ = writeln!(out, "  n_{}[\"{}\"]", id(other), quoted(&title(other)));
        let port =
            relation.port.as_ref().and_then(|(owner, name)| catalogue.components.get(owner)?.ports.get(name));
        let label = port.map_or_else(|| relation.kind.title(language).to_owned(), ToString::to_string);
        let _ = if relation.from == component {
            writeln!(out, "  self -->|\"{label}\"| n_{}", id(other))
        } else {
            writeln!(out, "  n_{} -->|\"{label}\"| self", id(other))
        };
    }
    out
}

/// The title of a group: its plane's, and its own id where that says more.
#[must_use]
pub fn group_title(group: &super::model::NodeGroup, catalogue: &Catalogue, language: Language) -> String {
    let plane =
        catalogue.planes.get(&group.plane).map_or(group.plane.as_str(), |plane| plane.title.get(language));
    if group.id.value == group.plane { plane.to_owned() } else { format!("{plane} ({})", group.id.value) }
}

/// The id of a component's node in [`overview`].
#[must_use]
pub fn node(group: &str, component: &str) -> String {
    format!("{}__{}", id(group), id(component))
}

/// The id of a component's node in [`neighbours`] of `component`.
#[must_use]
pub fn neighbour_node(component: &str, other: &str) -> String {
    if component == other { "self".to_owned() } else { format!("n_{}", id(other)) }
}

/// Letters, digits and underscores only; `end` is a word of mermaid's.
fn id(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn quoted(text: &str) -> String {
    line(text).replace('"', "#quot;")
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
