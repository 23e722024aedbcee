//! What figures, and the names in them, are bound to.

use crate::support::{check, folder, kurso, site};
use kurso::report::figures;

const CLUSTERS: &str = "//- course.yaml
kurso: course/1
clusters: {default: small}
//- clusters/small.yaml
kurso: cluster/1
id: small
nodes: {control-plane: {count: 1}, worker: {count: {min: 2}}}
//- clusters/outside.yaml
kurso: cluster/1
id: outside
title: {ko: 바깥 저장소 클러스터, en: Cluster with its store outside}
aliases: [분리형 클러스터]
topology: external-etcd
nodes:
  control-plane: {count: 3, runs: {remove: [etcd]}}
  store: {plane: control-plane, count: 3, aliases: [저장 서버], runs: {only: [etcd]}}
  office: {plane: worker, count: 2, aliases: [사무실 노드]}
  cloud: {plane: worker, count: 4, aliases: [클라우드 노드]}
load_balancers: {front: {targets: kube-apiserver, aliases: [정문]}}
";

/// `label = reference`, one line a name, of every figure of a page.
fn names(page: &str) -> String {
    let site = site(&format!("{CLUSTERS}//- a.md\n{page}"));
    let rows: serde_json::Value = serde_json::from_str(&figures::json(&site, "").unwrap()).unwrap();
    let names = rows.as_array().unwrap().iter().flat_map(|row| row["names"].as_array().unwrap());
    names
        .map(|name| format!("{} = {}\n", name["text"].as_str().unwrap(), name["to"].as_str().unwrap_or("-")))
        .collect()
}

#[test]
fn flowcharts_sequences_and_services_are_one_kind_of_figure() {
    assert_eq!(
        names(
            "# A\n\n```mermaid\ngraph TB\n    subgraph m[Master Node 1]\n        a[API Server 1] --> e[(etcd 1)]\n    end\n    w[Worker Node N] -->|6443| a\n    n[파드 네트워크]\n```\n"
        ),
        "Master Node 1 = control-plane#1\nAPI Server 1 = kube-apiserver#1\netcd 1 = etcd#1\nWorker Node N = worker#N\n파드 네트워크 = pod-network\n"
    );
    assert_eq!(
        names(
            "# A\n\n```mermaid\nsequenceDiagram\n    participant A as API 서버 2\n    participant E as etcd\n    actor U as 사용자\n    U->>A: 생성\n    A->>E: 저장\n```\n"
        ),
        "API 서버 2 = kube-apiserver#2\netcd = etcd\n사용자 = user\n"
    );
    assert_eq!(
        names(
            "# A\n\n```mermaid\narchitecture-beta\n    group cp(cloud)[Control Plane]\n    service api(server)[kube apiserver] in cp\n    service db(database)[etcd] in cp\n    api:R --> L:db\n```\n"
        ),
        "Control Plane = plane:control-plane\nkube apiserver = kube-apiserver\netcd = etcd\n"
    );
}

#[test]
fn trees_and_their_arrows_are_figures_too() {
    assert_eq!(
        names(
            "# A\n\n```\n워커 노드:\n├── kubelet: 에이전트\n├── kube-proxy → kube-apiserver: 감시\n└── Container Runtime\n```\n"
        ),
        "워커 노드 = worker\nkubelet = kubelet\nkube-proxy = kube-proxy\nkube-apiserver = kube-apiserver\nContainer Runtime = container-runtime\n"
    );
    check(
        "//- a.md\n# A\n\n```\n통신:\n├── kube-scheduler → etcd: 상태 저장\n├── kubelet → kube-apiserver: 보고\n└── kube-apiserver → etcd: 저장\n```\n",
        &["DMX004 a.md:5:5 `kube-scheduler` and `etcd` do not talk to each other"],
    );
}

#[test]
fn a_cluster_names_its_groups_and_load_balancers() {
    let figure = "```mermaid\ngraph TB\n    j[정문] --> a[kube-apiserver]\n    subgraph s[저장 서버]\n        e[(etcd)]\n    end\n    a --> e\n    c[클라우드 노드 2] --> j\n    o[office] --> j\n```\n";
    let named = format!("# A\n\n<!-- kurso: figure cluster=outside -->\n{figure}");
    let expected = "저장 서버 = group:store\n정문 = api-load-balancer\nkube-apiserver = kube-apiserver\netcd = etcd\n클라우드 노드 2 = group:cloud#2\noffice = group:office\n";
    assert_eq!(names(&named), expected);
    // Ids of groups are names only where the figure says which cluster it shows.
    assert_eq!(names(&format!("# 분리형 클러스터\n\n{figure}")), expected.replace("group:office", "-"));
    assert!(names(&format!("# A\n\n{figure}")).contains("정문 = -"));
}

