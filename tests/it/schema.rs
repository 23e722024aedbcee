//! The published schemas say what the reader says: neither an editor nor `check` knows better than the other.

use crate::support::site;
use kurso::report::schema::{FileType, render};
use kurso::yaml::{Node, NodeKind, parse};
use serde_json::{Value, json};
use std::path::Path;

fn validator(file: Option<FileType>) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&render(file).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{file:?}");
    jsonschema::validator_for(&schema).unwrap()
}

/// A YAML value as an editor sees it.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar { text, plain: true } => match text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => json!(true),
            "false" => json!(false),
            _ => text
                .parse::<i64>()
                .map(Value::from)
                .or_else(|_| text.parse::<f64>().map(Value::from))
                .unwrap_or_else(|_| json!(text)),
        },
        NodeKind::Scalar { text, .. } => json!(text),
        NodeKind::Sequence(items) => items.iter().map(value).collect(),
        NodeKind::Mapping(entries) => {
            Value::Object(entries.iter().map(|(key, node)| (key.value.clone(), value(node))).collect())
        }
    }
}

const FULL_CLUSTER: &str = "kurso: cluster/1
id: full
title: {ko: 가득, en: Full}
aliases: [Everything]
description: All keys
kubernetes: \"1.36\"
topology: stacked-etcd
highly_available: true
nodes:
  control-plane: {count: 3, zones: [a, b, c], place: here, aliases: [Boss], runs: {add: [kube-proxy], remove: [kubelet]}}
  other: {plane: worker, count: {min: 2}, runs: {only: [kubelet]}}
