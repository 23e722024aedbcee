//! `ignore` and `expect`: what authors say about single findings, in comments that nobody else sees.

use super::level::{Target, unknown_rule};
use crate::date::Date;
use crate::diagnostic::{Applicability, Edit, Finding, code};
use crate::load::{FileKind, SourceFile};
use crate::parse::ast::{BlockKind, Document, Walked, walk};
use crate::parse::directive::{Directive, Suppress};
use crate::site::Site;
use crate::span::{FileId, Place, Span, Spanned};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What one directive says.
struct Suppression<'s> {
    directive: Place,
    about: Span,
    suppress: Cow<'s, Suppress>,
    /// Whether the finding must be there, as opposed to may.
    expected: bool,
    used: bool,
}

/// Takes out the findings that authors ignore or expect, and adds what is wrong with the directives themselves. `today` is the
/// day by which suppressions have expired.
pub(super) fn apply(site: &Site, findings: Vec<Finding>, today: Option<Date>) -> Vec<Finding> {
    let mut by_file: BTreeMap<FileId, Vec<Suppression<'_>>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (_, page) in site.course.pages() {
        let found = of_document(&page.document, &site.tree.file(page.file).text, &mut wrong);
        if !found.is_empty() {
            by_file.insert(page.file, found);
        }
    }
    for file in site.tree.files().filter(|file| file.kind == FileKind::Yaml) {
        let found = of_yaml(file, &mut wrong);
        if !found.is_empty() {
            by_file.insert(file.id, found);
        }
    }
    let is_over = |suppression: &Suppression<'_>| {
        let until = suppression.suppress.until.as_ref();
        until.is_some_and(|until| today.is_some_and(|today| until.value < today))
    };
    for own in by_file.values_mut() {
        own.sort_by_key(|suppression| suppression.about.start);
    }
    // How far any of the first ones reaches, so that one need not look at all of them.
    let reach: BTreeMap<FileId, Vec<usize>> = by_file
        .iter()
        .map(|(file, own)| {
            let ends = own.iter().scan(0, |far, suppression| {
                *far = suppression.about.end.max(*far);
                Some(*far)
            });
            (*file, ends.collect())
        })
        .collect();
    let mut kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let place = finding.primary.place;
            let mut suppressed = false;
            let own = by_file.get_mut(&place.file).map_or(&mut [][..], |own| own.as_mut_slice());
            let begun = own.partition_point(|suppression| suppression.about.start <= place.span.start);
            let reach = reach.get(&place.file).map_or(&[][..], Vec::as_slice);
            let first = reach[..begun].partition_point(|end| *end <= place.span.start);
            for suppression in &mut own[first..begun] {
                let codes = &suppression.suppress.codes;
                let named = codes
                    .iter()
                    .any(|code| Target::parse(&code.value).is_some_and(|target| target.covers(finding.code)));
                if named
                    && suppression.about.start <= place.span.start
                    && place.span.start < suppression.about.end
                {
                    suppression.used = true;
                    suppressed |= !is_over(suppression);
                }
            }
            !suppressed
        })
        .collect();
    kept.extend(wrong);
    for suppression in by_file.into_values().flatten() {
        kept.extend(judged(site, &suppression, is_over(&suppression)));
    }
    kept
}

