//! Diagrams and component trees as one typed [`Figure`], each name bound to what it stands for.
//!
//! A figure binds itself only on evidence, names resolve exactly, and what is in doubt is left alone:
//! see [`reading`] for names and [`binding`] for figures.

pub mod binding;

mod build;

pub mod generated;

pub mod reading;

mod weak;

pub use binding::{Binding, Choice, Reason};
pub use build::bind;
pub use generated::Generated;
pub use reading::{Ordinal, Reading};

use crate::cluster::Catalogue;
use crate::course::PageId;
use crate::diagnostic::Finding;
use crate::parse::diagram::{End, Heads};
use crate::span::{Place, Span, Spanned};
use std::collections::BTreeMap;

/// A diagram or a tree of a page.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The page.
    pub page: PageId,
    /// Its content's place.
    pub place: Place,
    /// Whether it is drawn or written.
    pub kind: FigureKind,
    /// Whether it is drawn as a flowchart, where a node without an edge says something.
    pub is_flowchart: bool,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// Its containers.
    pub containers: Vec<Container>,
    /// Its edges.
    pub edges: Vec<Edge>,
    /// Whether the nearest heading says that something is down.
    pub shows_failure: bool,
    /// The section of level 2 that it stands in.
    pub section: Option<usize>,
    /// What it was bound to, or why not.
    pub binding: Result<Binding, Reason>,
    /// Directives about it that name what is not there.
    pub findings: Vec<Finding>,
}

/// Whether a figure is drawn or written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FigureKind {
    /// A mermaid fence.
    Diagram,
    /// A fence with branches.
    Tree,
}

/// A node, a participant, a service, or a tree's entry.
#[derive(Clone, Debug)]
pub struct Node {
    /// How a fix or a help would name it in the figure's own language: an id, or a tree's name.
    pub id: String,
    /// What is written.
    pub label: Spanned<String>,
    /// The container that it stands in.
    pub container: Option<usize>,
    /// What it stands for.
    pub reading: Option<Reading>,
    /// Whether an edge to it is drawn crossed out: it is cut off.
    pub cut_off: bool,
}

/// A subgraph, or a tree's block.
#[derive(Clone, Debug)]
pub struct Container {
    /// How the figure itself names it; a tree's title.
    pub id: String,
    /// Its title.
    pub title: Spanned<String>,
    /// The container around it.
    pub parent: Option<usize>,
    /// What it stands for.
    pub reading: Option<Reading>,
}

/// An edge, a message, or a tree's arrow.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Where it begins as written.
    pub from: End,
    /// Where it ends as written.
    pub to: End,
    /// What is written on it.
    pub label: Option<Spanned<String>>,
    /// Which ends have a head.
    pub heads: Heads,
    /// Its bytes.
    pub span: Span,
}

impl Node {
    /// What is written, in one line.
    #[must_use]
    pub fn name(&self) -> String {
        one_line(&self.label)
    }
}

fn one_line(label: &Spanned<String>) -> String {
    label.value.replace('\n', " ")
}

impl Figure {
    /// The containers around a container or a node's container, innermost first.
    pub fn around(&self, container: Option<usize>) -> impl Iterator<Item = &Container> {
        std::iter::successors(container, |at| self.containers[*at].parent).map(|at| &self.containers[at])
    }

    /// The innermost container around a place that stands for a plane which has nodes, and that plane's id; other planes
    /// only group.
    #[must_use]
    pub fn plane_around(
        &self,
        container: Option<usize>,
        catalogue: &Catalogue,
    ) -> Option<(&Container, &str)> {
        self.around(container).find_map(|container| {
            let plane = container.reading.as_ref()?.entity.plane()?;
            let has_nodes = catalogue.planes.get(plane).is_some_and(|plane| !plane.nodes.is_empty());
            has_nodes.then_some((container, plane))
        })
    }

    /// What an end of an edge stands for.
    #[must_use]
    pub fn reading(&self, end: End) -> Option<&Reading> {
        match end {
            End::Node(at) => self.nodes[at].reading.as_ref(),
            End::Container(at) => self.containers[at].reading.as_ref(),
        }
    }

    /// What is written at an end of an edge.
    #[must_use]
    pub fn label(&self, end: End) -> &Spanned<String> {
        match end {
            End::Node(at) => &self.nodes[at].label,
            End::Container(at) => &self.containers[at].title,
        }
    }

    /// What is written at an end of an edge, in one line.
    #[must_use]
    pub fn name(&self, end: End) -> String {
        one_line(self.label(end))
    }

    /// Whether a node stands at an end: is it, or is in the container that is it.
    #[must_use]
    pub fn stands_at(&self, node: usize, end: End) -> bool {
        match end {
            End::Node(at) => at == node,
            End::Container(at) => {
                std::iter::successors(self.nodes[node].container, |at| self.containers[*at].parent)
                    .any(|found| found == at)
            }
        }
    }

