//! Annotations of a pull request, and a table for the step's summary.

use super::Summary;
use super::places::{Places, in_repository};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::SourceTree;
use std::fmt::Write;

/// GitHub shows so many annotations of each kind in a step, and drops the rest.
const MOST: usize = 10;

/// Workflow commands, the worst findings first and at most ten of each kind. `root` is the course's folder in the repository,
/// empty when it is the repository itself.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree, root: &str) -> String {
    let mut places = Places::new(tree);
    let mut out = String::new();
    for (severity, command) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")]
    {
        for diagnostic in diagnostics.iter().filter(|own| own.severity == severity).take(MOST) {
            let finding = &diagnostic.finding;
            let place = finding.primary.place;
            let (start, end) = places.range(place);
            let mut message = finding.message.clone();
            for help in &finding.help {
                let _ = write!(message, "\nhelp: {help}");
            }
            let path = in_repository(root, places.path(place));
            let _ =
                write!(out, "::{command} file={},line={},endLine={}", property(&path), start.line, end.line);
            // Columns are shown only within a line.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
            let title = format!("{} {}", finding.code, diagnostic.name);
            let _ = writeln!(out, ",title={}::{}", property(&title), data(&message));
        }
    }
    out
}

/// Everything that was found, as Markdown for the step's summary.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic], tree: &SourceTree, title: &str) -> String {
    let mut places = Places::new(tree);
    let mut out = format!("### kurso: {}\n\n{}\n", cell(title), Summary::of(diagnostics));
    if diagnostics.is_empty() {
        return out;
    }
    out.push_str("\n| Level | Rule | Place | Finding |\n| --- | --- | --- | --- |\n");
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    for diagnostic in sorted {
        let finding = &diagnostic.finding;
        let line = places.start(finding.primary.place).line;
        let _ = writeln!(
            out,
            "| {} | {} {} | `{}:{line}` | {} |",
            diagnostic.severity.name(),
            finding.code,
            diagnostic.name,
            places.path(finding.primary.place).replace(['`', '|'], "_"),
            cell(&finding.message)
        );
    }
    out
}

/// A message in a workflow command.
fn data(text: &str) -> String {
    let text = crate::lang::without_controls(text, &['\n', '\r']);
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text in a table's cell: no markup of its own.
fn cell(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' => " ".to_owned(),
            '|' | '<' | '*' | '_' | '[' | ']' | '\\' => format!("\\{c}"),
            c => c.to_string(),
        })
        .collect()
}
