//! GitLab's code quality report.

use super::places::{Places, in_repository};
use crate::check::fingerprint::fingerprints;
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::SourceTree;
use serde_json::{Value, json};

/// Writes the diagnostics as GitLab reads them; `root` is the course's folder in the repository.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree, root: &str) -> serde_json::Result<String> {
    let mut places = Places::new(tree);
    let issues: Vec<Value> = diagnostics
        .iter()
        .zip(fingerprints(diagnostics, tree))
        .map(|(diagnostic, fingerprint)| {
            let finding = &diagnostic.finding;
            let (start, end) = places.range(finding.primary.place);
            let path = in_repository(root, places.path(finding.primary.place));
            let severity = match diagnostic.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            json!({
                "description": finding.message,
                "check_name": format!("{} {}", finding.code, diagnostic.name),
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {"path": path, "lines": {"begin": start.line, "end": end.line}},
            })
        })
        .collect();
    serde_json::to_string_pretty(&issues)
}
