//! What once was called a mistake and is none: the shapes in which people write, each of which must stay without a finding.

use crate::support::{check, found as all_found, found_beside_titles as found};

#[track_caller]
fn silent(name: &str, text: &str) {
    let fixture = if text.starts_with("//- ") { text.to_owned() } else { format!("//- a.md\n# T\n\n{text}") };
    assert_eq!(found(&fixture), Vec::<String>::new(), "{name}:\n{text}");
}

fn diagram(body: &str) -> String {
    format!("```mermaid\ngraph TB\n{body}\n```\n")
}

#[test]
fn names_with_more_words_are_no_misspellings() {
    for label in [
        "kube-scheduler<br/>Filter & Score",
        "kube-proxy DaemonSet",
        "metrics-service",
        "App LB",
        "CRI Plugin",
        "etcd-server",
    ] {
        silent(
            "label",
            &diagram(&format!("  A[kube-apiserver] --> B[etcd]\n  K[kubelet] --> A\n  X[\"{label}\"]")),
        );
    }
    silent(
        "tree",
        "```\nControl Plane:\n├── kube-apiserver.yaml\n├── etcd.yaml\n├── kube-scheduler 로그: 확인\n└── etcd: 저장소\n```\n",
    );
}

#[test]
fn whom_something_talks_to_is_not_where_it_runs() {
    silent("arrow", "```\nWorker Node:\n├── kubelet → API Server: 상태 보고\n└── kube-proxy: 규칙\n```\n");
    silent(
        "child",
        "```\n워커 노드:\n├── kubelet: 노드 에이전트\n│   └── API Server: Pod 명세 수신\n└── kube-proxy\n```\n",
    );
}

#[test]
fn an_order_is_no_connection() {
    silent(
        "chain",
        "```mermaid\ngraph LR\n  A[etcd] --> B[API Server] --> C[Controller Manager] --> D[Scheduler] --> E[kubelet]\n```\n",
    );
    silent("steps", &diagram("  S[kube-scheduler] -->|\"3. 이벤트\"| K[kubelet]\n  A[kube-apiserver] --> K"));
}

#[test]
fn what_is_denied_is_not_said() {
    for edge in ["S -. \"직접 접근 금지\" .-> E", "S --x E", "S -- \"❌\" --> E", "S ~~~ E"] {
        silent(
            edge,
            &diagram(&format!("  A[kube-apiserver] --> E[(etcd)]\n  S[kube-scheduler] --> A\n  {edge}")),
        );
    }
}

#[test]
fn other_systems_are_left_alone() {
    silent(
        "service discovery",
        &diagram("  C[클라이언트] --> LB[로드 밸런서]\n  C --> R[(etcd)]\n  LB --> S1[주문 서비스]"),
    );
    silent(
        "swarm",
        "## 스웜\n\n```mermaid\ngraph TB\n  subgraph \"Worker Node\"\n    R[containerd]\n  end\n  A[API Server] --> S[Scheduler] --> R\n```\n",
    );
    silent(
        "istio",
        "## Istio 아키텍처\n\n### 동작\n\n```mermaid\ngraph TB\n  subgraph \"Data Plane\"\n    A[API Server]\n    K[kubelet]\n    S[Scheduler]\n  end\n```\n",
    );
}

#[test]
fn two_clusters_and_failures_are_no_incomplete_ones() {
    silent(
        "side by side",
        &diagram(
            "  subgraph \"클러스터 A\"\n    E1[etcd 1] <--> E2[etcd 2]\n    E2 <--> E3[etcd 3]\n    A[kube-apiserver] --> E1\n  end\n  subgraph \"클러스터 B\"\n    F1[etcd 1]\n    F2[etcd 2]\n    F3[etcd 3]\n  end",
        ),
    );
    silent(
        "failure",
        &diagram(
            "  LB[Load Balancer] --> A1[kube-apiserver 1]\n  LB --> A2[kube-apiserver 2]\n  A3[\"kube-apiserver 3 (장애)\"]\n  A1 --> E[(etcd)]\n  A2 --> E",
        ),
    );
}

#[test]
fn an_application_has_an_api_server_too() {
    silent(
        "worker",
        &diagram(
            "  subgraph \"Worker Node 1\"\n    K[kubelet] --> R[containerd]\n    P[kube-proxy]\n    W[Web Server]\n    A[API Server]\n  end",
        ),
    );
}

