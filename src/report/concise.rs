//! One line a finding: `path:line:column: severity[CODE name]: message`.

use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::load::SourceTree;

/// The diagnostics, a line each.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree) -> String {
    let mut places = Places::new(tree);
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.finding.primary.place;
            let at = places.start(place);
            format!(
                "{}:{}:{}: {}[{} {}]: {}\n",
                places.path(place),
                at.line,
                at.column,
                diagnostic.severity.name(),
                diagnostic.finding.code,
                diagnostic.name,
                diagnostic.finding.message
            )
        })
        .collect()
}
