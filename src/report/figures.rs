//! Every figure of a course: what it was bound to, what it promises, and why or why not.

use crate::figure::{Figure, FigureKind, Reason};
use crate::site::Site;
use crate::span::LineIndex;
use serde::Serialize;

/// One figure, as programs read it.
#[derive(Serialize)]
struct Row<'s> {
    path: &'s str,
    line: usize,
    kind: &'static str,
    /// What it is held against: a cluster's id or `catalogue`; absent when it is left alone.
    bound: Option<&'s str>,
    coverage: Option<&'static str>,
    /// Why it was bound, or why not.
    why: String,
    components: Vec<&'s str>,
}

fn row<'s>(site: &'s Site, figure: &'s Figure) -> Row<'s> {
    let file = site.tree.file(figure.place.file);
    let line = LineIndex::new(&file.text).line_column(&file.text, figure.place.span.start).line;
    let kind = match figure.kind {
        FigureKind::Diagram => "diagram",
        FigureKind::Tree => "tree",
    };
    let components: Vec<&str> = figure.components().into_keys().collect();
    let (bound, coverage, why) = match &figure.binding {
        Ok(binding) => {
            let cluster = binding.cluster.map_or("catalogue", |at| site.clusters.all[at].id.value.as_str());
            let why = match (binding.explicit, binding.named.is_some()) {
                (true, true) => "it names its cluster".to_owned(),
                (true, false) => "its author bound it".to_owned(),
                (false, _) => format!("it names {}", components.join(", ")),
            };
            (Some(cluster), Some(binding.coverage.name()), why)
        }
        Err(reason) => (None, None, reason_text(reason)),
    };
    Row { path: &file.path, line, kind, bound, coverage, why, components }
}

fn reason_text(reason: &Reason) -> String {
    match reason {
        Reason::NoEvidence => "no two components, one of them by a name that means nothing else".to_owned(),
        Reason::TooThin => "two components among many other things".to_owned(),
        Reason::Foreign(name) => format!("it is about another system: {name}"),
        Reason::Order => "its arrows mean an order".to_owned(),
        Reason::Skipped => "its author asks for nothing".to_owned(),
        Reason::UnknownCluster => "it names a cluster that does not exist".to_owned(),
    }
}

/// One line a figure; `prefix` limits them to paths that begin so.
#[must_use]
pub fn text(site: &Site, prefix: &str) -> String {
    rows(site, prefix)
        .map(|row| {
            let held = match (row.bound, row.coverage) {
                (Some(bound), Some(coverage)) => format!("{bound}, {coverage}"),
                _ => "left alone".to_owned(),
            };
            format!("{}:{} {}: {held} ({})\n", row.path, row.line, row.kind, row.why)
        })
        .collect()
}

/// The same as a JSON list.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn json(site: &Site, prefix: &str) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&rows(site, prefix).collect::<Vec<_>>())
}

fn rows<'s>(site: &'s Site, prefix: &'s str) -> impl Iterator<Item = Row<'s>> {
    site.figures.iter().map(|figure| row(site, figure)).filter(move |row| row.path.starts_with(prefix))
}
