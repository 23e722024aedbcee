//! Groups as a whole: all of them, those of the control plane, and the neighbours of one component.

use super::drawing::{Arrow, Drawing};
use super::parts::{Placed, Scene};
use crate::cluster::catalogue::Catalogue;
use crate::cluster::model::Count;
use crate::cluster::relation::RelationKind;
use crate::lang::Language;
use std::collections::BTreeMap;

const CALLS: &[RelationKind] = &[RelationKind::Calls, RelationKind::Replicates];

/// The node groups with what runs on them, the load balancers, and who calls whom.
pub(super) fn overview(scene: &Scene<'_>) -> Drawing {
    let mut drawing = scene.drawing(("전체 구조", "overview"), "TB");
    let mut placed = Placed::new();
    let balancers = scene.balancers(&mut drawing);
    for group in scene.groups() {
        let container = scene.group(&mut drawing, group);
        for component in scene.runs(group) {
            scene.place(&mut drawing, &mut placed, group, component, container);
        }
    }
    for (balancer, node) in &balancers {
        for group in scene.cluster.groups_with(&balancer.targets.value) {
            if let Some(target) = placed.get(&(group.id.value.as_str(), balancer.targets.value.as_str())) {
                drawing.edge(*node, *target, None, Arrow::To);
            }
            // What runs beside the load balancer's targets stands below it, too; otherwise the picture grows sideways.
            for component in scene.runs(group).filter(|component| *component != balancer.targets.value) {
                if let Some(beside) = placed.get(&(group.id.value.as_str(), component)) {
                    drawing.edge(*node, *beside, None, Arrow::Hidden);
                }
            }
        }
    }
    calls(scene, &mut drawing, &placed, &balancers, false);
    drawing
}

/// What runs on the nodes of the consensus' plane, and who calls whom there.
pub(super) fn control_plane(scene: &Scene<'_>) -> Drawing {
    let plane = scene.consensus_plane();
    let what = scene.catalogue.planes.get(plane).map(|plane| plane.title.clone()).unwrap_or_default();
    let mut drawing = scene.drawing((&what.ko, &what.en), "TB");
    let mut placed = Placed::new();
    let balancers = scene.balancers(&mut drawing);
    for group in scene.groups().filter(|group| group.plane == plane) {
        let container = scene.group(&mut drawing, group);
        let own = |id: &&str| scene.catalogue.components.get(*id).is_some_and(|kind| kind.plane == plane);
        for component in scene.runs(group).filter(own) {
            scene.place(&mut drawing, &mut placed, group, component, container);
        }
    }
    for (balancer, node) in &balancers {
        for group in scene.cluster.groups_with(&balancer.targets.value) {
            if let Some(target) = placed.get(&(group.id.value.as_str(), balancer.targets.value.as_str())) {
                drawing.edge(*node, *target, None, Arrow::To);
            }
        }
    }
    calls(scene, &mut drawing, &placed, &balancers, true);
    drawing
}

/// Draws who calls whom, each pair once: within its group where it can, else through the load balancer where there is one.
fn calls<'a>(
    scene: &Scene<'a>,
    drawing: &mut Drawing,
    placed: &Placed<'a>,
    balancers: &[(&'a crate::cluster::model::LoadBalancer, super::drawing::NodeId)],
    ports: bool,
) {
    for relation in scene.relations(CALLS) {
        let behind = balancers.iter().find(|(balancer, _)| balancer.targets.value == relation.to);
        let targets: BTreeMap<&str, _> =
            scene.cluster.groups_with(&relation.to).map(|group| (group.id.value.as_str(), group)).collect();
        let first = scene.cluster.groups_with(&relation.to).next();
        for from in scene.cluster.groups_with(&relation.from) {
            let Some(start) = placed.get(&(from.id.value.as_str(), relation.from.as_str())) else { continue };
            let same = targets.get(from.id.value.as_str()).copied();
            let Some(to) = same.or(first) else { continue };
            let Some(target) = placed.get(&(to.id.value.as_str(), relation.to.as_str())) else { continue };
            let end = match behind {
                Some((_, balancer)) if same.is_none() => balancer,
                _ => target,
            };
            // Members of one kind talk to each other only where there are several, and a loop says little more.
            if start == end && (to.count.value == Count::Exactly(1) || ports) {
                continue;
            }
            let port = scene.port(relation).filter(|_| ports);
            drawing.edge(*start, *end, port, Arrow::To);
        }
    }
}

/// What a component has to do with, one step around it.
#[must_use]
pub fn neighbours(component: &str, catalogue: &Catalogue, language: Language) -> Drawing {
    let title = |id: &str| catalogue.title(id).map_or(id, |text| text.get(language)).to_owned();
    let mut drawing = Drawing::new(&title(component), "LR");
    let own = drawing.node("self", &title(component), None, component, String::new());
    let mut around = BTreeMap::new();
    for relation in &catalogue.relations {
        let other = match (relation.from == component, relation.to == component) {
            (true, true) | (false, false) => continue,
            (true, false) => &relation.to,
            (false, true) => &relation.from,
        };
        if !catalogue.components.contains_key(other) {
            continue;
        }
        let node = *around.entry(other.as_str()).or_insert_with(|| {
            drawing.node(&format!("n_{other}"), &title(other), None, other, String::new())
        });
        let port =
            relation.port.as_ref().and_then(|(owner, name)| catalogue.components.get(owner)?.ports.get(name));
        let label = port.map_or_else(|| relation.kind.title(language).to_owned(), ToString::to_string);
        let (from, to) = if relation.from == component { (own, node) } else { (node, own) };
        drawing.edge(from, to, Some(label), Arrow::To);
    }
    drawing
}
