//! Every figure of a course: what it was bound to, what it promises, and why or why not.

use crate::cluster::Entity;
use crate::figure::{Choice, Figure, FigureKind, Ordinal, Reading, Reason};
use crate::site::Site;
use crate::span::{LineIndex, Span};
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
    /// Whether edges must run from initiator to target.
    initiates: bool,
    /// Why it was bound, or why not.
    why: String,
    components: Vec<&'s str>,
    /// What each name in it stands for.
    names: Vec<Name>,
}

/// A name in a figure.
#[derive(Serialize)]
struct Name {
    line: usize,
    column: usize,
    text: String,
    /// `etcd#2`, `worker` (a node of that plane), `plane:worker`, `group:worker-cloud`; absent for what nobody knows.
    to: Option<String>,
}

fn row<'s>(site: &'s Site, figure: &'s Figure) -> Row<'s> {
    let file = site.tree.file(figure.place.file);
    let index = LineIndex::new(&file.text);
    let at = |span: Span| index.line_column(&file.text, span.start);
    let kind = match figure.kind {
        FigureKind::Diagram => "diagram",
        FigureKind::Tree => "tree",
    };
    let components: Vec<&str> = figure.components().into_keys().collect();
    let (bound, coverage, why) = match &figure.binding {
        Ok(binding) => {
            let cluster = binding.cluster.map_or("catalogue", |at| site.clusters.all[at].id.value.as_str());
            let evidence = match (binding.explicit, binding.named.is_some()) {
                (true, true) => "it names its cluster".to_owned(),
                (true, false) => "its author bound it".to_owned(),
                (false, _) => format!("it names {}", components.join(", ")),
            };
            let chosen = match binding.chosen {
                Choice::Figure | Choice::Nothing => "",
                Choice::Heading => "; the heading names the cluster",
                Choice::Default => "; the cluster is the course's default",
            };
            (Some(cluster), Some(binding.coverage.name()), format!("{evidence}{chosen}"))
        }
        Err(reason) => (None, None, reason_text(reason)),
    };
    let containers = figure.containers.iter().map(|own| (&own.title, own.reading.as_ref()));
    let nodes = figure.nodes.iter().map(|own| (&own.label, own.reading.as_ref()));
    let names = containers.chain(nodes).map(|(label, reading)| {
        let place = at(label.span);
        let text = label.value.replace('\n', " ");
        Name { line: place.line, column: place.column, text, to: reading.map(reference) }
    });
    Row {
        path: &file.path,
        line: at(figure.place.span).line,
        kind,
        bound,
        coverage,
        initiates: figure.bound().is_some_and(|binding| binding.initiates.is_some()),
        why,
        components,
        names: names.collect(),
    }
}

/// What a name stands for, as authors write it in `bind`.
fn reference(reading: &Reading) -> String {
    let id = match &reading.entity {
        Entity::Plane(id) => format!("plane:{id}"),
        Entity::Group { id, .. } => format!("group:{id}"),
        other => other.id().to_owned(),
    };
    match reading.ordinal {
        Some(Ordinal::Number(number)) => format!("{id}#{number}"),
        Some(Ordinal::AndSoOn) => format!("{id}#N"),
        None => id,
    }
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
                (Some(bound), Some(coverage)) => {
                    let initiates = if row.initiates { ", edges=initiates" } else { "" };
                    format!("{bound}, {coverage}{initiates}")
                }
                _ => "left alone".to_owned(),
            };
            format!("{}:{} {}: {held} ({})\n", row.path, row.line, row.kind, row.why)
        })
        .collect()
}

/// The same as a JSON list, with what each name stands for.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn json(site: &Site, prefix: &str) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&rows(site, prefix).collect::<Vec<_>>())
}

fn rows<'s>(site: &'s Site, prefix: &'s str) -> impl Iterator<Item = Row<'s>> {
    let inside = move |figure: &&Figure| {
        let path = &site.tree.file(figure.place.file).path;
        prefix.is_empty()
            || path == prefix
            || path.strip_prefix(prefix.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'))
    };
    site.figures.iter().filter(inside).map(|figure| row(site, figure))
}
