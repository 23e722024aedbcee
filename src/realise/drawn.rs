//! Diagrams and component trees of a finished page.

use super::destination::Destination;
use crate::parse::directive::Coverage;
use std::collections::{BTreeMap, BTreeSet};

/// A diagram.
#[derive(Clone, Debug, Hash)]
pub struct Diagram {
    /// Its number on the page, from 1.
    pub number: usize,
    /// Where its source begins in the file of the page.
    pub start: usize,
    /// What is drawn: nothing in it is for others than the readers of the edition.
    pub source: String,
    /// What is wrong with it, where it cannot be drawn; empty where that would quote what is not for these readers.
    pub problem: Option<String>,
    /// Whether a rule tells why it cannot be drawn.
    pub is_told: bool,
    /// What the author writes below it.
    pub caption: Option<String>,
    /// What its nodes and containers are called.
    pub labels: Vec<String>,
    /// The plane of each node, and where it leads, by the node's id.
    pub marks: BTreeMap<String, Mark>,
    /// Whether it is held against a model.
    pub bound: bool,
    /// What it is held against, as far as readers of the edition may know.
    pub model: Option<Model>,
}

/// What a picture says of a node beyond its source.
#[derive(Clone, Debug, Default, Hash)]
pub struct Mark {
    /// The class of its plane; empty where it has none.
    pub class: String,
    /// Where it leads.
    pub to: Option<Destination>,
}

/// What a figure is held against.
#[derive(Clone, Debug, Hash)]
pub struct Model {
    /// The cluster's id; `None` for the catalogue alone.
    pub cluster: Option<String>,
    /// What the figure promises.
    pub coverage: Coverage,
}

/// A fence with branches.
#[derive(Clone, Debug, Hash)]
pub struct Tree {
    /// As its author drew it.
    pub source: String,
    /// Its entries, where it is held against a model.
    pub parts: Option<TreeParts>,
}

/// The entries of a component tree.
#[derive(Clone, Debug, Hash)]
pub struct TreeParts {
    /// Its first line, where that is a title.
    pub title: Option<String>,
    /// Its groups.
    pub groups: Vec<TreeGroup>,
}

/// A header and its branches.
#[derive(Clone, Debug, Hash)]
pub struct TreeGroup {
    /// The line above the branches.
    pub header: Option<TreeEntry>,
    /// The branches of the first level.
    pub entries: Vec<TreeEntry>,
}

/// A line of a component tree.
#[derive(Clone, Debug, Hash)]
pub struct TreeEntry {
    /// What it names.
    pub name: String,
    /// The class of its plane.
    pub class: Option<String>,
    /// The page of what it names.
    pub to: Option<Destination>,
    /// What stands in parentheses behind the name.
    pub alias: Option<String>,
    /// The name at the other side of an arrow.
    pub target: Option<String>,
    /// What it says of the name; may be empty.
    pub description: String,
    /// The branches below.
    pub children: Vec<TreeEntry>,
}

impl TreeEntry {
    /// Adds the places that it and the branches below lead to.
    pub(super) fn push_destinations(&self, found: &mut BTreeSet<Destination>) {
        found.extend(self.to.clone());
        self.children.iter().for_each(|child| child.push_destinations(found));
    }
}
