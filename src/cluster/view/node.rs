//! One node from the inside.

use super::drawing::{Arrow, Drawing};
use super::parts::{Placed, Scene};
use crate::cluster::relation::RelationKind;

const INSIDE: &[RelationKind] =
    &[RelationKind::Calls, RelationKind::Runs, RelationKind::Programs, RelationKind::Forwards];

pub(super) fn draw(scene: &Scene<'_>) -> Drawing {
    let plane = scene.consensus_plane();
    let mut drawing = scene.drawing(("노드 내부", "inside a node"), "TB");
    let mut placed = Placed::new();
    let groups = &scene.cluster.groups;
    let Some(group) = groups.iter().find(|group| group.plane != plane).or(groups.first()) else {
        return drawing;
    };
    let container =
        drawing.container(&group.id.value, scene.node_title(group), group.place.as_deref(), &group.plane);
    for component in scene.runs(group) {
        scene.place(&mut drawing, &mut placed, group, component, container);
    }
    let inside: Vec<_> = placed.clone().into_iter().collect();
    for relation in scene.relations(INSIDE) {
        let find =
            |id: &str| inside.iter().find(|((_, component), _)| *component == id).map(|(_, node)| *node);
        let Some(from) = find(&relation.from) else { continue };
        if let Some(to) = find(&relation.to) {
            drawing.edge(from, to, Some(relation.kind.title(scene.language).to_owned()), Arrow::To);
        }
    }
    // What these call outside: the load balancer where one stands before it.
    for relation in scene.relations(&[RelationKind::Calls]) {
        let from = inside.iter().find(|((_, component), _)| *component == relation.from);
        let (Some((_, from)), false) = (from, group.runs.contains(&relation.to)) else { continue };
        if scene.cluster.groups_with(&relation.to).next().is_none() {
            continue;
        }
        let balancer = scene.cluster.load_balancers.iter().find(|own| own.targets.value == relation.to);
        let about =
            balancer.and_then(|own| scene.catalogue.balancer_of(&own.targets.value)).unwrap_or(&relation.to);
        let known = placed.get(&("", about)).copied();
        let target =
            known.unwrap_or_else(|| drawing.node(about, scene.title(about), None, about, scene.note(about)));
        placed.insert(("", about), target);
        drawing.edge(*from, target, scene.port(relation).filter(|_| balancer.is_none()), Arrow::To);
    }
    drawing
}
