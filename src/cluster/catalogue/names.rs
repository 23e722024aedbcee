//! What names stand for.

use crate::lang::fold;
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Entity {
    /// A component kind.
    Component(String),
    /// A plane as a whole.
    Plane(String),
    /// A node of a plane, or all of them.
    Node(String),
    /// A node of a group of one cluster, or all of them.
    Group {
        /// The plane of the group.
        plane: String,
        /// Its id in the cluster.
        id: String,
    },
    /// A network.
    Network(String),
    /// An API object or the like.
    Object(String),
    /// Somebody outside.
    Actor(String),
}

impl Entity {
    /// The id by which relations know it; a node or a group goes by its plane.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Component(id)
            | Self::Plane(id)
            | Self::Node(id)
            | Self::Network(id)
            | Self::Object(id)
            | Self::Actor(id) => id,
            Self::Group { plane, .. } => plane,
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
            Self::Group { plane, .. } => Some(plane),
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

/// What each name stands for: the names of a course over those of the domain.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    meanings: BTreeMap<String, Meaning>,
    /// Names that count only in company.
    conditional: BTreeMap<String, Vec<Conditional>>,
}

impl NameIndex {
    /// What a name stands for, exactly, whatever its case.
    #[must_use]
    pub fn meaning(&self, name: &str) -> Option<&Meaning> {
        self.meanings.get(&key(name))
    }

    /// The conditions under which a name stands for a component.
    #[must_use]
    pub fn conditional(&self, name: &str) -> &[Conditional] {
        self.conditional.get(&key(name)).map_or(&[], Vec::as_slice)
    }

    /// Gives a name its meaning; what it meant before is forgotten.
    pub(crate) fn insert(&mut self, name: &str, meaning: Meaning) {
        self.meanings.insert(key(name), meaning);
    }

    pub(crate) fn insert_conditional(&mut self, conditional: Conditional) {
        self.conditional.entry(key(&conditional.name)).or_default().push(conditional);
    }
}

/// A name without what authors vary: case, composition, and whether its words are joined by `-`, `_`, a blank or nothing.
pub(crate) fn key(name: &str) -> String {
    fold(name).chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
}
