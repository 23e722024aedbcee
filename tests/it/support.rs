//! Small courses as strings, and the one `check` that most tests go through.

use kurso::diagnostic::Finding;
use kurso::load::{Loaded, SourceTree};
use kurso::site::{self, Site};
use kurso::span::LineIndex;

/// Splits a fixture at its `//- path` lines.
pub fn files(fixture: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            files.push((path.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
        }
    }
    files
}

/// A finished site of a fixture.
pub fn site(fixture: &str) -> Site {
    let tree = SourceTree::from_files(files(fixture));
    let config = tree.find("course.yaml").map(|file| kurso::config::parse(file.id, &file.text));
    let (config, findings) =
        config.map_or_else(Default::default, |checked| (checked.value, checked.findings));
    site::resolve(Loaded { tree, config, findings })
}

/// `CODE path:line:column message`, one line a finding.
pub fn line(site: &Site, finding: &Finding) -> String {
    let file = site.tree.file(finding.primary.place.file);
    let at = LineIndex::new(&file.text).line_column(&file.text, finding.primary.place.span.start);
    format!("{} {}:{}:{} {}", finding.code, file.path, at.line, at.column, finding.message)
}

/// Everything that is found in a fixture.
pub fn found(fixture: &str) -> Vec<String> {
    let site = site(fixture);
    kurso::check::check(&site).iter().map(|diagnostic| line(&site, &diagnostic.finding)).collect()
}

/// Checks that a fixture gives exactly these findings.
#[track_caller]
pub fn check(fixture: &str, expected: &[&str]) {
    assert_eq!(found(fixture), expected, "{fixture}");
}
