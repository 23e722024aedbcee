//! `ignore` and `expect`: what authors say about single findings, in comments that nobody else sees.

use super::rules;
use crate::diagnostic::{Finding, code};
use crate::parse::ast::{BlockKind, Document, Walked, walk};
use crate::parse::directive::{Directive, Suppress};
use crate::site::Site;
use crate::span::{FileId, Place, Span, Spanned};
use std::collections::BTreeMap;

/// What one directive says.
struct Suppression<'s> {
    directive: Place,
    about: Span,
    suppress: &'s Suppress,
    /// Whether the finding must be there, as opposed to may.
    expected: bool,
    used: bool,
}

/// Takes out the findings that authors ignore or expect, and adds what is wrong with the directives themselves.
pub(super) fn apply(site: &Site, findings: Vec<Finding>) -> Vec<Finding> {
    let mut by_file: BTreeMap<FileId, Vec<Suppression<'_>>> = BTreeMap::new();
    for (_, page) in site.course.pages() {
        let found = of_document(&page.document);
        if !found.is_empty() {
            by_file.insert(page.file, found);
        }
    }
    let mut kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let place = finding.primary.place;
            let mut suppressed = false;
            for suppression in by_file.get_mut(&place.file).into_iter().flatten() {
                let named = suppression
                    .suppress
                    .codes
                    .iter()
                    .any(|code| rules::find(&code.value).is_some_and(|rule| rule.code == finding.code));
                if named
                    && suppression.about.start <= place.span.start
                    && place.span.start < suppression.about.end
                {
                    suppression.used = true;
                    suppressed = true;
                }
            }
            !suppressed
        })
        .collect();
    for suppression in by_file.into_values().flatten() {
        kept.extend(wrong(&suppression));
    }
    kept
}

fn wrong(suppression: &Suppression<'_>) -> Vec<Finding> {
    let place = suppression.directive;
    let mut findings = Vec::new();
    for unknown in suppression.suppress.codes.iter().filter(|code| rules::find(&code.value).is_none()) {
        let place = Place::new(place.file, unknown.span);
        let names = rules::RULES.iter().flat_map(|rule| [rule.code.0, rule.name]);
        findings.push(
            Finding::new(code::UNKNOWN_RULE_CODE, place, format!("no rule is called `{}`", unknown.value))
                .nearest(&unknown.value, names),
        );
    }
    if !findings.is_empty() {
        return findings;
    }
    let names: Vec<&str> = suppression.suppress.codes.iter().map(|code| code.value.as_str()).collect();
    if names.is_empty() {
        findings.push(
            Finding::new(code::UNUSED_SUPPRESSION, place, "this names no rule")
                .help("say which one: `ignore DMX004 -- reason`"),
        );
    } else if !suppression.used && suppression.expected {
        let message = format!("{} is expected here and does not occur", names.join(" and "));
        findings.push(
            Finding::new(code::UNUSED_SUPPRESSION, place, message)
                .help("remove the directive, or make the mistake that it announces"),
        );
    } else if !suppression.used {
        let message = format!("there is nothing of {} to ignore here", names.join(" and "));
        findings.push(Finding::new(code::UNUSED_SUPPRESSION, place, message).help("remove the directive"));
    }
    if !suppression.expected && !suppression.suppress.has_reason {
        findings.push(
            Finding::new(code::SUPPRESSION_WITHOUT_REASON, place, "nobody will know why this is ignored")
                .help(format!("add the reason: `ignore {} -- …`", names.join(" "))),
        );
    }
    findings
}

fn of_document(document: &Document) -> Vec<Suppression<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<(Span, &Suppress)> = Vec::new();
    for directive in &document.directives {
        match &directive.value {
            Directive::Ignore(suppress) => found.push(single(document, directive, suppress, false)),
            Directive::Expect(suppress) => found.push(single(document, directive, suppress, true)),
            Directive::IgnoreRange { starts: true, suppress } => open.push((directive.span, suppress)),
            Directive::IgnoreRange { starts: false, .. } => {
                if let Some((start, suppress)) = open.pop() {
                    found.push(range(document, start, directive.span.start, suppress));
                }
            }
            _ => {}
        }
    }
    let end = usize::MAX;
    found.extend(open.into_iter().map(|(start, suppress)| range(document, start, end, suppress)));
    walk(&document.blocks, &mut |node| {
        if let Walked::Block(block) = node
            && let BlockKind::Diagram(diagram) = &block.kind
        {
            for directive in &diagram.directives {
                let (suppress, expected) = match &directive.value {
                    Directive::Ignore(suppress) => (suppress, false),
                    Directive::Expect(suppress) => (suppress, true),
                    _ => continue,
                };
                let directive = document.place(directive.span);
                found.push(Suppression { directive, about: diagram.span, suppress, expected, used: false });
            }
        }
    });
    found
}

/// A directive speaks of the block below it.
fn single<'s>(
    document: &Document,
    directive: &Spanned<Directive>,
    suppress: &'s Suppress,
    expected: bool,
) -> Suppression<'s> {
    let next =
        document.blocks.iter().find(|block| block.span.end > directive.span.end && !is_comment(&block.kind));
    let end = next.map_or(directive.span.end, |block| block.span.end);
    Suppression {
        directive: document.place(directive.span),
        about: Span::new(directive.span.end, end),
        suppress,
        expected,
        used: false,
    }
}

fn is_comment(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Note(_))
}

fn range<'s>(document: &Document, start: Span, end: usize, suppress: &'s Suppress) -> Suppression<'s> {
    Suppression {
        directive: document.place(start),
        about: Span::new(start.end, end),
        suppress,
        expected: false,
        used: false,
    }
}
