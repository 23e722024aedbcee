//! Catalogues of a course's own: over the built-in one, and for another domain altogether.

use crate::support::{check, found, found_beside_titles, site};

/// A small second domain: rules must hold in it without knowing it.
const WEB_SHOP: &str = "//- shop.yaml
kurso: catalogue/1
id: web-shop
title: {ko: 온라인 상점, en: Web shop}
planes:
  front: {title: {ko: 앞단, en: Front}, names: [앞단, Front], nodes: [앞단 서버, Front Server]}
  back: {title: {ko: 뒷단, en: Back}, names: [뒷단, Back], nodes: [뒷단 서버, Back Server]}
components:
  edge-balancer:
    plane: front
    hosts: []
    traits: [load-balancer]
    ports: {https: 443/tcp}
    names: {weak: [Load Balancer, 로드 밸런서]}
  storefront:
    plane: front
    required: true
    traits: [balanced]
    ports: {http: 8080/tcp}
    names: {strong: [Storefront, 상점 화면], weak: [Web]}
  order-service:
    plane: back
    required: true
    ports: {grpc: 9090/tcp}
    names: {strong: [Order Service, 주문 서비스], weak: [App]}
    role_words: {ko: [주문 접수], en: [takes orders]}
  order-store:
    plane: back
    required: true
    traits: [consensus]
    ports: {sql: 5432/tcp}
    names: {strong: [Order Store, 주문 저장소]}
    role_words: {ko: [주문 보관], en: [keeps orders]}
  price-cache:
    plane: back
    ports: {cache: 6379/tcp}
    names: {strong: [Price Cache, 가격 캐시]}
networks:
  front-network: {range: front, names: [Front Network]}
  back-network: {range: back, names: [Back Network]}
actors:
  shopper: {title: {ko: 손님, en: Shopper}, names: [손님, Shopper]}
relations:
  - {from: shopper, to: edge-balancer, kind: calls, port: edge-balancer.https, source: shop handbook 1}
  - {from: edge-balancer, to: storefront, kind: balances, port: storefront.http, source: shop handbook 1}
  - {from: storefront, to: order-service, kind: calls, port: order-service.grpc, source: shop handbook 2}
  - {from: order-service, to: [order-store, price-cache], kind: calls, source: shop handbook 3}
  - {from: order-store, to: order-store, kind: replicates, source: shop handbook 3}
forbidden:
  - {from: storefront, to: order-store, because: {ko: 화면은 저장소를 직접 열지 않는다, en: The storefront never opens the store itself.}, source: shop handbook 4}
  - {from: shopper, to: order-service, because: Shoppers reach the storefront only., source: shop handbook 4}
claims:
  - {id: store-is-cp, denies: [AP 저장소, AP store], near: [주문 저장소, Order Store], says: {ko: 주문 저장소는 과반이 있어야 쓴다., en: The order store writes with a majority only.}, source: shop handbook 5}
high_availability: {odd: true, least: 3, most: 7, source: shop handbook 6}
";

const SHOP: &str = "//- clusters/shop.yaml
kurso: cluster/1
id: shop
version: \"2.3\"
highly_available: true
nodes:
  front: {count: 2}
  back: {count: 3, zones: [a, b, c], runs: {add: [price-cache]}}
load_balancers: {edge: {targets: storefront}}
networks: {front: 10.0.0.0/16, back: 10.1.0.0/16}
";

fn shop(page: &str) -> Vec<String> {
    found_beside_titles(&format!("{WEB_SHOP}{SHOP}//- guide.md\n{page}"))
}

#[track_caller]
fn codes(page: &str, expected: &[&str]) {
    let found = shop(page);
    let codes: Vec<&str> = found.iter().map(|line| &line[..6]).collect();
    assert_eq!(codes, expected, "{found:#?}");
}

