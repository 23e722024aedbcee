//! `kurso: cluster/1` → [`Cluster`]. What the file leaves out, the catalogue fills in.

use super::catalogue::{Catalogue, Entity, Meaning, NameIndex, Port, Trait};
use super::catalogue_file::{port, relation};
use super::cluster_shape as shape;
use super::model::{Cluster, Count, LoadBalancer, NodeGroup, Topology};
use crate::diagnostic::Checked;
use crate::span::{FileId, Spanned};
use crate::version::Version;
use crate::yaml::{Decoder, Mapping, Node, NodeKind};
use std::collections::BTreeSet;

/// Reads a cluster file; `None` when it has no id to be known by.
pub(super) fn decode(
    file: FileId,
    origin: &str,
    node: &Node,
    catalogue: &Catalogue,
) -> Checked<Option<Cluster>> {
    let mut d = Decoder::new(file);
    let value = cluster(&mut d, file, origin, node, catalogue);
    Checked { value, findings: d.sink.into_findings() }
}

fn cluster(
    d: &mut Decoder,
    file: FileId,
    origin: &str,
    node: &Node,
    catalogue: &Catalogue,
) -> Option<Cluster> {
    let map = d.mapping(node, shape::FIELDS)?;
    match map.get("kurso").and_then(|node| d.string(node)) {
        Some(kind) if kind.value == "cluster/1" => {}
        Some(kind) => d.invalid(kind.span, format!("expected `cluster/1`, found `{}`", kind.value)),
        None => d.invalid(map.span, "the file does not say what it is: add `kurso: cluster/1`"),
    }
    let Some(id) = map.get("id") else {
        d.invalid(map.span, "the cluster has no `id`");
        return None;
    };
    let id = d.id(id)?;
    let topology = map.get("topology").and_then(|node| d.choice(node, "topology", Topology::ALL));
    let highly_available =
        map.get("highly_available").and_then(|node| d.boolean(node).filter(|yes| *yes).map(|_| node.span));
    let version = shape::VERSION_KEYS.iter().find_map(|key| d.version(map.get(key)?));
    let groups = groups(d, map.get("nodes"), catalogue);
    // Without a word about it, a single control-plane node is a single one and more of them are stacked.
    let topology = topology.unwrap_or_else(|| {
        let many = groups
            .iter()
            .filter(|(group, _)| group.plane == plane_of_consensus(catalogue))
            .map(|(group, _)| group.count.value.least())
            .max();
        if many.unwrap_or(1) > 1 { Topology::Stacked } else { Topology::Single }
    });
    let groups = groups
        .into_iter()
        .map(|(group, explicit)| place_consensus(group, explicit, topology, catalogue))
        .collect();
    let mut cluster = Cluster {
        file,
        title: map
            .get("title")
            .and_then(|node| d.text(node))
            .unwrap_or_else(|| crate::lang::Text::same(&id.value)),
        aliases: aliases(d, map),
        description: map.get("description").and_then(|node| d.text(node)),
        version,
        topology,
        highly_available,
        groups,
        load_balancers: Vec::new(),
        networks: Vec::new(),
        versions: Vec::new(),
        ports: Vec::new(),
        connections: Vec::new(),
        own_names: NameIndex::default(),
        group_ids: NameIndex::default(),
        id,
    };
    if let Some(balancers) = map.get("load_balancers").and_then(|node| d.open_mapping(node)) {
        for (id, node) in balancers.entries {
            cluster.load_balancers.extend(load_balancer(d, id, node, catalogue));
        }
    }
    cluster.networks = networks(d, map, catalogue);
    for node in map.get("connections").map(|node| d.sequence(node)).unwrap_or_default() {
        cluster.connections.extend(relation(d, origin, node, catalogue));
    }
    cluster.versions = versions(d, map, catalogue);
    cluster.ports = ports(d, map, catalogue);
    name(&mut cluster, catalogue);
    Some(cluster)
}

