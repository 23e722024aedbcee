//! `kurso: catalogue/1` → [`Catalogue`]: the embedded one from nothing, a course's own over the one before it.
//!
//! A file says something of an id that is known, and it changes that; of an id that is not, and it adds it. Names are
//! added, other keys replace. What a file says of a pair of components replaces what was said of the same pair.

mod component;

mod fact;

mod pair;

pub(super) mod shape;

pub(super) use component::port;
pub(super) use pair::relation;

use super::catalogue::{Catalogue, Entity, Meaning, Named, Network, Plane, names};
use crate::diagnostic::{Checked, Finding, code};
use crate::lang::Text;
use crate::span::{FileId, Span, Spanned};
use crate::version::Version;
use crate::yaml::{Decoder, Mapping, Node};
use std::collections::BTreeMap;

/// Reads a catalogue file over `base`; `origin` is where facts come from that name no source of their own.
pub(super) fn decode(file: FileId, origin: &str, node: &Node, base: Catalogue) -> Checked<Catalogue> {
    let mut reader =
        Reader { d: Decoder::new(file), origin, catalogue: base, names: Vec::new(), own_titles: Vec::new() };
    reader.file(node);
    Checked { value: reader.catalogue, findings: reader.d.sink.into_findings() }
}

/// A reader in the middle of a file.
struct Reader<'o> {
    d: Decoder,
    origin: &'o str,
    catalogue: Catalogue,
    /// Every name of the file, in its order.
    names: Vec<(Spanned<String>, Meaning)>,
    /// Titles, which are names too unless they are already another thing's.
    own_titles: Vec<(Spanned<String>, Meaning)>,
}

