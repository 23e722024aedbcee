//! SARIF 2.1.0, for code scanning: every rule with its text, every finding with its places, fixes and fingerprint.

use super::places::{Places, in_repository};
use crate::check::fingerprint::fingerprints;
use crate::check::rules::RULES;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Label, Severity};
use crate::load::SourceTree;
use crate::span::Place;
use serde_json::{Value, json};

/// Writes the diagnostics as a SARIF log of one run; `root` is the course's folder in the repository.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree, root: &str) -> serde_json::Result<String> {
    let mut writer = Writer { places: Places::new(tree), root };
    let results: Vec<Value> = diagnostics
        .iter()
        .zip(fingerprints(diagnostics, tree))
        .map(|(diagnostic, fingerprint)| writer.result(diagnostic, &fingerprint))
        .collect();
    serde_json::to_string_pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "kurso",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|rule| json!({
                    "id": rule.code.0,
                    "name": rule.name,
                    "shortDescription": {"text": rule.summary()},
                    "fullDescription": {"text": rule.summary()},
                    "help": {"text": rule.docs, "markdown": rule.docs},
                    "defaultConfiguration": {"level": level(rule.severity)},
                })).collect::<Vec<_>>(),
            }},
            // Columns count characters, and so does SARIF then.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

struct Writer<'a> {
    places: Places<'a>,
    root: &'a str,
}

impl Writer<'_> {
    fn result(&mut self, diagnostic: &Diagnostic, fingerprint: &str) -> Value {
        let finding = &diagnostic.finding;
        let mut text = finding.message.clone();
        if !finding.primary.message.is_empty() {
            text = format!("{text}: {}", finding.primary.message);
        }
        for help in &finding.help {
            text = format!("{text}\nhelp: {help}");
        }
        if let Some(source) = &finding.source {
            text = format!("{text}\nsource: {source}");
        }
        let mut result = json!({
            "ruleId": finding.code.0,
            "ruleIndex": RULES.iter().position(|rule| rule.code == finding.code),
            "level": level(diagnostic.severity),
            "message": {"text": text},
            "locations": [self.location(finding.primary.place)],
            "partialFingerprints": {"kurso/v1": fingerprint},
        });
        if !finding.labels.is_empty() {
            result["relatedLocations"] =
                finding.labels.iter().enumerate().map(|(at, label)| self.related(at, label)).collect();
        }
        if !finding.fixes.is_empty() {
            result["fixes"] = finding.fixes.iter().map(|fix| self.fix(fix)).collect();
        }
        result
    }

    fn location(&mut self, place: Place) -> Value {
        json!({"physicalLocation": {
            "artifactLocation": {"uri": uri(&in_repository(self.root, self.places.path(place))), "uriBaseId": "%SRCROOT%"},
            "region": self.region(place),
        }})
    }

    fn related(&mut self, at: usize, label: &Label) -> Value {
        let mut location = self.location(label.place);
        location["id"] = json!(at + 1);
        if !label.message.is_empty() {
            location["message"] = json!({"text": label.message});
        }
        location
    }

    fn region(&mut self, place: Place) -> Value {
        let (start, end) = self.places.range(place);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": place.span.start,
            "byteLength": place.span.end - place.span.start,
        })
    }

    fn fix(&mut self, fix: &Fix) -> Value {
        let note = match fix.applicability {
            Applicability::Safe => "",
            Applicability::Unsafe => " (look at it afterwards)",
        };
        let changes: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                json!({
                    "artifactLocation": {"uri": uri(&in_repository(self.root, self.places.path(edit.place))), "uriBaseId": "%SRCROOT%"},
                    "replacements": [{
                        "deletedRegion": self.region(edit.place),
                        "insertedContent": {"text": edit.replacement},
                    }],
                })
            })
            .collect();
        json!({"description": {"text": format!("{}{note}", fix.title)}, "artifactChanges": changes})
    }
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const SPECIAL: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    // A colon in the first part would look like a scheme.
    let path = utf8_percent_encode(path, SPECIAL).to_string();
    if path.split('/').next().is_some_and(|first| first.contains(':')) { format!("./{path}") } else { path }
}
