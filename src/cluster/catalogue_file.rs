//! `kurso: catalogue/1` → [`Catalogue`].

use super::catalogue::{
    Availability, Catalogue, Component, Conditional, Form, Named, Names, Network, Plane, Port, Trait,
};
use super::fact::{Claim, Skew};
use super::relation::{Forbidden, Relation, RelationKind};
use crate::diagnostic::Checked;
use crate::lang::{Text, fold};
use crate::span::{FileId, Spanned};
use crate::yaml::{self, Decoder, Mapping, Node};

const KEYS: &[&str] = &[
    "kurso",
    "id",
    "title",
    "planes",
    "components",
    "networks",
    "objects",
    "actors",
    "relations",
    "forbidden",
    "edge_words",
    "versions",
    "claims",
    "foreign",
    "renamed",
    "skew",
    "high_availability",
];

/// Reads a catalogue.
pub(super) fn decode(text: &str) -> Checked<Catalogue> {
    let mut d = Decoder::new(FileId(0));
    let mut catalogue = Catalogue::default();
    match yaml::parse(text) {
        Ok(node) => {
            if let Some(map) = d.mapping(&node, KEYS) {
                read(&mut d, map, &mut catalogue);
            }
        }
        Err(error) => d.invalid(error.span, error.message),
    }
    Checked { value: catalogue, findings: d.sink.into_findings() }
}

fn read(d: &mut Decoder, map: Mapping<'_>, catalogue: &mut Catalogue) {
    catalogue.id = map.get("id").and_then(|node| d.string(node)).map(|id| id.value).unwrap_or_default();
    for (id, node) in entries(d, map, "planes") {
        if let Some(map) = d.mapping(node, &["title", "names", "nodes"]) {
            let plane = Plane {
                title: text(d, map, "title"),
                names: names(d, map, "names"),
                nodes: names(d, map, "nodes"),
            };
            catalogue.planes.insert(id.value.clone(), plane);
        }
    }
    for (id, node) in entries(d, map, "components") {
        if let Some(component) = component(d, id, node, catalogue) {
            catalogue.components.insert(id.value.clone(), component);
        }
    }
    for (id, node) in entries(d, map, "networks") {
        if let Some(map) = d.mapping(node, &["range", "title", "names", "source"]) {
            let range =
                map.get("range").and_then(|node| d.string(node)).map(|range| range.value).unwrap_or_default();
            let network = Network { range, title: text(d, map, "title"), names: names(d, map, "names") };
            catalogue.networks.insert(id.value.clone(), network);
        }
    }
    for (key, actors) in [("objects", false), ("actors", true)] {
        for (id, node) in entries(d, map, key) {
            if let Some(map) = d.mapping(node, &["title", "names"]) {
                let named = Named { title: text(d, map, "title"), names: names(d, map, "names") };
                if actors { &mut catalogue.actors } else { &mut catalogue.objects }
                    .insert(id.value.clone(), named);
            }
        }
    }
    for node in map.get("relations").map(|node| d.sequence(node)).unwrap_or_default() {
        let found = relation(d, node, catalogue);
        catalogue.relations.extend(found);
    }
    for node in map.get("forbidden").map(|node| d.sequence(node)).unwrap_or_default() {
        let found = forbidden(d, node, catalogue);
        catalogue.forbidden.extend(found);
    }
    if let Some(words) = map.get("edge_words").and_then(|node| d.open_mapping(node)) {
        for (kind, node) in words.entries {
            match RelationKind::ALL.iter().find(|(name, _)| *name == kind.value) {
                Some((_, found)) => {
                    let words = d.strings(node).into_iter().map(|word| word.value).collect();
                    catalogue.edge_words.insert(*found, words);
                }
                None => d.unknown(kind, "relation", RelationKind::ALL.iter().map(|(name, _)| *name)),
            }
        }
    }
    catalogue.foreign = names(d, map, "foreign").iter().map(|name| fold(name)).collect();
    if let Some(node) = map.get("high_availability")
        && let Some(map) = d.mapping(node, &["odd", "least", "advised", "most", "source"])
    {
        let mut number = |key: &str| {
            map.get(key).and_then(|node| d.integer(node, 1..=99)).map_or(0, |number| number.value)
        };
        catalogue.availability =
            Availability { least: number("least"), most: number("most"), source: source(d, map) };
    }
    for node in map.get("claims").map(|node| d.sequence(node)).unwrap_or_default() {
        if let Some(map) = d.mapping(node, &["id", "denies", "near", "says", "source"]) {
            let claim = Claim {
                denies: names(d, map, "denies"),
                near: names(d, map, "near"),
                says: text(d, map, "says"),
                source: source(d, map),
            };
            catalogue.claims.push(claim);
        }
    }
    for node in map.get("skew").map(|node| d.sequence(node)).unwrap_or_default() {
        if let Some(map) = d.mapping(node, &["component", "against", "older", "newer", "source"]) {
            let mut word = |key: &str| {
                map.get(key).and_then(|node| d.string(node)).map(|word| word.value).unwrap_or_default()
            };
            let (component, against) = (word("component"), word("against"));
            let mut number = |key: &str| {
                map.get(key).and_then(|node| d.integer(node, 0..=9)).map_or(0, |number| number.value)
            };
            let (older, newer) = (number("older"), number("newer"));
            catalogue.skew.push(Skew { component, against, older, newer, source: source(d, map) });
        }
    }
    for name in catalogue.index() {
        d.invalid(map.span, format!("`{name}` stands for two things"));
    }
}