impl Reader<'_> {
    fn file(&mut self, node: &Node) {
        let Some(map) = self.d.mapping(node, shape::FIELDS) else { return };
        match map.get("kurso").and_then(|node| self.d.string(node)) {
            Some(kind) if kind.value == "catalogue/1" => {}
            Some(kind) => {
                self.d.invalid(kind.span, format!("expected `catalogue/1`, found `{}`", kind.value));
            }
            None => self.d.invalid(map.span, "the file does not say what it is: add `kurso: catalogue/1`"),
        }
        if let Some(node) = map.get("id") {
            self.d.id(node);
        }
        if let Some(node) = map.get("extends") {
            self.d.string(node);
        }
        if let Some(title) = map.get("title").and_then(|node| self.d.text(node)) {
            self.catalogue.title = title;
        }
        self.planes(map);
        for (id, node) in self.entries(map, "components") {
            self.component(id, node);
        }
        self.networks(map);
        self.named(map, "objects");
        self.named(map, "actors");
        self.learn_names();
        self.pairs(map);
        self.facts(map);
    }

    /// The entries of a mapping by id; ids become file names and classes of pages.
    fn entries<'n>(&mut self, map: Mapping<'n>, key: &str) -> Vec<&'n (Spanned<String>, Node)> {
        let entries =
            map.get(key).and_then(|node| self.d.open_mapping(node)).map_or(&[][..], |map| map.entries);
        entries.iter().filter(|(id, _)| self.d.is_id(id)).collect()
    }

    fn text(&mut self, map: Mapping<'_>, key: &str) -> Option<Text> {
        map.get(key).and_then(|node| self.d.text(node))
    }

    /// The texts of a list, none where there is none.
    fn texts(&mut self, map: Mapping<'_>, key: &str) -> Vec<String> {
        self.spanned(map, key).into_iter().map(|text| text.value).collect()
    }

    fn spanned(&mut self, map: Mapping<'_>, key: &str) -> Vec<Spanned<String>> {
        let mut texts = map.get(key).map(|node| self.d.strings(node)).unwrap_or_default();
        // An empty text would be everywhere.
        texts.retain(|text| {
            let says = !text.value.trim().is_empty();
            if !says {
                self.d.invalid(text.span, "an empty text says nothing");
            }
            says
        });
        texts
    }

    fn version(&mut self, node: &Node) -> Option<Version> {
        self.d.version(node).map(|version| version.value)
    }

    fn source(&mut self, map: Mapping<'_>) -> String {
        let source = map.get("source").and_then(|node| self.d.string(node));
        source.map_or_else(|| self.origin.to_owned(), |source| source.value)
    }

    /// Takes names in that stand for something.
    fn name_all(&mut self, names: &[Spanned<String>], entity: &Entity, strong: bool) {
        let meaning = Meaning { entity: entity.clone(), strong };
        self.names.extend(names.iter().map(|name| (name.clone(), meaning.clone())));
    }

    fn planes(&mut self, map: Mapping<'_>) {
        for (id, node) in self.entries(map, "planes") {
            let Some(map) = self.d.mapping(node, shape::PLANE) else { continue };
            let known = self.catalogue.planes.get(&id.value).cloned();
            let known = known.unwrap_or_else(|| Plane { title: Text::same(&id.value), ..Plane::default() });
            let (names, nodes) = (self.spanned(map, "names"), self.spanned(map, "nodes"));
            self.name_all(&names, &Entity::Plane(id.value.clone()), false);
            self.name_all(&nodes, &Entity::Node(id.value.clone()), false);
            let title = self.text(map, "title").unwrap_or(known.title);
            let node_title =
                self.text(map, "node").or((!known.node_title.en.is_empty()).then_some(known.node_title));
            let entity = Entity::Node(id.value.clone());
            for title in node_title.iter().flat_map(|title| [&title.ko, &title.en]) {
                let meaning = Meaning { entity: entity.clone(), strong: false };
                self.own_titles.push((Spanned::new(title.clone(), id.span), meaning));
            }
            let plane = Plane {
                names: joined(known.names, names),
                nodes: joined(known.nodes, nodes),
                node_title: node_title.unwrap_or_else(|| title.clone()),
                title,
            };
            self.catalogue.planes.insert(id.value.clone(), plane);
        }
    }

    fn networks(&mut self, map: Mapping<'_>) {
        for (id, node) in self.entries(map, "networks") {
            let Some(map) = self.d.mapping(node, shape::NETWORK) else { continue };
            let known = self.catalogue.networks.get(&id.value).cloned();
            let known = known.unwrap_or_else(|| Network {
                range: id.value.clone(),
                title: Text::same(&id.value),
                names: Vec::new(),
                source: self.origin.to_owned(),
            });
            let names = self.spanned(map, "names");
            self.name_all(&names, &Entity::Network(id.value.clone()), false);
            let range = map.get("range").and_then(|node| self.d.string(node));
            let network = Network {
                range: range.map_or(known.range, |range| range.value),
                title: self.text(map, "title").unwrap_or(known.title),
                names: joined(known.names, names),
                source: map.get("source").map_or(known.source, |_| self.source(map)),
            };
            self.catalogue.networks.insert(id.value.clone(), network);
        }
    }

    fn named(&mut self, map: Mapping<'_>, key: &str) {
        for (id, node) in self.entries(map, key) {
            let Some(map) = self.d.mapping(node, shape::NAMED) else { continue };
            let names = self.spanned(map, "names");
            let (all, entity) = if key == "actors" {
                (&mut self.catalogue.actors, Entity::Actor(id.value.clone()))
            } else {
                (&mut self.catalogue.objects, Entity::Object(id.value.clone()))
            };
            let known = all
                .shift_remove(&id.value)
                .unwrap_or_else(|| Named { title: Text::same(&id.value), names: Vec::new() });
            let title = map.get("title").and_then(|node| self.d.text(node)).unwrap_or(known.title);
            let named = Named { title, names: joined(known.names, names.clone()) };
            all.insert(id.value.clone(), named);
            self.name_all(&names, &entity, false);
        }
    }

    /// Puts the file's names over those that were known; a name that the file gives to two things is a finding.
    fn learn_names(&mut self) {
        let mut own: BTreeMap<String, (Span, Entity)> = BTreeMap::new();
        for (name, meaning) in std::mem::take(&mut self.names) {
            let key = names::key(&name.value);
            if let Some((first, entity)) = own.get(&key) {
                if *entity != meaning.entity {
                    let place = self.d.sink.place(name.span);
                    let message = format!(
                        "`{}` stands for two things: {} and {}",
                        name.value,
                        entity.id(),
                        meaning.entity.id()
                    );
                    let first = self.d.sink.place(*first);
                    self.d
                        .sink
                        .push(Finding::new(code::INVALID_MODEL, place, message).label(first, "first here"));
                }
                continue;
            }
            // A course that knows what it is calls it foreign no more.
            let folded = crate::lang::fold(&name.value);
            self.catalogue.foreign.retain(|foreign| *foreign != folded);
            own.insert(key, (name.span, meaning.entity.clone()));
            self.catalogue.names.insert(&name.value, meaning);
        }
        for (title, meaning) in std::mem::take(&mut self.own_titles) {
            if self.catalogue.names.meaning(&title.value).is_none() {
                self.catalogue.names.insert(&title.value, meaning);
            }
        }
    }
}

fn joined(mut known: Vec<String>, new: Vec<Spanned<String>>) -> Vec<String> {
    known.extend(new.into_iter().map(|name| name.value));
    known
}