#[test]
fn what_another_diagram_draws_is_drawn() {
    silent(
        "two diagrams",
        "## 구조\n\n```mermaid\ngraph TB\n  subgraph \"Control Plane\"\n    A[API Server] --> E[etcd]\n  end\n```\n\n```mermaid\ngraph TB\n  subgraph \"Control Plane\"\n    S[Scheduler] --> B[API Server]\n  end\n```\n\n```\nControl Plane:\n├── API Server\n├── etcd\n└── Scheduler\n```\n",
    );
}

#[test]
fn amounts_are_no_minutes() {
    let session = |text: &str| {
        format!(
            "//- week_01/day_01/README.md\n# Week 1 Day 1: D\n\n- **총 세션**: 1개 (각 20분)\n//- week_01/day_01/session_01.md\n# Session 1: A\n\n## 학습 목표 (5분)\n- x\n\n{text}"
        )
    };
    silent("amount", &session("## 1. 로그 보존 - 24시간\n\n### rate 함수 (5m)\n\n### 저장 용량 (100 M)\n"));
    silent("hours", &session("## 1. 복구 (15분)\n\n### 감지 (5분)\n\n### 복구 목표 (4시간)\n"));
    silent("tracks", &session("## 1. 과제 (15분)\n\n### 초급 (15분)\n\n### 중급 (15분)\n"));
}

#[test]
fn other_tools_have_yaml_too() {
    silent(
        "manifest",
        "//- a.md\n# A\n//- clusters/eks.yaml\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n",
    );
    silent("course", "//- a.md\n# A\n//- course.yaml\nname: other\nweeks: 5\n");
}

