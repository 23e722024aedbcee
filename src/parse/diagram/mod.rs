//! Mermaid: what a diagram's source says and where (tree-sitter, tolerant), and whether mermaid takes it (merman).
//!
//! Positions come from a tree that also exists for diagrams that mermaid refuses, so those are still checked
//! and still shown.

mod architecture;
mod click;
mod flowchart;
mod notes;
mod quoting;
mod sequence;
mod syntax;

pub use syntax::{Problem, SyntaxError};

use super::ast::CodeText;
use super::directive::{self, Directive};
use crate::diagnostic::{Finding, Sink, code};
use crate::span::{Span, Spanned};
use std::collections::BTreeMap;
use tree_sitter::{Node, Parser};

/// The largest diagram that is read; the largest real one has some four kilobytes.
const MAX_BYTES: usize = 64 * 1024;
/// How deep the syntax tree is followed; subgraphs in subgraphs add four levels each.
const MAX_DEPTH: usize = 256;
/// How many lines, joints (`a & b`) and levels a diagram may have: the engine's time grows with their square.
const MAX_LINES: usize = 1500;
const MAX_JOINTS: usize = 64;
const MAX_EDGES: usize = 5000;

/// A mermaid fence.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Diagram {
    /// The author's text.
    pub source: CodeText,
    /// The bytes of the fence's content.
    pub span: Span,
    /// The first word, such as `graph` or `sequenceDiagram`.
    pub keyword: String,
    /// What sort of diagram it is.
    pub kind: DiagramKind,
    /// Nodes, participants or services in order of first mention.
    pub nodes: Vec<DiagramNode>,
    /// Edges or messages in order.
    pub edges: Vec<DiagramEdge>,
    /// Subgraphs, boxes or groups in order of opening.
    pub containers: Vec<Container>,
    /// Further labels of nodes that have one already.
    pub relabels: Vec<(usize, Spanned<String>)>,
    /// Names that style and class statements are about.
    pub styled: Vec<Styled>,
    /// `%% kurso: …` lines.
    pub directives: Vec<Spanned<Directive>>,
    /// Why mermaid refuses it.
    pub problem: Option<Problem>,
    /// Directives of comments on the lines before the fence.
    pub before: Vec<Spanned<Directive>>,
}

/// What sort of diagram a fence holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum DiagramKind {
    /// `graph`, `flowchart`
    Flowchart,
    /// `sequenceDiagram`
    Sequence,
    /// `architecture-beta`
    Architecture,
    /// Drawn, not checked.
    Other,
}

/// A node, a participant or a service.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct DiagramNode {
    /// The name by which edges know it.
    pub id: Spanned<String>,
    /// What is written on it, line breaks as `\n`; without a label, the id.
    pub label: Spanned<String>,
    /// The index of the container that it stands in.
    pub container: Option<usize>,
}

/// A name that a style or class statement is about.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Styled {
    /// The name.
    pub name: Spanned<String>,
    /// Whether it must be a class that is defined, or a node or container.
    pub is_class: bool,
}

/// An end of an edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub enum End {
    /// A node, by index.
    Node(usize),
    /// A container, by index.
    Container(usize),
}

/// An edge or a message.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct DiagramEdge {
    /// Where it begins as written.
    pub from: End,
    /// Where it ends as written.
    pub to: End,
    /// What is written on it.
    pub label: Option<Spanned<String>>,
    /// Which ends have a head.
    pub heads: Heads,
    /// Whether it ends in a cross.
    pub crossed: bool,
    /// The bytes from one end to the other.
    pub span: Span,
}

/// Which ends of an edge have a head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Heads {
    /// `---`
    None,
    /// `-->`
    To,
    /// `<--`
    From,
    /// `<-->`
    Both,
}

/// A subgraph, a box or a group.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Container {
    /// The name by which edges know it.
    pub id: String,
    /// Its title.
    pub title: Spanned<String>,
    /// The container around it.
    pub parent: Option<usize>,
    /// Its bytes.
    pub span: Span,
}

impl Diagram {
    /// The first label with a formula, which no picture shows.
    #[must_use]
    pub fn formula(&self) -> Option<&Spanned<String>> {
        self.nodes.iter().map(|node| &node.label).find(|label| label.value.matches("$$").count() > 1)
    }
}

