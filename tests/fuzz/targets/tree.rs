//! A component tree of anything.
#![no_main]

use kurso_fuzz::{is_built, is_checked, loaded};

libfuzzer_sys::fuzz_target!(|tree: &str| {
    let page = format!("# A\n\n```\nControl Plane\n├── {tree}\n```\n");
    let site = kurso::site::resolve(loaded(&[("a.md", &page)]));
    is_checked(&site);
    is_built(site, None);
});