    /// The nodes that stand for a component, with their indices.
    pub fn nodes_of<'a>(&'a self, component: &'a str) -> impl Iterator<Item = (usize, &'a Node)> {
        self.nodes.iter().enumerate().filter(move |(_, node)| {
            node.reading.as_ref().is_some_and(|reading| reading.entity.component() == Some(component))
        })
    }

    /// The instances of a component, when the figure shows one set of them, all up: nothing where it shows two clusters
    /// side by side, or a failure.
    #[must_use]
    pub fn one_set(&self, component: &str) -> Vec<usize> {
        let members: Vec<usize> = self.nodes_of(component).map(|(at, _)| at).collect();
        let mut ordinals = std::collections::BTreeSet::new();
        let mut numbered = 0;
        let repeated = members.iter().any(|at| {
            let ordinal = self.nodes[*at].reading.as_ref().and_then(|reading| reading.ordinal);
            let number = matches!(ordinal, Some(Ordinal::Number(_)));
            numbered += usize::from(number);
            number && !ordinals.insert(ordinal)
        });
        // One without a number beside numbered ones names the set, or something else; but a leader needs no number.
        let unnumbered = members.iter().filter(|at| {
            let ordinal = self.nodes[**at].reading.as_ref().and_then(|reading| reading.ordinal);
            !matches!(ordinal, Some(Ordinal::Number(_))) && !says_leader(&self.nodes[**at].label.value)
        });
        let mixed = numbered > 0 && (unnumbered.count() > 0 || numbered + 1 < members.len());
        let fails = members.iter().any(|at| {
            let node = &self.nodes[*at];
            node.cut_off
                || self.shows_failure
                || says_down(&node.label.value)
                || self.around(node.container).any(|container| says_down(&container.title.value))
        });
        // Several in one outermost container and others outside of it are several sets.
        let outermost = |at: usize| {
            std::iter::successors(self.nodes[at].container, |at| self.containers[*at].parent).last()
        };
        let mut holds: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for at in &members {
            *holds.entry(outermost(*at)).or_default() += 1;
        }
        let apart =
            holds.len() > 1 && holds.iter().any(|(container, count)| container.is_some() && *count > 1);
        if repeated || mixed || fails || apart { Vec::new() } else { members }
    }

    /// A place in the figure's file.
    #[must_use]
    pub fn at(&self, span: Span) -> Place {
        Place::new(self.place.file, span)
    }

    /// Whether it bound itself, on evidence.
    #[must_use]
    pub fn bound_itself(&self) -> bool {
        self.bound().is_some_and(|binding| !binding.explicit)
    }

    /// The components that are drawn or listed, each with its first node.
    #[must_use]
    pub fn components(&self) -> BTreeMap<&str, usize> {
        let mut found = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some(id) = node.reading.as_ref().and_then(|reading| reading.entity.component()) {
                found.entry(id).or_insert(at);
            }
        }
        found
    }

    /// Whether an edge joins any instance of `a` with any of `b`.
    #[must_use]
    pub fn joins(&self, a: &str, b: &str) -> bool {
        let stands = |component: &str, end| self.nodes_of(component).any(|(at, _)| self.stands_at(at, end));
        self.edges.iter().any(|edge| {
            stands(a, edge.from) && stands(b, edge.to) || stands(b, edge.from) && stands(a, edge.to)
        })
    }

    /// Whether an edge joins a node with any instance of a component.
    #[must_use]
    pub fn touches(&self, node: usize, component: &str) -> bool {
        let there = |end| self.nodes_of(component).any(|(at, _)| self.stands_at(at, end));
        self.edges.iter().any(|edge| {
            self.stands_at(node, edge.from) && there(edge.to)
                || self.stands_at(node, edge.to) && there(edge.from)
        })
    }

    /// What it was bound to, if it was.
    #[must_use]
    pub fn bound(&self) -> Option<&Binding> {
        self.binding.as_ref().ok()
    }
}

/// Whether a label says that something leads others of its kind.
fn says_leader(text: &str) -> bool {
    let text = crate::lang::fold(text);
    ["leader", "리더", "primary"].iter().any(|word| text.contains(word))
}

/// Whether a label or a title says that something is down, cut off, or waits elsewhere.
#[must_use]
pub fn says_down(text: &str) -> bool {
    let text = crate::lang::fold(text);
    [
        "장애",
        "다운",
        "실패",
        "격리",
        "파티션",
        "소수",
        "다수",
        "대기",
        "복구",
        "down",
        "fail",
        "partition",
        "standby",
        "minority",
        "majority",
        "disaster",
        "❌",
    ]
    .iter()
    .any(|word| text.contains(word))
        || text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "dr")
}

#[cfg(test)]
mod tests;