/// Reads a mermaid fence. Findings are those of its directives; what mermaid thinks is [`Diagram::problem`].
#[must_use]
pub fn parse(source: CodeText, span: Span, sink: &mut Sink) -> Diagram {
    let mut diagram = Diagram {
        span,
        keyword: keyword(&source.text),
        kind: DiagramKind::Other,
        nodes: Vec::new(),
        edges: Vec::new(),
        containers: Vec::new(),
        relabels: Vec::new(),
        styled: Vec::new(),
        directives: Vec::new(),
        problem: None,
        before: Vec::new(),
        source,
    };
    diagram.kind = match diagram.keyword.as_str() {
        "graph" | "flowchart" | "flowchart-elk" => DiagramKind::Flowchart,
        "sequenceDiagram" => DiagramKind::Sequence,
        "architecture-beta" | "architecture" => DiagramKind::Architecture,
        _ => DiagramKind::Other,
    };
    if let Some(what) = beyond(&diagram.source.text) {
        let problem = Problem::too_large(what);
        sink.push(Finding::new(code::LIMIT_REACHED, sink.place(span), problem.message.clone()));
        diagram.problem = Some(problem);
        return diagram;
    }
    diagram.directives = directives(&diagram.source, sink);
    let mut parser = Parser::new();
    let tree =
        parser.set_language(&tree_sitter_mermaid::LANGUAGE.into()).ok().and_then(|()| match diagram.kind {
            DiagramKind::Flowchart => {
                parser.parse(flowchart::one_line_edges(&diagram.source.text).as_ref(), None)
            }
            _ => parser.parse(&diagram.source.text, None),
        });
    if let Some(tree) = tree {
        let mut builder = Builder::new(&diagram.source);
        match diagram.kind {
            DiagramKind::Flowchart => flowchart::read(tree.root_node(), &mut builder),
            DiagramKind::Sequence => sequence::read(tree.root_node(), &mut builder),
            DiagramKind::Architecture => architecture::read(tree.root_node(), &mut builder),
            DiagramKind::Other => {}
        }
        diagram.relabels = std::mem::take(&mut builder.relabels);
        diagram.styled = builder.take_styled();
        let (nodes, edges, containers) = builder.finish();
        (diagram.nodes, diagram.edges, diagram.containers) = (nodes, edges, containers);
    }
    diagram.problem = syntax::check(&diagram.source, &diagram.keyword, diagram.kind);
    diagram
}

/// What makes a diagram too large to be read, if anything does.
fn beyond(text: &str) -> Option<&'static str> {
    let joints =
        |line: &str| line.matches('&').count() - line.matches("&amp;").count().min(line.matches('&').count());
    if text.len() > MAX_BYTES {
        Some("has more than 64 kB")
    } else if text.lines().count() > MAX_LINES {
        Some("has more than 1500 lines")
    } else if text.lines().any(|line| joints(line) > MAX_JOINTS) {
        Some("joins more than 64 nodes in one line")
    } else {
        None
    }
}

/// The first word behind front matter, comments and directives.
fn keyword(text: &str) -> String {
    let mut lines = text.lines().map(str::trim).peekable();
    while lines.peek().is_some_and(|line| line.is_empty()) {
        lines.next();
    }
    if lines.peek() == Some(&"---") {
        lines.next();
        while lines.next_if(|line| *line != "---").is_some() {}
        lines.next();
    }
    let first = lines.find(|line| !line.is_empty() && !line.starts_with("%%")).unwrap_or("");
    first.split(|c: char| c.is_whitespace() || c == ';' || c == ':').next().unwrap_or("").to_owned()
}

fn directives(source: &CodeText, sink: &mut Sink) -> Vec<Spanned<Directive>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let body = line
            .trim_start()
            .strip_prefix("%%")
            .map(str::trim_start)
            .and_then(|rest| rest.strip_prefix("kurso:"));
        if let Some(body) = body {
            let start = at + (body.as_ptr() as usize - line.as_ptr() as usize);
            found.extend(directive::parse(body, source.span(start..start + body.len()).start, sink));
        }
        at += line.len();
    }
    found
}

/// An edge before it is known which of its ends are containers.
struct RawEdge {
    from: usize,
    to: usize,
    label: Option<Spanned<String>>,
    arrow: Arrow,
    span: Span,
}

/// What an arrow's signs say.
#[derive(Clone, Copy)]
struct Arrow {
    heads: Heads,
    crossed: bool,
}

