//! A small course whose every file is the fuzzer's.
#![no_main]

use kurso_fuzz::{is_built, is_checked, loaded};

libfuzzer_sys::fuzz_target!(|files: &str| {
    let mut files = files.split("////\n");
    let mut next = || files.next().unwrap_or_default();
    let (index, session, cluster, config) = (next(), next(), next(), next());
    let site = kurso::site::resolve(loaded(&[
        ("README.md", index),
        ("week_01/day_01/session_01.md", session),
        ("week_01/day_01/README.md", index),
        ("clusters/a.yaml", cluster),
        ("course.yaml", config),
    ]));
    is_checked(&site);
    is_built(site, None);
});
