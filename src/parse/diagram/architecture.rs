//! `architecture-beta`: services and junctions are nodes, groups are containers.

use super::{Builder, arrow, children};
use crate::span::Spanned;
use std::collections::BTreeMap;
use tree_sitter::Node;

pub(super) fn read(root: Node<'_>, builder: &mut Builder<'_>) {
    let mut statements = Vec::new();
    collect(root, &mut statements, 0);
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for node in &statements {
        let (Some(id), parent) = (identifier(*node, builder), parent(*node, builder)) else { continue };
        builder.open = parent.and_then(|parent| groups.get(&parent).copied()).into_iter().collect();
        let title =
            children(*node).into_iter().find(|part| part.kind() == "architecture_title").map(|title| {
                let range = title.byte_range();
                builder.label(range.start + 1..range.end.saturating_sub(1).max(range.start + 1))
            });
        match node.kind() {
            "architecture_group_statement" => {
                groups.insert(id.value.clone(), builder.containers.len());
                let title = title.unwrap_or_else(|| id.clone());
                builder.open(id.value, title, builder.source.span(node.byte_range()));
            }
            "architecture_service_statement" | "architecture_junction_statement" => {
                builder.mention(id, title);
            }
            _ => {}
        }
    }
    builder.open.clear();
    for node in statements.iter().filter(|node| node.kind() == "architecture_edge_statement") {
        let ends: Vec<Spanned<String>> = children(*node)
            .into_iter()
            .filter(|part| part.kind() == "architecture_edge_endpoint")
            .filter_map(|part| identifier(part, builder))
            .collect();
        let [from, to] = ends.as_slice() else { continue };
        let signs = children(*node)
            .into_iter()
            .find(|part| part.kind() == "architecture_arrow")
            .map_or(arrow(""), |part| arrow(builder.text(part)));
        let span = builder.source.span(node.byte_range());
        let (a, b) = (builder.mention(from.clone(), None), builder.mention(to.clone(), None));
        builder.edge(a, b, None, signs, span);
    }
}

fn collect<'t>(node: Node<'t>, out: &mut Vec<Node<'t>>, depth: usize) {
    for child in children(node) {
        if child.kind().starts_with("architecture_") && child.kind().ends_with("_statement") {
            out.push(child);
        } else if depth < 8 {
            collect(child, out, depth + 1);
        }
    }
}

fn identifier(node: Node<'_>, builder: &Builder<'_>) -> Option<Spanned<String>> {
    children(node)
        .into_iter()
        .find(|part| part.kind() == "architecture_identifier")
        .map(|part| builder.spanned(part))
}

fn parent(node: Node<'_>, builder: &Builder<'_>) -> Option<String> {
    let clause = children(node).into_iter().find(|part| part.kind() == "architecture_parent_clause")?;
    identifier(clause, builder).map(|id| id.value)
}
