//! Headings with times: what is read is within the text, and minutes add up without overflow.
#![no_main]

use kurso::parse::heading;
use kurso_fuzz::{is_checked, loaded};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let duration = heading::duration(text);
    heading::title(text, duration);
    heading::role(text);
    let line = text.replace(['\n', '\r'], " ");
    let page = format!("# A (1시간)\n\n## {line}\n\n## {line} (20분)\n");
    is_checked(&kurso::site::resolve(loaded(&[("a.md", &page), ("README.md", &line)])));
});
