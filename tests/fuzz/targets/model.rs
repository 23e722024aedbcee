//! YAML files of every kind beside a page that they are about.
#![no_main]

use kurso_fuzz::{is_built, is_checked, loaded};

libfuzzer_sys::fuzz_target!(|yaml: &str| {
    let page = "# A\n\n```mermaid\ngraph TB\n  A[kube-apiserver] --> B[etcd 1]\n```\n";
    let head = |kind: &str| format!("kurso: {kind}/1\nid: a\n{yaml}");
    let site = kurso::site::resolve(loaded(&[
        ("a.md", page),
        ("clusters/a.yaml", &head("cluster")),
        ("catalogue.yaml", &head("catalogue")),
        ("glossary.yaml", &format!("kurso: glossary/1\n{yaml}")),
        ("course.yaml", &format!("kurso: course/1\n{yaml}")),
    ]));
    is_checked(&site);
    is_built(site, None);
    let _ = kurso::yaml::parse_all(yaml);
});
