//! Every instance: what a failure can take away and what stays.

use super::drawing::{Arrow, Drawing, NodeId};
use super::parts::Scene;
use crate::cluster::catalogue::Trait;
use crate::cluster::model::{Count, NodeGroup};
use crate::cluster::relation::RelationKind;
use crate::lang::Language;
use std::collections::BTreeMap;

/// More instances than this make no picture.
const MAX_INSTANCES: u32 = 9;

const JOINED: &[RelationKind] = &[RelationKind::Calls, RelationKind::Replicates];

/// One instance: of which component, on which node.
struct Instance<'a> {
    component: &'a str,
    node: (usize, u32),
    drawn: NodeId,
}

pub(super) fn draw(scene: &Scene<'_>) -> Drawing {
    let mut drawing = scene.drawing(("고가용성", "high availability"), "TB");
    let plane = scene.consensus_plane();
    let workers = other_planes(scene, &mut drawing, plane);
    let balancers = scene.balancers(&mut drawing);
    let mut instances = Vec::new();
    let mut numbers = BTreeMap::new();
    let mut nodes = 0;
    for (at, group) in scene.groups().enumerate().filter(|(_, group)| group.plane == plane) {
        for number in 1..=group.count.value.least().clamp(1, MAX_INSTANCES) {
            nodes += u32::from(scene.only_component(group).is_none());
            let container = container(scene, &mut drawing, group, number, nodes);
            for component in scene.runs(group) {
                let kind = scene.catalogue.components.get(component);
                if kind.is_none_or(|kind| kind.plane != plane) {
                    continue;
                }
                let own: &mut u32 = numbers.entry(component).or_default();
                *own += 1;
                let several = scene.cluster.instances(component) != Some(Count::Exactly(1));
                let label = scene.name(component, several.then_some(*own));
                let id = if several { format!("{component}_{own}") } else { component.to_owned() };
                let drawn = drawing.node(&id, &label, Some(container), component, scene.note(component));
                instances.push(Instance { component, node: (at, number), drawn });
            }
        }
    }
    for (balancer, drawn) in &balancers {
        for instance in instances.iter().filter(|instance| instance.component == balancer.targets.value) {
            drawing.edge(*drawn, instance.drawn, None, Arrow::To);
        }
    }
    for (worker, worker_plane) in workers {
        let calls = |id: &str| {
            scene.catalogue.relations.iter().any(|relation| {
                relation.kind == RelationKind::Calls && relation.from == worker_plane && relation.to == id
            })
        };
        let target = balancers
            .iter()
            .find(|(balancer, _)| scene.catalogue.balancer_of(&balancer.targets.value).is_some_and(calls));
        let target = target.map(|(_, drawn)| *drawn).or_else(|| {
            instances.iter().find(|instance| calls(instance.component)).map(|instance| instance.drawn)
        });
        if let Some(target) = target {
            drawing.edge(worker, target, None, Arrow::To);
        }
    }
    join(scene, &mut drawing, &instances);
    drawing
}

/// The nodes of the other planes that call something here, one for all of a plane.
fn other_planes<'a>(scene: &Scene<'a>, drawing: &mut Drawing, plane: &str) -> Vec<(NodeId, &'a str)> {
    let mut drawn: Vec<(NodeId, &str)> = Vec::new();
    for group in scene.groups().filter(|group| group.plane != plane) {
        let calls = scene.relations(&[RelationKind::Calls]).any(|relation| relation.from == group.plane);
        if calls && !drawn.iter().any(|(_, known)| *known == group.plane) {
            let label = format!("{} N", scene.node_title(group));
            let node = drawing.node(&group.plane, &label, None, &group.plane, String::new());
            drawn.push((node, &group.plane));
        }
    }
    drawn
}

fn container<'a>(
    scene: &Scene<'a>,
    drawing: &mut Drawing,
    group: &'a NodeGroup,
    number: u32,
    of_all: u32,
) -> super::drawing::ContainerId {
    // Hosts of members alone are no nodes, and have numbers of their own.
    let ordinal = if scene.only_component(group).is_some() { number } else { of_all };
    let title = format!("{} {ordinal}", scene.host_title(group));
    let zones = &group.zones;
    let at = (number - 1) as usize;
    let zone = (!zones.is_empty()).then(|| zones[at % zones.len()].value.as_str()).map(|zone| {
        if scene.language == Language::Korean {
            format!("가용 영역 {zone}")
        } else {
            format!("zone {zone}")
        }
    });
    drawing.container(&format!("{}_{number}", group.id.value), &title, zone.as_deref(), &group.plane)
}

/// Joins instances: on one node with each other, across nodes only where the target is on none of the caller's; members of
/// a consensus each with each.
fn join(scene: &Scene<'_>, drawing: &mut Drawing, instances: &[Instance<'_>]) {
    for relation in scene.relations(JOINED) {
        let starts = instances.iter().filter(|instance| instance.component == relation.from);
        let ends: Vec<&Instance<'_>> =
            instances.iter().filter(|instance| instance.component == relation.to).collect();
        let votes = scene
            .catalogue
            .components
            .get(&relation.to)
            .is_some_and(|kind| kind.traits.contains(&Trait::Consensus));
        for start in starts {
            for end in &ends {
                let local = ends.iter().any(|end| end.node == start.node);
                if relation.from == relation.to {
                    if start.drawn < end.drawn {
                        drawing.edge(start.drawn, end.drawn, None, Arrow::Both);
                    }
                } else if end.node == start.node || !local && votes {
                    drawing.edge(start.drawn, end.drawn, None, Arrow::To);
                }
            }
        }
    }
}
