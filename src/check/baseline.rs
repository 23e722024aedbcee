//! The findings that a course has accepted: it adopts kurso today and sees only what is new.

use super::fingerprint::fingerprints;
use crate::diagnostic::{Diagnostic, Finding, code};
use crate::load::{BASELINE, SourceTree};
use crate::span::{Place, Span, Spanned};
use crate::yaml::shape::{optional, required};
use crate::yaml::{self, Decoder, Field, Shape};
use std::collections::BTreeMap;

/// The version of the file that this kurso reads and writes.
pub const VERSION: &str = "1";

/// What the file holds.
pub const FIELDS: &[Field] = &[
    required("version", "The version of this format.", Shape::Exactly(VERSION)),
    required("findings", "The accepted findings.", Shape::List(&Shape::Fields(ENTRY))),
];

const ENTRY: &[Field] = &[
    required("fingerprint", "What the finding is known by.", Shape::Text),
    required("code", "The rule.", Shape::Text),
    required("path", "The file.", Shape::Text),
    optional("message", "What was found, for those who read this file.", Shape::Text),
];

/// An accepted finding.
#[derive(Clone, Debug)]
struct Entry {
    fingerprint: String,
    code: String,
    path: String,
    span: Span,
}

/// The accepted findings of a course.
#[derive(Clone, Debug)]
pub(super) struct Baseline {
    file: crate::span::FileId,
    entries: Vec<Entry>,
}

/// Reads the baseline of a course, where it has one; mistakes in it are findings, and then nothing is accepted.
pub(super) fn read(tree: &SourceTree, findings: &mut Vec<Finding>) -> Option<Baseline> {
    let file = tree.find(BASELINE)?;
    let node = match yaml::parse(&file.text) {
        Ok(node) => node,
        Err(error) => {
            let place = Place::new(file.id, error.span);
            findings.push(
                Finding::new(
                    code::INVALID_MODEL,
                    place,
                    format!("the baseline cannot be read: {}", error.message),
                )
                .help("write it anew with `kurso check --update-baseline`"),
            );
            return None;
        }
    };
    let mut d = Decoder::new(file.id);
    let entries = entries(&mut d, &node);
    let wrong = d.sink.into_findings();
    let is_whole = wrong.is_empty();
    findings.extend(wrong);
    is_whole.then_some(Baseline { file: file.id, entries: entries? })
}

fn entries(d: &mut Decoder, node: &yaml::Node) -> Option<Vec<Entry>> {
    let map = d.mapping(node, FIELDS)?;
    let version: Option<Spanned<String>> = map.get("version").and_then(|node| d.string(node));
    if version.as_ref().is_none_or(|version| version.value != VERSION) {
        let found = version.as_ref().map_or("nothing", |version| &version.value);
        let span = version.as_ref().map_or(map.span, |version| version.span);
        d.invalid(span, format!("this kurso reads baselines of version {VERSION}, found {found}"));
        return None;
    }
    let mut entries = Vec::new();
    for node in map.get("findings").map(|node| d.sequence(node)).unwrap_or_default() {
        let Some(map) = d.mapping(node, ENTRY) else { continue };
        let mut text = |key: &str| map.get(key).and_then(|node| d.string(node)).map(|text| text.value);
        if let (Some(fingerprint), Some(code), Some(path)) = (text("fingerprint"), text("code"), text("path"))
        {
            entries.push(Entry { fingerprint, code, path, span: node.span });
        }
    }
    Some(entries)
}

impl Baseline {
    /// Takes out what is accepted, and says which entries nothing matches any more; those of rules that are off, as `is_on`
    /// says, are left alone.
    pub(super) fn apply(
        &self,
        diagnostics: Vec<Diagnostic>,
        tree: &SourceTree,
        is_on: impl Fn(&str, &str) -> bool,
    ) -> (Vec<Diagnostic>, Vec<Finding>) {
        let mut open: BTreeMap<&str, &Entry> =
            self.entries.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect();
        let prints = fingerprints(&diagnostics, tree);
        let kept = diagnostics
            .into_iter()
            .zip(&prints)
            .filter(|(_, print)| open.remove(print.as_str()).is_none())
            .map(|(diagnostic, _)| diagnostic)
            .collect();
        let stale = open.into_values().filter(|entry| is_on(&entry.code, &entry.path)).map(|entry| {
            let place = Place::new(self.file, entry.span);
            let message = format!("nothing of {} is found in {} as this entry says", entry.code, entry.path);
            Finding::new(code::STALE_BASELINE_ENTRY, place, message)
                .help("run `kurso check --update-baseline`, which writes what is found now")
        });
        (kept, stale.collect())
    }
}
