//! The facts of a domain: kinds of components, where they run, what they are called, who connects to whom.

use super::fact::{Claim, Skew};
use super::relation::{Forbidden, Relation, RelationKind};
use crate::lang::{Text, fold};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a domain's catalogue says.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The domain's id, such as `kubernetes`.
    pub id: String,
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
    /// Words on an edge that say which kind of relation is meant.
    pub edge_words: BTreeMap<RelationKind, Vec<String>>,
    /// Other systems that borrow the domain's words, folded.
    pub foreign: Vec<String>,
    /// What holds for members of a consensus.
    pub availability: Availability,
    /// What is often said and not so.
    pub claims: Vec<Claim>,
    /// How far versions may be apart.
    pub skew: Vec<Skew>,
    /// What each folded name stands for.
    names: BTreeMap<String, Meaning>,
    /// Names that count only in company: the folded name and its conditions.
    conditional: BTreeMap<String, Vec<Conditional>>,
}

/// A plane: where components run or belong.
#[derive(Clone, Debug, Default)]
pub struct Plane {
    /// What it is called.
    pub title: Text,
    /// Names of the plane.
    pub names: Vec<String>,
    /// Names of its nodes; a plane without nodes is only a way to group.
    pub nodes: Vec<String>,
}

/// A kind of component.
#[derive(Clone, Debug)]
pub struct Component {
    /// What it is called.
    pub title: Text,
    /// What it is, in a sentence.
    pub summary: Text,
    /// The plane that it belongs to.
    pub plane: String,
    /// The planes on whose nodes it runs.
    pub hosts: Vec<String>,
    /// What rules go by.
    pub traits: BTreeSet<Trait>,
    /// Whether a cluster cannot do without it.
    pub required: bool,
    /// Whether it is at home in other systems, too, so that its name alone proves nothing.
    pub shared: bool,
    /// How it runs.
    pub form: Form,
    /// Ports by name.
    pub ports: IndexMap<String, Port>,
    /// Names.
    pub names: Names,
    /// Phrases that say this component's role and no other's, folded.
    pub role_words: Vec<String>,
    /// The version that brought it.
    pub since: Option<String>,
    /// The version without it.
    pub removed: Option<String>,
    /// Where this comes from.
    pub source: String,
}

/// What a component is called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Names that mean nothing else.
    pub strong: Vec<String>,
    /// Names that applications have too.
    pub weak: Vec<String>,
    /// Names that count only in company.
    pub when: Vec<Conditional>,
}

/// A name that counts only in a container of a plane, together with siblings.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// The name.
    pub name: String,
    /// The component that it stands for then.
    pub component: String,
    /// The plane of the container.
    pub inside: String,
    /// The components that must stand beside it.
    pub with: Vec<String>,
}

/// What rules go by instead of names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trait {
    /// Members that vote.
    Consensus,
    /// One active, the others stand by.
    LeaderElected,
    /// All active, behind a load balancer.
    Balanced,
    /// One on each node.
    NodeAgent,
    /// Stands before others.
    LoadBalancer,
    /// Only in clouds.
    CloudOnly,
}

/// How a component runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A static Pod.
    StaticPod,
    /// A process of the host.
    Process,
    /// A DaemonSet.
    DaemonSet,
    /// A Deployment.
    Deployment,
    /// Binaries that others call.
    Binaries,
    /// Not in the cluster.
    External,
}

/// A port: number or range, and protocols.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Port {
    /// The first number.
    pub first: u16,
    /// The last number; the first again for a single port.
    pub last: u16,
    /// `tcp`, `udp` or both.
    pub protocol: String,
}

impl std::fmt::Display for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            write!(f, "{}/{}", self.first, self.protocol)
        } else {
            write!(f, "{}-{}/{}", self.first, self.last, self.protocol)
        }
    }
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
    /// The fewest members that survive a failure.
    pub least: u32,
    /// The most members that make sense.
    pub most: u32,
    /// Where this comes from.
    pub source: String,
}

