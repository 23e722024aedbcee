//! A diagram of anything: read, bound, drawn.
#![no_main]

use kurso_fuzz::{is_built, is_checked, loaded};

libfuzzer_sys::fuzz_target!(|diagram: &str| {
    let page = format!("# A\n\n```mermaid\n{diagram}\n```\n");
    let cluster = "kurso: cluster/1\nid: a\nnodes: {control-plane: {count: 3}, worker: {count: 2}}\n";
    let site = kurso::site::resolve(loaded(&[("a.md", &page), ("clusters/a.yaml", cluster)]));
    is_checked(&site);
    is_built(site, None);
});