/// Learns what authors call the parts of the cluster.
fn name(cluster: &mut Cluster, catalogue: &Catalogue) {
    for group in &cluster.groups {
        let entity = Entity::Group { plane: group.plane.clone(), id: group.id.value.clone() };
        let meaning = Meaning { entity, strong: false };
        cluster.group_ids.insert(&group.id.value, meaning.clone());
        group.aliases.iter().for_each(|alias| cluster.own_names.insert(alias, meaning.clone()));
    }
    for balancer in &cluster.load_balancers {
        let Some(kind) = catalogue.balancer_of(&balancer.targets.value) else { continue };
        let meaning = Meaning { entity: Entity::Component(kind.to_owned()), strong: false };
        balancer.aliases.iter().for_each(|alias| cluster.own_names.insert(alias, meaning.clone()));
    }
}

/// The ranges by key; a network may have one for each family of addresses.
fn networks(d: &mut Decoder, map: Mapping<'_>, catalogue: &Catalogue) -> Vec<(String, Spanned<String>)> {
    let mut networks = Vec::new();
    for (key, node) in entries(d, map, "networks") {
        if !catalogue.networks.values().any(|network| network.range == key.value) {
            let known = catalogue.networks.values().map(|network| network.range.as_str());
            d.unknown(key, "network", known.collect::<Vec<_>>());
            continue;
        }
        networks.extend(d.one_or_more(node).into_iter().map(|range| (key.value.clone(), range)));
    }
    networks
}

/// Versions of components; in the middle of an upgrade a component has several.
fn versions(
    d: &mut Decoder,
    map: Mapping<'_>,
    catalogue: &Catalogue,
) -> Vec<(Spanned<String>, Spanned<Version>)> {
    let mut versions = Vec::new();
    for (component, node) in entries(d, map, "versions") {
        let found: Vec<Spanned<Version>> =
            node.one_or_more().iter().filter_map(|node| d.version(node)).collect();
        // A tool such as kubectl has a version, too.
        if catalogue.actors.contains_key(&component.value) || known_component(d, component, catalogue) {
            versions.extend(found.into_iter().map(|version| (component.clone(), version)));
        }
    }
    versions
}

fn ports(d: &mut Decoder, map: Mapping<'_>, catalogue: &Catalogue) -> Vec<(String, String, Port)> {
    let mut ports = Vec::new();
    for (component, node) in entries(d, map, "ports") {
        if !known_component(d, component, catalogue) {
            continue;
        }
        for (name, node) in d.open_mapping(node).map_or(&[][..], |map| map.entries) {
            if let Some(port) = port(d, node) {
                ports.push((component.value.clone(), name.value.clone(), port));
            }
        }
    }
    ports
}

fn entries<'n>(d: &mut Decoder, map: Mapping<'n>, key: &str) -> &'n [(Spanned<String>, Node)] {
    map.get(key).and_then(|node| d.open_mapping(node)).map_or(&[], |map| map.entries)
}

fn plane_of_consensus(catalogue: &Catalogue) -> &str {
    catalogue
        .components
        .values()
        .find(|kind| kind.traits.contains(&Trait::Consensus))
        .map_or("", |kind| kind.plane.as_str())
}

/// The groups, each with whether its file says what runs there.
fn groups(d: &mut Decoder, node: Option<&Node>, catalogue: &Catalogue) -> Vec<(NodeGroup, bool)> {
    let Some(map) = node.and_then(|node| d.open_mapping(node)) else { return Vec::new() };
    let entries = map.entries.iter().filter(|(id, _)| d.is_id(id)).collect::<Vec<_>>();
    entries.into_iter().filter_map(|(id, node)| group(d, id, node, catalogue)).collect()
}