fn entries<'n>(d: &mut Decoder, map: Mapping<'n>, key: &str) -> &'n [(Spanned<String>, Node)] {
    map.get(key).and_then(|node| d.open_mapping(node)).map_or(&[], |map| map.entries)
}

fn text(d: &mut Decoder, map: Mapping<'_>, key: &str) -> Text {
    map.get(key).and_then(|node| d.text(node)).unwrap_or_default()
}

fn names(d: &mut Decoder, map: Mapping<'_>, key: &str) -> Vec<String> {
    map.get(key).map(|node| d.strings(node)).unwrap_or_default().into_iter().map(|name| name.value).collect()
}

fn source(d: &mut Decoder, map: Mapping<'_>) -> String {
    map.get("source").and_then(|node| d.string(node)).map(|source| source.value).unwrap_or_default()
}

const TRAITS: &[(&str, Trait)] = &[
    ("consensus", Trait::Consensus),
    ("leader-elected", Trait::LeaderElected),
    ("balanced", Trait::Balanced),
    ("node-agent", Trait::NodeAgent),
    ("load-balancer", Trait::LoadBalancer),
    ("cloud-only", Trait::CloudOnly),
];

const FORMS: &[(&str, Form)] = &[
    ("static-pod", Form::StaticPod),
    ("process", Form::Process),
    ("daemonset", Form::DaemonSet),
    ("deployment", Form::Deployment),
    ("binaries", Form::Binaries),
    ("external", Form::External),
];

fn component(d: &mut Decoder, id: &Spanned<String>, node: &Node, catalogue: &Catalogue) -> Option<Component> {
    let map = d.mapping(
        node,
        &[
            "title",
            "summary",
            "plane",
            "hosts",
            "traits",
            "required",
            "shared",
            "form",
            "ports",
            "names",
            "role_words",
            "since",
            "removed",
            "source",
        ],
    )?;
    let plane = map.get("plane").and_then(|node| d.string(node))?;
    if !catalogue.planes.contains_key(&plane.value) {
        d.unknown(&plane, "plane", catalogue.planes.keys().map(String::as_str).collect::<Vec<_>>());
    }
    let hosts = match map.get("hosts") {
        Some(node) => d.strings(node).into_iter().map(|host| host.value).collect(),
        None => vec![plane.value.clone()],
    };
    let traits = map.get("traits").map(|node| d.sequence(node)).unwrap_or_default();
    let traits = traits.iter().filter_map(|node| d.choice(node, "trait", TRAITS)).collect();
    let mut ports = indexmap::IndexMap::new();
    for (name, node) in entries(d, map, "ports") {
        if let Some(port) = port(d, node) {
            ports.insert(name.value.clone(), port);
        }
    }
    let role_words = map.get("role_words").and_then(|node| d.mapping(node, &["ko", "en"])).map(|map| {
        let words = [names(d, map, "ko"), names(d, map, "en")];
        words.iter().flatten().map(|word| fold(word)).collect()
    });
    let own_names =
        map.get("names").and_then(|node| d.mapping(node, &["strong", "weak", "when"])).map(|map| Names {
            strong: names(d, map, "strong"),
            weak: names(d, map, "weak"),
            when: map
                .get("when")
                .map(|node| d.sequence(node))
                .unwrap_or_default()
                .iter()
                .filter_map(|node| conditional(d, id, node))
                .collect(),
        });
    let mut version = |key: &str| map.get(key).and_then(|node| d.string(node)).map(|version| version.value);
    let (since, removed) = (version("since"), version("removed"));
    Some(Component {
        title: text(d, map, "title"),
        summary: text(d, map, "summary"),
        plane: plane.value,
        hosts,
        traits,
        required: map.get("required").and_then(|node| d.boolean(node)).unwrap_or(false),
        shared: map.get("shared").and_then(|node| d.boolean(node)).unwrap_or(false),
        form: map.get("form").and_then(|node| d.choice(node, "form", FORMS)).unwrap_or(Form::Process),
        ports,
        names: own_names.unwrap_or_default(),
        role_words: role_words.unwrap_or_default(),
        since,
        removed,
        source: source(d, map),
    })
}

