//! Mending ends, and what is mended stays so.
#![no_main]

use kurso::check::Options;
use kurso::check::fix::mend;
use kurso_fuzz::loaded;

libfuzzer_sys::fuzz_target!(|page: &str| {
    let mended = |page: &str| {
        let files = [("a.md", page), ("b.md", "# B\n"), ("clusters/a.yaml", "kurso: cluster/1\nid: a\nnodes: {worker: {count: 2}}\n")];
        let site = mend(&loaded(&files), &Options::default(), true).site;
        site.tree.find("a.md").map(|file| file.text.clone())
    };
    let once = mended(page).unwrap_or_default();
    assert_eq!(mended(&once).as_deref(), Some(once.as_str()));
});
