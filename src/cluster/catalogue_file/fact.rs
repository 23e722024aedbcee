//! Facts beside components and pairs.

use super::{Reader, shape};
use crate::cluster::fact::{Claim, NameKind, Renamed, Skew};
use crate::lang::fold;
use crate::version::Version;
use crate::yaml::{Mapping, Node};

impl Reader<'_> {
    pub(super) fn facts(&mut self, map: Mapping<'_>) {
        let foreign = self.texts(map, "foreign");
        self.catalogue.foreign.extend(foreign.iter().map(|name| fold(name)));
        let lookalikes = self.texts(map, "lookalikes");
        self.catalogue.lookalikes.extend(lookalikes.iter().map(|name| fold(name)));
        let states = self.texts(map, "states");
        self.catalogue.states.extend(states.iter().map(|state| fold(state)));
        self.versions(map);
        self.availability(map);
        for node in map.get("claims").map(|node| self.d.sequence(node)).unwrap_or_default() {
            if let Some(claim) = self.claim(node) {
                self.catalogue.claims.retain(|known| known.id != claim.id);
                self.catalogue.claims.push(claim);
            }
        }
        for node in map.get("renamed").map(|node| self.d.sequence(node)).unwrap_or_default() {
            let renamed = self.renamed(node);
            self.catalogue.renamed.extend(renamed);
        }
        for node in map.get("skew").map(|node| self.d.sequence(node)).unwrap_or_default() {
            if let Some(skew) = self.skew(node) {
                let pair =
                    |skew: &Skew| (skew.component.clone(), skew.against.clone(), skew.since, skew.before);
                self.catalogue.skew.retain(|known| pair(known) != pair(&skew));
                self.catalogue.skew.push(skew);
            }
        }
    }

    fn versions(&mut self, map: Mapping<'_>) {
        let Some(map) = map.get("versions").and_then(|node| self.d.mapping(node, shape::VERSIONS)) else {
            return;
        };
        let Some(node) = map.get("supported") else { return };
        let versions: Vec<Option<Version>> =
            self.d.sequence(node).iter().map(|node| self.version(node)).collect();
        match versions.as_slice() {
            [Some(oldest), Some(newest)] if oldest <= newest => {
                self.catalogue.supported = Some((*oldest, *newest));
            }
            _ if versions.contains(&None) => {}
            _ => self.d.invalid(node.span, "expected the oldest and the newest supported version"),
        }
    }

    fn availability(&mut self, map: Mapping<'_>) {
        let Some(map) =
            map.get("high_availability").and_then(|node| self.d.mapping(node, shape::AVAILABILITY))
        else {
            return;
        };
        let source = self.source(map);
        let placing = map.get("placing").and_then(|node| self.d.string(node)).map(|placing| placing.value);
        let availability = &mut self.catalogue.availability;
        availability.placing = placing.unwrap_or_else(|| source.clone());
        availability.source = source;
        if let Some(odd) = map.get("odd").and_then(|node| self.d.boolean(node)) {
            availability.odd = odd;
        }
        for (key, number) in [
            ("least", &mut availability.least),
            ("advised", &mut availability.advised),
            ("most", &mut availability.most),
        ] {
            if let Some(found) = map.get(key).and_then(|node| self.d.integer(node, 1..=99)) {
                *number = found.value;
            }
        }
    }

    fn claim(&mut self, node: &Node) -> Option<Claim> {
        let map = self.d.mapping(node, shape::CLAIM)?;
        Some(Claim {
            id: map.get("id").and_then(|node| self.d.id(node))?.value,
            denies: self.texts(map, "denies"),
            near: self.texts(map, "near"),
            unless: self.texts(map, "unless"),
            says: self.text(map, "says")?,
            source: self.source(map),
        })
    }

    fn renamed(&mut self, node: &Node) -> Option<Renamed> {
        let map = self.d.mapping(node, shape::RENAMED)?;
        let since = map.get("since").and_then(|node| self.version(node));
        let removed = map.get("removed").and_then(|node| self.version(node));
        Some(Renamed {
            names: self.texts(map, "names"),
            kind: map.get("kind").and_then(|node| self.d.choice(node, "kind of name", NameKind::ALL))?,
            since,
            removed,
            instead: self.text(map, "instead")?,
            source: self.source(map),
        })
    }

    fn skew(&mut self, node: &Node) -> Option<Skew> {
        let map = self.d.mapping(node, shape::SKEW)?;
        let mut end = |key: &str| {
            let id = map.get(key).and_then(|node| self.d.string(node))?;
            if !self.catalogue.knows(&id.value) {
                self.d.unknown(&id, "component or thing", self.catalogue.ids().collect::<Vec<_>>());
            }
            Some(id.value)
        };
        let (component, against) = (end("component")?, end("against")?);
        let mut number = |key: &str| {
            map.get(key).and_then(|node| self.d.integer(node, 0..=9)).map_or(0, |number| number.value)
        };
        let (older, newer) = (number("older"), number("newer"));
        let since = map.get("since").and_then(|node| self.version(node));
        let before = map.get("before").and_then(|node| self.version(node));
        Some(Skew { component, against, older, newer, since, before, source: self.source(map) })
    }
}
