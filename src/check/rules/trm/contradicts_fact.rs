//! TRM003 contradicts-fact: a text says what a claim of the catalogue denies.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::{fold, is_hangul};
use crate::parse::ast::{Block, BlockKind, Walked, plain_text, walk};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("TRM003"),
    name: "contradicts-fact",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TRM003-contradicts-fact.md"),
    run: Run::Site(contradicts_fact),
};

fn contradicts_fact(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages() {
        let document = &page.document;
        let text = &site.tree.file(page.file).text;
        let mut sayings: Vec<(String, Span)> = Vec::new();
        walk(&document.blocks, &mut |node| {
            if let Walked::Block(block) = node {
                said(block, &mut sayings);
            }
        });
        for claim in &site.clusters.catalogue.claims {
            for (sentence, span) in &sayings {
                let folded = fold(sentence);
                let Some(word) = claim.denies.iter().find(|word| has_word(&folded, &fold(word))) else {
                    continue;
                };
                // The words around decide what the sentence is about.
                let section = document.unit_at(span.start).map(|at| document.sections[at].span);
                let around =
                    section.and_then(|section| text.get(section.range())).map(fold).unwrap_or_default();
                if negated(&folded) || !claim.near.iter().any(|near| around.contains(&fold(near))) {
                    continue;
                }
                findings.push(
                    Finding::new(
                        RULE.code,
                        Place::new(page.file, exactly(text, *span, word)),
                        format!("`{word}` contradicts a fact"),
                    )
                    .here(claim.says.en.clone())
                    .help("say what is so, or what exactly is meant")
                    .source(claim.source.clone()),
                );
            }
        }
    }
}

/// The place of a word in a span; the whole span where markup stands within the word.
fn exactly(text: &str, span: Span, word: &str) -> Span {
    // Letters of one byte keep their place in lower case.
    let lower = text[span.range()].to_ascii_lowercase();
    match lower.find(&word.to_ascii_lowercase()) {
        Some(at) => Span::new(span.start + at, span.start + at + word.len()),
        None => span,
    }
}

/// The sentences of a block, with their places as exactly as they can be told.
fn said(block: &Block, out: &mut Vec<(String, Span)>) {
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
            let text = plain_text(inlines);
            out.extend(
                text.split_inclusive(['.', '!', '?', '\n']).map(|sentence| (sentence.to_owned(), block.span)),
            );
        }
        BlockKind::Heading(heading) => out.push((heading.text.clone(), block.span)),
        BlockKind::Table(table) => {
            out.extend(
                table
                    .rows
                    .iter()
                    .flatten()
                    .map(|cell| (plain_text(cell), cell.first().map_or(block.span, |inline| inline.span))),
            );
        }
        BlockKind::Tree(tree) => out.extend(tree.entries().into_iter().map(|(_, _, entry)| {
            let description = entry.description.as_ref().map_or("", |text| text.value.as_str());
            (format!("{} {description}", entry.name.value), entry.span)
        })),
        BlockKind::Diagram(diagram) => {
            out.extend(diagram.nodes.iter().map(|node| (node.label.value.clone(), node.label.span)));
        }
        _ => {}
    }
}

fn negated(sentence: &str) -> bool {
    sentence.trim_end().ends_with('?')
        || [
            "아니",
            "않",
            "오해",
            "틀린",
            "틀리",
            "잘못",
            "반대",
            "아닌",
            " not ",
            "n't",
            "never",
            "wrong",
            "misconception",
            "rather than",
            "instead of",
        ]
        .iter()
        .any(|word| sentence.contains(word))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(|c| c.is_alphanumeric() && !is_hangul(c))
    })
}