/// Collects nodes, edges and containers while a syntax tree is read.
struct Builder<'s> {
    source: &'s CodeText,
    nodes: Vec<DiagramNode>,
    by_id: BTreeMap<String, usize>,
    edges: Vec<RawEdge>,
    relabels: Vec<(usize, Spanned<String>)>,
    styled: Vec<Styled>,
    classes: Vec<String>,
    containers: Vec<Container>,
    open: Vec<usize>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s CodeText) -> Self {
        Self {
            source,
            nodes: Vec::new(),
            by_id: BTreeMap::new(),
            edges: Vec::new(),
            relabels: Vec::new(),
            styled: Vec::new(),
            classes: Vec::new(),
            containers: Vec::new(),
            open: Vec::new(),
        }
    }

    fn text(&self, node: Node<'_>) -> &'s str {
        self.source.text.get(node.byte_range()).unwrap_or("")
    }

    /// The text of a node without the blanks that the grammar sometimes takes into a name.
    fn spanned(&self, node: Node<'_>) -> Spanned<String> {
        let raw = self.text(node);
        let start = node.start_byte() + (raw.len() - raw.trim_start().len());
        Spanned::new(raw.trim().to_owned(), self.source.span(start..start + raw.trim().len()))
    }

    /// The label between quotes or delimiters, with `<br/>` as a line break.
    fn label(&self, range: std::ops::Range<usize>) -> Spanned<String> {
        let raw = self.source.text.get(range.clone()).unwrap_or("");
        let inner = raw.trim().trim_matches('"').trim_matches('`');
        let start = range.start + (inner.as_ptr() as usize - raw.as_ptr() as usize);
        Spanned::new(label_text(inner), self.source.span(start..start + inner.len()))
    }

    /// Mentions a node, and makes it at its first mention.
    fn mention(&mut self, id: Spanned<String>, label: Option<Spanned<String>>) -> usize {
        let container = self.open.last().copied();
        if let Some(&at) = self.by_id.get(&id.value) {
            let node = &mut self.nodes[at];
            match label {
                Some(label) if node.label.span == node.id.span => node.label = label,
                Some(label) if label.value != node.label.value => self.relabels.push((at, label)),
                _ => {}
            }
            node.container = node.container.or(container);
            return at;
        }
        let label = label.unwrap_or_else(|| id.clone());
        self.by_id.insert(id.value.clone(), self.nodes.len());
        self.nodes.push(DiagramNode { id, label, container });
        self.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, label: Option<Spanned<String>>, arrow: Arrow, span: Span) {
        if self.edges.len() < MAX_EDGES {
            self.edges.push(RawEdge { from, to, label, arrow, span });
        }
    }

    /// The names of style statements that are nothing of the diagram's own are what rules look for; those of classes
    /// that are defined anywhere in it are right.
    fn take_styled(&mut self) -> Vec<Styled> {
        let classes = std::mem::take(&mut self.classes);
        let mut styled = std::mem::take(&mut self.styled);
        styled.retain(|styled| {
            !(styled.is_class && (classes.contains(&styled.name.value) || styled.name.value == "default"))
        });
        styled
    }

    fn open(&mut self, id: String, title: Spanned<String>, span: Span) {
        let parent = self.open.last().copied();
        self.open.push(self.containers.len());
        self.containers.push(Container { id, title, parent, span });
    }

    fn close(&mut self) {
        self.open.pop();
    }

    /// Names of containers that edges mention are containers, not nodes.
    fn finish(self) -> (Vec<DiagramNode>, Vec<DiagramEdge>, Vec<Container>) {
        let containers: BTreeMap<&str, usize> = self
            .containers
            .iter()
            .enumerate()
            .map(|(at, container)| (container.id.as_str(), at))
            .rev()
            .collect();
        let mut nodes = Vec::new();
        let ends: Vec<End> = self
            .nodes
            .iter()
            .map(|node| match containers.get(node.id.value.as_str()) {
                Some(container) => End::Container(*container),
                None => {
                    nodes.push(node.clone());
                    End::Node(nodes.len() - 1)
                }
            })
            .collect();
        let edges = self
            .edges
            .into_iter()
            .map(|edge| DiagramEdge {
                from: ends[edge.from],
                to: ends[edge.to],
                label: edge.label,
                heads: edge.arrow.heads,
                crossed: edge.arrow.crossed,
                span: edge.span,
            })
            .collect();
        (nodes, edges, self.containers)
    }
}

/// A label's text: `<br/>` as a line break, other tags and markdown emphasis gone, entities decoded.
fn label_text(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else {
            rest = &rest[at..];
            break;
        };
        let tag = rest[at + 1..at + end].trim().to_ascii_lowercase();
        if tag.starts_with("br") {
            text.push('\n');
        } else if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            text.push_str(&rest[at..=at + end]);
        }
        rest = &rest[at + end + 1..];
    }
    text.push_str(rest);
    let text = text.replace("\\n", "\n").replace("**", "");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("#quot;", "\"")
        .replace("&amp;", "&");
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The named children of a node.
fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

/// The first descendant of that kind, breadth not mattering because kinds do not nest.
fn descendant<'t>(node: Node<'t>, kinds: &[&str], depth: usize) -> Option<Node<'t>> {
    if kinds.contains(&node.kind()) {
        return Some(node);
    }
    if depth == 0 {
        return None;
    }
    children(node).into_iter().find_map(|child| descendant(child, kinds, depth - 1))
}

/// What an arrow says as it is written.
fn arrow(text: &str) -> Arrow {
    let text = text.trim();
    let from = text.starts_with('<');
    let to = text.ends_with(['>', 'x', 'o', ')']);
    let heads = match (from, to) {
        (true, true) => Heads::Both,
        (true, false) => Heads::From,
        (false, true) => Heads::To,
        (false, false) => Heads::None,
    };
    Arrow { heads, crossed: text.ends_with('x') }
}

#[cfg(test)]
mod tests;
