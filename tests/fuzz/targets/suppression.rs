//! Directives and notes in every place: what instructors are told stays with them.
#![no_main]

use kurso_fuzz::{is_built, is_checked, loaded};

/// No input holds it by chance.
const SECRET: &str = "k7Qz9wSecret";

libfuzzer_sys::fuzz_target!(|texts: &str| {
    let (before, body) = texts.split_once("////").unwrap_or((texts, "ignore LNK001 -- x"));
    // A note that was closed or opened by the text around it is that text's.
    if [before, body].iter().any(|text| text.contains("--") || text.contains('`') || text.contains('~')) {
        return;
    }
    let page = format!("# A\n\n{before}\n\n<!-- instructor: {SECRET} -->\n\n<!-- kurso: {body} -->\n\nText {before}\n");
    let site = kurso::site::resolve(loaded(&[("a.md", &page), ("b.md", "# B\n")]));
    is_checked(&site);
    is_built(site, Some(SECRET));
});