load_balancers: {api: {targets: kube-apiserver, redundant: true, port: 8443/tcp, aliases: [Door]}}
networks: {node: 10.0.0.0/16, pod: [10.244.0.0/16, \"fd00::/56\"]}
connections: [{from: kubelet, to: [etcd, kube-proxy], kind: probes, port: etcd.client, transport: grpc, auth: mtls, source: x}]
versions: {kubelet: [\"1.35\", \"1.36\"], kube-proxy: \"1.36\"}
ports: {kube-apiserver: {https: 16443/tcp}}
";

const FULL_COURSE: &str = "kurso: course/1
title: {ko: 과정, en: Course}
language: en
kubernetes: [\"1.34\", \"1.37\"]
clusters: {default: full, folder: clusters}
schedule: {start: \"09:00\", session: 50m, break: 10m, lunch: \"13:00-14:00\"}
exclude: [\"drafts/**\"]
audience: {\"**/demo.md\": instructor}
release: {\"week_02/**\": 2027-03-02}
check: {fail_on: error, select: [DMX], today: 2027-01-31, ignore: [TRM003], severity: {TIM001: error}, options: {TIM001: {tolerance: 10%}}, paths: {\"labs/**\": {ignore: [STR004], severity: {LNK001: info}}}}
site: {theme: default, base_path: /, url: https://example.com/course, raw_html: escape, remote_images: link, html_files: save, templates: default, redirects: {old.md: a.md}, answers: {learner: folded, instructor: open}}
";

const FULL_CATALOGUE: &str = "kurso: catalogue/1
id: kubernetes
extends: kubernetes
title: Kubernetes
planes: {edge: {title: Edge, names: [Edge Plane], node: Edge node, nodes: [Edge Node]}}
components:
  agent: {title: Agent, summary: It acts., plane: edge, hosts: [edge], traits: [node-agent], required: true, shared: false, form: process, ports: {api: 9000-9010/tcp}, off_ports: [9999/tcp], names: {strong: [Edge Agent], weak: [Agent], when: [{name: Helper, inside: edge, with: [kubelet]}]}, role_words: {ko: [행동], en: [acts]}, since: \"1.30\", removed: \"1.99\", source: x}
networks: {mesh: {range: mesh, title: Mesh, names: [Mesh Network], source: x}}
objects: {thing: {title: Thing, names: [Thing]}}
actors: {robot: {title: Robot, names: [Robot]}}
relations: [{from: agent, to: kube-apiserver, kind: calls, port: kube-apiserver.https, transport: https, auth: token, source: x}]
forbidden: [{from: agent, to: [etcd], unless: [runs], because: {ko: 안 됨, en: No.}, source: x}]
paths: [[robot, agent]]
edge_words: {calls: [asks]}
states: [asleep]
lookalikes: [agnet]
versions: {supported: [\"1.34\", \"1.37\"]}
claims: [{id: c, denies: [all wrong], near: [agent], unless: [other], says: All right., source: x}]
foreign: [Other System]
renamed: [{names: [old], since: \"1.1\", removed: \"1.2\", instead: new, kind: term, source: x}]
skew: [{component: agent, against: kubelet, older: 1, newer: 0, since: \"1.1\", before: \"1.9\", source: x}]
high_availability: {odd: true, least: 3, advised: 5, most: 7, source: x, placing: y}
";

/// What the reader finds in the three files, of which one was changed.
fn found(course: &str, cluster: &str, catalogue: &str) -> Vec<String> {
    let site = site(&format!(
        "//- course.yaml\n{course}//- clusters/full.yaml\n{cluster}//- catalogue.yaml\n{catalogue}//- a.md\n# A\n//- demo.md\n# D\n"
    ));
    site.findings.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn files_with_every_key_are_valid() {
    assert_eq!(found(FULL_COURSE, FULL_CLUSTER, FULL_CATALOGUE), Vec::<String>::new());
    let all = validator(None);
    for (file, text) in [
        (FileType::Course, FULL_COURSE),
        (FileType::Cluster, FULL_CLUSTER),
        (FileType::Catalogue, FULL_CATALOGUE),
    ] {
        let value = value(&parse(text).unwrap());
        for validator in [&validator(Some(file)), &all] {
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new(), "{file:?}");
        }
    }
}

/// Whether every key of a schema is used by a value: then the files above are as full as they say.
fn unused(schema: &Value, value: &Value, path: &str, out: &mut Vec<String>) {
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        match value.get(key) {
            Some(value) => unused(inner, value, &format!("{path}/{key}"), out),
            None => out.push(format!("{path}/{key}")),
        }
    }
}

#[test]
fn the_files_above_have_every_key() {
    let mut out = Vec::new();
    for (file, text) in [
        (FileType::Course, FULL_COURSE),
        (FileType::Cluster, FULL_CLUSTER),
        (FileType::Catalogue, FULL_CATALOGUE),
    ] {
        let schema: Value = serde_json::from_str(&render(Some(file)).unwrap()).unwrap();
        unused(&schema, &value(&parse(text).unwrap()), "", &mut out);
    }
    // The same in another domain.
    assert_eq!(out, ["/version"]);
}

#[test]
fn the_shipped_files_are_valid() {
    let all = validator(None);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = vec![kurso::cluster::KUBERNETES.to_owned()];
    for entry in walkdir::WalkDir::new(root.join("content")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
    for text in texts {
        let value = value(&parse(&text).unwrap());
        let errors: Vec<String> =
            all.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{text}");
    }
}

/// Every scalar of a text, by its bytes.
fn scalars(node: &Node, out: &mut Vec<kurso::span::Span>) {
    match &node.kind {
        NodeKind::Scalar { .. } => out.push(node.span),
        NodeKind::Sequence(items) => items.iter().for_each(|item| scalars(item, out)),
        NodeKind::Mapping(entries) => entries.iter().for_each(|(_, item)| scalars(item, out)),
    }
}

#[test]
fn what_the_schema_refuses_the_reader_reports() {
    let files = [
        (FileType::Course, FULL_COURSE),
        (FileType::Cluster, FULL_CLUSTER),
        (FileType::Catalogue, FULL_CATALOGUE),
    ];
    let mut wrong = Vec::new();
    let mut refused = 0;
    for (at, (file, text)) in files.into_iter().enumerate() {
        let validator = validator(Some(file));
        let mut spans = Vec::new();
        scalars(&parse(text).unwrap(), &mut spans);
        // What says that it is no catalogue is none, and nobody reads it.
        let says = usize::from(file == FileType::Catalogue);
        for span in spans.into_iter().skip(says) {
            for new in ["{zzz: 1}", "[[1]]", "\"zzz zzz\"", "-1"] {
                let changed = format!("{}{new}{}", &text[..span.start], &text[span.end..]);
                let mut texts = files.map(|(_, text)| text);
                texts[at] = &changed;
                let refuses = !validator.is_valid(&value(&parse(&changed).unwrap()));
                let reports = !found(texts[0], texts[1], texts[2]).is_empty();
                refused += usize::from(refuses);
                if refuses && !reports {
                    wrong.push(format!("{file:?}: {} → {new}", &text[span.range()]));
                }
                // A mapping or a nested list is nowhere right where a scalar stands.
                if !refuses && new.starts_with(['{', '[']) {
                    wrong.push(format!("{file:?}: the schema takes {} → {new}", &text[span.range()]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > 350, "only {refused} were refused");
}
