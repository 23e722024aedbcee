//! A cluster of a course: typed and validated.

use super::catalogue::{Catalogue, NameIndex, Port, Trait};
use super::relation::Relation;
use crate::lang::Text;
use crate::span::{FileId, Place, Span, Spanned};
use crate::version::Version;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// The file that describes it.
    pub file: FileId,
    /// Its id.
    pub id: Spanned<String>,
    /// What it is called.
    pub title: Text,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub description: Option<Text>,
    /// Its version, such as `1.36`.
    pub version: Option<Spanned<Version>>,
    /// How the consensus members are placed.
    pub topology: Topology,
    /// Where `highly_available: true` stands, when it does.
    pub highly_available: Option<Span>,
    /// Its node groups.
    pub groups: Vec<NodeGroup>,
    /// Its load balancers.
    pub load_balancers: Vec<LoadBalancer>,
    /// Its networks' ranges, by the key of the file.
    pub networks: Vec<(String, Spanned<String>)>,
    /// Versions of components that differ from the cluster's.
    pub versions: Vec<(Spanned<String>, Spanned<Version>)>,
    /// Ports of components that differ from the catalogue's: the component, the name of its port, the port.
    pub ports: Vec<(String, String, Port)>,
    /// Connections beyond the catalogue's.
    pub connections: Vec<Relation>,
    /// What authors call its groups and load balancers.
    pub own_names: NameIndex,
    /// The ids of its groups: names where a figure says that it shows this cluster.
    pub group_ids: NameIndex,
}

/// How the consensus members are placed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topology {
    /// One control-plane node.
    Single,
    /// A member on each control-plane node.
    Stacked,
    /// Members on hosts of their own.
    External,
    /// Somebody else runs the control plane.
    Managed,
}

impl Topology {
    /// The words of the cluster file.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("single", Self::Single),
        ("stacked-etcd", Self::Stacked),
        ("external-etcd", Self::External),
        ("managed", Self::Managed),
    ];

    /// The word of the cluster file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, topology)| *topology == self).map_or("", |(name, _)| name)
    }
}

/// Nodes that are alike.
#[derive(Clone, Debug)]
pub struct NodeGroup {
    /// Its id.
    pub id: Spanned<String>,
    /// The plane that its nodes belong to.
    pub plane: String,
    /// How many there are.
    pub count: Spanned<Count>,
    /// The failure domains that they are spread over.
    pub zones: Vec<Spanned<String>>,
    /// Where they stand.
    pub place: Option<String>,
    /// What authors call one of its nodes.
    pub aliases: Vec<String>,
    /// The components that run on each node.
    pub runs: BTreeSet<String>,
}

/// How many: exactly, or at least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Count {
    /// Exactly so many.
    Exactly(u32),
    /// So many or more.
    AtLeast(u32),
}

/// The members of a consensus that must agree: more than half.
#[must_use]
pub fn quorum(members: u32) -> u32 {
    members / 2 + 1
}

/// The members that may fail while the others are still a quorum.
#[must_use]
pub fn tolerated_failures(members: u32) -> u32 {
    members.saturating_sub(quorum(members))
}

impl Count {
    /// The least number.
    #[must_use]
    pub fn least(self) -> u32 {
        match self {
            Self::Exactly(count) | Self::AtLeast(count) => count,
        }
    }

    /// The exact number, where there is one.
    #[must_use]
    pub fn exact(self) -> Option<u32> {
        match self {
            Self::Exactly(count) => Some(count),
            Self::AtLeast(_) => None,
        }
    }

    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exactly(a), Self::Exactly(b)) => Self::Exactly(a + b),
            (a, b) => Self::AtLeast(a.least() + b.least()),
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(count) => write!(f, "{count}"),
            Self::AtLeast(count) => write!(f, "{count}+"),
        }
    }
}

