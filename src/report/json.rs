//! For programs: `{"schema":1,"diagnostics":[…],"summary":{…}}`, paths relative to the course.

use super::Summary;
use super::places::Places;
use crate::check::fingerprint::fingerprints;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label};
use crate::load::SourceTree;
use crate::span::{LineColumn, Place};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    diagnostics: Vec<Item<'a>>,
    summary: Counts,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    path: &'a str,
    span: SpanJson,
    labels: Vec<LabelJson<'a>>,
    help: &'a [String],
    source: Option<&'a str>,
    fixes: Vec<FixJson<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct SpanJson {
    start: Position,
    end: Position,
}

/// `offset` counts bytes from 0; the others count from 1.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    column_utf16: usize,
    offset: usize,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    path: &'a str,
    span: SpanJson,
    message: &'a str,
}

#[derive(Serialize)]
struct FixJson<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    path: &'a str,
    span: SpanJson,
    replacement: &'a str,
}

struct Writer<'a> {
    places: Places<'a>,
}

/// Writes the diagnostics as one JSON document.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree) -> serde_json::Result<String> {
    let mut writer = Writer { places: Places::new(tree) };
    let items = diagnostics
        .iter()
        .zip(fingerprints(diagnostics, tree))
        .map(|(diagnostic, fingerprint)| {
            let finding = &diagnostic.finding;
            Item {
                code: finding.code.0,
                name: diagnostic.name,
                severity: diagnostic.severity.name(),
                message: &finding.message,
                path: writer.places.path(finding.primary.place),
                span: writer.span(finding.primary.place),
                labels: finding.labels.iter().map(|label| writer.label(label)).collect(),
                help: &finding.help,
                source: finding.source.as_deref(),
                fixes: finding.fixes.iter().map(|fix| writer.fix(fix)).collect(),
                fingerprint,
            }
        })
        .collect();
    let Summary { errors, warnings, infos } = Summary::of(diagnostics);
    serde_json::to_string_pretty(&Report {
        schema: 1,
        diagnostics: items,
        summary: Counts { errors, warnings, infos },
    })
}

impl<'a> Writer<'a> {
    fn span(&mut self, place: Place) -> SpanJson {
        let (start, end) = self.places.range(place);
        let position = |at: LineColumn, offset: usize| Position {
            line: at.line,
            column: at.column,
            column_utf16: at.column_utf16,
            offset,
        };
        SpanJson { start: position(start, place.span.start), end: position(end, place.span.end) }
    }

    fn label(&mut self, label: &'a Label) -> LabelJson<'a> {
        LabelJson {
            path: self.places.path(label.place),
            span: self.span(label.place),
            message: &label.message,
        }
    }

    fn fix(&mut self, fix: &'a Fix) -> FixJson<'a> {
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        };
        FixJson {
            title: &fix.title,
            applicability,
            edits: fix.edits.iter().map(|edit| self.edit(edit)).collect(),
        }
    }

    fn edit(&mut self, edit: &'a Edit) -> EditJson<'a> {
        EditJson {
            path: self.places.path(edit.place),
            span: self.span(edit.place),
            replacement: &edit.replacement,
        }
    }
}
