//! `sequenceDiagram`: participants are nodes, messages are edges.

use super::{Builder, MAX_DEPTH, arrow, children};
use crate::span::Spanned;
use tree_sitter::Node;

pub(super) fn read(root: Node<'_>, builder: &mut Builder<'_>) {
    visit(root, builder, 0);
}

fn visit(node: Node<'_>, builder: &mut Builder<'_>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match node.kind() {
        "sequence_participant_declaration" | "sequence_create_statement" => participant(node, builder),
        "sequence_message_statement" => message(node, builder),
        "sequence_box_block" => {
            let title = children(node)
                .into_iter()
                .find(|part| part.kind() == "sequence_block_label" || part.kind() == "sequence_line_text")
                .map_or_else(
                    || Spanned::new(String::new(), builder.source.span(node.byte_range())),
                    |part| builder.label(part.byte_range()),
                );
            builder.open(String::new(), title, builder.source.span(node.byte_range()));
            children(node).into_iter().for_each(|child| visit(child, builder, depth + 1));
            builder.close();
        }
        _ => children(node).into_iter().for_each(|child| visit(child, builder, depth + 1)),
    }
}

fn participant(node: Node<'_>, builder: &mut Builder<'_>) {
    let parts = children(node);
    let Some(name) = parts.iter().find(|part| part.kind() == "sequence_participant_name") else { return };
    let label = parts
        .iter()
        .find(|part| part.kind() == "sequence_line_text")
        .map(|part| builder.label(part.byte_range()));
    let id = builder.spanned(*name);
    builder.mention(id, label);
}

fn message(node: Node<'_>, builder: &mut Builder<'_>) {
    let parts = children(node);
    let ends: Vec<Node<'_>> =
        parts.iter().copied().filter(|part| part.kind() == "sequence_endpoint").collect();
    let operator = parts.iter().find(|part| part.kind() == "sequence_message_operator");
    let (Some(from), Some(to), Some(operator)) = (ends.first(), ends.get(1), operator) else { return };
    let label = parts
        .iter()
        .find(|part| part.kind() == "sequence_message_text")
        .map(|part| builder.label(part.byte_range()));
    let (a, b) = (end(builder, *from), end(builder, *to));
    let (a, b) = (builder.mention(a, None), builder.mention(b, None));
    let operator = arrow(builder.text(*operator));
    let span = builder.source.span(node.start_byte()..to.end_byte());
    builder.edge(a, b, label, operator, span);
}

/// An endpoint without its activation mark (`+`, `-`).
fn end(builder: &Builder<'_>, node: Node<'_>) -> Spanned<String> {
    let name = children(node).into_iter().find(|part| part.kind() == "sequence_actor_reference");
    builder.spanned(name.unwrap_or(node))
}