fn group(
    d: &mut Decoder,
    id: &Spanned<String>,
    node: &Node,
    catalogue: &Catalogue,
) -> Option<(NodeGroup, bool)> {
    let map = d.mapping(node, shape::GROUP)?;
    let planes: Vec<&str> = catalogue
        .planes
        .iter()
        .filter(|(_, plane)| !plane.nodes.is_empty())
        .map(|(id, _)| id.as_str())
        .collect();
    let plane = match map.get("plane").and_then(|node| d.string(node)) {
        Some(plane) if planes.contains(&plane.value.as_str()) => plane.value,
        Some(plane) => {
            d.unknown(&plane, "plane with nodes", planes);
            return None;
        }
        None if planes.contains(&id.value.as_str()) => id.value.clone(),
        None => {
            let message =
                format!("the group `{}` does not say its `plane`: {}", id.value, planes.join(" or "));
            d.invalid(id.span, message);
            return None;
        }
    };
    let count =
        map.get("count").and_then(|node| count(d, node)).unwrap_or(Spanned::new(Count::AtLeast(1), id.span));
    let mut runs: BTreeSet<String> = catalogue
        .components
        .iter()
        .filter(|(_, kind)| kind.required && kind.hosts.contains(&plane))
        .map(|(id, _)| id.clone())
        .collect();
    let mut explicit = false;
    if let Some(node) = map.get("runs")
        && let Some(map) = d.mapping(node, shape::RUNS)
    {
        let mut ids = |key: &str| -> Option<Vec<String>> {
            let ids = map.get(key).map(|node| d.strings(node))?;
            Some(ids.into_iter().filter(|id| known_component(d, id, catalogue)).map(|id| id.value).collect())
        };
        if let Some(only) = ids("only") {
            runs = only.into_iter().collect();
            explicit = true;
        }
        runs.extend(ids("add").unwrap_or_default());
        for id in ids("remove").unwrap_or_default() {
            runs.remove(&id);
        }
    }
    let zones = map.get("zones").map(|node| d.strings(node)).unwrap_or_default();
    let place = map.get("place").and_then(|node| d.string(node)).map(|place| place.value);
    let aliases = aliases(d, map);
    Some((NodeGroup { id: id.clone(), plane, count, zones, place, aliases, runs }, explicit))
}

/// Under an external topology the members run only where a group says so.
fn place_consensus(
    mut group: NodeGroup,
    explicit: bool,
    topology: Topology,
    catalogue: &Catalogue,
) -> NodeGroup {
    if topology == Topology::External && !explicit {
        group.runs.retain(|id| {
            catalogue.components.get(id).is_none_or(|kind| !kind.traits.contains(&Trait::Consensus))
        });
    }
    group
}

fn count(d: &mut Decoder, node: &Node) -> Option<Spanned<Count>> {
    if matches!(node.kind, NodeKind::Mapping(_)) {
        let map = d.mapping(node, shape::AT_LEAST)?;
        let least = map.get("min").and_then(|node| d.integer(node, 0..=shape::MAX_NODES))?;
        return Some(Spanned::new(Count::AtLeast(least.value), node.span));
    }
    let count = d.integer(node, 0..=shape::MAX_NODES)?;
    Some(Spanned::new(Count::Exactly(count.value), node.span))
}

fn known_component(d: &mut Decoder, id: &Spanned<String>, catalogue: &Catalogue) -> bool {
    let known = catalogue.components.contains_key(&id.value);
    if !known {
        d.unknown(id, "component", catalogue.components.keys().map(String::as_str).collect::<Vec<_>>());
    }
    known
}

fn load_balancer(
    d: &mut Decoder,
    id: &Spanned<String>,
    node: &Node,
    catalogue: &Catalogue,
) -> Option<LoadBalancer> {
    let map = d.mapping(node, shape::LOAD_BALANCER)?;
    let targets = match map.get("targets").and_then(|node| d.string(node)) {
        Some(targets) => targets,
        None => {
            d.invalid(map.span, format!("the load balancer `{}` does not say its `targets`", id.value));
            return None;
        }
    };
    known_component(d, &targets, catalogue);
    let redundant = map.get("redundant").and_then(|node| d.boolean(node)).unwrap_or(false);
    let port = map.get("port").and_then(|node| port(d, node));
    Some(LoadBalancer { id: id.clone(), targets, redundant, port, aliases: aliases(d, map) })
}

fn aliases(d: &mut Decoder, map: Mapping<'_>) -> Vec<String> {
    let aliases = map.get("aliases").map(|node| d.strings(node)).unwrap_or_default();
    aliases.into_iter().map(|alias| alias.value).collect()
}