#[test]
fn authors_bind_what_cannot_be_read() {
    let figure = "```mermaid\ngraph TB\n    subgraph B1[Seoul]\n        A2[(둘째)]\n    end\n    S[배정 담당] --> K[관문]\n```\n";
    assert_eq!(
        names(&format!(
            "# A\n\n<!-- kurso: figure cluster=outside -->\n<!-- kurso: bind A2=etcd#2 S=kube-scheduler K=kube-apiserver B1=store -->\n{figure}"
        )),
        "Seoul = group:store\n둘째 = etcd#2\n배정 담당 = kube-scheduler\n관문 = kube-apiserver\n"
    );
    check(
        &format!(
            "{CLUSTERS}//- a.md\n# A\n\n<!-- kurso: figure cluster=outside -->\n<!-- kurso: bind X=etcd S=kube-schedular -->\n{figure}"
        ),
        &[
            "CFG007 a.md:4:18 the figure has no `X`",
            "CFG007 a.md:4:27 `kube-schedular` stands for nothing in the catalogue or the cluster",
        ],
    );
}

#[test]
fn members_stand_where_the_named_cluster_runs_them() {
    let page = |inside: &str| {
        format!(
            "{CLUSTERS}//- a.md\n# A\n\n<!-- kurso: figure cluster=outside -->\n```mermaid\ngraph TB\n    subgraph s[{inside}]\n        e[(etcd)]\n    end\n    a[kube-apiserver] --> e\n```\n"
        )
    };
    check(&page("저장 서버"), &[]);
    check(&page("Control Plane"), &[]);
    check(
        &page("Control Plane Node"),
        &["DMX003 a.md:7:12 `etcd` does not run on control-plane of `outside`"],
    );
}

#[test]
fn counts_of_groups_are_held_against_the_cluster() {
    let page = |body: &str| {
        format!(
            "{CLUSTERS}//- a.md\n# A\n\n<!-- kurso: figure cluster=outside -->\n```mermaid\ngraph TB\n    a[kube-apiserver] --> e[(etcd)]\n{body}```\n"
        )
    };
    check(
        &page("    o1[사무실 노드 1] --> a\n    o2[사무실 노드 2] --> a\n    c[클라우드 노드 × 4] --> a\n"),
        &[],
    );
    check(
        &page("    o1[사무실 노드 1] --> a\n    o2[사무실 노드 2] --> a\n    o3[사무실 노드 3] --> a\n"),
        &["DMX012 a.md:9:8 the figure draws 3 nodes of office, `outside` has 2"],
    );
    check(
        &page("    c[클라우드 노드 × 3] --> a\n"),
        &["DMX012 a.md:7:7 the figure draws 3 nodes of cloud, `outside` has 4"],
    );
    check(
        &page("    w[Worker Node × 3] --> a\n"),
        &["DMX012 a.md:7:7 the figure draws 3 worker nodes, `outside` has 6"],
    );
}

#[test]
fn the_program_lists_figures_and_why() {
    let course = folder(&format!(
        "{CLUSTERS}//- a.md\n# A\n\n```mermaid\ngraph TB\n    a[kube-apiserver] --> e[(etcd)]\n```\n\n## 분리형 클러스터\n\n```\nControl Plane:\n├── kube-apiserver\n└── kube-scheduler\n```\n\n```mermaid\ngraph TB\n    x[ArgoCD] --> y[Git]\n```\n//- sub/b.md\n# B\n\n<!-- kurso: figure cluster=outside coverage=complete edges=initiates -->\n```mermaid\ngraph TB\n    a[kube-apiserver] --> e[(etcd)]\n```\n"
    ));
    let root = course.path();
    let text = |path: &std::path::Path| {
        String::from_utf8(kurso(&["figures", path.to_str().unwrap()]).stdout).unwrap()
    };
    let all =
        "a.md:4 diagram: small, partial (it names etcd, kube-apiserver; the cluster is the course's default)
a.md:11 tree: outside, partial (it names kube-apiserver, kube-scheduler; the heading names the cluster)
a.md:17 diagram: left alone (no two components, one of them by a name that means nothing else)
";
    let below = "sub/b.md:5 diagram: outside, complete, edges=initiates (it names its cluster)\n";
    assert_eq!(text(root), format!("{all}{below}"));
    assert_eq!(text(&root.join("a.md")), all);
    assert_eq!(text(&root.join("sub")), below);
}
