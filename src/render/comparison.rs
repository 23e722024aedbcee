//! The clusters of a course side by side: one page, made of the models.

use super::view::{ChipView, ComparisonRow, ComparisonView, LinkView};
use super::{RenderError, Renderer};
use crate::cluster::model::{Cluster, Count, tolerated_failures};
use crate::cluster::view::group_title;

/// The page's name in the folder of the model.
pub(super) const FILE_NAME: &str = "compare.html";

/// A page with a column for each cluster, and a row for each thing in which they may differ.
pub(super) fn page(renderer: &Renderer) -> Result<Vec<u8>, RenderError> {
    let path = format!("{}/{FILE_NAME}", renderer.model_folder);
    let language = renderer.language();
    let clusters: Vec<&Cluster> = renderer.scope().clusters().map(|(_, cluster)| cluster).collect();
    let mut frame = renderer.frame(&path, renderer.word("comparison"), "comparison");
    frame.page.breadcrumbs = super::model_page::crumbs(renderer, &path);
    let columns = clusters
        .iter()
        .map(|cluster| LinkView {
            title: cluster.title.get(language).to_owned(),
            url: Some(renderer.cluster_url(&path, &cluster.id.value)),
            context: None,
        })
        .collect();
    let mut rows: Vec<ComparisonRow> = texts(renderer);
    rows.push(ComparisonRow {
        title: renderer.word("who_runs_what").to_owned(),
        texts: Vec::new(),
        groups: clusters.iter().map(|cluster| groups(renderer, &path, cluster)).collect(),
    });
    renderer.theme.render("comparison.html", &ComparisonView { frame, columns, rows })
}

/// Rows in words; those of which no cluster says anything are left out.
fn texts(renderer: &Renderer) -> Vec<ComparisonRow> {
    let catalogue = &renderer.site().clusters.catalogue;
    let yes_or_no = |yes: bool| Some(renderer.word(if yes { "yes" } else { "no" }).to_owned());
    let members = |cluster: &Cluster| -> Vec<(String, Count)> {
        let count = |id: &str| {
            Some((catalogue.title(id)?.get(renderer.language()).to_owned(), cluster.instances(id)?))
        };
        cluster.consensus(catalogue).filter_map(count).collect()
    };
    let said = |of: &dyn Fn(&Cluster) -> Option<String>| -> Vec<String> {
        renderer.scope().clusters().map(|(_, cluster)| of(cluster).unwrap_or_default()).collect()
    };
    let joined = |all: Vec<String>| Some(all.join(", ")).filter(|text| !text.is_empty());
    let rows = [
        ("version", said(&|cluster| cluster.version.as_ref().map(|version| version.value.to_string()))),
        ("topology", said(&|cluster| Some(cluster.topology.name().to_owned()))),
        ("highly_available", said(&|cluster| yes_or_no(cluster.highly_available.is_some()))),
        (
            "members",
            said(&|cluster| {
                joined(members(cluster).iter().map(|(name, count)| format!("{name} × {count}")).collect())
            }),
        ),
        (
            "tolerates",
            said(&|cluster| {
                let least = |(_, count): &(String, Count)| tolerated_failures(count.least());
                joined(members(cluster).iter().map(|member| least(member).to_string()).collect())
            }),
        ),
        (
            "load_balancers",
            said(&|cluster| {
                let all = cluster.load_balancers.iter();
                joined(
                    all.map(|balancer| format!("{} → {}", balancer.id.value, balancer.targets.value))
                        .collect(),
                )
            }),
        ),
        (
            "networks",
            said(&|cluster| {
                let all = cluster.networks.iter();
                joined(all.map(|(key, range)| format!("{key} {}", range.value)).collect())
            }),
        ),
    ];
    rows.into_iter()
        .filter(|(_, texts)| texts.iter().any(|text| !text.is_empty()))
        .map(|(key, texts)| ComparisonRow { title: renderer.word(key).to_owned(), texts, groups: Vec::new() })
        .collect()
}

/// The node groups of a cluster with what runs there.
fn groups(renderer: &Renderer, from: &str, cluster: &Cluster) -> Vec<(String, Vec<ChipView>)> {
    let catalogue = &renderer.site().clusters.catalogue;
    let group = |group: &crate::cluster::model::NodeGroup| {
        let title = format!("{} × {}", group_title(group, catalogue, renderer.language()), group.count.value);
        (title, group.runs.iter().map(|component| renderer.chip(from, component)).collect())
    };
    cluster.groups.iter().map(group).collect()
}
