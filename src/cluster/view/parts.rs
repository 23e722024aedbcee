//! What the views are put together from.

use super::drawing::{ContainerId, Drawing, NodeId};
use crate::cluster::catalogue::{Catalogue, Trait};
use crate::cluster::model::{Cluster, Count, LoadBalancer, NodeGroup};
use crate::cluster::relation::{Relation, RelationKind};
use crate::lang::Language;
use std::collections::BTreeMap;

/// A cluster, what holds for it, and the language to draw it in.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) catalogue: &'a Catalogue,
    pub(super) language: Language,
}

/// The nodes of a drawing by group and component.
pub(super) type Placed<'a> = BTreeMap<(&'a str, &'a str), NodeId>;

impl<'a> Scene<'a> {
    pub(super) fn drawing(&self, what: (&str, &str), direction: &'static str) -> Drawing {
        let what = if self.language == Language::Korean { what.0 } else { what.1 };
        Drawing::new(&format!("{}: {what}", self.cluster.title.get(self.language)), direction)
    }

    pub(super) fn title(&self, id: &'a str) -> &'a str {
        self.catalogue.title(id).map_or(id, |text| text.get(self.language))
    }

    /// The name of a component in a figure: its title, and which one where there are several.
    pub(super) fn name(&self, component: &'a str, ordinal: Option<u32>) -> String {
        match ordinal {
            Some(ordinal) => format!("{} {ordinal}", self.title(component)),
            None => self.title(component).to_owned(),
        }
    }

    /// The name of a node of a group.
    pub(super) fn node_title(&self, group: &'a NodeGroup) -> &'a str {
        self.catalogue
            .planes
            .get(&group.plane)
            .map_or(&group.plane, |plane| plane.node_title.get(self.language))
    }

    /// The groups that have nodes.
    pub(super) fn groups(&self) -> impl Iterator<Item = &'a NodeGroup> + use<'a> {
        self.cluster.groups.iter().filter(|group| group.count.value != Count::Exactly(0))
    }

    /// The name of a node of a group; a host of members alone is called after them.
    pub(super) fn host_title(&self, group: &'a NodeGroup) -> String {
        match (self.only_component(group), self.language) {
            (Some(component), Language::Korean) => format!("{} 호스트", self.title(component)),
            (Some(component), Language::English) => format!("{} host", self.title(component)),
            // Several groups of a plane are told apart by their own names.
            (None, _)
                if self.groups().filter(|other| other.plane == group.plane).nth(1).is_some()
                    && group.id.value != group.plane =>
            {
                let own = group.aliases.first().unwrap_or(&group.id.value);
                format!("{} ({own})", self.node_title(group))
            }
            (None, _) => self.node_title(group).to_owned(),
        }
    }

    /// What a tree says of a component: its ports in this cluster.
    pub(super) fn note(&self, component: &str) -> String {
        let ports = self.cluster.ports(component, self.catalogue);
        ports.values().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    /// A component of every node of a group, in the catalogue's order.
    pub(super) fn runs(&self, group: &'a NodeGroup) -> impl Iterator<Item = &'a str> + use<'a> {
        self.catalogue.components.keys().filter(|id| group.runs.contains(*id)).map(String::as_str)
    }

    /// Draws the load balancers, each with the component that it stands before.
    pub(super) fn balancers(&self, drawing: &mut Drawing) -> Vec<(&'a LoadBalancer, NodeId)> {
        let balancers = &self.cluster.load_balancers;
        let mut drawn = Vec::new();
        for (at, balancer) in balancers.iter().enumerate() {
            let kind = self.catalogue.balancer_of(&balancer.targets.value);
            let ordinal = u32::try_from(at + 1).ok().filter(|_| balancers.len() > 1);
            let label = kind.map_or_else(|| balancer.id.value.clone(), |kind| self.name(kind, ordinal));
            let note = balancer.port.as_ref().map_or(String::new(), ToString::to_string);
            let about = kind.unwrap_or(&balancer.id.value);
            drawn.push((
                balancer,
                drawing.node(&format!("lb_{}", balancer.id.value), &label, None, about, note),
            ));
        }
        drawn
    }

    /// The container of a group as a whole: what it is, how many there are, and where.
    pub(super) fn group(&self, drawing: &mut Drawing, group: &'a NodeGroup) -> ContainerId {
        let title = self.host_title(group);
        let times = match group.count.value {
            Count::Exactly(1) => String::new(),
            count => format!(" × {count}"),
        };
        drawing.container(&group.id.value, &format!("{title}{times}"), group.place.as_deref(), &group.plane)
    }

    /// The component of a group that runs nothing but members of a consensus.
    pub(super) fn only_component(&self, group: &'a NodeGroup) -> Option<&'a str> {
        group.only_consensus(self.catalogue).then(|| self.runs(group).next())?
    }

    /// Draws a component into a container, and remembers where.
    pub(super) fn place(
        &self,
        drawing: &mut Drawing,
        placed: &mut Placed<'a>,
        group: &'a NodeGroup,
        component: &'a str,
        container: ContainerId,
    ) -> NodeId {
        let id = if self.cluster.groups_with(component).nth(1).is_some() {
            format!("{component}_{}", group.id.value)
        } else {
            component.to_owned()
        };
        let node = drawing.node(&id, self.title(component), Some(container), component, self.note(component));
        placed.insert((group.id.value.as_str(), component), node);
        node
    }

    /// The port of a relation in this cluster, as a number.
    pub(super) fn port(&self, relation: &Relation) -> Option<String> {
        let (component, name) = relation.port.as_ref()?;
        let ports = self.cluster.ports(component, self.catalogue);
        ports.get(name.as_str()).filter(|port| port.first == port.last).map(|port| port.first.to_string())
    }

    /// The relations of some kinds, the domain's and the cluster's own.
    pub(super) fn relations(
        &self,
        kinds: &'static [RelationKind],
    ) -> impl Iterator<Item = &'a Relation> + use<'a> {
        let all = self.catalogue.relations.iter().chain(&self.cluster.connections);
        all.filter(move |relation| kinds.contains(&relation.kind))
    }

    /// The group whose plane holds the consensus, and the plane.
    pub(super) fn consensus_plane(&self) -> &'a str {
        let voting = self.catalogue.components.values().find(|kind| kind.traits.contains(&Trait::Consensus));
        let first = || self.cluster.groups.first().map_or("", |group| group.plane.as_str());
        voting.map_or_else(first, |kind| kind.plane.as_str())
    }
}

/// The title of a group: its plane's, and its own id where that says more.
#[must_use]
pub fn group_title(group: &NodeGroup, catalogue: &Catalogue, language: Language) -> String {
    let plane =
        catalogue.planes.get(&group.plane).map_or(group.plane.as_str(), |plane| plane.title.get(language));
    if group.id.value == group.plane { plane.to_owned() } else { format!("{plane} ({})", group.id.value) }
}
