//! DIA008 unsafe-content: a diagram brings script, event handlers or `javascript:` links.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::Place;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA008"),
    name: "unsafe-content",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DIA008-unsafe-content.md"),
    run: Run::Site(unsafe_content),
};

static UNSAFE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)<\s*(?:script|iframe|object|embed)\b|<[a-z][^>\n]*\son[a-z]+\s*=|["'(]\s*(?:java|vb)script:|\bclick\s+\S+\s+(?:href\s+)?\S*(?:java|vb)script:|data\s*:\s*text/html|["']?securityLevel["']?\s*:\s*["']?loose"#).ok()
});

fn unsafe_content(site: &Site, findings: &mut Vec<Finding>) {
    let Some(pattern) = &*UNSAFE else { return };
    for_each_diagram(site, |_, place, diagram| {
        for found in pattern.find_iter(&diagram.source.text) {
            let place = Place::new(place.file, diagram.source.span(found.range()));
            findings.push(
                Finding::new(
                    RULE.code,
                    place,
                    format!("`{}` has no place in a diagram", found.as_str().trim()),
                )
                .help("remove it; kurso never lets it into a page"),
            );
        }
    });
}
