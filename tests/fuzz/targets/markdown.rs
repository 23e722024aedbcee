//! A page of anything: read, checked, made.
#![no_main]

use kurso_fuzz::{is_built, is_checked, loaded};

libfuzzer_sys::fuzz_target!(|page: &str| {
    let site = kurso::site::resolve(loaded(&[("a.md", page), ("b.md", "# B\n")]));
    is_checked(&site);
    is_built(site, None);
});