#[test]
fn a_true_figure_of_another_domain_is_silent() {
    codes(
        "# 상점

<!-- kurso: figure cluster=shop coverage=complete edges=initiates -->
```mermaid
graph TB
    c[손님] --> lb[로드 밸런서]
    subgraph f[앞단]
        w1[상점 화면 1]
        w2[상점 화면 2]
    end
    subgraph b[뒷단]
        app[주문 서비스 N]
        d1[(주문 저장소 1)]
        d2[(주문 저장소 2)]
        d3[(주문 저장소 3)]
        pc[가격 캐시]
    end
    lb --> w1
    lb --> w2
    w1 -->|9090| app
    w2 --> app
    app --> d1
    app --> d2
    app --> d3
    app --> pc
    d1 <--> d2
    d2 <--> d3
    d1 <--> d3
```

```
뒷단:
├── 주문 서비스: 주문 접수
├── 주문 저장소: 주문 보관
└── 가격 캐시: 최근 가격
```
",
        &[],
    );
}

#[test]
fn rules_hold_in_another_domain() {
    let figure = |body: &str| {
        format!("# Shop\n\n<!-- kurso: figure cluster=shop -->\n```mermaid\ngraph TB\n{body}```\n")
    };
    let drawn = |body: &str, expected: &[&str]| codes(&figure(body), expected);
    drawn("    w[Storefront] --> d[(Order Store)]\n", &["DMX004"]);
    drawn("    w[Storefront] --> c[Price Cache]\n", &["DMX005"]);
    drawn("    w[Storefrnot] --> a[Order Service]\n", &["DMX001"]);
    drawn(
        "    subgraph f[Front Server]\n    d[Order Store]\n    end\n    a[Order Service] --> d\n",
        &["DMX003"],
    );
    drawn("    w[Storefront] -->|5432| a[Order Service]\n", &["DMX007"]);
    drawn(
        "    lb[Load Balancer] --> w1[Web 1]\n    lb --> w2[Web 2]\n    w3[Web 3] --> a[Order Service]\n",
        &["DMX009", "DMX012"],
    );
    drawn("    a[Order Service] --> d1[Order Store 1]\n    a --> d2[Order Store 2]\n", &["DMX012"]);
    codes(
        "# Shop\n\n<!-- kurso: figure cluster=shop coverage=complete -->\n```mermaid\ngraph TB\n    subgraph b[Back]\n    a[Order Service]\n    c[Price Cache]\n    end\n    a --> c\n```\n",
        &["DMX010"],
    );
    codes(
        "# Shop\n\n<!-- kurso: figure cluster=shop edges=initiates -->\n```mermaid\ngraph TB\n    d[Order Store] --> a[Order Service]\n```\n",
        &["DMX006"],
    );
    codes(
        "# Shop\n\n```\nFront:\n├── Storefront\n├── Order Store\n└── Order Service\n```\n",
        &["TRE002", "TRE002"],
    );
    codes("# Shop\n\nThe Order Store is an AP store.\n", &["TRM003"]);
}

#[test]
fn clusters_of_another_domain_are_judged() {
    let cluster = |text: &str| {
        found(&format!("{WEB_SHOP}//- clusters/shop.yaml\nkurso: cluster/1\nid: shop\n{text}//- a.md\n# A\n"))
    };
    assert_eq!(
        cluster(
            "highly_available: true\nnodes: {front: {count: 2}, back: {count: 2}}\nload_balancers: {e: {targets: storefront}}\n"
        ),
        ["HAT002 clusters/shop.yaml:4:42 the failure of a node leaves too few: order-store has 2 members"]
    );
    assert_eq!(
        cluster(
            "nodes: {front: {count: 2}, back: {count: 3}}\nnetworks: {front: 10.0.0.0/8, back: 10.1.0.0/16}\n"
        ),
        [
            "HAT005 clusters/shop.yaml:3:24 2 instances of storefront and no load balancer before them",
            "NET001 clusters/shop.yaml:4:37 the back network 10.1.0.0/16 overlaps the front network 10.0.0.0/8"
        ]
    );
}

#[test]
fn names_of_the_built_in_domain_mean_nothing_in_another() {
    codes(
        "# Shop\n\n```mermaid\ngraph TB\n    s[kube-scheduler] --> e[(etcd)]\n    a[kube-apiserver] --> e\n```\n",
        &[],
    );
}

