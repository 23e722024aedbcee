//! The house rules that a compiler does not hold: who may import whom, which crate belongs to which module, file sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in the order of the pipeline: left may not see right.
const ORDER: &[&[&str]] = &[
    &["span"],
    &["diagnostic"],
    &["lang"],
    &["audience"],
    &["version", "date", "colour"],
    &["cache"],
    &["yaml"],
    &["config"],
    &["load", "picture", "travel"],
    &["parse"],
    &["cluster"],
    &["course"],
    &["figure"],
    &["site"],
    &["realise"],
    // Siblings: neither knows the other.
    &["check", "render"],
    &["audit"],
    &["emit", "report"],
    &["publish"],
    &["serve"],
];

/// `diagnostic` names a place only; `lang` is letters. Both are below everything that reads.
const ONE_HOME: &[(&str, &str)] = &[
    ("pulldown_cmark", "src/parse/"),
    ("html5ever", "src/parse/"),
    ("math_core", "src/parse/math.rs"),
    ("emojis", "src/parse/markdown/"),
    ("linkify", "src/parse/markdown/"),
    ("csscolorparser", "src/colour.rs"),
    ("alphanumeric_sort", "src/course/order.rs"),
    ("tree_sitter", "src/parse/diagram/"),
    ("tree_sitter_mermaid", "src/parse/diagram/"),
    ("serde_yaml", "src/yaml/"),
    ("tera", "src/render/theme.rs"),
    ("include_dir", "src/render/theme.rs"),
    ("syntect", "src/render/highlight.rs"),
    ("two_face", "src/render/highlight.rs"),
    ("quick_xml", "src/picture/"),
    ("quick_xml", "src/render/"),
    ("walkdir", "src/load/"),
    ("typst", "src/render/handout/"),
    ("typst_layout", "src/render/handout/"),
    ("typst_pdf", "src/render/handout/"),
    ("globset", "src/config/"),
    ("annotate_snippets", "src/report/human.rs"),
    ("serde_json", "src/re"),
    ("tempfile", "src/emit/"),
    ("axum", "src/serve/"),
    ("tokio", "src/serve/"),
    ("tokio_stream", "src/serve/http.rs"),
    ("notify", "src/serve/watch.rs"),
    ("open", "src/bin/"),
    ("clap", "src/bin/"),
    ("anyhow", "src/bin/"),
    ("indicatif", "src/bin/"),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// The part of a file in front of its tests, which may use anything.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("")
}

#[test]
fn modules_import_only_what_stands_before_them() {
    let rank: BTreeMap<&str, usize> =
        ORDER.iter().enumerate().flat_map(|(at, row)| row.iter().map(move |name| (*name, at))).collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if path.starts_with("src/bin/") || path == "src/lib.rs" || path.ends_with("tests.rs") {
            continue;
        }
        let own = module(&path);
        for (at, _) in code(&text).match_indices("crate::") {
            let line = text[..at].rsplit('\n').next().unwrap_or("");
            if line.trim_start().starts_with("//") {
                continue;
            }
            let other = text[at + 7..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
            let (Some(here), Some(there)) = (rank.get(own), rank.get(other)) else {
                // `use crate::{a, b}` would hide from this test.
                wrong.push(format!("{path}: cannot place `crate::{other}`"));
                continue;
            };
            if there > here || there == here && own != other {
                wrong.push(format!("{path}: {own} may not use {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_library_has_one_home() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        for (library, home) in ONE_HOME {
            // Diagrams are drawn in one place and read in another, and so are pictures.
            let homes = ONE_HOME.iter().filter(|(own, _)| own == library).map(|(_, home)| *home);
            let at_home = homes.clone().any(|home| path.starts_with(home));
            let used = code(&text).contains(&format!("use {library}::"))
                || code(&text).contains(&format!(" {library}::"));
            if used && !at_home {
                wrong.push(format!("{path}: {library} belongs to {home}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_enough_to_be_one_subject() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (path, code(&text).lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!") && !text.starts_with("use super"))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
