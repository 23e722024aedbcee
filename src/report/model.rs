//! Clusters as text: a table of all of them, or one as facts, table and tree.

use crate::cluster::model::Cluster;
use crate::cluster::view::{self, View};
use crate::cluster::{Catalogue, Clusters};
use crate::lang::{Language, counted};
use unicode_width::UnicodeWidthStr;

/// Every cluster, a line each, and what they are held against.
#[must_use]
pub fn all(clusters: &Clusters, language: Language) -> String {
    let mut rows =
        vec![["CLUSTER", "VERSION", "TOPOLOGY", "NODES", "HA", "TITLE"].map(str::to_owned).to_vec()];
    rows.extend(clusters.all.iter().enumerate().map(|(at, cluster)| {
        let default = if clusters.default == Some(at) { " (default)" } else { "" };
        let nodes: Vec<String> =
            cluster.groups.iter().map(|group| format!("{} {}", group.count.value, group.id.value)).collect();
        vec![
            format!("{}{default}", cluster.id.value),
            cluster.version.as_ref().map_or("-".to_owned(), |version| version.value.to_string()),
            cluster.topology.name().to_owned(),
            nodes.join(", "),
            if cluster.highly_available.is_some() { "yes" } else { "no" }.to_owned(),
            cluster.title.get(language).to_owned(),
        ]
    }));
    let table = if clusters.all.is_empty() { "no clusters\n".to_owned() } else { table(&rows) };
    format!("{table}\n{}\n", catalogue(&clusters.catalogue))
}

/// What a catalogue holds, in a line.
fn catalogue(catalogue: &Catalogue) -> String {
    let many = |number: usize, noun: &str| counted(number as u64, noun);
    let supported = catalogue
        .supported
        .map_or(String::new(), |(oldest, newest)| format!(", supported versions {oldest} to {newest}"));
    format!(
        "catalogue {}: {}, {}, {} forbidden, {}, {}{supported}",
        catalogue.id,
        many(catalogue.components.len(), "component"),
        many(catalogue.relations.len(), "relation"),
        many(catalogue.forbidden.len(), "pair"),
        many(catalogue.skew.len(), "skew rule"),
        many(catalogue.renamed.len(), "renamed or removed item"),
    )
}

/// One cluster.
#[must_use]
pub fn one(cluster: &Cluster, catalogue: &Catalogue, language: Language) -> String {
    let mut out = format!("{} ({})\n", cluster.title.get(language), cluster.id.value);
    if let Some(description) = &cluster.description {
        out += &format!("{}\n", description.get(language));
    }
    out.push('\n');
    out += &table(&facts(cluster));
    out.push('\n');
    let mut rows = vec![["GROUP", "PLANE", "NODES", "ZONES", "PLACE"].map(str::to_owned).to_vec()];
    rows.extend(cluster.groups.iter().map(|group| {
        let zones: Vec<&str> = group.zones.iter().map(|zone| zone.value.as_str()).collect();
        vec![
            group.id.value.clone(),
            group.plane.clone(),
            group.count.value.to_string(),
            if zones.is_empty() { "-".to_owned() } else { zones.join(", ") },
            group.place.clone().unwrap_or_else(|| "-".to_owned()),
        ]
    }));
    out += &table(&rows);
    out.push('\n');
    out += &view::draw(cluster, catalogue, language, View::Overview).tree();
    out
}

fn facts(cluster: &Cluster) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            rows.push(vec![name.to_owned(), value]);
        }
    };
    add("version", cluster.version.as_ref().map_or(String::new(), |version| version.value.to_string()));
    add("topology", cluster.topology.name().to_owned());
    add("highly available", if cluster.highly_available.is_some() { "yes" } else { "no" }.to_owned());
    let balancers = cluster.load_balancers.iter().map(|own| {
        let port = own.port.as_ref().map_or(String::new(), |port| format!(" on {port}"));
        let redundant = if own.redundant { ", redundant" } else { "" };
        format!("{}{port} → {}{redundant}", own.id.value, own.targets.value)
    });
    add("load balancers", balancers.collect::<Vec<_>>().join("; "));
    let networks = cluster.networks.iter().map(|(key, range)| format!("{key} {}", range.value));
    add("networks", networks.collect::<Vec<_>>().join(", "));
    let versions = cluster.versions.iter().map(|(id, version)| format!("{} {}", id.value, version.value));
    add("other versions", versions.collect::<Vec<_>>().join(", "));
    let ports = cluster.ports.iter().map(|(id, name, port)| format!("{id} {name} {port}"));
    add("other ports", ports.collect::<Vec<_>>().join(", "));
    let own = cluster.connections.iter();
    let own = own.map(|relation| format!("{} {} {}", relation.from, relation.kind.name(), relation.to));
    add("own connections", own.collect::<Vec<_>>().join("; "));
    rows
}

/// Columns two blanks apart; Hangul is two cells wide.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    rows.iter()
        .map(|row| {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()) + 2)));
            format!("{}\n", cells.collect::<String>().trim_end())
        })
        .collect()
}