const MESH: &str = "//- mesh.yaml
kurso: catalogue/1
components:
  envoy:
    title: {ko: 엔보이 사이드카, en: Envoy sidecar}
    plane: worker
    ports: {inbound: 15006/tcp}
    names: {strong: [Envoy, 엔보이, 사이드카 프록시]}
  kube-apiserver:
    names: {strong: [관문 서버]}
    ports: {https: 8443/tcp}
relations:
  - {from: envoy, to: kube-proxy, kind: forwards}
  - {from: kube-scheduler, to: etcd, kind: calls}
forbidden:
  - {from: envoy, to: etcd, because: Sidecars know nothing of etcd.}
";

#[test]
fn a_course_adds_components_and_names() {
    let page = "//- a.md\n# A\n\n```mermaid\ngraph TB\n    e[Envoy] --> p[kube-proxy]\n    g[관문 서버] --> d[(etcd)]\n    e --> d\n```\n";
    check(&format!("{MESH}{page}"), &["DMX004 a.md:7:5 `Envoy` and `etcd` do not talk to each other"]);
    let site = site(&format!("{MESH}{page}"));
    let found = kurso::check::check(&site);
    let finding = &found.iter().find(|own| own.finding.code.0 == "DMX004").unwrap().finding;
    assert_eq!(finding.source.as_deref(), Some("mesh.yaml"), "facts of a course come from its file");
}

#[test]
fn a_course_overrides_ports_and_what_is_forbidden() {
    let page = "//- a.md\n# A\n\n```mermaid\ngraph TB\n    k[kubelet] -->|8443| a[kube-apiserver]\n    s[kube-scheduler] --> d[(etcd)]\n    k -->|6443| a\n```\n";
    check(
        &format!("{MESH}{page}"),
        &["DMX007 a.md:7:11 `6443` is no port between kubelet and kube-apiserver"],
    );
}

#[test]
fn a_cluster_has_ports_of_its_own() {
    let cluster = "//- clusters/c.yaml\nkurso: cluster/1\nid: c\nnodes: {control-plane: {count: 1}, worker: {count: 2}}\nports: {kube-apiserver: {https: 16443/tcp}}\n";
    let page = "//- a.md\n# A\n\n<!-- kurso: figure cluster=c -->\n```mermaid\ngraph TB\n    k[kubelet] -->|16443| a[kube-apiserver]\n    k -->|6443| a\n```\n";
    check(
        &format!("{cluster}{page}"),
        &["DMX007 a.md:7:11 `6443` is no port between kubelet and kube-apiserver"],
    );
}

#[test]
fn mistakes_in_a_catalogue_have_their_places() {
    let text = "//- x.yaml
kurso: catalogue/1
extends: nomad
//- y.yaml
kurso: catalogue/1
component: {}
components:
  a: {plane: workr}
  b: {plane: worker, traits: [voting], names: {strong: [Same]}}
  c: {plane: worker, names: {strong: [same]}, ports: {p: many}}
  d!: {plane: worker}
  e: {names: {weak: [Eee]}}
relations:
  - {from: b, to: nobody}
versions: {supported: [\"1.40\", \"1.30\"]}
//- z.yaml
kurso: catalogue/1
id: one
//- z2.yaml
kurso: catalogue/1
id: two
//- a.md
# A
";
    let found = found(text);
    assert_eq!(
        found,
        [
            "CFG007 x.yaml:2:10 no catalogue is called `nomad`",
            "CFG001 y.yaml:2:1 unknown key `component`",
            "CFG007 y.yaml:4:14 no plane is called `workr`",
            "CFG007 y.yaml:5:14 no plane is called `worker`",
            "CFG007 y.yaml:6:14 no plane is called `worker`",
            "CFG007 y.yaml:7:3 an id has letters, digits, `-` and `_` only",
            "CFG007 y.yaml:8:3 the component `e` does not say its `plane`",
            "CFG007 y.yaml:10:12 no component or thing is called `b`",
            "CFG007 y.yaml:10:19 no component or thing is called `nobody`",
            "CFG007 y.yaml:11:23 expected the oldest and the newest supported version",
            "CFG007 z2.yaml:2:5 a course has one domain, and this one is about `one`",
        ]
    );
}
