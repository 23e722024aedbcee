//! Figures that kurso draws itself: true, drawable, and held to the same rules as the authors' own.

use crate::support::{found, site};
use insta::assert_snapshot;
use kurso::cluster::view::{self, View};
use kurso::lang::Language;
use std::path::Path;

/// The clusters of the shipped course, and some that leave things out.
fn clusters() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/clusters");
    let mut paths: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut fixture: String = paths
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            format!("//- clusters/{name}\n{}\n", std::fs::read_to_string(path).unwrap())
        })
        .collect();
    fixture += "//- clusters/bare.yaml\nkurso: cluster/1\nid: bare\nnodes: {control-plane: {count: 1}}\n";
    fixture += "//- clusters/full.yaml
kurso: cluster/1
id: full
title: \"Full \\\"quoted\\\" cluster\"
nodes:
  control-plane: {count: 5, zones: [a, b], runs: {add: [kube-proxy, cni-plugin, cloud-controller-manager]}}
  worker-a: {plane: worker, count: 2, runs: {add: [kube-proxy, cni-plugin, csi-driver, ingress-controller, metrics-server, coredns]}}
  worker-b: {plane: worker, count: {min: 1}, runs: {add: [cni-plugin]}}
load_balancers: {one: {targets: kube-apiserver, port: 8443/tcp}, two: {targets: kube-apiserver}}
ports: {kube-apiserver: {https: 16443/tcp}}
connections: [{from: metrics-server, to: coredns, kind: calls}]
";
    fixture
}

#[test]
fn every_view_of_every_cluster_is_true() {
    let clusters = clusters();
    let whole = site(&format!("{clusters}//- a.md\n# A\n"));
    for cluster in &whole.clusters.all {
        for (name, view) in View::ALL {
            for language in [Language::Korean, Language::English] {
                let drawing = view::draw(cluster, &whole.clusters.catalogue, language, *view);
                let id = &cluster.id.value;
                let text = format!(
                    "# A\n\n<!-- kurso: figure cluster={id} edges=initiates -->\n```mermaid\n{}```\n\n<!-- kurso: figure cluster={id} -->\n```\n{}```\n",
                    drawing.mermaid(),
                    drawing.tree()
                );
                let found: Vec<String> = found(&format!("{clusters}//- a.md\n{text}"))
                    .into_iter()
                    .filter(|line| line.contains("a.md"))
                    .collect();
                assert_eq!(found, Vec::<String>::new(), "{id} {name}\n{text}");
                let svg = kurso::render::picture::svg(&drawing, &whole.clusters.catalogue).unwrap();
                assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{id} {name}");
            }
        }
    }
}

#[test]
fn a_view_is_the_same_every_time() {
    let site = site(&format!("{}//- a.md\n# A\n", clusters()));
    let cluster = &site.clusters.all[site.clusters.find("ha-stacked").unwrap()];
    let drawing = view::draw(cluster, &site.clusters.catalogue, Language::Korean, View::Ha);
    assert_snapshot!("ha_stacked_mermaid", drawing.mermaid());
    assert_snapshot!("ha_stacked_tree", drawing.tree());
    let traffic = view::draw(cluster, &site.clusters.catalogue, Language::English, View::Traffic);
    assert_snapshot!("ha_stacked_traffic", traffic.mermaid());
}
