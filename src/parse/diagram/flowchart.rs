//! `graph` and `flowchart`.

use super::{Builder, MAX_DEPTH, Styled, arrow, children, descendant};
use crate::span::Spanned;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;
use tree_sitter::Node;

/// An arrow, or an arrow's label, at the end of a line.
static OPEN_END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?m)(?:--+[->ox]|==+[=>ox]|-\.+-[>ox]?|~~~+)[ \t]*(?:\|[^|\n]*\|)?[ \t]*(?P<end>\r?\n)[ \t]*[^\s%]",
    )
    .ok()
});

/// The text with the statements that go on in the next line behind an arrow on one line each, for a grammar that wants that; every
/// byte stays where it is.
pub(super) fn one_line_edges(text: &str) -> Cow<'_, str> {
    let ends: Vec<_> = OPEN_END
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter_map(|found| found.name("end").map(|end| end.range()))
        // Neither a rule of front matter nor the decoration of a comment is an arrow.
        .filter(|end| !is_no_statement(text, end.start))
        .collect();
    if ends.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut joined = text.to_owned();
    for end in ends {
        let blanks = " ".repeat(end.len());
        joined.replace_range(end, &blanks);
    }
    Cow::Owned(joined)
}

/// Whether the line that ends at a byte is a comment, or holds nothing but hyphens.
fn is_no_statement(text: &str, end: usize) -> bool {
    let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..end].trim();
    line.starts_with("%%") || line.chars().all(|c| c == '-')
}

pub(super) fn read(root: Node<'_>, builder: &mut Builder<'_>) {
    visit(root, builder, 0);
}

fn visit(node: Node<'_>, builder: &mut Builder<'_>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match node.kind() {
        "flow_subgraph" => subgraph(node, builder, depth),
        "flow_edge_statement" => edges(node, builder),
        "flow_node_statement" => children(node).into_iter().for_each(|child| {
            vertices(child, builder);
        }),
        "flow_style_statement" => names(node, "flow_node_id", false, builder),
        "flow_class_assignment_statement" => {
            names(node, "flow_reference", false, builder);
            names(node, "flow_class_name", true, builder);
        }
        "flow_class_definition_statement" => {
            let lists = children(node).into_iter().filter(|part| part.kind() == "flow_identifier_list");
            let defined: Vec<String> =
                lists.flat_map(children).map(|name| builder.spanned(name).value).collect();
            builder.classes.extend(defined);
        }
        _ => children(node).into_iter().for_each(|child| visit(child, builder, depth + 1)),
    }
}

/// The names of a kind that a statement is about.
fn names(node: Node<'_>, kind: &str, is_class: bool, builder: &mut Builder<'_>) {
    for part in children(node) {
        if part.kind() == kind {
            let name = builder.spanned(part);
            builder.styled.push(Styled { name, is_class });
        } else if part.kind() == "flow_identifier_list" {
            names(part, kind, is_class, builder);
        }
    }
}

fn subgraph(node: Node<'_>, builder: &mut Builder<'_>, depth: usize) {
    let parts = children(node);
    let name = parts.iter().find(|part| part.kind() == "flow_subgraph_name");
    let id = parts.iter().find(|part| matches!(part.kind(), "flow_node_id" | "flow_identifier"));
    let label = parts.iter().find(|part| part.kind().ends_with("_label"));
    let title = match (label, name.or(id)) {
        (Some(label), _) => inner(builder, *label),
        (None, Some(name)) => builder.label(name.byte_range()),
        (None, None) => Spanned::new(String::new(), builder.source.span(node.byte_range())),
    };
    let id = match (id, name) {
        (Some(id), _) | (None, Some(id)) => builder.text(*id).trim().trim_matches('"').to_owned(),
        (None, None) => String::new(),
    };
    builder.open(id, title, builder.source.span(node.byte_range()));
    for part in parts {
        if part.kind().starts_with("flow_line") || part.kind() == "flow_statement" || part.is_error() {
            visit(part, builder, depth + 1);
        }
    }
    builder.close();
}

/// A statement alternates groups of nodes and edges: `A & B -->|text| C --> D`.
fn edges(node: Node<'_>, builder: &mut Builder<'_>) {
    let mut previous: Option<(Vec<usize>, usize)> = None;
    let mut pending: Option<Node<'_>> = None;
    for part in children(node) {
        match part.kind() {
            "flow_edge" => pending = Some(part),
            "flow_node" => {
                let group = vertices(part, builder);
                if let (Some((from, start)), Some(edge)) = (&previous, pending.take()) {
                    let label = descendant(
                        edge,
                        &["flow_edge_label_text", "flow_middle_edge_label_text", "flow_quoted_label"],
                        4,
                    )
                    .map(|label| builder.label(label.byte_range()));
                    let signs = signs(edge, builder);
                    // `~~~` only moves nodes about; nobody sees it.
                    if signs.contains("~~~") {
                        previous = Some((group, part.start_byte()));
                        continue;
                    }
                    let span = builder.source.span(*start..part.end_byte());
                    for &a in from {
                        for &b in &group {
                            builder.edge(a, b, label.clone(), arrow(&signs), span);
                        }
                    }
                }
                previous = Some((group, part.start_byte()));
            }
            _ => {}
        }
    }
}

fn signs(edge: Node<'_>, builder: &Builder<'_>) -> String {
    let parts: Vec<String> = children(edge)
        .into_iter()
        .filter(|part| matches!(part.kind(), "flow_arrow" | "flow_arrow_start"))
        .map(|part| builder.text(part).to_owned())
        .collect();
    parts.concat()
}

fn vertices(node: Node<'_>, builder: &mut Builder<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let parts = if node.kind() == "flow_vertex" { vec![node] } else { children(node) };
    for vertex in parts.into_iter().filter(|part| part.kind() == "flow_vertex") {
        let Some(id) = children(vertex).into_iter().find(|part| part.kind() == "flow_node_id") else {
            continue;
        };
        let label = children(vertex).into_iter().find_map(|part| match part.kind() {
            "flow_shape" => children(part).first().map(|label| inner(builder, *label)),
            "flow_shape_data" => data_label(builder, part),
            _ => None,
        });
        let id = builder.spanned(id);
        found.push(builder.mention(id, label));
    }
    found
}

/// What stands between a shape's delimiters.
fn inner(builder: &Builder<'_>, shape: Node<'_>) -> Spanned<String> {
    let delimiters: Vec<Node<'_>> =
        children(shape).into_iter().filter(|part| part.kind() == "flow_shape_delimiter").collect();
    match (delimiters.first(), delimiters.last()) {
        (Some(open), Some(close)) if open.end_byte() <= close.start_byte() => {
            builder.label(open.end_byte()..close.start_byte())
        }
        _ => builder.label(shape.byte_range()),
    }
}

/// `@{ shape: cyl, label: "etcd" }`
fn data_label(builder: &Builder<'_>, data: Node<'_>) -> Option<Spanned<String>> {
    let parts = children(data);
    let at = parts.iter().position(|part| builder.text(*part).trim_end().ends_with("label:"))?;
    parts.get(at + 1).map(|value| builder.label(value.byte_range()))
}