fn conditional(d: &mut Decoder, id: &Spanned<String>, node: &Node) -> Option<Conditional> {
    let map = d.mapping(node, &["name", "inside", "with"])?;
    Some(Conditional {
        name: map.get("name").and_then(|node| d.string(node))?.value,
        component: id.value.clone(),
        inside: map.get("inside").and_then(|node| d.string(node))?.value,
        with: names(d, map, "with"),
    })
}

fn port(d: &mut Decoder, node: &Node) -> Option<Port> {
    let text = d.string(node)?;
    let (number, protocol) = text.value.split_once('/').unwrap_or((&text.value, "tcp"));
    let (first, last) = number.split_once('-').unwrap_or((number, number));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if first <= last => Some(Port { first, last, protocol: protocol.to_owned() }),
        _ => {
            d.invalid(text.span, format!("expected a port such as `6443/tcp`, found `{}`", text.value));
            None
        }
    }
}

/// The ids of an end, each known.
fn ends(d: &mut Decoder, map: Mapping<'_>, key: &str, catalogue: &Catalogue) -> Vec<String> {
    let ids = map.get(key).map(|node| d.one_or_more(node)).unwrap_or_default();
    for id in &ids {
        if !catalogue.knows(&id.value) {
            d.unknown(
                id,
                "component or thing",
                catalogue.components.keys().map(String::as_str).collect::<Vec<_>>(),
            );
        }
    }
    ids.into_iter().map(|id| id.value).collect()
}

pub(super) fn relation(d: &mut Decoder, node: &Node, catalogue: &Catalogue) -> Vec<Relation> {
    let Some(map) = d.mapping(node, &["from", "to", "kind", "port", "transport", "auth", "source"]) else {
        return Vec::new();
    };
    let kind = map.get("kind").and_then(|node| d.choice(node, "relation", RelationKind::ALL));
    let port = map.get("port").and_then(|node| d.string(node)).and_then(|port| {
        let found = port.value.split_once('.').filter(|(component, name)| {
            catalogue.components.get(*component).is_some_and(|component| component.ports.contains_key(*name))
        });
        if found.is_none() {
            d.invalid(port.span, format!("`{}` is no port of a component", port.value));
        }
        found.map(|(component, name)| (component.to_owned(), name.to_owned()))
    });
    let (from, to) = (ends(d, map, "from", catalogue), ends(d, map, "to", catalogue));
    let source = source(d, map);
    let kind = kind.unwrap_or(RelationKind::Calls);
    pairs(&from, &to)
        .map(|(from, to)| Relation { from, to, kind, port: port.clone(), source: source.clone() })
        .collect()
}

fn forbidden(d: &mut Decoder, node: &Node, catalogue: &Catalogue) -> Vec<Forbidden> {
    let Some(map) = d.mapping(node, &["from", "to", "unless", "because", "source"]) else {
        return Vec::new();
    };
    let (from, to) = (ends(d, map, "from", catalogue), ends(d, map, "to", catalogue));
    let unless = map.get("unless").map(|node| d.sequence(node)).unwrap_or_default();
    let unless: Vec<RelationKind> =
        unless.iter().filter_map(|node| d.choice(node, "relation", RelationKind::ALL)).collect();
    let (because, source) = (text(d, map, "because"), source(d, map));
    pairs(&from, &to)
        .map(|(from, to)| Forbidden {
            from,
            to,
            unless: unless.clone(),
            because: because.clone(),
            source: source.clone(),
        })
        .collect()
}

fn pairs<'a>(from: &'a [String], to: &'a [String]) -> impl Iterator<Item = (String, String)> + 'a {
    from.iter().flat_map(move |from| to.iter().map(move |to| (from.clone(), to.clone())))
}
