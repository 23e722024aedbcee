//! The facts of a domain: kinds of components, where they run, what they are called, who connects to whom.

pub mod component;

pub mod names;

pub use component::{Component, Form, Names, Port, Trait};
pub use names::{Conditional, Entity, Meaning, NameIndex};

use super::fact::{Claim, Renamed, Skew};
use super::relation::{Forbidden, Path, Relation, RelationKind};
use crate::lang::{Text, fold};
use crate::version::Version;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Everything that a domain's catalogue says.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The domain's id, such as `kubernetes`.
    pub id: String,
    /// What the domain is called.
    pub title: Text,
    /// Planes by id.
    pub planes: IndexMap<String, Plane>,
    /// Component kinds by id.
    pub components: IndexMap<String, Component>,
    /// Networks by id.
    pub networks: IndexMap<String, Network>,
    /// Things that are no components, such as API objects, by id.
    pub objects: IndexMap<String, Named>,
    /// People and tools outside, by id.
    pub actors: IndexMap<String, Named>,
    /// Who has to do with whom, one pair each.
    pub relations: Vec<Relation>,
    /// Who has nothing to do with whom, one pair each.
    pub forbidden: Vec<Forbidden>,
    /// Ways that requests and traffic take.
    pub paths: Vec<Path>,
    /// Words on an edge that say which kind of relation is meant.
    pub edge_words: BTreeMap<RelationKind, Vec<String>>,
    /// Other systems that borrow the domain's words, folded.
    pub foreign: Vec<String>,
    /// Names of other things that look like a misspelt component's; folded.
    pub lookalikes: Vec<String>,
    /// Words beside a name that say how it runs, and leave it what it is; folded.
    pub states: Vec<String>,
    /// What holds for members of a consensus.
    pub availability: Availability,
    /// What is often said and not so.
    pub claims: Vec<Claim>,
    /// How far versions may be apart.
    pub skew: Vec<Skew>,
    /// What has another name now, is deprecated, or is gone.
    pub renamed: Vec<Renamed>,
    /// The oldest and the newest version that are supported, where the domain has versions.
    pub supported: Option<(Version, Version)>,
    /// What each name stands for.
    pub(super) names: NameIndex,
}

/// A plane: where components run or belong.
#[derive(Clone, Debug, Default)]
pub struct Plane {
    /// What it is called.
    pub title: Text,
    /// Names of the plane.
    pub names: Vec<String>,
    /// What one of its nodes is called.
    pub node_title: Text,
    /// Names of its nodes; a plane without nodes is only a way to group.
    pub nodes: Vec<String>,
}

/// A network.
#[derive(Clone, Debug)]
pub struct Network {
    /// The key under a cluster's `networks`.
    pub range: String,
    /// What it is called.
    pub title: Text,
    /// Names.
    pub names: Vec<String>,
    /// Where this comes from.
    pub source: String,
}

/// A thing with names.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// What it is called.
    pub title: Text,
    /// Names.
    pub names: Vec<String>,
}

/// What holds for members of a consensus.
#[derive(Clone, Debug, Default)]
pub struct Availability {
    /// Whether the number of members should be odd.
    pub odd: bool,
    /// The fewest members that survive a failure.
    pub least: u32,
    /// The number that is advised.
    pub advised: u32,
    /// The most members that make sense.
    pub most: u32,
    /// Where this comes from.
    pub source: String,
    /// Where what is said of placing members on nodes and in zones comes from.
    pub placing: String,
}

impl Catalogue {
    /// What a name stands for, exactly, whatever its case.
    #[must_use]
    pub fn meaning(&self, name: &str) -> Option<&Meaning> {
        self.names.meaning(name)
    }

    /// The conditions under which a name stands for a component.
    #[must_use]
    pub fn conditional(&self, name: &str) -> &[Conditional] {
        self.names.conditional(name)
    }

    /// The strong names of components, folded, with the component's id.
    pub fn strong_names(&self) -> impl Iterator<Item = (String, &str)> {
        self.components.iter().flat_map(|(id, component)| {
            std::iter::once(id).chain(&component.names.strong).map(move |name| (fold(name), id.as_str()))
        })
    }

