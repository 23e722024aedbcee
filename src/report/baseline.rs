//! The baseline: what is found now, accepted.

use crate::check::baseline::VERSION;
use crate::check::fingerprint::fingerprints;
use crate::diagnostic::Diagnostic;
use crate::load::SourceTree;
use serde_json::{Value, json};

/// Writes the file of accepted findings; one finding a line, so that changes of it can be read and merged.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree) -> String {
    let entries: Vec<String> = diagnostics
        .iter()
        .zip(fingerprints(diagnostics, tree))
        .map(|(diagnostic, fingerprint)| {
            let finding = &diagnostic.finding;
            let entry: Value = json!({
                "code": finding.code.0,
                "fingerprint": fingerprint,
                "message": finding.message,
                "path": tree.file(finding.primary.place.file).path,
            });
            format!("    {entry}")
        })
        .collect();
    let list = if entries.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", entries.join(",\n")) };
    format!("{{\n  \"version\": \"{VERSION}\",\n  \"findings\": {list}\n}}\n")
}
