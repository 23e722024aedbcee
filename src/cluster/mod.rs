//! The typed model: what the domain's [`Catalogue`] says in general, and what a course's [`Cluster`]s say in particular.

pub mod catalogue;

mod catalogue_file;

mod cluster_shape;

mod domain;

pub mod fact;

pub mod import;

pub mod model;

mod model_file;

pub mod relation;

pub mod view;

#[cfg(test)]
mod tests;

pub use catalogue::{Catalogue, Entity};
pub use catalogue_file::shape::FIELDS as CATALOGUE_FIELDS;
pub use cluster_shape::FIELDS as CLUSTER_FIELDS;
pub use model::Cluster;

use crate::config::ClusterConfig;
use crate::diagnostic::{Checked, Finding, code};
use crate::lang::fold;
use crate::load::{FileKind, SourceTree};
use crate::span::{FileId, Place};
use crate::yaml;
use std::collections::BTreeMap;

/// The facts of Kubernetes, as the program carries them.
pub const KUBERNETES: &str = include_str!("kubernetes.yaml");

/// The clusters of a course.
#[derive(Clone, Debug)]
pub struct Clusters {
    /// What holds for all of them.
    pub catalogue: Catalogue,
    /// Each cluster, by file path.
    pub all: Vec<Cluster>,
    /// The index of the one that figures mean that name none.
    pub default: Option<usize>,
}

impl Clusters {
    /// The cluster of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.all.iter().position(|cluster| cluster.id.value == id)
    }

    /// The cluster that `text`, a heading or a title, speaks of by id, title or alias.
    #[must_use]
    pub fn named_in(&self, text: &str) -> Option<usize> {
        let text = fold(text);
        self.all.iter().position(|cluster| {
            cluster
                .names()
                .map(fold)
                // A short name (`basic`) is a word of its own in many headings.
                .any(|name| name.chars().count() >= 6 && text.contains(&name))
        })
    }
}

/// The embedded catalogue.
#[must_use]
pub fn kubernetes() -> Checked<Catalogue> {
    let file = FileId(0);
    match yaml::parse(KUBERNETES) {
        Ok(node) => {
            let base = Catalogue { id: "kubernetes".to_owned(), ..Catalogue::default() };
            catalogue_file::decode(file, "", &node, base)
        }
        Err(error) => Checked { value: Catalogue::default(), findings: vec![broken(file, error)] },
    }
}

/// Reads every catalogue and every cluster file of the course: YAML that says so, and what lies in the cluster folder.
#[must_use]
pub fn load(tree: &SourceTree, config: &ClusterConfig) -> Checked<Clusters> {
    let mut findings = Vec::new();
    let folder = format!("{}/", config.folder);
    let mut catalogues = Vec::new();
    let mut files = Vec::new();
    for file in tree.files().filter(|file| file.kind == FileKind::Yaml) {
        let says = says_it_is(&file.text);
        let list = match says {
            Some("catalogue") => &mut catalogues,
            Some("cluster") => &mut files,
            _ if file.path.starts_with(&folder) && !is_manifest(&file.text) => &mut files,
            _ => continue,
        };
        match yaml::parse(&file.text) {
            Ok(node) => list.push((file, node)),
            Err(error) => findings.push(broken(file.id, error)),
        }
    }
    let catalogue = domain::catalogue(&catalogues, &mut findings);
    let mut all: Vec<Cluster> = Vec::new();
    let mut ids: BTreeMap<String, Place> = BTreeMap::new();
    for (file, node) in files {
        let checked = model_file::decode(file.id, &file.path, &node, &catalogue);
        findings.extend(checked.findings);
        let Some(cluster) = checked.value else { continue };
        let place = Place::new(file.id, cluster.id.span);
        if let Some(first) = ids.get(&cluster.id.value) {
            let message = format!("two clusters are called `{}`", cluster.id.value);
            findings.push(Finding::new(code::INVALID_MODEL, place, message).label(*first, "first here"));
            continue;
        }
        ids.insert(cluster.id.value.clone(), place);
        all.push(cluster);
    }
    let mut clusters = Clusters { catalogue, all, default: None };
    if let Some(id) = &config.default {
        clusters.default = clusters.find(&id.value);
        if clusters.default.is_none()
            && let Some(file) = tree.find(crate::config::FILE_NAME)
        {
            findings.push(unknown_cluster(Place::new(file.id, id.span), &id.value, &clusters));
        }
    }
    Checked { value: clusters, findings }
}

/// What a file says that it is: `cluster` of `kurso: cluster/1` on its first line that says something.
fn says_it_is(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(|line| line.trim_start_matches('\u{feff}').trim());
    let head = lines.find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---")?;
    Some(head.strip_prefix("kurso:")?.trim().split('/').next()?.trim_matches(['"', '\'']))
}

/// A manifest beside the clusters is somebody else's file.
fn is_manifest(text: &str) -> bool {
    let key = |key: &str| text.lines().any(|line| line.starts_with(key));
    !key("kurso:") && (key("apiVersion:") || key("kind:"))
}

fn broken(file: FileId, error: yaml::YamlError) -> Finding {
    let code = if error.limit { code::LIMIT_REACHED } else { code::INVALID_MODEL };
    Finding::new(code, Place::new(file, error.span), error.message)
}

/// The finding that `id` is no cluster.
#[must_use]
pub fn unknown_cluster(place: Place, id: &str, clusters: &Clusters) -> Finding {
    let ids: Vec<&str> = clusters.all.iter().map(|cluster| cluster.id.value.as_str()).collect();
    let finding = Finding::new(code::UNKNOWN_CLUSTER, place, format!("no cluster is called `{id}`"))
        .meant(id, ids.iter().copied());
    match (finding.help.is_empty(), ids.is_empty()) {
        (true, true) => finding.help("the course has no cluster files"),
        (true, false) => finding.help(format!("there is {}", ids.join(", "))),
        (false, _) => finding,
    }
}