/// What is wrong with a directive itself.
fn judged(site: &Site, suppression: &Suppression<'_>, is_over: bool) -> Vec<Finding> {
    let place = suppression.directive;
    let codes = &suppression.suppress.codes;
    let unknown = codes.iter().filter(|code| Target::parse(&code.value).is_none());
    let mut findings: Vec<Finding> =
        unknown.map(|code| unknown_rule(Place::new(place.file, code.span), &code.value)).collect();
    if !findings.is_empty() {
        return findings;
    }
    let names: Vec<&str> = codes.iter().map(|code| code.value.as_str()).collect();
    if names.is_empty() {
        findings.push(
            Finding::new(code::UNUSED_SUPPRESSION, place, "this names no rule")
                .help("say which one: `ignore DMX004 -- reason`"),
        );
    } else if codes.iter().all(|code| is_of_output(&code.value)) {
        // The audit of the output reads these itself.
    } else if !suppression.used && suppression.expected {
        let message = format!("{} is expected here and does not occur", names.join(" and "));
        findings.push(
            Finding::new(code::UNUSED_SUPPRESSION, place, message)
                .help("remove the directive, or make the mistake that it announces"),
        );
    } else if !suppression.used {
        let message = format!("there is nothing of {} to ignore here", names.join(" and "));
        let finding = Finding::new(code::UNUSED_SUPPRESSION, place, message).help("remove the directive");
        findings.push(match whole_line(&site.tree.file(place.file).text, place.span) {
            Some(span) => {
                let place = Place::new(place.file, span);
                let edit = Edit { place, replacement: String::new() };
                finding.fix("remove the directive", Applicability::Safe, edit)
            }
            None => finding,
        });
    } else if let Some(until) = suppression.suppress.until.as_ref().filter(|_| is_over) {
        findings.push(
            Finding::new(
                code::EXPIRED_SUPPRESSION,
                Place::new(place.file, until.span),
                format!("this was to be mended by {}", until.value),
            )
            .help("mend what it hides, or give it another day"),
        );
    }
    if !suppression.expected && !suppression.suppress.has_reason {
        findings.push(
            Finding::new(code::SUPPRESSION_WITHOUT_REASON, place, "nobody will know why this is ignored")
                .help(format!("add the reason: `ignore {} -- …`", names.join(" "))),
        );
    }
    findings
}

/// Whether only the finished output shows what a code is about.
fn is_of_output(code: &str) -> bool {
    super::rules::find(code).is_some_and(|rule| matches!(rule.run, super::rule::Run::Output))
}

/// The line of a directive, when nothing else stands on it.
fn whole_line(text: &str, directive: Span) -> Option<Span> {
    let start = text[..directive.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[directive.end..].find('\n').map_or(text.len(), |at| directive.end + at + 1);
    let before = text[start..directive.start].trim();
    let after = text[directive.end..end].trim();
    let html = before.strip_prefix("<!--")?.trim_start();
    (html == "kurso:" && after == "-->").then(|| Span::new(start, end))
}

fn of_document<'s>(document: &'s Document, text: &str, wrong: &mut Vec<Finding>) -> Vec<Suppression<'s>> {
    let mut found = Vec::new();
    let suppresses =
        |own: &Spanned<Directive>| matches!(own.value, Directive::Ignore(_) | Directive::Expect(_));
    // Most documents ignore nothing.
    let blocks =
        if document.directives.iter().any(suppresses) { Blocks::of(document) } else { Blocks::default() };
    let mut open: Vec<(Span, &Suppress)> = Vec::new();
    for directive in &document.directives {
        match &directive.value {
            Directive::Ignore(suppress) => {
                found.push(single(document, &blocks, text, directive, suppress, false));
            }
            Directive::Expect(suppress) => {
                found.push(single(document, &blocks, text, directive, suppress, true));
            }
            Directive::IgnoreRange { starts: true, suppress } => open.push((directive.span, suppress)),
            Directive::IgnoreRange { starts: false, .. } => match open.pop() {
                Some((start, suppress)) => {
                    found.push(range(document, start, directive.span.start, suppress));
                }
                None => wrong.push(
                    Finding::new(
                        code::UNUSED_SUPPRESSION,
                        document.place(directive.span),
                        "nothing is ignored from above this line",
                    )
                    .help("remove it, or begin with `ignore-start CODE -- reason`"),
                ),
            },
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
                let suppress = Cow::Borrowed(suppress);
                found.push(Suppression { directive, about: diagram.span, suppress, expected, used: false });
            }
        }
    });
    found
}

/// The blocks that a directive may speak of, as they stand in the document: each with whether it holds others.
#[derive(Default)]
struct Blocks {
    /// Sorted by where they begin; of two that begin alike, the outer one first.
    all: Vec<(Span, bool)>,
}

impl Blocks {
    fn of(document: &Document) -> Self {
        let mut all = Vec::new();
        walk(&document.blocks, &mut |node| {
            if let Walked::Block(block) = node
                && !is_comment(&block.kind)
            {
                all.push((block.span, is_container(&block.kind)));
            }
        });
        all.sort_by_key(|(span, _)| span.start);
        Self { all }
    }

