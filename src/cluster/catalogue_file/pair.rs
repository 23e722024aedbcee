//! Relations and what is forbidden: pairs of ids.

use super::{Reader, shape};
use crate::cluster::catalogue::Catalogue;
use crate::cluster::relation::{Auth, Forbidden, Path, Relation, RelationKind, Transport};
use crate::yaml::{Decoder, Mapping, Node};

impl Reader<'_> {
    /// Reads the file's pairs; each replaces what was said of the same pair the other way.
    pub(super) fn pairs(&mut self, map: Mapping<'_>) {
        let mut relations = Vec::new();
        for node in map.get("relations").map(|node| self.d.sequence(node)).unwrap_or_default() {
            relations.extend(relation(&mut self.d, self.origin, node, &self.catalogue));
        }
        let mut forbidden = Vec::new();
        for node in map.get("forbidden").map(|node| self.d.sequence(node)).unwrap_or_default() {
            forbidden.extend(self.forbidden(node));
        }
        self.catalogue.forbidden.retain(|old| !relations.iter().any(|new| new.joins(&old.from, &old.to)));
        self.catalogue.relations.retain(|old| {
            !forbidden.iter().any(|new: &Forbidden| old.joins(&new.from, &new.to) && new.unless.is_empty())
        });
        self.catalogue.relations.extend(relations);
        self.catalogue.forbidden.extend(forbidden);
        self.paths(map);
        if let Some(words) = map.get("edge_words").and_then(|node| self.d.open_mapping(node)) {
            for (kind, node) in words.entries {
                match RelationKind::ALL.iter().find(|(name, _)| *name == kind.value) {
                    Some((_, found)) => {
                        let words = self.d.strings(node).into_iter().map(|word| word.value);
                        self.catalogue.edge_words.entry(*found).or_default().extend(words);
                    }
                    None => {
                        self.d.unknown(kind, "relation", RelationKind::ALL.iter().map(|(name, _)| *name));
                    }
                }
            }
        }
    }

    fn paths(&mut self, map: Mapping<'_>) {
        let Some(node) = map.get("paths") else { return };
        self.catalogue.paths.clear();
        for node in self.d.sequence(node) {
            let ids = self.d.strings(node);
            for id in ids.iter().filter(|id| !self.catalogue.knows(&id.value)) {
                self.d.unknown(id, "component or thing", self.catalogue.ids().collect::<Vec<_>>());
            }
            let through = ids.into_iter().map(|id| id.value).filter(|id| self.catalogue.knows(id)).collect();
            self.catalogue.paths.push(Path { through });
        }
    }

    fn forbidden(&mut self, node: &Node) -> Vec<Forbidden> {
        let Some(map) = self.d.mapping(node, shape::FORBIDDEN) else { return Vec::new() };
        let from = ends(&mut self.d, map, "from", &self.catalogue);
        let to = ends(&mut self.d, map, "to", &self.catalogue);
        let unless = map.get("unless").map(|node| self.d.sequence(node)).unwrap_or_default();
        let unless: Vec<RelationKind> =
            unless.iter().filter_map(|node| self.d.choice(node, "relation", RelationKind::ALL)).collect();
        let because = self.text(map, "because").unwrap_or_default();
        let source = self.source(map);
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
}

/// The relations that an entry says, one for each pair; `origin` is their source where it names none.
pub(crate) fn relation(d: &mut Decoder, origin: &str, node: &Node, catalogue: &Catalogue) -> Vec<Relation> {
    let Some(map) = d.mapping(node, shape::RELATION) else { return Vec::new() };
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
    let transport =
        map.get("transport").and_then(|node| d.choice(node, "transport", Transport::ALL)).flatten();
    let auth = map.get("auth").and_then(|node| d.choice(node, "way to authenticate", Auth::ALL)).flatten();
    let (from, to) = (ends(d, map, "from", catalogue), ends(d, map, "to", catalogue));
    let source = map.get("source").and_then(|node| d.string(node));
    let source = source.map_or_else(|| origin.to_owned(), |source| source.value);
    let kind = kind.unwrap_or(RelationKind::Calls);
    pairs(&from, &to)
        .map(|(from, to)| Relation {
            from,
            to,
            kind,
            port: port.clone(),
            transport,
            auth,
            source: source.clone(),
        })
        .collect()
}

/// The ids of an end, each known; an unknown one is a finding.
fn ends(d: &mut Decoder, map: Mapping<'_>, key: &str, catalogue: &Catalogue) -> Vec<String> {
    let ids = map.get(key).map(|node| d.one_or_more(node)).unwrap_or_default();
    let known = |id: &str| catalogue.knows(id);
    for id in ids.iter().filter(|id| !known(&id.value)) {
        d.unknown(id, "component or thing", catalogue.ids().collect::<Vec<_>>());
    }
    ids.into_iter().map(|id| id.value).filter(|id| known(id)).collect()
}

fn pairs<'a>(from: &'a [String], to: &'a [String]) -> impl Iterator<Item = (String, String)> + 'a {
    from.iter().flat_map(move |from| to.iter().map(move |to| (from.clone(), to.clone())))
}
