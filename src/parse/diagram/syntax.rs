//! Whether mermaid takes a diagram, and if not, where it stumbles.

use super::{DiagramKind, quoting};
use crate::parse::ast::CodeText;
use crate::span::{Span, Spanned};
use merman::{Engine, MermaidConfig, ParseOptions};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

/// Nothing is drawn here. An engine that has one appearance for all need not work one out for each diagram, which would
/// take it longer than reading the diagram.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut config = MermaidConfig::empty_object();
    for section in SECTIONS_WITH_APPEARANCE {
        for (key, value) in [("theme", "default"), ("look", "classic"), ("layout", "dagre")] {
            config.set_value(&format!("{section}{key}"), value.into());
        }
    }
    // Nor is any label shown: to clean each as HTML would take longer than all the rest.
    config.set_value("securityLevel", "loose".into());
    for list in ["ALLOWED_TAGS", "ALLOWED_ATTR", "FORBID_CONTENTS"] {
        config.set_value(&format!("dompurifyConfig.{list}"), Vec::<String>::new().into());
    }
    Engine::new().with_site_config(config)
});
/// The whole, and the parts of mermaid's configuration that have an appearance of their own.
const SECTIONS_WITH_APPEARANCE: [&str; 7] =
    ["", "class.", "er.", "flowchart.", "requirement.", "sequence.", "state."];

/// Why a diagram is not drawn.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// What is wrong.
    pub error: SyntaxError,
    /// What mermaid says, or why kurso did not ask.
    pub message: String,
    /// Where, as well as can be told.
    pub span: Option<Span>,
}

/// What is wrong with a diagram.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum SyntaxError {
    /// The first word names no diagram type.
    UnknownType,
    /// A label needs quotes; the label, and how it would be written (`end` needs another name instead).
    Unquoted(Spanned<String>, Option<String>),
    /// Anything else.
    Invalid,
    /// It is larger than kurso reads.
    Limit,
}

impl Problem {
    pub(super) fn too_large(what: &str) -> Self {
        Self { error: SyntaxError::Limit, message: format!("the diagram {what}"), span: None }
    }
}

pub(super) fn check(source: &CodeText, keyword: &str, kind: DiagramKind) -> Option<Problem> {
    if keyword.is_empty() {
        let message = "there is no diagram in this fence".to_owned();
        return Some(Problem { error: SyntaxError::Invalid, message, span: None });
    }
    // A panic in the engine is its bug, and for the course just a diagram that cannot be drawn.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        ENGINE
            .parse_diagram_for_render_model_sync(&source.text, ParseOptions::strict())
            .map(|model| model.is_some())
    }));
    let message = match parsed {
        Ok(Ok(true)) => return None,
        Ok(Ok(false)) => format!("`{keyword}` is no diagram type"),
        Ok(Err(error)) => {
            let text = error.to_string();
            if matches!(error, merman::Error::DetectType(_) | merman::Error::UnsupportedDiagram { .. }) {
                return Some(Problem {
                    error: SyntaxError::UnknownType,
                    message: format!("`{keyword}` is no diagram type that mermaid knows"),
                    span: first_word(source, keyword),
                });
            }
            text
        }
        Err(_) => "the diagram engine failed on it".to_owned(),
    };
    if kind == DiagramKind::Flowchart
        && let Some((label, quoted)) = quoting::unquoted(source)
    {
        let span = Some(label.span);
        return Some(Problem { error: SyntaxError::Unquoted(label, quoted), message: short(&message), span });
    }
    Some(Problem { error: SyntaxError::Invalid, message: short(&message), span: stumble(source) })
}

fn first_word(source: &CodeText, keyword: &str) -> Option<Span> {
    let at = source.text.find(keyword)?;
    Some(source.span(at..at + keyword.len()))
}

/// Where the tolerant grammar meets what it does not know; the engine's own places are often the end of the file.
fn stumble(source: &CodeText) -> Option<Span> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_mermaid::LANGUAGE.into()).ok()?;
    let tree = parser.parse(&source.text, None)?;
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            let start = node.start_byte();
            let line_end = source.text[start..].find('\n').map_or(source.text.len(), |end| start + end);
            return Some(source.span(start..node.end_byte().clamp(start, line_end)));
        }
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return None;
            }
        }
    }
}

/// The first line, without the engine's own prefix.
fn short(message: &str) -> String {
    let line = message.lines().next().unwrap_or("").trim();
    line.split_once("): ").map_or(line, |(_, rest)| rest).trim_end_matches('.').to_owned()
}
