use super::*;
use crate::load::SourceTree;
use crate::span::Span;

#[test]
fn nothing_is_wrong_with_the_embedded_catalogue() {
    let catalogue = kubernetes();
    let messages: Vec<String> = catalogue.findings.into_iter().map(|finding| finding.message).collect();
    assert_eq!(messages, Vec::<String>::new());
    assert!(catalogue.value.components.values().all(|component| !component.source.is_empty()));
    assert!(catalogue.value.relations.iter().all(|relation| !relation.source.is_empty()));
}

fn read(text: &str) -> Checked<Clusters> {
    load(&SourceTree::from_files([("clusters/a.yaml", text), ("a.md", "")]), &ClusterConfig::default())
}

#[track_caller]
fn wrong(text: &str, expected: &[&str]) {
    let found: Vec<String> = read(text)
        .findings
        .iter()
        .map(|f| {
            format!(
                "{}@{} {}{}",
                f.code,
                &text[f.primary.place.span.range()],
                f.message,
                f.help.first().map_or(String::new(), |h| format!(" = {h}"))
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn ten_lines_are_a_cluster() {
    let clusters = read(
        "kurso: cluster/1\nid: ha\ntopology: stacked-etcd\nhighly_available: true\nnodes:\n  control-plane: {count: 3}\n  worker: {count: {min: 2}}\nload_balancers: {api: {targets: kube-apiserver}}\n",
    );
    assert_eq!(clusters.findings, []);
    let cluster = &clusters.value.all[0];
    assert_eq!(cluster.instances("etcd"), Some(model::Count::Exactly(3)));
    assert_eq!(cluster.instances("kubelet"), Some(model::Count::AtLeast(5)));
    assert!(cluster.has("api-load-balancer", &clusters.value.catalogue));
}

#[test]
fn external_members_run_only_where_a_group_says_so() {
    let clusters = read(
        "kurso: cluster/1\nid: x\ntopology: external-etcd\nnodes:\n  control-plane: {count: 3}\n  etcd: {plane: control-plane, count: 5, runs: {only: [etcd]}}\n",
    );
    let cluster = &clusters.value.all[0];
    assert_eq!(cluster.instances("etcd"), Some(model::Count::Exactly(5)));
    assert_eq!(
        cluster.node_count("control-plane", &clusters.value.catalogue),
        Some(model::Count::Exactly(3))
    );
}

#[test]
fn every_mistake_has_its_place_and_the_nearest_name() {
    wrong(
        "kurso: cluster/1\nid: x\ntopologie: single\nnodes:\n  control-plane: {count: many}\n  edge: {count: 1}\n  worker: {runs: {add: [kube-prxy]}}\nload_balancers: {api: {targets: kube-apiservr}}\nkubernetes: latest\n",
        &[
            "CFG001@topologie unknown key `topologie` = did you mean `topology`?",
            "CFG007@latest expected a version such as `\"1.36\"`, found `latest`",
            "CFG007@many expected a whole number from 0 to 5000, found `many`",
            "CFG007@edge the group `edge` does not say its `plane`: control-plane or worker",
            "CFG007@kube-prxy no component is called `kube-prxy` = did you mean `kube-proxy`?",
            "CFG007@kube-apiservr no component is called `kube-apiservr` = did you mean `kube-apiserver`?",
        ],
    );
}

#[test]
fn a_file_that_is_no_mapping_is_a_finding_and_no_panic() {
    assert_eq!(read("[1, 2]").findings.len(), 1);
    assert_eq!(read("a: [").findings.len(), 1);
    assert_eq!(read("").value.all.len(), 0);
}

#[test]
fn generated_diagrams_are_valid() {
    let clusters = read("kurso: cluster/1\nid: ha\nnodes: {control-plane: {count: 3}, worker: {count: 2}}\nload_balancers: {api: {targets: kube-apiserver}}\n").value;
    for text in [
        view::draw(
            &clusters.all[0],
            &clusters.catalogue,
            crate::lang::Language::Korean,
            view::View::Overview,
        )
        .mermaid(),
        view::neighbours("kube-apiserver", &clusters.catalogue, crate::lang::Language::English).mermaid(),
    ] {
        let mut code = crate::parse::ast::CodeText::default();
        code.push(&text, 0);
        let diagram = crate::parse::diagram::parse(
            code,
            Span::default(),
            &mut crate::diagnostic::Sink::new(crate::span::FileId(0)),
        );
        assert_eq!(diagram.problem, None, "{text}");
    }
}
