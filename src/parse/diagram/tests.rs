use super::*;
use crate::span::FileId;

fn read(text: &str) -> Diagram {
    let mut code = CodeText::default();
    code.push(text, 0);
    parse(code, Span::new(0, text.len()), &mut Sink::new(FileId(0)))
}

fn name(diagram: &Diagram, end: End) -> String {
    match end {
        End::Node(at) => diagram.nodes[at].id.value.clone(),
        End::Container(at) => format!("[{}]", diagram.containers[at].title.value),
    }
}

fn edges(diagram: &Diagram) -> Vec<String> {
    diagram
        .edges
        .iter()
        .map(|edge| {
            let arrow = match edge.heads {
                Heads::None => "--",
                Heads::To => "->",
                Heads::From => "<-",
                Heads::Both => "<->",
            };
            let label = edge.label.as_ref().map_or(String::new(), |label| format!(" : {}", label.value));
            format!("{} {arrow} {}{label}", name(diagram, edge.from), name(diagram, edge.to))
        })
        .collect()
}

#[test]
fn flowcharts_give_nodes_containers_and_edges_with_spans() {
    let text = "graph TB\n  subgraph \"Control Plane (마스터)\"\n    A[API Server] --> B[(etcd)]\n    C[\"Scheduler<br/>10259\"]\n  end\n  subgraph w [워커]\n    D\n  end\n  A -->|6443| D & C\n  C <--> B\n  w -. 보고 .-> A\n";
    let diagram = read(text);
    assert_eq!(diagram.problem, None);
    let labels: Vec<(&str, Option<usize>)> =
        diagram.nodes.iter().map(|n| (n.label.value.as_str(), n.container)).collect();
    assert_eq!(
        labels,
        [("API Server", Some(0)), ("etcd", Some(0)), ("Scheduler\n10259", Some(0)), ("D", Some(1))]
    );
    assert_eq!(
        edges(&diagram),
        ["A -> B", "A -> D : 6443", "A -> C : 6443", "C <-> B", "[워커] -> A : 보고"]
    );
    assert_eq!(&text[diagram.nodes[1].label.span.range()], "etcd");
    assert_eq!(&text[diagram.edges[1].span.range()], "A -->|6443| D & C");
    assert_eq!(diagram.containers[0].title.value, "Control Plane (마스터)");
}

#[test]
fn sequences_give_participants_and_messages() {
    let diagram = read(
        "sequenceDiagram\n  participant A as API Server\n  actor U\n  U->>+A: 요청\n  loop 반복\n    A-->>-U: 응답\n  end\n",
    );
    assert_eq!(diagram.nodes[0].label.value, "API Server");
    assert_eq!(edges(&diagram), ["U -> A : 요청", "A -> U : 응답"]);
}

#[test]
fn architecture_gives_services_and_groups() {
    let diagram = read(
        "architecture-beta\n  group cp(cloud)[Control Plane]\n  service api(server)[API Server] in cp\n  service db(database)[etcd] in cp\n  api:R --> L:db\n",
    );
    assert_eq!(diagram.nodes[1].label.value, "etcd");
    assert_eq!(diagram.nodes[0].container, Some(0));
    assert_eq!(edges(&diagram), ["api -> db"]);
}

#[test]
fn a_refused_diagram_is_still_read_and_says_what_needs_quotes() {
    let text = "graph TB\n  A[API Server (main)] --> B[etcd]\n";
    let diagram = read(text);
    assert_eq!(diagram.nodes.len(), 2);
    let problem = diagram.problem.expect("mermaid refuses it");
    assert_eq!(&text[problem.span.expect("a place").range()], "API Server (main)");
}

#[test]
fn shapes_are_no_unquoted_labels() {
    for text in [
        "graph TB\n  A[(db)] --> B[/in/]\n",
        "graph TB\n  A([x]) --> B[[y]]\n",
        "graph TB\n  A[\"a (b)\"] --> B{c}\n",
    ] {
        assert_eq!(read(text).problem, None, "{text}");
    }
}

#[test]
fn an_unknown_type_is_one() {
    let problem = read("grph TB\n  A --> B\n").problem.expect("unknown");
    assert_eq!(problem.error, SyntaxError::UnknownType);
}

#[test]
fn spans_of_indented_fences_are_right() {
    let file = "- a\n  ```mermaid\n  graph TB\n    A[etcd]\n  ```\n";
    let mut code = CodeText::default();
    code.push("graph TB\n", file.find("graph").expect("the diagram"));
    code.push("  A[etcd]\n", file.find("  A[").expect("the node"));
    let diagram = parse(code, Span::new(0, 0), &mut Sink::new(FileId(0)));
    assert_eq!(&file[diagram.nodes[0].label.span.range()], "etcd");
}

#[test]
fn names_are_the_same_at_every_mention() {
    let diagram = read("graph TB\n    a1[kube-apiserver 1] --> e1[(etcd 1)]\n    e1 <--> e2[(etcd 2)]\n");
    assert_eq!(edges(&diagram), ["a1 -> e1", "e1 <-> e2"]);
    assert_eq!(diagram.nodes.len(), 3);
}

#[test]
fn invisible_links_are_no_edges() {
    assert_eq!(edges(&read("graph TB\n  A ~~~ B --> C\n")), ["B -> C"]);
}

#[test]
fn styles_know_what_they_are_about() {
    let diagram = read(
        "graph TB\n  A[x] --> B\n  A[y]\n  style Z fill:#fff\n  classDef foo fill:#fff\n  class A,C foo\n  class B bar\n",
    );
    let styled: Vec<(&str, bool)> =
        diagram.styled.iter().map(|s| (s.name.value.as_str(), s.is_class)).collect();
    assert_eq!(styled, [("Z", false), ("A", false), ("C", false), ("B", false), ("bar", true)]);
    assert_eq!(diagram.relabels[0].1.value, "y");
}
