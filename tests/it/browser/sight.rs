//! What a person sees of each part of the site: it is in the window, not covered, not cut off, and its text can be read.

use super::Reader;
use crate::support::folder;
use serde_json::json;

/// Says what is wrong with the sight of an element, after it was scrolled to; nothing where it is seen.
const SIGHT: &str = r"
// The contrast of two colours as computed styles have them, or as bytes.
window.contrast = function (one, other) {
    const bytes = colour => Array.isArray(colour) ? colour : colour.match(/[\d.]+/g).slice(0, 3);
    const light = colour => { const [r, g, b] = bytes(colour).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4) }); return .2126 * r + .7152 * g + .0722 * b + .05 };
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return a / b;
};
window.sight = function (selector) {
    const element = document.querySelector(selector);
    if (!element) return 'is not there';
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const box = [...element.getClientRects()].find(box => box.width > 1 && box.height > 1);
    if (!box) return 'has no size';
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 'is invisible';
    const inside = (inner, outer) => inner.left >= outer.left - 2 && inner.right <= outer.right + 2
        && (inner.height > outer.height || inner.top >= outer.top - 2 && inner.bottom <= outer.bottom + 2);
    if (!inside(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight, height: innerHeight })) return 'is out of the window';
    for (let around = element.parentElement; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (/hidden|clip/.test(style.overflowX + style.overflowY) && around !== document.documentElement && around !== document.body
            && !inside(box, around.getBoundingClientRect())) return 'is cut off by ' + around.className;
    }
    const clipped = getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
    if (clipped) return 'is longer than its place';
    const top = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), Math.min(box.top + Math.min(box.height, innerHeight) / 2, innerHeight - 1));
    if (top && !element.contains(top) && !top.contains(element)) return 'is covered by ' + top.tagName + '.' + (top.className.baseVal ?? top.className);
    const text = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!text) return '';
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const bytes = (colours) => {
        canvas.clearRect(0, 0, 1, 1);
        colours.forEach(colour => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); });
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const grounds = [];
    for (let around = element; around; around = around.parentElement) grounds.unshift(getComputedStyle(around).backgroundColor);
    const paper = getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? '#000' : '#fff';
    const style = getComputedStyle(element);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    const ratio = contrast(bytes([paper, ...grounds, ink]), bytes([paper, ...grounds]));
    const size = parseFloat(style.fontSize);
    if (size < 10) return 'has letters of ' + size + ' pixels';
    const least = size >= 24 || size >= 18.5 && Number(style.fontWeight) >= 700 ? 3 : 4.5;
    return ratio < least - .05 ? 'has a contrast of ' + ratio.toFixed(1) : '';
};";

impl Reader {
    /// Looks at elements of the page that is open; returns those that nobody sees, with the reason.
    fn unseen(&mut self, selectors: &[&str]) -> Vec<String> {
        self.browser.evaluate(SIGHT);
        let mut wrong = Vec::new();
        for selector in selectors {
            let why = self.browser.evaluate(&format!("sight({})", json!(selector)));
            let why = why.as_str().unwrap_or("cannot be looked at").to_owned();
            if !why.is_empty() {
                wrong.push(format!("`{selector}` {why}"));
            }
        }
        wrong
    }

    fn window(&mut self, width: u32, dark: bool) {
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.browser.call("Emulation.setDeviceMetricsOverride", metrics);
        self.browser.call("Emulation.setTouchEmulationEnabled", json!({"enabled": width < 600}));
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.browser.call("Emulation.setEmulatedMedia", media);
    }
}

const COURSE: &str = "\
//- course.yaml
kurso: course/1
title: 작은 과정
//- README.md
# 작은 과정

처음 글.
//- GLOSSARY.md
# 용어집

## 파드
- **정의**: 함께 배치되는 컨테이너들
//- week_01/day_01/README.md
# Week 1 Day 1: 첫날
//- week_01/day_01/session_01.md
# Session 1: 처음 (50분)

## 1. 클러스터 (30분)

