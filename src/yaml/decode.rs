//! Node trees → values, with every mistake collected.

use super::shape::{Field, TRANSLATIONS};
use super::{Node, NodeKind};
use crate::diagnostic::{Finding, Sink, code};
use crate::lang::Text;
use crate::span::{FileId, Span, Spanned};
use crate::version::Version;
use std::collections::{BTreeMap, BTreeSet};

/// Ids become names of files.
const MAX_ID: usize = 64;

/// Reads values out of nodes and collects what does not fit. A reader asks for what it wants and gets
/// `None` where the file says something else; the finding is already made then.
#[derive(Debug)]
pub struct Decoder {
    /// Where findings go.
    pub sink: Sink,
    unknown_key: crate::diagnostic::Code,
}

impl Decoder {
    /// A decoder for one file.
    #[must_use]
    pub fn new(file: FileId) -> Self {
        Self { sink: Sink::new(file), unknown_key: code::UNKNOWN_KEY }
    }

    /// Reports a value that does not fit.
    pub fn invalid(&mut self, span: Span, message: impl Into<String>) {
        let place = self.sink.place(span);
        self.sink.push(Finding::new(code::INVALID_MODEL, place, message));
    }

    /// Reports a name that stands for nothing, with the nearest one that does.
    pub fn unknown<'a>(
        &mut self,
        name: &Spanned<String>,
        what: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let place = self.sink.place(name.span);
        let mut finding =
            Finding::new(code::INVALID_MODEL, place, format!("no {what} is called `{}`", name.value))
                .nearest(&name.value, known.clone());
        if finding.help.is_empty() {
            let mut names: Vec<&str> = known.into_iter().collect();
            names.sort_unstable();
            if !names.is_empty() && names.len() <= 12 {
                finding = finding.help(format!("there is {}", names.join(", ")));
            }
        }
        self.sink.push(finding);
    }

    /// A mapping whose keys are those of `fields`; other keys and keys that stand twice are findings.
    pub fn mapping<'n>(&mut self, node: &'n Node, fields: &[Field]) -> Option<Mapping<'n>> {
        let mapping = self.open_mapping(node)?;
        let known: Vec<&str> = fields.iter().map(|field| field.key).collect();
        // A key that stands here already is not the one that was meant.
        let there: BTreeSet<&str> = mapping.entries.iter().map(|(key, _)| key.value.as_str()).collect();
        let free = known.iter().copied().filter(|key| !there.contains(key));
        for (key, _) in mapping.entries {
            if !known.contains(&key.value.as_str()) {
                let place = self.sink.place(key.span);
                let finding = Finding::new(self.unknown_key, place, format!("unknown key `{}`", key.value));
                let finding = finding.meant(&key.value, free.clone());
                let finding = if finding.help.is_empty() {
                    finding.help(format!("the keys here are {}", known.join(", ")))
                } else {
                    finding
                };
                self.sink.push(finding);
            }
        }
        Some(mapping)
    }

    /// A mapping of any keys; keys that stand twice are findings.
    pub fn open_mapping<'n>(&mut self, node: &'n Node) -> Option<Mapping<'n>> {
        let NodeKind::Mapping(entries) = &node.kind else {
            if !node.is_null() {
                self.invalid(node.span, format!("expected a mapping, found {}", kind_name(node)));
            }
            return None;
        };
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, _) in entries {
            if let Some(first) = seen.get(key.value.as_str()).copied() {
                let finding = Finding::new(
                    code::INVALID_MODEL,
                    self.sink.place(key.span),
                    format!("`{}` stands twice", key.value),
                )
                .label(self.sink.place(first), "first here");
                self.sink.push(finding);
            } else {
                seen.insert(&key.value, key.span);
            }
        }
        Some(Mapping { entries, span: node.span })
    }

    /// A string; numbers and booleans are taken as they are written.
    pub fn string(&mut self, node: &Node) -> Option<Spanned<String>> {
        match &node.kind {
            NodeKind::Scalar { text, .. } if !node.is_null() => Some(Spanned::new(text.clone(), node.span)),
            _ => {
                self.invalid(node.span, format!("expected text, found {}", kind_name(node)));
                None
            }
        }
    }

    /// `{ko: …, en: …}` or a plain string; with one language only, it serves for both.
    pub fn text(&mut self, node: &Node) -> Option<Text> {
        if let NodeKind::Scalar { .. } = node.kind {
            return self.string(node).map(|text| Text::same(&text.value));
        }
        if let NodeKind::Sequence(_) = node.kind {
            self.invalid(node.span, "expected text, or `{ko: …, en: …}`, found a list");
            return None;
        }
        let mapping = self.mapping(node, TRANSLATIONS)?;
        let ko = mapping.get("ko").and_then(|node| self.string(node));
        let en = mapping.get("en").and_then(|node| self.string(node));
        match (ko, en) {
            (Some(ko), Some(en)) => Some(Text { ko: ko.value, en: en.value }),
            (Some(one), None) | (None, Some(one)) => Some(Text::same(&one.value)),
            (None, None) => {
                self.invalid(node.span, "expected text in `ko`, `en` or both");
                None
            }
        }
    }

    /// A whole number in `range`.
    pub fn integer(&mut self, node: &Node, range: std::ops::RangeInclusive<u32>) -> Option<Spanned<u32>> {
        let value = match &node.kind {
            NodeKind::Scalar { text, plain: true } => text.parse::<u32>().ok(),
            _ => None,
        };
        match value {
            Some(value) if range.contains(&value) => Some(Spanned::new(value, node.span)),
            _ => {
                let (low, high) = (range.start(), range.end());
                self.invalid(
                    node.span,
                    format!("expected a whole number from {low} to {high}, found {}", shown(node)),
                );
                None
            }
        }
    }

    /// A version such as `"1.36"`.
    pub fn version(&mut self, node: &Node) -> Option<Spanned<Version>> {
        let text = self.string(node)?;
        let version = Version::parse(&text.value);
        if version.is_none() {
            let message = format!("expected a version such as `\"1.36\"`, found `{}`", text.value);
            self.invalid(text.span, message);
        }
        version.map(|version| Spanned::new(version, text.span))
    }

    /// An id: letters, digits, `-` and `_`, because it becomes a part of file names and addresses.
    pub fn id(&mut self, node: &Node) -> Option<Spanned<String>> {
        self.string(node).filter(|id| self.is_id(id))
    }

    /// Whether a text is an id; one that is not is a finding.
    pub fn is_id(&mut self, id: &Spanned<String>) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let is_plain = !id.value.is_empty() && id.value.chars().all(plain);
        if !is_plain {
            self.invalid(id.span, "an id has letters, digits, `-` and `_` only");
        } else if id.value.len() > MAX_ID {
            self.invalid(id.span, format!("an id has {MAX_ID} letters at most"));
        }
        is_plain && id.value.len() <= MAX_ID
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        match &node.kind {
            NodeKind::Scalar { text, plain: true } if text == "true" => Some(true),
            NodeKind::Scalar { text, plain: true } if text == "false" => Some(false),
            _ => {
                self.invalid(node.span, format!("expected true or false, found {}", shown(node)));
                None
            }
        }
    }

    /// The items of a sequence.
    pub fn sequence<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.kind {
            NodeKind::Sequence(items) => items,
            _ => {
                if !node.is_null() {
                    self.invalid(node.span, format!("expected a list, found {}", kind_name(node)));
                }
                &[]
            }
        }
    }

    /// A list of strings.
    pub fn strings(&mut self, node: &Node) -> Vec<Spanned<String>> {
        self.sequence(node).iter().filter_map(|item| self.string(item)).collect()
    }

    /// One string or a list of them.
    pub fn one_or_more(&mut self, node: &Node) -> Vec<Spanned<String>> {
        match node.kind {
            NodeKind::Sequence(_) => self.strings(node),
            _ => self.string(node).into_iter().collect(),
        }
    }

    /// One of a fixed set of words.
    pub fn choice<T: Copy>(&mut self, node: &Node, what: &str, choices: &[(&str, T)]) -> Option<T> {
        let word = self.string(node)?;
        let found = choices.iter().find(|(name, _)| *name == word.value).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown(&word, what, choices.iter().map(|(name, _)| *name));
        }
        found
    }
}

/// The entries of a mapping node.
#[derive(Clone, Copy, Debug)]
pub struct Mapping<'n> {
    /// All entries in file order.
    pub entries: &'n [(Spanned<String>, Node)],
    /// The bytes of the mapping.
    pub span: Span,
}

impl<'n> Mapping<'n> {
    /// The value of `key`, the first where it stands twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }
}

fn kind_name(node: &Node) -> &'static str {
    match node.kind {
        _ if node.is_null() => "nothing",
        NodeKind::Scalar { .. } => "text",
        NodeKind::Sequence(_) => "a list",
        NodeKind::Mapping(_) => "a mapping",
    }
}

fn shown(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar { text, .. } if !node.is_null() => format!("`{text}`"),
        _ => kind_name(node).to_owned(),
    }
}
