//! Text → spanned node tree: the only reader of YAML.
//!
//! Serde would stop at the first unknown key and lose the spelling of scalars (`1.30`), so the events of the
//! parser below it are read into [`Node`]s once, and every file type is decoded from those; one run reports
//! every mistake of a file. Aliases are copied within a budget, so a bomb is an error and not a full memory.

mod decode;

pub mod shape;

pub use decode::{Decoder, Mapping};
pub use shape::{Field, Shape};

use crate::span::{Span, Spanned};
use serde_yaml::granit_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;

/// Nodes that one file may have after its aliases are copied.
const MAX_NODES: usize = 200_000;
/// Nodes that a dump may have: a large cluster's.
const MAX_DUMP_NODES: usize = 20_000_000;
/// How many bytes of text weigh as much as a node when they are copied.
const BYTES_PER_NODE: usize = 32;
/// How deep mappings and sequences may nest.
const MAX_DEPTH: usize = 64;

/// A YAML value and where it is written.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// The bytes of the value.
    pub span: Span,
    /// The value.
    pub kind: NodeKind,
}

/// What a [`Node`] is. Scalars keep their text: what `1.30` means is for its reader to say.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// A scalar; `plain` when it stands without quotes.
    Scalar {
        /// The text after unescaping.
        text: String,
        /// Whether it stands without quotes, and so may be a number, a boolean or null.
        plain: bool,
    },
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping in file order; a key may stand twice.
    Mapping(Vec<(Spanned<String>, Node)>),
}

impl Node {
    /// The value behind a key of a mapping; `None` where this is none, or has no such key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let NodeKind::Mapping(entries) = &self.kind else { return None };
        entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// The value at the end of a path of keys.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text of a scalar that says something.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } if !self.is_null() && !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The items of a sequence; none where this is none.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The items of a sequence, or the value itself.
    #[must_use]
    pub fn one_or_more(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Sequence(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether this is nothing: an empty value, `~` or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }
}

/// Why a text is no YAML that kurso reads.
#[derive(Clone, PartialEq, Debug)]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Whether a limit was reached, as opposed to a mistake.
    pub limit: bool,
}

/// Reads the first document of `text`.
///
/// # Errors
/// Broken syntax, a second document, an alias without an anchor, or a limit.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    let mut documents = Reader::new(text, MAX_NODES).documents(false)?;
    Ok(documents.pop().unwrap_or(Node {
        span: Span::default(),
        kind: NodeKind::Scalar { text: String::new(), plain: true },
    }))
}

/// Reads every document of a dump: YAML, or JSON, which is YAML too.
///
/// # Errors
/// Broken syntax, an alias without an anchor, or a limit, which is far above that of [`parse`].
pub fn parse_all(text: &str) -> Result<Vec<Node>, YamlError> {
    Reader::new(text, MAX_DUMP_NODES).documents(true)
}

