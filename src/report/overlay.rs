//! For the browser beside the page: findings with the page that each is about and the place for an editor.

use super::Summary;
use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::render::url;
use crate::site::Site;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// Nobody reads more beside a page, and a course may have thousands.
const MOST: usize = 200;

/// The findings: those of the page at `output` first, then the others; of each the worst first.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], site: &Site, output: &str) -> String {
    let mut places = Places::new(&site.tree);
    let Summary { errors, warnings, infos } = Summary::of(diagnostics);
    let page = |diagnostic: &Diagnostic| {
        let page = site.course.page_of(diagnostic.finding.primary.place.file)?;
        Some(site.course.page(page).output.as_str())
    };
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| (page(diagnostic) != Some(output), Reverse(diagnostic.severity)));
    let root = site.tree.root().and_then(|root| std::path::absolute(root).ok());
    let item = |diagnostic: &&'_ Diagnostic| {
        let place = diagnostic.finding.primary.place;
        let (path, at) = (places.path(place), places.start(place));
        let full = root.as_ref().map(|root| root.join(path).to_string_lossy().replace('\\', "/"));
        json!({
            "code": diagnostic.finding.code,
            "severity": diagnostic.severity.name(),
            "message": diagnostic.finding.message,
            "help": diagnostic.finding.help,
            "path": path,
            "line": at.line,
            "own": page(diagnostic) == Some(output),
            "page": page(diagnostic).map(url::path),
            "editor": full.map(|full| {
                format!("vscode://file/{}:{}:{}", url::path(full.trim_start_matches('/')), at.line, at.column)
            }),
        })
    };
    let findings: Vec<Value> = sorted.iter().take(MOST).map(item).collect();
    let own = sorted.iter().filter(|diagnostic| page(diagnostic) == Some(output)).count();
    json!({"errors": errors, "warnings": warnings, "infos": infos, "own": own, "findings": findings})
        .to_string()
}
