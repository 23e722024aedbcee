//! A generated figure as a value, and its two forms: mermaid and a tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A figure that kurso draws itself.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What it shows.
    pub title: String,
    direction: &'static str,
    boxes: Vec<Container>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// The ids of nodes and containers.
    taken: BTreeSet<String>,
    /// The pairs that are joined, the first node first.
    joined: BTreeSet<(NodeId, NodeId)>,
}

/// A container of a [`Drawing`], by its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct ContainerId(usize);

/// A node of a [`Drawing`], by its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct NodeId(usize);

#[derive(Clone, Debug)]
struct Container {
    id: String,
    title: String,
    /// The plane that it is a node of.
    about: String,
}

#[derive(Clone, Debug)]
struct Node {
    id: String,
    label: String,
    inside: Option<ContainerId>,
    /// The id of what it stands for.
    about: String,
    /// What a tree says of it.
    note: String,
}

#[derive(Clone, Debug)]
struct Edge {
    from: NodeId,
    to: NodeId,
    label: Option<String>,
    arrow: Arrow,
}

/// How an edge is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arrow {
    /// From initiator to target.
    To,
    /// Both ways.
    Both,
    /// Not at all: it only keeps things in order.
    Hidden,
}

impl Drawing {
    pub(super) fn new(title: &str, direction: &'static str) -> Self {
        let title = one_line(title);
        let (boxes, nodes, edges) = (Vec::new(), Vec::new(), Vec::new());
        Self { title, direction, boxes, nodes, edges, taken: BTreeSet::new(), joined: BTreeSet::new() }
    }

    /// Adds a container; ids are made unique.
    pub(super) fn container(
        &mut self,
        id: &str,
        title: &str,
        place: Option<&str>,
        about: &str,
    ) -> ContainerId {
        let id = self.free(&format!("g_{}", plain(id)));
        let place = place.map_or(String::new(), |place| format!(" ({place})"));
        let title = one_line(&format!("{title}{place}"));
        self.boxes.push(Container { id, title, about: about.to_owned() });
        ContainerId(self.boxes.len() - 1)
    }

    /// Adds a node that stands for `about`.
    pub(super) fn node(
        &mut self,
        id: &str,
        label: &str,
        inside: Option<ContainerId>,
        about: &str,
        note: String,
    ) -> NodeId {
        let id = self.free(&plain(id));
        self.nodes.push(Node { id, label: one_line(label), inside, about: about.to_owned(), note });
        NodeId(self.nodes.len() - 1)
    }

    /// Adds an edge unless the two are joined already.
    pub(super) fn edge(&mut self, from: NodeId, to: NodeId, label: Option<String>, arrow: Arrow) {
        if self.joined.insert((from.min(to), from.max(to))) {
            self.edges.push(Edge { from, to, label, arrow });
        }
    }

    /// An id that nothing has, and that nothing else gets.
    fn free(&mut self, wanted: &str) -> String {
        // `end` and the like are words of mermaid's.
        let wanted = if ["end", "graph", "subgraph", "style", "class", "click", "default"].contains(&wanted) {
            format!("{wanted}_")
        } else {
            wanted.to_owned()
        };
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let mut ids = std::iter::once(wanted.clone()).chain(numbered);
        let id = ids.find(|id| !self.taken.contains(id)).unwrap_or(wanted);
        self.taken.insert(id.clone());
        id
    }

    /// The ids of nodes and containers in [`Drawing::mermaid`], each with the id of what it stands for.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &str)> {
        let nodes = self.nodes.iter().map(|node| (node.id.as_str(), node.about.as_str()));
        nodes.chain(self.boxes.iter().map(|container| (container.id.as_str(), container.about.as_str())))
    }

    /// The nodes of each container, in their order.
    fn by_container(&self) -> BTreeMap<Option<ContainerId>, Vec<&Node>> {
        let mut all: BTreeMap<_, Vec<&Node>> = BTreeMap::new();
        for node in &self.nodes {
            all.entry(node.inside).or_default().push(node);
        }
        all
    }

    /// As a mermaid flowchart.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut out = format!("flowchart {}\n    accTitle: {}\n", self.direction, self.title);
        let nodes = self.by_container();
        let nodes_in = |out: &mut String, container: Option<ContainerId>, indent: &str| {
            for node in nodes.get(&container).into_iter().flatten() {
                let _ = writeln!(out, "{indent}{}[\"{}\"]", node.id, quoted(&node.label));
            }
        };
        nodes_in(&mut out, None, "    ");
        for (at, container) in self.boxes.iter().enumerate() {
            let _ = writeln!(out, "    subgraph {}[\"{}\"]", container.id, quoted(&container.title));
            nodes_in(&mut out, Some(ContainerId(at)), "        ");
            out.push_str("    end\n");
        }
        for edge in &self.edges {
            let arrow = match edge.arrow {
                Arrow::To => "-->",
                Arrow::Both => "<-->",
                Arrow::Hidden => "~~~",
            };
            let label = edge.label.as_ref().map_or(String::new(), |label| format!("|\"{}\"|", quoted(label)));
            let (from, to) = (&self.nodes[edge.from.0].id, &self.nodes[edge.to.0].id);
            let _ = writeln!(out, "    {from} {arrow}{label} {to}");
        }
        out
    }

    /// As a tree: what stands where.
    #[must_use]
    pub fn tree(&self) -> String {
        let mut out = format!("{}\n", self.title);
        let mut nodes = self.by_container();
        let outside = nodes.remove(&None).unwrap_or_default();
        let rows = outside.len() + self.boxes.len();
        let branch = |last: bool| if last { "└── " } else { "├── " };
        for (at, node) in outside.into_iter().enumerate() {
            out += branch(at + 1 == rows);
            out += &entry(node);
        }
        for (at, container) in self.boxes.iter().enumerate() {
            let last = at + 1 == self.boxes.len();
            let _ = writeln!(out, "{}{}", branch(last), container.title);
            let inside = nodes.remove(&Some(ContainerId(at))).unwrap_or_default();
            for (at, node) in inside.iter().enumerate() {
                out += if last { "    " } else { "│   " };
                out += branch(at + 1 == inside.len());
                out += &entry(node);
            }
        }
        out
    }
}

fn entry(node: &Node) -> String {
    if node.note.is_empty() {
        format!("{}\n", node.label)
    } else {
        format!("{}: {}\n", node.label, node.note)
    }
}

/// Letters, digits and underscores only.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn quoted(text: &str) -> String {
    text.replace('"', "#quot;")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