struct Reader<'a> {
    parser: Parser<'a, serde_yaml::granit_parser::StrInput<'a>>,
    offsets: Vec<usize>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    most: usize,
    /// What aliases copied, which a dump has no use for.
    copied: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, most: usize) -> Self {
        // The parser counts characters; spans are bytes.
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self {
            parser: Parser::new_from_str(text),
            offsets,
            anchors: BTreeMap::new(),
            nodes: 0,
            most,
            copied: 0,
        }
    }

    fn span(&self, span: serde_yaml::granit_parser::Span) -> Span {
        let at = |index: usize| self.offsets[index.min(self.offsets.len() - 1)];
        Span::new(at(span.start.index()), at(span.end.index()))
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), YamlError> {
        loop {
            return match self.parser.next_event() {
                Some(Ok((Event::Comment(..), _))) => continue,
                Some(Ok((event, span))) => Ok((event, self.span(span))),
                Some(Err(error)) => {
                    let at = self.offsets[error.marker().index().min(self.offsets.len() - 1)];
                    Err(YamlError { message: error.info().to_owned(), span: Span::new(at, at), limit: false })
                }
                None => Ok((Event::StreamEnd, Span::default())),
            };
        }
    }

    fn documents(&mut self, several: bool) -> Result<Vec<Node>, YamlError> {
        let mut roots = Vec::new();
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(roots),
                Event::DocumentStart(..) if !roots.is_empty() && !several => {
                    return Err(YamlError {
                        message: "a second document begins here".into(),
                        span,
                        limit: false,
                    });
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => roots.push(self.node(event, span, 0)?),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, YamlError> {
        let limit = |message: &str| YamlError { message: message.to_owned(), span, limit: true };
        if depth > MAX_DEPTH {
            return Err(limit(&format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.nodes += 1;
        let most = self.most;
        if self.nodes > most {
            return Err(limit(&format!("more than {most} values, aliases counted in full")));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = matches!(style, ScalarStyle::Plain);
                (Node { span, kind: NodeKind::Scalar { text: text.into_owned(), plain } }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                let mut items = Vec::new();
                let end = loop {
                    let (event, at) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break at;
                    }
                    items.push(self.node(event, at, depth + 1)?);
                };
                let span =
                    collection_span(span, items.first().map(|n| n.span), items.last().map(|n| n.span), end);
                (Node { span, kind: NodeKind::Sequence(items) }, anchor)
            }
            Event::MappingStart(_, anchor, _) => {
                let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
                let end = loop {
                    let (event, at) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        break at;
                    }
                    let key = self.node(event, at, depth + 1)?;
                    let NodeKind::Scalar { text, .. } = key.kind else {
                        return Err(YamlError {
                            message: "a key must be a plain word".into(),
                            span: key.span,
                            limit: false,
                        });
                    };
                    let (event, at) = self.next()?;
                    let value = self.node(event, at, depth + 1)?;
                    entries.push((Spanned::new(text, key.span), value));
                };
                let first = entries.first().map(|(key, _)| key.span);
                let span = collection_span(span, first, entries.last().map(|(_, v)| v.span), end);
                (Node { span, kind: NodeKind::Mapping(entries) }, anchor)
            }
            Event::Alias(id) => {
                let Some(node) = self.anchors.get(&id) else {
                    return Err(YamlError {
                        message: "an alias inside its own anchor".into(),
                        span,
                        limit: false,
                    });
                };
                let copied = size(node);
                self.copied += copied;
                if self.nodes + copied > most || self.copied > MAX_NODES {
                    return Err(limit(&format!(
                        "more than {} values, aliases counted in full",
                        most.min(MAX_NODES)
                    )));
                }
                self.nodes += copied;
                return Ok(Node { span, ..node.clone() });
            }
            _ => return Err(YamlError { message: "not understood here".into(), span, limit: false }),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }
}

/// From the first key or bracket to the last value: the parser's end mark of a block collection lies on the next line.
fn collection_span(start: Span, first: Option<Span>, last: Option<Span>, end: Span) -> Span {
    let flow = start.end > start.start;
    match (first, last) {
        (Some(first), Some(last)) if !flow => first.to(last),
        _ => start.to(end),
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.kind {
        // A long text weighs as much as many values.
        NodeKind::Scalar { text, .. } => text.len() / BYTES_PER_NODE,
        NodeKind::Sequence(items) => items.iter().map(size).sum(),
        NodeKind::Mapping(entries) => entries.iter().map(|(_, value)| 1 + size(value)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(node: &'a Node, key: &str) -> &'a Node {
        let NodeKind::Mapping(entries) = &node.kind else { panic!("a mapping") };
        &entries.iter().find(|(k, _)| k.value == key).unwrap().1
    }

    #[test]
    fn scalars_keep_their_spelling_and_their_bytes() {
        let text = "제목: 한글\nversion: 1.30\n";
        let node = parse(text).unwrap();
        let version = entry(&node, "version");
        assert_eq!(&text[version.span.range()], "1.30");
        assert_eq!(version.kind, NodeKind::Scalar { text: "1.30".into(), plain: true });
        assert_eq!(&text[entry(&node, "제목").span.range()], "한글");
    }

    #[test]
    fn a_bomb_is_a_limit_and_not_a_full_memory() {
        let mut text = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (from, to) in ["a", "b", "c", "d", "e", "f", "g"].iter().zip(["b", "c", "d", "e", "f", "g", "h"])
        {
            text += &format!(
                "{to}: &{to} [*{from},*{from},*{from},*{from},*{from},*{from},*{from},*{from},*{from}]\n"
            );
        }
        assert!(parse(&text).unwrap_err().limit);
    }

    #[test]
    fn nesting_has_an_end() {
        assert!(parse(&"[".repeat(10_000)).is_err());
    }
}