/// A load balancer.
#[derive(Clone, Debug)]
pub struct LoadBalancer {
    /// Its id.
    pub id: Spanned<String>,
    /// The component that it stands before.
    pub targets: Spanned<String>,
    /// Whether it survives the failure of one of its own hosts.
    pub redundant: bool,
    /// The port that it listens on, where the file says so.
    pub port: Option<Port>,
    /// What authors call it.
    pub aliases: Vec<String>,
}

impl Cluster {
    /// Id, titles and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.value.as_str(), &self.title.ko, &self.title.en]
            .into_iter()
            .chain(self.aliases.iter().map(String::as_str))
    }

    /// The ports of a component in this cluster, by name: its own, else the catalogue's.
    #[must_use]
    pub fn ports<'a>(&'a self, component: &str, catalogue: &'a Catalogue) -> IndexMap<&'a str, &'a Port> {
        let kind = catalogue.components.get(component);
        let mut ports: IndexMap<&str, &Port> = kind
            .into_iter()
            .flat_map(|kind| kind.ports.iter().map(|(name, port)| (name.as_str(), port)))
            .collect();
        let own = self.ports.iter().filter(|(id, ..)| id == component);
        ports.extend(own.map(|(_, name, port)| (name.as_str(), port)));
        if kind.is_some_and(|kind| kind.traits.contains(&Trait::LoadBalancer)) {
            let own = self
                .load_balancers
                .iter()
                .filter_map(|balancer| Some((balancer.id.value.as_str(), balancer.port.as_ref()?)));
            ports.extend(own);
        }
        ports
    }

    /// A place in the cluster's file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    /// The groups that run a component.
    pub fn groups_with<'a>(&'a self, component: &'a str) -> impl Iterator<Item = &'a NodeGroup> {
        self.groups.iter().filter(move |group| group.runs.contains(component))
    }

    /// The place that says how many instances of a component there are; the cluster's id where it does not run.
    #[must_use]
    pub fn count_place(&self, component: &str) -> Place {
        let group = self.groups_with(component).next();
        self.place(group.map_or(self.id.span, |group| group.count.span))
    }

    /// Whether one of the cluster's own connections joins two, in either direction.
    #[must_use]
    pub fn joins(&self, a: &str, b: &str) -> bool {
        self.connections.iter().any(|own| own.joins(a, b))
    }

    /// How many instances of a component there are; `None` where it does not run.
    #[must_use]
    pub fn instances(&self, component: &str) -> Option<Count> {
        self.groups_with(component).map(|group| group.count.value).reduce(Count::plus)
    }

    /// The nodes of a plane that are more than hosts of the consensus.
    pub fn nodes_of<'a>(
        &'a self,
        plane: &'a str,
        catalogue: &'a Catalogue,
    ) -> impl Iterator<Item = &'a NodeGroup> {
        self.groups.iter().filter(move |group| group.plane == plane && !group.only_consensus(catalogue))
    }

    /// How many nodes of a plane there are, hosts of the consensus alone not counted.
    #[must_use]
    pub fn node_count(&self, plane: &str, catalogue: &Catalogue) -> Option<Count> {
        self.nodes_of(plane, catalogue).map(|group| group.count.value).reduce(Count::plus)
    }

    /// Whether a component is part of this cluster.
    #[must_use]
    pub fn has(&self, component: &str, catalogue: &Catalogue) -> bool {
        let kind = catalogue.components.get(component);
        if kind.is_some_and(|kind| kind.traits.contains(&Trait::LoadBalancer)) {
            return !self.load_balancers.is_empty();
        }
        self.groups_with(component).next().is_some()
    }

    /// The components that vote.
    pub fn consensus<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = &'a str> {
        catalogue.consensus().filter(|id| self.groups_with(id).next().is_some())
    }
}

impl NodeGroup {
    /// Whether nothing but members of a consensus run here.
    #[must_use]
    pub fn only_consensus(&self, catalogue: &Catalogue) -> bool {
        !self.runs.is_empty()
            && self.runs.iter().all(|id| {
                catalogue.components.get(id).is_some_and(|kind| kind.traits.contains(&Trait::Consensus))
            })
    }
}
