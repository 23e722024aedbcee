//! Guards of the list: every file is registered, every rule has its page, every page its rule.

use super::RULES;
use std::collections::BTreeSet;
use std::path::Path;

fn names(folder: &str, depth: usize) -> Vec<String> {
    walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .min_depth(depth)
        .max_depth(depth)
        .into_iter()
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn codes_are_unique_and_names_are_unique_in_their_group() {
    let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code.0).collect();
    assert_eq!(codes.len(), RULES.len());
    let names: BTreeSet<(&str, &str)> = RULES.iter().map(|rule| (&rule.code.0[..3], rule.name)).collect();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn every_rule_file_is_registered() {
    let shared = ["mod.rs", "cidr.rs", "claims.rs", "renamed.rs", "sides.rs"];
    let files: BTreeSet<String> =
        names("src/check/rules", 2).into_iter().filter(|name| !shared.contains(&name.as_str())).collect();
    let rules: BTreeSet<String> =
        RULES.iter().map(|rule| format!("{}.rs", rule.name.replace('-', "_"))).collect();
    assert_eq!(files, rules);
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let pages: BTreeSet<String> =
        names("content/rules", 1).into_iter().filter(|name| name != "README.md").collect();
    let rules: BTreeSet<String> =
        RULES.iter().map(|rule| format!("{}-{}.md", rule.code, rule.name)).collect();
    assert_eq!(pages, rules);
}

#[test]
fn pages_have_their_headings_in_order() {
    for rule in RULES.iter() {
        let headings: Vec<&str> =
            rule.docs.lines().filter(|line| line.starts_with("# ") || HEADINGS.contains(line)).collect();
        let title = format!("# {}: {}", rule.code, rule.name);
        assert_eq!(headings.first(), Some(&title.as_str()), "{}", rule.code);
        let rest: Vec<&str> = headings[1..].iter().copied().filter(|line| HEADINGS.contains(line)).collect();
        assert_eq!(rest, HEADINGS, "{}", rule.code);
        assert!(!rule.summary().is_empty() && !rule.summary().starts_with('#'), "{}", rule.code);
    }
}

const HEADINGS: &[&str] =
    &["## What it does", "## Why it matters", "## Examples", "## How to fix", "## Options", "## Sources"];