    /// The innermost block around a span that holds text itself.
    fn around(&self, said: Span) -> Option<Span> {
        let begun = self.all.partition_point(|(span, _)| span.start <= said.start);
        // Blocks nest no deeper than the parser follows them, and only the last ones that began can be around.
        let near = self.all[..begun].iter().rev().take(2 * NEAR);
        near.filter(|(own, container)| !container && said.end <= own.end).map(|(own, _)| *own).next()
    }

    /// The first block behind a place; of a list and its first paragraph, the list.
    fn below(&self, end: usize) -> Option<Span> {
        let at = self.all.partition_point(|(span, _)| span.start < end);
        self.all.get(at).map(|(span, _)| *span)
    }
}

/// How deep blocks nest.
const NEAR: usize = 64;

/// A directive speaks of the block below it.
fn single<'s>(
    document: &Document,
    blocks: &Blocks,
    text: &str,
    directive: &Spanned<Directive>,
    suppress: &'s Suppress,
    expected: bool,
) -> Suppression<'s> {
    let said = directive.span;
    // At the end of a heading it speaks of what is below.
    let around = blocks.around(said).filter(|own| {
        let rest = text.get(said.end..own.end).unwrap_or("").trim_start().trim_start_matches("-->");
        !rest.trim().is_empty()
    });
    // Between the words of a block it speaks of the rest of them.
    let end = around.or_else(|| blocks.below(said.end)).map_or(said.end, |block| block.end);
    Suppression {
        directive: document.place(directive.span),
        about: Span::new(directive.span.end, end),
        suppress: Cow::Borrowed(suppress),
        expected,
        used: false,
    }
}

fn is_container(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::List(_)
            | BlockKind::Alert(..)
            | BlockKind::FootnoteDefinition(..)
            | BlockKind::Quote(_)
            | BlockKind::Element(_)
            | BlockKind::Note(_)
    )
}

fn is_comment(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Note(_))
}

fn range<'s>(document: &Document, start: Span, end: usize, suppress: &'s Suppress) -> Suppression<'s> {
    Suppression {
        directive: document.place(start),
        about: Span::new(start.end, end),
        suppress: Cow::Borrowed(suppress),
        expected: false,
        used: false,
    }
}

/// `# kurso: ignore CODE -- reason` in a YAML file: about its own line when something stands before it, else about the next
/// entry with all that is indented below it.
fn of_yaml(file: &SourceFile, wrong: &mut Vec<Finding>) -> Vec<Suppression<'static>> {
    let mut found = Vec::new();
    let mut sink = crate::diagnostic::Sink::new(file.id);
    let mut at = 0;
    let mut below = None;
    for line in file.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if !is_blank(line) {
            below = None;
        }
        let Some(comment) = line.find("# kurso:").filter(|at| line[..*at].trim_end().len() < *at || *at == 0)
        else {
            continue;
        };
        let body = comment + "# kurso:".len();
        let text = line[body..].trim_end();
        let (suppress, expected, span) = match crate::parse::directive::parse(text, start + body, &mut sink) {
            Some(Spanned { value: Directive::Ignore(suppress), span }) => (suppress, false, span),
            Some(Spanned { value: Directive::Expect(suppress), span }) => (suppress, true, span),
            _ => continue,
        };
        let alone = line[..comment].trim().is_empty();
        let about = if alone {
            // Comments on lines one after another are about the same entry.
            let below = below.get_or_insert_with(|| entry(&file.text, at));
            Span::new(at, below.end)
        } else {
            Span::new(start, at)
        };
        let directive = Place::new(file.id, span);
        found.push(Suppression { directive, about, suppress: Cow::Owned(suppress), expected, used: false });
    }
    wrong.extend(sink.into_findings());
    found
}

/// Whether a line of YAML holds nothing, or a comment.
fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// The entry that begins at or below `start`, with the lines that are indented deeper.
fn entry(text: &str, start: usize) -> Span {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut end = start;
    let mut own = None;
    for line in text[start..].split_inclusive('\n') {
        match own {
            None if !is_blank(line) => own = Some(indent(line)),
            Some(own) if !is_blank(line) && indent(line) <= own => break,
            _ => {}
        }
        end += line.len();
    }
    Span::new(start, end)
}
