//! Finished output → findings: the proof on what is written that no instructor text is in a learner's site, and that no text
//! of its readers is missing.
//!
//! Both read the written bytes, not the program's own trees.

mod leak;

mod lost;

pub use leak::LeakAudit;
pub use lost::LostAudit;

/// The characters that HTML writes as something else.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The text between tags.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out
}
