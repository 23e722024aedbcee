use super::*;
use crate::cluster;
use crate::config::Config;
use crate::load::SourceTree;

#[track_caller]
fn reads(label: &str, expected: &str) {
    let catalogue = cluster::kubernetes().value;
    let shown = reading::read(label, &catalogue).map_or_else(
        || "-".to_owned(),
        |reading| {
            let ordinal = match reading.ordinal {
                Some(Ordinal::Number(n)) => format!("#{n}"),
                Some(Ordinal::AndSoOn) => "#N".to_owned(),
                None => String::new(),
            };
            let port = reading
                .port
                .map_or(String::new(), |(a, b)| if a == b { format!(":{a}") } else { format!(":{a}-{b}") });
            let kind = match reading.entity {
                Entity::Component(_) => "",
                Entity::Plane(_) => "plane ",
                Entity::Node(_) => "node ",
                _ => "other ",
            };
            let times = reading.times.map_or(String::new(), |times| {
                format!("×{}{}", times.number, if times.or_more { "+" } else { "" })
            });
            format!("{kind}{}{ordinal}{port}{times}", reading.entity.id())
        },
    );
    assert_eq!(shown, expected, "{label}");
}

use crate::cluster::Entity;

#[test]
fn names_resolve_in_their_written_forms() {
    reads("API Server", "kube-apiserver");
    reads("API 서버 2", "kube-apiserver#2");
    reads("API Server: 6443", "kube-apiserver:6443");
    reads("etcd: 2379-2380", "etcd:2379-2380");
    reads("etcd-1", "etcd#1");
    reads("etcd 클러스터", "etcd");
    reads("Worker Node × 3", "node worker×3");
    reads("Worker Node x3", "node worker×3");
    reads("워커 노드 (3대)", "node worker×3");
    reads("워커 노드 2대 이상", "node worker×2+");
    reads("etcd × 3+", "etcd×3+");
    reads("Worker Linux 3", "-");
    reads("노드 관리 (kubelet)", "kubelet");
    reads("접수처\nAPI Server", "kube-apiserver");
    reads("컨테이너 런타임 (CRI)", "container-runtime");
    reads("Worker Node N", "node worker#N");
    reads("Data Plane (워커 노드들)", "plane worker");
    reads("Control Plane (마스터)", "plane control-plane");
    reads("마스터 노드 (Control Plane)", "node control-plane");
    reads("마스터 노드 1", "node control-plane#1");
    reads("API Server\nAZ-A", "kube-apiserver");
    reads("etcd\n(Leader)", "etcd");
    reads("etcd (Leader)", "etcd");
    reads("💾 etcd", "etcd");
    reads("1. etcd", "etcd");
    reads("🖥️ Worker Node 1", "node worker#1");
    reads("Scheduler\n(kube-scheduler)", "kube-scheduler");
    reads("Scheduler: Pod 배치", "kube-scheduler");
    reads("kube_scheduler", "kube-scheduler");
    reads("kube-apiserver\n:6443", "kube-apiserver:6443");
}

#[test]
fn homonyms_stand_for_nothing() {
    for label in [
        "API Server\napp:3000",
        "Pilot (Control Plane)",
        "istiod (Control Plane)",
        "node:18",
        "Service A",
        "Container 2\nAPI Server",
        "마이크로서비스",
        "API 서버 (REST, GraphQL)",
        "Controller 1",
        "etcd 통신",
        "API Server 통신",
        "Current State 확인",
        "kube-proxy 규칙",
    ] {
        reads(label, "-");
    }
}

fn figures(text: &str) -> Vec<Figure> {
    let tree = SourceTree::from_files([("a.md", text)]);
    let documents = crate::course::markdown_files(&tree)
        .map(|file| std::sync::Arc::new(crate::parse::parse(tree.file(file), Default::default())))
        .collect();
    let course = crate::course::resolve(documents, &tree, &Config::default()).value;
    let clusters = cluster::load(&tree, &crate::config::ClusterConfig::default()).value;
    bind(&course, &clusters, |_, _| None)
}

#[track_caller]
fn bound(text: &str, expected: bool) {
    assert_eq!(figures(text)[0].bound().is_some(), expected, "{text} {:?}", figures(text)[0].binding);
}

#[test]
fn figures_bind_on_evidence_only() {
    bound("```mermaid\ngraph TB\n A[API Server] --> B[etcd]\n```\n", true);
    bound("```mermaid\ngraph TB\n A[API Server] --> B[Scheduler]\n```\n", false);
    bound("```mermaid\ngraph TB\n A[API Server] --> B[(DB)]\n```\n", false);
    bound("## ArgoCD 구조\n\n```mermaid\ngraph TB\n A[API Server] --> B[etcd]\n```\n", false);
    bound("```mermaid\ngraph TB\n A[API Server] --> B[etcd]\n C-->D\n D-->E\n E-->F\n F-->G\n```\n", false);
    bound("```\n구성:\n\nControl Plane:\n├── etcd: 저장소\n└── Scheduler: 배치\n```\n", true);
    bound("```\n장점:\n├── 확장성\n└── 가용성\n```\n", false);
}

#[test]
fn controller_counts_in_company() {
    let text = "```mermaid\ngraph TB\n subgraph \"마스터 노드 1\"\n A[API Server 1]\n B[etcd 1]\n C[Controller 1]\n end\n```\n";
    assert_eq!(
        figures(text)[0].nodes[2].reading.as_ref().expect("a reading").entity,
        Entity::Component("kube-controller-manager".into())
    );
}
