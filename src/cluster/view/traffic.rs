//! The ways of requests and traffic, as the catalogue lists them.

use super::drawing::{Arrow, Drawing};
use super::parts::Scene;
use std::collections::BTreeMap;

pub(super) fn draw(scene: &Scene<'_>) -> Drawing {
    let mut drawing = scene.drawing(("요청과 트래픽의 길", "ways of requests and traffic"), "TB");
    let mut containers = BTreeMap::new();
    let mut nodes = BTreeMap::new();
    for path in &scene.catalogue.paths {
        // What the cluster does without is passed by.
        let steps = path.through.iter().filter(|id| {
            !scene.catalogue.components.contains_key(*id) || scene.cluster.has(id, scene.catalogue)
        });
        let mut before: Option<(super::drawing::NodeId, &String)> = None;
        for step in steps {
            let node = *nodes.entry(step.as_str()).or_insert_with(|| {
                let group = scene.cluster.groups_with(step).last();
                let container = group.map(|group| {
                    *containers
                        .entry(group.id.value.as_str())
                        .or_insert_with(|| scene.group(&mut drawing, group))
                });
                drawing.node(step, scene.title(step), container, step, scene.note(step))
            });
            if let Some((from, id)) = before {
                let relation = scene
                    .catalogue
                    .relations
                    .iter()
                    .find(|relation| relation.from == *id && relation.to == *step);
                let port = relation.and_then(|relation| scene.port(relation));
                drawing.edge(from, node, port, Arrow::To);
            }
            before = Some((node, step));
        }
    }
    drawing
}