    /// The ids of everything that has one.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let named = self.objects.keys().chain(self.actors.keys());
        let all = self.components.keys().chain(self.planes.keys()).chain(self.networks.keys()).chain(named);
        all.map(String::as_str)
    }

    /// Whether `id` names anything here.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.planes.contains_key(id)
            || self.components.contains_key(id)
            || self.networks.contains_key(id)
            || self.objects.contains_key(id)
            || self.actors.contains_key(id)
    }

    /// The title of whatever `id` names.
    #[must_use]
    pub fn title(&self, id: &str) -> Option<&Text> {
        self.components
            .get(id)
            .map(|component| &component.title)
            .or_else(|| self.planes.get(id).map(|plane| &plane.title))
            .or_else(|| self.networks.get(id).map(|network| &network.title))
            .or_else(|| self.objects.get(id).or_else(|| self.actors.get(id)).map(|named| &named.title))
    }

    /// Where what is said of a cluster's network comes from, by its key there.
    #[must_use]
    pub fn network_source(&self, range: &str) -> &str {
        self.networks.values().find(|network| network.range == range).map_or("", |network| &network.source)
    }

    /// Where what is said of a component comes from.
    #[must_use]
    pub fn source(&self, component: &str) -> Option<&str> {
        self.components.get(component).map(|component| component.source.as_str())
    }

    /// Whether `text` names a foreign system as a whole word.
    #[must_use]
    pub fn names_foreign(&self, text: &str) -> Option<&str> {
        let text = fold(text);
        self.foreign.iter().map(String::as_str).find(|name| contains_word(&text, name))
    }

    /// Whether an edge's label has a word of one of these kinds.
    #[must_use]
    pub fn label_says(&self, label: &str, kinds: &[RelationKind]) -> bool {
        let label = fold(label);
        kinds
            .iter()
            .filter_map(|kind| self.edge_words.get(kind))
            .flatten()
            .any(|word| label.contains(&fold(word)))
    }

    /// Why the two ends of an edge must not be joined. A label may say that another relation is meant, if there is
    /// such a relation in the direction of the edge: the kubelet starts the scheduler, the scheduler starts nothing.
    #[must_use]
    pub fn forbids(
        &self,
        from: &Entity,
        to: &Entity,
        label: Option<&str>,
        both_ways: bool,
    ) -> Option<&Forbidden> {
        if from.plane().is_some() || to.plane().is_some() {
            return None;
        }
        let (from, to) = (from.id(), to.id());
        self.forbidden.iter().find(|pair| {
            let pairs = pair.from == from && pair.to == to || pair.from == to && pair.to == from;
            let meant = |kind: RelationKind| {
                label.is_some_and(|label| self.label_says(label, &[kind]))
                    && self.relations.iter().any(|relation| {
                        relation.kind == kind
                            && (relation.from == from && relation.to == to
                                || both_ways && relation.from == to && relation.to == from)
                    })
            };
            pairs && !pair.unless.iter().any(|kind| meant(*kind))
        })
    }

    /// Whether the two have to do with each other, in either direction.
    #[must_use]
    pub fn relates(&self, a: &str, b: &str) -> bool {
        self.relations.iter().any(|relation| relation.joins(a, b))
    }

    /// Whether a component may run on a node of a plane.
    #[must_use]
    pub fn runs_on(&self, component: &str, plane: &str) -> bool {
        let Some(component) = self.components.get(component) else { return true };
        // What runs on no node at all, such as a load balancer, may be drawn anywhere.
        component.hosts.is_empty()
            || component.hosts.iter().any(|host| host == plane)
            // Add-ons are scheduled where there is room.
            || self.planes.get(&component.plane).is_some_and(|own| own.nodes.is_empty())
    }

    /// The kind of load balancer that stands before a component.
    #[must_use]
    pub fn balancer_of(&self, target: &str) -> Option<&str> {
        let balances = |relation: &&Relation| {
            let kind = self.components.get(&relation.from);
            relation.kind == RelationKind::Balances
                && relation.to == target
                && kind.is_some_and(|kind| kind.traits.contains(&Trait::LoadBalancer))
        };
        self.relations.iter().find(balances).map(|relation| relation.from.as_str())
    }

    /// The components that vote.
    pub fn consensus(&self) -> impl Iterator<Item = &str> {
        self.components
            .iter()
            .filter(|(_, c)| c.traits.contains(&Trait::Consensus))
            .map(|(id, _)| id.as_str())
    }

    /// The component that load balancers stand before: the target of `balances`.
    pub fn balanced(&self) -> impl Iterator<Item = &str> {
        self.components.iter().filter(|(_, c)| c.traits.contains(&Trait::Balanced)).map(|(id, _)| id.as_str())
    }
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        // A Korean particle may follow.
        !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(|c| c.is_alphanumeric() && !crate::lang::is_hangul(c))
    })
}
