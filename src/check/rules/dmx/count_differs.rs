//! DMX012 count-differs: a figure draws another number of something than its cluster has.

use crate::check::rule::{Rule, Run};
use crate::cluster::catalogue::Entity;
use crate::cluster::model::{Cluster, Count};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::{Binding, Figure, Ordinal, Reading};
use crate::site::Site;
use crate::span::{Place, Span};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX012"),
    name: "count-differs",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX012-count-differs.md"),
    run: Run::Site(count_differs),
};

/// What is drawn of one thing.
#[derive(Default)]
struct Drawn {
    spans: Vec<Span>,
    /// How many the boxes stand for.
    number: u32,
    numbered: bool,
    and_so_on: bool,
}

fn count_differs(site: &Site, findings: &mut Vec<Finding>) {
    for figure in &site.figures {
        // Only a figure that itself names its cluster promises its numbers.
        let Some(binding) = figure.bound().filter(|binding| binding.named.is_some()) else { continue };
        let Some(cluster) = binding.cluster.map(|at| &site.clusters.all[at]) else { continue };
        // `...` stands for what is left out.
        let dots = |label: &str| {
            !label.is_empty() && label.chars().all(|c| matches!(c, '.' | '…' | '⋯' | '⋮' | ' '))
        };
        if figure.nodes.iter().any(|node| dots(&node.label.value)) {
            continue;
        }
        let all = drawn(figure);
        let groups: Vec<String> = all
            .keys()
            .filter_map(|entity| match entity {
                Entity::Group { plane, .. } => Some(plane.clone()),
                _ => None,
            })
            .collect();
        for (entity, drawn) in all {
            // Beside groups of a plane, its other nodes are only some of it.
            if matches!(&entity, Entity::Node(plane) if groups.contains(plane)) {
                continue;
            }
            if drawn.and_so_on || (drawn.spans.len() == 1 && !drawn.numbered) {
                continue;
            }
            let Some((count, places)) = promised(site, cluster, &entity) else { continue };
            let right = match count {
                Count::Exactly(count) => drawn.number == count,
                Count::AtLeast(count) => drawn.number >= count,
            };
            if !right {
                findings.push(finding(figure, binding, cluster, &entity, &drawn, count, &places));
            }
        }
    }
}

fn finding(
    figure: &Figure,
    binding: &Binding,
    cluster: &Cluster,
    entity: &Entity,
    drawn: &Drawn,
    count: Count,
    places: &[Place],
) -> Finding {
    let number = drawn.number;
    let what = match entity {
        Entity::Node(plane) => format!("{plane} nodes"),
        Entity::Group { id, .. } => format!("nodes of {id}"),
        other => format!("instances of {}", other.id()),
    };
    let last = drawn.spans.last().copied().unwrap_or(figure.place.span);
    let mut finding = Finding::new(
        RULE.code,
        figure.at(last),
        format!("the figure draws {number} {what}, `{}` has {count}", cluster.id.value),
    );
    for place in places {
        finding = finding.label(*place, "counted here");
    }
    if let Some(named) = binding.named {
        finding = finding.label(figure.at(named), "the figure says that it shows this cluster");
    }
    finding.help(
        "draw as many as the cluster has, or name one box after all of them (`Worker Node N`, no number)",
    )
}

/// Nodes of planes and components, by what they stand for; a container that holds others of its kind stands for those.
fn drawn(figure: &Figure) -> BTreeMap<Entity, Drawn> {
    let mut all: BTreeMap<Entity, Drawn> = BTreeMap::new();
    let mut add = |reading: &Reading, span: Span| {
        let drawn = all.entry(reading.entity.clone()).or_default();
        drawn.spans.push(span);
        drawn.number = drawn.number.saturating_add(reading.times.map_or(1, |times| times.number));
        drawn.numbered |= matches!(reading.ordinal, Some(Ordinal::Number(_))) || reading.times.is_some();
        drawn.and_so_on |=
            reading.ordinal == Some(Ordinal::AndSoOn) || reading.times.is_some_and(|times| times.or_more);
    };
    let holds_its_kind =
        |at: usize, entity: &Entity| {
            let inside = |container: Option<usize>| {
                std::iter::successors(container, |at| figure.containers[*at].parent).any(|found| found == at)
            };
            figure.nodes.iter().any(|node| {
                inside(node.container) && node.reading.as_ref().is_some_and(|r| r.entity == *entity)
            }) || figure.containers.iter().any(|other| {
                inside(other.parent) && other.reading.as_ref().is_some_and(|r| r.entity == *entity)
            })
        };
    for (at, container) in figure.containers.iter().enumerate() {
        if let Some(reading) = &container.reading
            && matches!(reading.entity, Entity::Node(_) | Entity::Group { .. })
            && !holds_its_kind(at, &reading.entity)
        {
            add(reading, container.title.span);
        }
    }
    for node in &figure.nodes {
        if let Some(reading) = &node.reading
            && matches!(reading.entity, Entity::Node(_) | Entity::Group { .. } | Entity::Component(_))
        {
            add(reading, node.label.span);
        }
    }
    all
}

/// How many the cluster has, and where it says so. What runs on nodes of every plane is drawn where the figure cares.
fn promised(site: &Site, cluster: &Cluster, entity: &Entity) -> Option<(Count, Vec<Place>)> {
    let catalogue = &site.clusters.catalogue;
    match entity {
        Entity::Node(plane) => {
            let places =
                cluster.nodes_of(plane, catalogue).map(|group| cluster.place(group.count.span)).collect();
            Some((cluster.node_count(plane, catalogue)?, places))
        }
        Entity::Group { id, .. } => {
            let group = cluster.groups.iter().find(|group| group.id.value == *id)?;
            Some((group.count.value, vec![cluster.place(group.count.span)]))
        }
        Entity::Component(id)
            if catalogue.components.get(id).is_some_and(|component| component.hosts.len() == 1) =>
        {
            let places = cluster.groups_with(id).map(|group| cluster.place(group.count.span)).collect();
            Some((cluster.instances(id)?, places))
        }
        _ => None,
    }
}