#[test]
fn links_to_what_is_left_out_are_not_judged() {
    let course = crate::support::folder(
        "//- a.md\n# A\n\n[x](.hidden/b.md) [y](drafts/c.md)\n//- .hidden/b.md\n# B\n//- drafts/c.md\n# C\n//- course.yaml\nkurso: course/1\nexclude: [\"drafts/**\"]\n",
    );
    let output = crate::support::kurso(&["check", course.path().to_str().unwrap()]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

#[test]
fn a_position_line_may_name_the_session_before() {
    let day = |said: &str| {
        format!(
            "//- week_01/day_01/README.md\n# Week 1 Day 1: D\n\n[1](session_01.md) [2](session_02.md)\n//- week_01/day_01/session_01.md\n# Session 1: A\n//- week_01/day_01/session_02.md\n# Session 2: B\n\n## 교과과정에서의 위치\n{said}\n"
        )
    };
    silent(
        "before",
        &day("이 세션은 **Week 1 > Day 1 > Session 1**에 이어지는 **Week 1 > Day 1 > Session 2**입니다."),
    );
    let wrong = found(&day("이 세션은 **Week 1 > Day 1 > Session 1**입니다."));
    assert!(wrong.iter().any(|line| line.contains("STR003")), "{wrong:?}");
}

#[test]
fn numbered_beside_unnumbered_are_not_one_set() {
    silent(
        "targets",
        &diagram(
            "  LB[로드 밸런서] --> A1[API Server 1]\n  LB --> A2[API Server 2]\n  A[API Server] --> E[(etcd)]\n  K[kubelet] --> A",
        ),
    );
}

/// Drawings that explain a command line, or lead from box to box, are no trees with a level missing.
#[test]
fn callouts_and_flows_are_no_broken_trees() {
    check(
        "//- a.md\n# A\n\n```\nkubectl get pods -A\n│       │   │    └─ 모든 네임스페이스\n│       │   └─ 종류\n│       └─ 동사\n└─ 프로그램\n```\n\n```\n브라우저\n   ↓\nIngress (경로)\n   ├── /api → 서버\n   └── / → 화면\n   ↓\nService\n```\n",
        &[],
    );
    // A tree with two wrong lines of one kind is one finding.
    let broken =
        found("//- a.md\n# A\n\n```\n구성:\n├── 하나\n│           └── 셋\n├── 둘\n│           └── 넷\n```\n");
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(broken[0].starts_with("TRE005 a.md:6"), "{broken:?}");
}

/// Nobody plans minutes for a list of links.
#[test]
fn a_list_of_links_needs_no_minutes() {
    let session = |last: &str| {
        format!(
            "//- week_01/day_01/session_01.md\n# Session 1: 가\n\n## 1. 나 (10분)\n\n글.\n\n## 2. 다 (10분)\n\n글.\n\n## 3. 더 읽을거리\n\n{last}\n"
        )
    };
    check(&session("- [하나](https://kubernetes.io/docs/)\n- [둘](https://kubernetes.io/blog/): 소식"), &[]);
    let told = found(&session("글."));
    assert!(told.iter().any(|line| line.starts_with("TIM004")), "{told:?}");
}

/// One pair of colours is one decision, however many nodes have it.
#[test]
fn a_pair_of_colours_is_told_once_a_figure() {
    let told = found(
        "//- a.md\n# A\n\n```mermaid\nflowchart LR\n    A --> B --> C\n    style A fill:#1565c0\n    style B fill:#1565c0\n    style C fill:#000080\n```\n",
    );
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("the text of `A` and 1 more has a contrast"), "{told:?}");
    assert!(told[1].contains("the text of `C` has a contrast"), "{told:?}");
}

/// A box that nothing leads to may be a remark, where kurso does not know what the figure is about.
#[test]
fn a_box_without_an_edge_is_told_where_a_model_knows_it() {
    check(
        "//- a.md\n# A\n\n```mermaid\nflowchart LR\n    A[주문] --> B[결제]\n    B --> C[포장]\n    C --> D[배송]\n    N[밤에는 쉰다]\n```\n",
        &[],
    );
}

/// A line in bold, and the title of what is folded, say what stands below.
#[test]
fn a_bold_line_is_a_caption() {
    let figure = "```mermaid\nflowchart LR\n    A --> B\n```\n";
    for above in [
        "**배포의 흐름**\n",
        "글.\n**배포의 흐름**\n",
        "<details>\n<summary>배포의 흐름</summary>\n\n",
        "<b>The flow</b>\n\n",
    ] {
        assert_eq!(
            all_found(&format!("//- a.md\n# A\n\n글.\n\n{above}{figure}")),
            Vec::<String>::new(),
            "{above}"
        );
    }
    assert_eq!(all_found(&format!("//- a.md\n# A\n\n글 **굵게** 글.\n\n{figure}")).len(), 1);
}

/// What a course does everywhere is its style, and is told once.
#[test]
fn a_jump_of_headings_throughout_a_course_is_told_once() {
    let page = |at: usize| format!("//- p{at}.md\n# P{at}\n\n### 가\n\n### 나\n");
    let few: String = (1..4).map(page).collect();
    assert_eq!(all_found(&few).len(), 3);
    let many: String = (1..9).map(page).collect();
    assert_eq!(
        all_found(&many),
        [
            "STR006 p1.md:3:1 this heading is of level 3, the one above of level 1; so it is in 7 more places of 8 pages"
        ]
    );
}

/// Who ignores one place has said nothing of the others, and a style is what stands on many pages beside those.
#[test]
fn an_ignored_place_silences_no_other() {
    let ignored = "//- p0.md\n# P0\n\n<!-- kurso: ignore STR006 -- so it came -->\n### 가\n";
    let page = |at: usize| format!("//- p{at}.md\n# P{at}\n\n### 가\n");
    let many: String = (1..6).map(page).collect();
    assert_eq!(
        all_found(&format!("{ignored}{many}")),
        [
            "STR006 p1.md:3:1 this heading is of level 3, the one above of level 1; so it is in 4 more places of 5 pages"
        ]
    );
    let host = |at: usize| format!("//- p{at}.md\n# P{at}\n\n[docs](http://docs.kurso.dev/p{at})\n");
    let hosts: String = (1..6).map(host).collect();
    let told = all_found(&hosts);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].ends_with("is linked without encryption; so it is in 4 more places of 5 pages"),
        "{told:?}"
    );
}

/// A draft is one that says so; other tools write days and templates there.
#[test]
fn what_is_no_word_of_yes_or_no_is_told_for_drafts_only() {
    check("//- a.md\n---\npublished: 2024-03-01\n---\n# A\n\nText.\n", &[]);
    let told = all_found("//- a.md\n---\ndraft: nearly\n---\n# A\n\nText.\n");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("a.md:2:8 `draft: nearly` does not say whether the page is a draft"),
        "{told:?}"
    );
}

/// The decoration of a comment is no arrow, and a node may be called `link`.
#[test]
fn comments_with_hyphens_and_nodes_called_link_are_what_they_are() {
    check(
        "//- a.md\n# A\n\n```mermaid\nflowchart LR\n  %% ---- group a ----\n  A[one] --> B[two]\n  B --> link\n  link --> C\n  style A fill:#fff\n  click A \"https://kubernetes.io\"\n```\n",
        &[],
    );
}
