//! TIM009 clock-differs: a clock and the minutes beside it disagree, or slots overlap.

use crate::check::rule::{Rule, Run};
use crate::check::rules::clock_spans::{ClockSpan, in_text};
use crate::course::{Page, PageKind, UnitKind};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{Block, BlockKind, Inline, Walked, plain_text, walk};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("TIM009"),
    name: "clock-differs",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TIM009-clock-differs.md"),
    run: Run::Site(clock_differs),
};

fn clock_differs(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let text = &site.tree.file(page.file).text;
        walk(&page.document.blocks, &mut |node| {
            let Walked::Block(block) = node else { return };
            for (line, span) in lines(block) {
                for found in in_text(&line) {
                    let place = Place::new(page.file, found.place(text, span));
                    findings.extend(wrong(&found, place));
                }
            }
        });
        let day = site.course.unit(page.unit).kind == UnitKind::Day && page.kind == PageKind::Index;
        if day {
            overlaps(page, text, findings);
        }
    }
}

fn wrong(found: &ClockSpan, place: Place) -> Option<Finding> {
    if found.is_reversed() {
        return Some(
            Finding::new(RULE.code, place, format!("`{}` ends before it begins", found.written))
                .help("exchange the two times, or mend one of them"),
        );
    }
    let (said, is) = (found.said?, found.minutes()?);
    // A long span may hold pauses.
    let right = said == is || is > 180 && said < is;
    (!right).then(|| {
        Finding::new(RULE.code, place, format!("`{}` is {is} minutes, not {said}", found.written))
            .help("decide whether the clock or the minutes are right")
    })
}

/// The texts of a block that may hold clocks, with their places.
fn lines(block: &Block) -> Vec<(String, Span)> {
    let of = |inlines: &[Inline], span: Span| (without_code(inlines), span);
    match &block.kind {
        BlockKind::Heading(heading) => vec![of(&heading.inlines, block.span)],
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => vec![of(inlines, block.span)],
        BlockKind::Table(table) => table
            .head
            .iter()
            .chain(table.rows.iter().flatten())
            .map(|cell| {
                of(cell, cell.first().map_or(block.span, |inline| inline.span.to(cell[cell.len() - 1].span)))
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn without_code(inlines: &[Inline]) -> String {
    let kept: Vec<Inline> = inlines
        .iter()
        .filter(|inline| !matches!(inline.kind, crate::parse::ast::InlineKind::Code(_)))
        .cloned()
        .collect();
    plain_text(&kept)
}

/// Slots of one table, of one list, or of the headings, that overlap and are not one in the other.
fn overlaps(page: &Page, text: &str, findings: &mut Vec<Finding>) {
    let mut groups: Vec<Vec<(u32, u32, Place)>> = Vec::new();
    let slots = |texts: Vec<(String, Span)>| {
        let found = texts.into_iter().flat_map(|(line, span)| {
            in_text(&line).into_iter().next().and_then(|found| {
                Some((found.from?, found.to?, Place::new(page.file, found.place(text, span))))
            })
        });
        found.filter(|(from, to, _)| from < to).collect::<Vec<_>>()
    };
    let headings = page.document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    groups.push(slots(headings.flat_map(lines).collect()));
    walk(&page.document.blocks, &mut |node| {
        let Walked::Block(block) = node else { return };
        match &block.kind {
            BlockKind::Table(_) => groups.push(slots(lines(block))),
            BlockKind::List(list) => {
                let items = list.items.iter().filter_map(|item| item.blocks.first());
                groups.push(slots(items.flat_map(lines).collect()));
            }
            _ => {}
        }
    });
    for group in groups {
        for (at, (from, to, place)) in group.iter().enumerate() {
            let other = group[..at].iter().find(|(a, b, _)| {
                let apart = to <= a || b <= from;
                let nested = a <= from && to <= b || from <= a && b <= to;
                !apart && !nested
            });
            if let Some((_, _, first)) = other {
                findings.push(
                    Finding::new(RULE.code, *place, "this slot overlaps an earlier one")
                        .label(*first, "this one")
                        .help("let one end where the other begins"),
                );
            }
        }
    }
}