파드 하나를 본다. [둘째](./session_02.md)로 가고 각주[^1]를 읽는다. https://kubernetes.io/docs/

> [!NOTE]
> 알림 글.

> 인용한 글.

| 이름 | 값 |
|---|---|
| 가 | `나` |

- [ ] 할 일

```bash
kubectl get pods
```

<!-- kurso: tabs -->
- 리눅스

  탭 안의 글
- 맥

  다른 글

<details><summary>정답</summary>

풀이 글

</details>

[^1]: 각주의 글.

```mermaid
graph LR
    accTitle: 넓은 그림
    U[사용자 한 사람] --> V[첫째 상자] --> W[둘째 상자] --> X[셋째 상자] --> A
    K[kubelet] --> A[kube-apiserver]
    D[kube-scheduler] --> A
    F[kube-controller-manager] --> A
    A --> E[(etcd)]
    style D fill:#1f2937,color:#fff
    style F fill:navy
    style X fill:lightyellow
```

```
Control Plane:
├── kube-apiserver: 허브
└── etcd: 저장소
```

## 강사 노트

강사만 읽는 글.

## 2. 마무리 (20분)

끝.
//- week_01/day_01/session_02.md
# Session 2: 둘째

## 1. 글 (10분)

글.
";

const PAGE: &str = "week_01/day_01/session_01.html";

/// What stands on a session's page at every width.
const EVERYWHERE: &[&str] = &[
    ".k-site-title",
    ".k-search-open .k-icon",
    ".k-scheme",
    ".k-breadcrumbs a",
    "h1",
    ".k-length",
    ".k-print",
    ".k-chip",
    ".k-section h2",
    ".k-section h2 .k-minutes",
    ".k-term",
    ".k-prose p a[href='session_02.html']",
    ".k-footnote-ref a",
    ".k-alert-title",
    ".k-prose blockquote p",
    ".k-table th",
    ".k-table td code",
    ".k-task input",
    ".k-code code",
    ".k-tab-bar button",
    ".k-prose details summary",
    ".k-footnotes li p",
    ".k-figure-number",
    ".k-badge",
    ".k-figure-tools button",
    ".k-figure .nodeLabel .k-line",
    ".k-tree-header .k-tree-name",
    ".k-tree-description",
    ".k-tree-source summary",
    ".k-mark-done",
    ".k-pager-next .k-pager-title",
    ".k-generator",
    ".k-source code",
];

