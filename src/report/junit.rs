//! JUnit's XML, which every CI shows: a suite a file, a case a finding.

use super::places::Places;
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::SourceTree;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The diagnostics as test cases; those below `fail_on` pass. A course without findings is one case that passes.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree, fail_on: Severity) -> String {
    let mut places = Places::new(tree);
    let mut files: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        files.entry(places.path(diagnostic.finding.primary.place)).or_default().push(diagnostic);
    }
    let failing = |found: &[&Diagnostic]| found.iter().filter(|own| own.severity >= fail_on).count();
    let all: Vec<&Diagnostic> = diagnostics.iter().collect();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let cases = diagnostics.len().max(1);
    let _ = writeln!(out, "<testsuites name=\"kurso\" tests=\"{cases}\" failures=\"{}\">", failing(&all));
    if diagnostics.is_empty() {
        out.push_str("  <testsuite name=\"course\" tests=\"1\" failures=\"0\">\n    <testcase name=\"nothing found\" classname=\"kurso\"/>\n  </testsuite>\n");
    }
    for (path, found) in files {
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">",
            xml(path),
            found.len(),
            failing(&found)
        );
        for diagnostic in found {
            let finding = &diagnostic.finding;
            let at = places.start(finding.primary.place);
            let name = format!("{} {} at {}:{}", finding.code, diagnostic.name, at.line, at.column);
            let mut text = format!("{path}:{}:{}: {}", at.line, at.column, finding.message);
            for help in &finding.help {
                let _ = write!(text, "\nhelp: {help}");
            }
            let _ = write!(out, "    <testcase name=\"{}\" classname=\"{}\"", xml(&name), xml(path));
            let _ = if diagnostic.severity >= fail_on {
                writeln!(
                    out,
                    "><failure type=\"{}\" message=\"{}\">{}</failure></testcase>",
                    diagnostic.severity.name(),
                    xml(&finding.message),
                    xml(&text)
                )
            } else {
                writeln!(out, "><system-out>{}</system-out></testcase>", xml(&text))
            };
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Text in XML; what XML cannot hold is left out.
fn xml(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            '\u{fffe}' | '\u{ffff}' => String::new(),
            c => c.to_string(),
        })
        .collect()
}