/// What a name stands for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Entity {
    /// A component kind.
    Component(String),
    /// A plane as a whole.
    Plane(String),
    /// A node of a plane, or all of them.
    Node(String),
    /// A network.
    Network(String),
    /// An API object or the like.
    Object(String),
    /// Somebody outside.
    Actor(String),
}

impl Entity {
    /// The id by which relations know it; a node goes by its plane.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Component(id)
            | Self::Plane(id)
            | Self::Node(id)
            | Self::Network(id)
            | Self::Object(id)
            | Self::Actor(id) => id,
        }
    }

    /// The component's id, if it is one.
    #[must_use]
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Component(id) => Some(id),
            _ => None,
        }
    }

    /// The plane, if it is one or a node of one.
    #[must_use]
    pub fn plane(&self) -> Option<&str> {
        match self {
            Self::Plane(id) | Self::Node(id) => Some(id),
            _ => None,
        }
    }
}

/// What a name stands for and how surely.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// What it stands for.
    pub entity: Entity,
    /// Whether it can mean nothing else.
    pub strong: bool,
}

impl Catalogue {
    /// What a name stands for, exactly, whatever its case.
    #[must_use]
    pub fn meaning(&self, name: &str) -> Option<&Meaning> {
        self.names.get(&key(name))
    }

    /// The conditions under which a name stands for a component.
    #[must_use]
    pub fn conditional(&self, name: &str) -> &[Conditional] {
        self.conditional.get(&key(name)).map_or(&[], Vec::as_slice)
    }

    /// The strong names of components, folded, with the component's id.
    pub fn strong_names(&self) -> impl Iterator<Item = (String, &str)> {
        self.components.iter().flat_map(|(id, component)| {
            std::iter::once(id).chain(&component.names.strong).map(move |name| (fold(name), id.as_str()))
        })
    }

    /// Makes the index of names; called once the catalogue is read. Returns names that stand for two things.
    pub(super) fn index(&mut self) -> Vec<String> {
        let mut entries: Vec<(String, Meaning)> = Vec::new();
        let mut add =
            |name: &str, entity: Entity, strong: bool| entries.push((key(name), Meaning { entity, strong }));
        for (id, plane) in &self.planes {
            plane.names.iter().for_each(|name| add(name, Entity::Plane(id.clone()), false));
            plane.nodes.iter().for_each(|name| add(name, Entity::Node(id.clone()), false));
        }
        for (id, component) in &self.components {
            add(id, Entity::Component(id.clone()), true);
            component.names.strong.iter().for_each(|name| add(name, Entity::Component(id.clone()), true));
            component.names.weak.iter().for_each(|name| add(name, Entity::Component(id.clone()), false));
            for conditional in &component.names.when {
                self.conditional.entry(key(&conditional.name)).or_default().push(conditional.clone());
            }
        }
        for (id, network) in &self.networks {
            network.names.iter().for_each(|name| add(name, Entity::Network(id.clone()), false));
        }
        for (id, object) in &self.objects {
            object.names.iter().for_each(|name| add(name, Entity::Object(id.clone()), false));
        }
        for (id, actor) in &self.actors {
            actor.names.iter().for_each(|name| add(name, Entity::Actor(id.clone()), false));
        }
        let mut twice = Vec::new();
        for (name, meaning) in entries {
            if let Some(known) = self.names.get(&name) {
                if known.entity != meaning.entity {
                    twice.push(name);
                }
                continue;
            }
            self.names.insert(name, meaning);
        }
        twice
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
        self.relations
            .iter()
            .any(|relation| relation.from == a && relation.to == b || relation.from == b && relation.to == a)
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

/// A name without what authors vary: case, composition, and whether its words are joined by `-`, `_`, a blank or nothing.
fn key(name: &str) -> String {
    fold(name).chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
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