#[test]
fn every_part_of_a_page_is_seen() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    let mut wrong = Vec::new();
    for (width, dark, more) in [
        (1280, false, &[".k-nav [aria-current] .k-nav-title", ".k-rail-head", ".k-rail a .k-toc-title"][..]),
        (1280, true, &[][..]),
        (390, false, &[".k-toc-inline summary", ".k-menu .k-icon"][..]),
        (390, true, &[][..]),
    ] {
        reader.window(width, dark);
        reader.open(PAGE);
        let unseen = reader.unseen(&[EVERYWHERE, more].concat());
        wrong.extend(unseen.into_iter().map(|why| format!("{width} dark {dark}: {why}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_opens_is_seen() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    let mut wrong: Vec<String> = Vec::new();
    for width in [1280, 390] {
        reader.window(width, false);
        reader.open(PAGE);
        // A term's card.
        reader.browser.evaluate("document.querySelector('.k-term').focus()");
        reader.wait("document.getElementById('K-card-tip') !== null");
        let apart = "(() => { const card = document.getElementById('K-card-tip').getBoundingClientRect(), term = document.querySelector('.k-term').getBoundingClientRect(); return Math.min(Math.abs(card.top - term.bottom), Math.abs(term.top - card.bottom)) })()";
        let apart = reader.browser.evaluate(apart).as_f64().unwrap();
        if apart > 30.0 {
            wrong.push(format!("{width}: the card stands {apart} pixels from its term"));
        }
        wrong.extend(reader.unseen(&["#K-card-tip"]));
        reader.key("Escape");
        // The button of a block of code.
        reader.browser.evaluate("document.querySelector('.k-code-copy').focus()");
        wrong.extend(reader.unseen(&[".k-code-copy .k-icon"]));
        reader.browser.evaluate(
            "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }; document.querySelector('.k-code-copy').click()",
        );
        reader.wait("window.copied === 'kubectl get pods'");
        // The search.
        reader.browser.evaluate("document.querySelector('.k-search-open').click()");
        reader.wait("document.getElementById('K-search').open");
        reader.type_text("상자");
        reader.wait("document.querySelector('.k-hit-title') !== null");
        wrong.extend(reader.unseen(&[".k-hit-title", ".k-search-status", ".k-search-close .k-icon"]));
        reader.key("Escape");
        reader.wait("!document.getElementById('K-search').open");
        // A picture that does not fit says so, and begins so large that it can be read.
        wrong.extend(reader.unseen(&[".k-figure-cut .k-tool-word"]));
        reader.browser.evaluate("document.querySelector('.k-figure-tools button').click()");
        reader.wait("document.querySelector('.k-zoom[open] svg') !== null");
        wrong.extend(reader.unseen(&[".k-zoom .nodeLabel .k-line", ".k-zoom-bar button .k-icon"]));
        let size = "document.querySelector('.k-zoom .nodeLabel').getBoundingClientRect().height";
        let height = reader.browser.evaluate(size).as_f64().unwrap();
        if height < 17.0 {
            wrong.push(format!("{width}: a line of a label is {height} pixels high"));
        }
        reader.key("Escape");
        reader.wait("document.querySelector('.k-zoom') === null");
        // Tabs, answers, the menu of a small window.
        reader.browser.evaluate("document.querySelectorAll('.k-tab-bar button')[1].click(); document.querySelector('.k-prose details').open = true");
        wrong.extend(reader.unseen(&[".k-tab:not(.k-tab-hidden) > p:last-child", ".k-prose details > p"]));
        if width < 600 {
            reader.browser.evaluate("document.querySelector('.k-menu').click()");
            reader.wait("document.querySelector('.k-nav').getBoundingClientRect().left >= 0");
            wrong.extend(reader.unseen(&[".k-nav [aria-current] .k-nav-title", ".k-nav-close .k-icon"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn those_who_teach_see_what_is_theirs() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "instructor") else { return };
    reader.window(1280, false);
    reader.open(PAGE);
    let mut wrong = reader.unseen(&[
        ".k-edition-bar",
        ".k-note-title, .k-role-notes h2",
        ".k-present",
        ".k-rail-total dd",
    ]);
    reader.browser.evaluate("document.querySelector('.k-present').click()");
    reader.wait("document.querySelector('.k-stage').open");
    wrong.extend(reader.unseen(&[".k-stage-timer", ".k-stage-step", ".k-stage-body h2"]));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_that_kurso_makes_are_seen() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    let mut wrong: Vec<String> = Vec::new();
    for (page, selectors) in [
        ("index.html", &["h1", ".k-week-title", ".k-card-title", ".k-lead p"][..]),
        ("week_01/index.html", &["h1", ".k-step-title", ".k-nav [aria-current]"][..]),
        ("week_01/day_01/index.html", &["h1", ".k-step-number", ".k-step-minutes"][..]),
        ("architecture/index.html", &["h1", ".k-prose a, .k-main a[href*=component], .k-main table a"][..]),
        ("GLOSSARY.html", &["h1", ".k-section h2", ".k-section li"][..]),
    ] {
        reader.window(1280, false);
        reader.open(page);
        wrong.extend(reader.unseen(selectors).into_iter().map(|why| format!("{page}: {why}")));
        let icon = "fetch ? document.querySelector('link[rel=icon]').href.includes('/icon.svg') : false";
        if reader.browser.evaluate(icon) != json!(true) {
            wrong.push(format!("{page} has no icon"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a reader has done is shown where they go on, and nothing of it before.
#[test]
fn what_was_read_is_seen() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    let mut wrong: Vec<String> = Vec::new();
    for width in [1280, 390] {
        reader.window(width, false);
        reader.open("index.html");
        reader.browser.evaluate("localStorage.clear()");
        reader.open("index.html");
        let before = reader.unseen(&[".k-continue", ".k-card progress"]);
        assert_eq!(before, ["`.k-continue` has no size", "`.k-card progress` is not there"], "{width}");
        reader.open(PAGE);
        reader.browser.evaluate("document.querySelector('.k-mark-done').click()");
        wrong.extend(reader.unseen(&[".k-mark-done[aria-pressed=true]"]));
        reader.open("index.html");
        wrong.extend(reader.unseen(&[".k-continue-label", ".k-continue-title", ".k-card progress"]));
        let said = "document.querySelector('.k-continue-title').textContent";
        assert_eq!(reader.browser.evaluate(said), json!("Session 1: 처음"), "{width}");
        let leads = "new URL(document.querySelector('.k-continue a').href).pathname";
        let leads = reader.browser.evaluate(leads);
        assert!(leads.as_str().unwrap().ends_with(PAGE), "{leads}");
        let bar = "(() => { const bar = document.querySelector('.k-card progress'); return [bar.value, bar.max] })()";
        assert_eq!(reader.browser.evaluate(bar), json!([1, 2]), "{width}");
        reader.open("week_01/day_01/index.html");
        wrong.extend(reader.unseen(&[".k-step > a.k-done .k-step-title"]));
        let marked = "[...document.querySelectorAll('.k-step > a.k-done')].map(step => step.querySelector('.k-step-title').textContent)";
        assert_eq!(reader.browser.evaluate(marked), json!(["처음"]), "{width}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tables of the model: clusters side by side, and which page shows what.
#[test]
fn tables_of_the_model_are_seen() {
    let cluster = |id: &str, count: u32| {
        format!(
            "//- clusters/{id}.yaml\nkurso: cluster/1\nid: {id}\ntitle: {id} 클러스터\ntopology: stacked-etcd\nnodes:\n  control-plane: {{count: {count}}}\n  worker: {{count: 2}}\nload_balancers: {{api: {{targets: kube-apiserver}}}}\n"
        )
    };
    // A map has two places at least.
    let third = "//- week_01/day_01/session_03.md\n# Session 3: 셋째\n\n## 1. 그림 (10분)\n\n```mermaid\nflowchart LR\n    S[kube-scheduler] --> A[kube-apiserver] --> E[(etcd)]\n```\n";
    let course = folder(&format!("{COURSE}{third}{}{}", cluster("small", 1), cluster("large", 3)));
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    let mut wrong: Vec<String> = Vec::new();
    for (width, dark) in [(1280, false), (1280, true), (390, false)] {
        reader.window(width, dark);
        for (page, selectors) in [
            (
                "architecture/compare.html",
                &["h1", ".k-comparison thead th a", ".k-comparison tbody th", ".k-comparison td .k-chip"][..],
            ),
            (
                "architecture/map.html",
                &["h1", ".k-map thead th .k-chip", ".k-map tbody th a", ".k-map .k-dot"][..],
            ),
        ] {
            reader.open(page);
            let unseen = reader.unseen(selectors);
            wrong.extend(unseen.into_iter().map(|why| format!("{page} {width} dark {dark}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One diagram of each kind, small. Kinds come and go with the engine; what it cannot draw is no block either.
const KINDS: &[&str] = &[
    "flowchart LR\n  A[가] --> B{나}",
    "sequenceDiagram\n  A->>B: 안녕\n  rect rgb(200, 255, 200)\n  B->>A: 네\n  end",
    "classDiagram\n  class A {\n    +int x\n  }\n  A <|-- B",
    "stateDiagram-v2\n  [*] --> S1\n  S1 --> S2",
    "erDiagram\n  A ||--o{ B : has\n  A {\n    string name\n  }",
    "gantt\n  dateFormat YYYY-MM-DD\n  section 하나\n  일 :a1, 2026-01-01, 3d",
    "pie\n  \"가\" : 3\n  \"나\" : 2",
    "journey\n  section 하나\n    일: 3: 나",
    "quadrantChart\n  x-axis Low --> High\n  y-axis Few --> Many\n  A: [0.3, 0.6]",
    "requirementDiagram\n  requirement r1 {\n    id: 1\n    text: t\n  }\n  element e1 {\n    type: sim\n  }\n  e1 - satisfies -> r1",
    "gitGraph\n  commit\n  branch dev\n  commit",
    "C4Context\n  Person(a, \"A\")\n  System(b, \"B\")\n  Rel(a, b, \"uses\")",
    "mindmap\n  root((가))\n    나\n    다",
    "timeline\n  2024 : 하나\n  2025 : 둘",
    "sankey-beta\n  A,B,10\n  A,C,5",
    "xychart-beta\n  x-axis [a, b]\n  y-axis 0 --> 10\n  bar [3, 5]",
    "block-beta\n  columns 2\n  a b",
    "packet-beta\n  0-15: \"Source\"\n  16-31: \"Target\"",
    "kanban\n  todo[할 일]\n    t1[하나]",
    "architecture-beta\n  service a(server)[A]\n  service b(database)[B]\n  a:R -- L:b",
    "radar-beta\n  axis a[\"A\"], b[\"B\"], c[\"C\"]\n  curve x[\"X\"]{1, 2, 3}",
    "treemap-beta\n  \"가\"\n    \"나\": 10\n    \"다\": 20",
    "ishikawa-beta\n  문제\n    원인\n      까닭",
    "treeView-beta\n  \"/\"\n    \"a\"\n      \"b\"",
];

/// Shapes as large as a label that are nearly as dark as the ink of the page: what is written on them cannot be read.
const BLOCKS: &str = r"[...document.querySelectorAll('.k-figure svg')].flatMap(svg => {
    const ink = getComputedStyle(svg).fill;
    return [...svg.querySelectorAll('rect, circle, ellipse, polygon, path')].filter(shape => {
        const style = getComputedStyle(shape), box = shape.getBoundingClientRect();
        return style.fill === ink && Number(style.fillOpacity) > .5 && box.width > 24 && box.height > 14
            && !shape.closest('marker, defs, clipPath') && style.display !== 'none';
    }).map(shape => svg.getAttribute('aria-roledescription') + ' ' + shape.tagName + '.' + shape.getAttribute('class'));
})";

#[test]
fn no_kind_of_diagram_is_a_black_block() {
    let page: String = KINDS.iter().map(|kind| format!("```mermaid\n{kind}\n```\n\n")).collect();
    let course = folder(&format!("//- a.md\n# 그림\n\n{page}"));
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    for dark in [false, true] {
        reader.window(1280, dark);
        reader.open("a.html");
        let drawn = reader.browser.evaluate("document.querySelectorAll('.k-figure svg[role]').length");
        let broken = reader.browser.evaluate("[...document.querySelectorAll('.k-figure-broken pre')].map(pre => pre.textContent.split('\\n')[0])");
        assert_eq!(drawn, json!(KINDS.len()), "not drawn: {broken}");
        assert_eq!(reader.browser.evaluate(BLOCKS), json!([]), "dark {dark}");
    }
}

/// The same of shapes that are made of several: entities, requirements.
#[test]
fn what_stands_on_a_filled_entity_is_read() {
    let course = folder(
        "//- a.md\n# A\n\n```mermaid\nerDiagram\n  CAR:::warm {\n    string make\n    int year\n  }\n  CAR ||--o{ PERSON : has\n  classDef warm fill:#f96\n```\n\n```mermaid\nrequirementDiagram\n  requirement r1 {\n    id: 1\n    text: words\n  }\n  style r1 fill:#ffa\n```\n",
    );
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    for dark in [false, true] {
        reader.window(1280, dark);
        reader.open("a.html");
        reader.browser.evaluate(SIGHT);
        let faint = reader.browser.evaluate(
            r"[...document.querySelectorAll('.k-figure .node')].filter(node => node.querySelector('[style*=fill]')).flatMap(node => {
                const fills = [...node.querySelectorAll('path')].map(path => getComputedStyle(path).fill).filter(fill => fill.startsWith('rgb('));
                const words = [...node.querySelectorAll('.k-line')].filter(word => word.textContent.trim());
                return words.flatMap(word => fills.map(fill => {
                    const ratio = contrast(getComputedStyle(word).color, fill);
                    return ratio < 4.5 ? word.textContent + ' ' + ratio.toFixed(1) : '';
                }).filter(Boolean)).concat(words.length ? [] : ['no words']);
            })",
        );
        assert_eq!(faint, json!([]), "dark {dark}");
        let filled = "[...document.querySelectorAll('.k-figure .node')].filter(node => node.querySelector('[style*=fill]')).length";
        assert_eq!(reader.browser.evaluate(filled), json!(2));
    }
}

/// What an author writes on his own fill is read in every scheme, and a node that leads somewhere stays in its place.
#[test]
fn labels_on_fills_are_read_and_links_keep_their_places() {
    let course = folder(
        "//- b.md\n# B\n//- a.md\n# A\n\n```mermaid\nflowchart LR\n    A[하나] --> B[둘] --> C[셋] --> D[넷]\n    style A fill:#1f2937,color:#fff\n    style B fill:navy\n    style C fill:lightyellow\n    click A \"https://kubernetes.io/?a=1&b=2\"\n    click D href \"b.md\"\n```\n",
    );
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    for dark in [false, true] {
        reader.window(1280, dark);
        reader.open("a.html");
        reader.browser.evaluate(SIGHT);
        let looks = reader.browser.evaluate(
            r"[...document.querySelectorAll('.k-figure .node')].map(node => {
                const shape = node.querySelector('rect, path, polygon').getBoundingClientRect(), label = node.querySelector('.k-line');
                const at = label.getBoundingClientRect();
                const fill = getComputedStyle(node.querySelector('rect, path, polygon')).fill;
                return [contrast(getComputedStyle(label).color, fill) > 4.5, at.left > shape.left && at.right < shape.right, Math.round(shape.left)];
            })",
        );
        let looks = looks.as_array().unwrap();
        assert_eq!(looks.len(), 4);
        for (at, look) in looks.iter().enumerate() {
            assert_eq!((&look[0], &look[1]), (&json!(true), &json!(true)), "node {at}, dark {dark}: {look}");
        }
        let places: Vec<i64> = looks.iter().map(|look| look[2].as_i64().unwrap()).collect();
        assert!(places.is_sorted() && places.windows(2).all(|pair| pair[0] + 50 < pair[1]), "{places:?}");
        let links =
            "[...document.querySelectorAll('.k-figure svg a')].map(link => link.getAttribute('href'))";
        assert_eq!(reader.browser.evaluate(links), json!(["https://kubernetes.io/?a=1&b=2", "b.html"]));
    }
}

/// Every name that a script gives to an element has a rule: a name in another case would be seen by nobody.
#[test]
fn what_scripts_make_has_a_style() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let read = |ending: &str| -> String {
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == ending))
            .collect();
        files.sort();
        files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
    };
    let (styles, scripts) = (read("css"), read("js"));
    let made = regex::Regex::new(r"(?:className = |classList\.\w+\(|element\('\w+', )'([\w -]+)'").unwrap();
    let names: Vec<&str> =
        made.captures_iter(&scripts).flat_map(|found| found.get(1).unwrap().as_str().split(' ')).collect();
    assert!(names.len() > 20, "{names:?}");
    // Marks of the document, by which rules elsewhere may ask, and what looks like the text around it.
    const MARKS: &[&str] =
        &["k-js", "k-has-search", "k-tabs-on", "k-stage-step", "k-actual-save", "k-search-more"];
    let bare: Vec<&&str> = names
        .iter()
        .filter(|name| !name.is_empty() && !MARKS.contains(name) && !styles.contains(&format!(".{name}")))
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
}
