//! The list of rules: for people, for programs, and for the page of all rules.

use crate::check::rules::RULES;
use serde_json::{Value, json};

/// A line a rule.
#[must_use]
pub fn text() -> String {
    RULES
        .iter()
        .map(|rule| {
            format!("{} {:<8} {:<34} {}\n", rule.code, rule.severity.name(), rule.name, rule.summary())
        })
        .collect()
}

/// A table, as it stands in `content/rules/README.md`.
#[must_use]
pub fn markdown() -> String {
    let rows = RULES.iter().map(|rule| {
        let (code, name) = (rule.code, rule.name);
        format!("| [{code}](./{code}-{name}.md) | {name} | {} | {} |\n", rule.severity.name(), rule.summary())
    });
    format!(
        "| Code | Name | Default severity | What it reports |\n| --- | --- | --- | --- |\n{}",
        rows.collect::<String>()
    )
}

/// A list for programs, with the whole text of each rule.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn json() -> serde_json::Result<String> {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "code": rule.code.0,
                "name": rule.name,
                "group": &rule.code.0[..3],
                "severity": rule.severity.name(),
                "summary": rule.summary(),
                "documentation": rule.docs,
            })
        })
        .collect();
    serde_json::to_string_pretty(&rules)
}
