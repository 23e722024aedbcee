//! LNK005 insecure-link: a link goes to a public site without encryption.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::parse::ast::{InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("LNK005"),
    name: "insecure-link",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/LNK005-insecure-link.md"),
    run: Run::Site(insecure_link),
};

fn insecure_link(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages() {
        let text = &site.tree.file(page.file).text;
        walk(&page.document.blocks, &mut |node| {
            let Walked::Inline(inline) = node else { return };
            let (InlineKind::Link(link) | InlineKind::Image(link)) = &inline.kind else { return };
            let Some(rest) = link.target.strip_prefix("http://").filter(|rest| is_public(rest)) else {
                return;
            };
            let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
            let place = Place::new(page.file, inline.span);
            let mut finding =
                Finding::new(RULE.code, place, format!("`{host}` is linked without encryption"))
                    .help("write `https://`")
                    .style(host);
            if let Some(at) = text[inline.span.range()].find(&link.target) {
                let start = inline.span.start + at;
                let place = Place::new(page.file, Span::new(start, start + "http".len()));
                let edit = Edit { place, replacement: "https".to_owned() };
                finding = finding.fix("write `https://`", Applicability::Unsafe, edit);
            }
            findings.push(finding);
        });
    }
}

/// Whether what follows `http://` names a host that everybody can reach.
fn is_public(rest: &str) -> bool {
    const OWN: &[&str] = &[
        ".local",
        ".localhost",
        ".internal",
        ".svc",
        ".test",
        ".lan",
        ".example",
        "nip.io",
        "sslip.io",
        ".invalid",
    ];
    const EXAMPLES: &[&str] = &["example.com", "example.org", "example.net"];
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest).to_ascii_lowercase();
    let host = host.rsplit('@').next().unwrap_or(&host).trim_end_matches('.');
    let numbers = host.starts_with('[') || host.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_example = EXAMPLES.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")));
    // A name of a schema looks like an address and is none.
    let schema = host.starts_with("schemas.")
        || host.starts_with("www.w3.org") && rest.contains("/20")
        || host == "www.w3.org";
    host.contains('.')
        && !host.contains(':')
        && !numbers
        && !is_example
        && !schema
        && !OWN.iter().any(|end| host.ends_with(end))
}
