//! TRM003 contradicts-fact: a text says what a claim of the catalogue denies.

use crate::check::rule::{Rule, Run};
use crate::check::rules::assertion::is_qualified;
use crate::cluster::fact::Claim;
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::{fold, is_hangul};
use crate::parse::ast::{Block, BlockKind, Walked, plain_text, walk};
use crate::site::Site;
use crate::span::{Place, Span};
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::rc::Rc;

pub(super) static RULE: Rule = Rule {
    code: Code("TRM003"),
    name: "contradicts-fact",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TRM003-contradicts-fact.md"),
    run: Run::Site(contradicts_fact),
};

/// Something that a page says.
struct Saying {
    /// The words.
    text: String,
    /// What decides what they are about: a sentence itself, a row, the box around a node and the heading above.
    about: String,
    /// What stands beside them and may be what they are about: the other entries of a figure.
    beside: Rc<str>,
    span: Span,
}

/// A claim with its words folded, as they are compared.
struct Denied<'s> {
    claim: &'s Claim,
    /// Each word as the catalogue writes it, and folded.
    denies: Vec<(&'s str, String)>,
    near: Vec<String>,
    unless: Vec<String>,
}

impl<'s> Denied<'s> {
    fn new(claim: &'s Claim) -> Self {
        let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect();
        let denies = claim.denies.iter().map(|word| (word.as_str(), fold(word))).collect();
        Self { claim, denies, near: folded(&claim.near), unless: folded(&claim.unless) }
    }
}

fn contradicts_fact(site: &Site, findings: &mut Vec<Finding>) {
    let denied: Vec<Denied<'_>> = site.clusters.catalogue.claims.iter().map(Denied::new).collect();
    let words = denied.iter().flat_map(|denied| &denied.denies).map(|(_, word)| word);
    let Ok(any) = AhoCorasick::new(words) else { return };
    let of_page = |page: &Page| {
        let mut sayings: Vec<Saying> = Vec::new();
        let mut findings = Vec::new();
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Block(block) = node {
                let heading = page.document.headings_around(block.span.start).next();
                let heading = heading.map_or("", |heading| heading.text.as_str());
                said(block, heading, &mut sayings);
            }
        });
        for saying in &sayings {
            let folded = fold(&saying.text);
            // Most of what is said is denied by nobody.
            if !any.is_match(&folded) {
                continue;
            }
            findings.extend(denied.iter().filter_map(|denied| judge(site, page, saying, &folded, denied)));
        }
        findings
    };
    let pages: Vec<&Page> = site.course.pages().map(|(_, page)| page).collect();
    findings.extend(pages.into_par_iter().flat_map_iter(of_page).collect::<Vec<_>>());
}

fn judge(site: &Site, page: &Page, saying: &Saying, folded: &str, denied: &Denied<'_>) -> Option<Finding> {
    let (word, _) = denied.denies.iter().find(|(_, word)| has_word(folded, word))?;
    let about = fold(&saying.about);
    let beside = format!("{about} | {}", fold(&saying.beside));
    let has = |text: &str, words: &[String]| words.iter().any(|word| has_word(text, word));
    // Another subject, or the opposite beside it: then nobody can tell who is said to be what.
    let of_another = has(&beside, &denied.unless) || site.clusters.catalogue.names_foreign(&beside).is_some();
    if is_qualified(&about) || of_another || !is_subject(&about, &denied.near) {
        return None;
    }
    let text = &site.tree.file(page.file).text;
    let place = Place::new(page.file, exactly(text, saying.span, word));
    Some(
        Finding::new(RULE.code, place, format!("`{word}` contradicts a fact"))
            .here(denied.claim.says.en.clone())
            .help("say what is so, or what exactly is meant")
            .source(denied.claim.source.clone()),
    )
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

/// What a block says, with its places as exactly as they can be told.
fn said(block: &Block, heading: &str, out: &mut Vec<Saying>) {
    let mut say = |text: String, about: Option<String>, span: Span| {
        out.push(Saying { about: about.unwrap_or_else(|| text.clone()), beside: Rc::from(""), text, span });
    };
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
            let text = plain_text(inlines);
            for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
                say(sentence.to_owned(), None, block.span);
            }
        }
        BlockKind::Heading(heading) => say(heading.text.clone(), None, block.span),
        BlockKind::Table(table) => {
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                for (cell, text) in row.iter().zip(&cells) {
                    let span = cell.first().map_or(block.span, |inline| inline.span);
                    say(text.clone(), Some(cells.join(" | ")), span);
                }
            }
        }
        BlockKind::Tree(tree) => {
            let texts = tree.entries().into_iter().map(|(_, _, entry)| {
                let description = entry.description.as_ref().map_or("", |text| text.value.as_str());
                (format!("{} {description}", entry.name.value), entry.span)
            });
            figure(texts.map(|(text, span)| (text.clone(), text, span)).collect(), heading, out);
        }
        BlockKind::Diagram(diagram) => {
            let texts = diagram.nodes.iter().map(|node| {
                let around = std::iter::successors(node.container, |at| diagram.containers[*at].parent);
                let titles = around.map(|at| diagram.containers[at].title.value.as_str());
                let about = titles.fold(node.label.value.clone(), |all, title| format!("{all} | {title}"));
                (node.label.value.clone(), about, node.label.span)
            });
            figure(texts.collect(), heading, out);
        }
        _ => {}
    }
}

/// What a figure says: each text with what is around it, the heading above, and the other texts beside.
fn figure(texts: Vec<(String, String, Span)>, heading: &str, out: &mut Vec<Saying>) {
    let beside: Vec<&str> = texts.iter().map(|(text, ..)| text.as_str()).collect();
    let beside: Rc<str> = beside.join(" | ").into();
    for (text, about, span) in texts {
        out.push(Saying { text, about: format!("{about} | {heading}"), beside: Rc::clone(&beside), span });
    }
}

/// Whether a text speaks of one of these as more than the place where something else is: `Kubernetes에서 캐시로 쓰는 …`.
fn is_subject(text: &str, near: &[String]) -> bool {
    near.iter().any(|word| {
        words(text, word).any(|at| {
            let (before, after) = (text[..at].trim_end(), text[at + word.len()..].trim_start());
            let stands_on = ["on", "in", "inside", "within", "for", "under"];
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            !stands_on.contains(&last)
                && !["에서", "에 ", "위에", "위의", "상에", "안에", "환경", "용 "]
                    .iter()
                    .any(|place| after.starts_with(place))
        })
    })
}

fn has_word(text: &str, word: &str) -> bool {
    words(text, word).next().is_some()
}

/// Where a word stands as a whole; a Korean particle may follow.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(|c| c.is_alphanumeric() && !is_hangul(c))
    })
}
