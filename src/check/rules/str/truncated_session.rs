//! STR013 truncated-session: a session breaks off where its siblings end.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::{closes, sessions};
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{Block, BlockKind, plain_text};
use crate::site::Site;
use crate::span::Span;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("STR013"),
    name: "truncated-session",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR013-truncated-session.md"),
    run: Run::Site(truncated_session),
};

/// So many others must end properly.
const MIN_SIBLINGS: usize = 3;

fn truncated_session(site: &Site, findings: &mut Vec<Finding>) {
    let mut days: BTreeMap<usize, Vec<&Page>> = BTreeMap::new();
    for page in sessions(site) {
        days.entry(page.unit.0).or_default().push(page);
    }
    for pages in days.values() {
        let mut open = pages.iter().filter(|page| !has_end(page));
        let (Some(page), None) = (open.next(), open.next()) else { continue };
        if pages.len() <= MIN_SIBLINGS {
            continue;
        }
        let Some((span, why)) = broken_off(page) else { continue };
        findings.push(
            Finding::new(RULE.code, page.document.place(span), format!("the session breaks off here: {why}"))
                .here("the other sessions of the day go on to key concepts, references or the next session")
                .help("write the rest of it, or restore it from an earlier version"),
        );
    }
}

fn has_end(page: &Page) -> bool {
    page.document.sections.iter().any(|section| closes(section.role))
}

/// Where a page breaks off, and how that shows.
fn broken_off(page: &Page) -> Option<(Span, &'static str)> {
    let last = page.document.blocks.last()?;
    let why = match &last.kind {
        BlockKind::Heading(_) => "the last section holds nothing",
        BlockKind::Paragraph(inlines) => {
            let ends = |block: &Block| match &block.kind {
                BlockKind::Paragraph(inlines) => Some(has_end_mark(&plain_text(inlines))),
                _ => None,
            };
            let before = &page.document.blocks[..page.document.blocks.len() - 1];
            let others: Vec<bool> = before.iter().filter_map(ends).collect();
            let usual = others.iter().filter(|ends| **ends).count() * 2 > others.len();
            (usual && !has_end_mark(&plain_text(inlines))).then_some("the last sentence has no end")?
        }
        BlockKind::List(list) => {
            let item = list.items.last()?;
            let text = item.blocks.last().map_or(String::new(), |block| match &block.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => plain_text(inlines),
                _ => "…".to_owned(),
            });
            let text = text.trim();
            let open = text.matches(['(', '[']).count() > text.matches([')', ']']).count();
            (text.is_empty() || text.ends_with([':', ',', '(', '[']) || open)
                .then_some("the last item has no end")?
        }
        BlockKind::Table(table) => {
            let cells = |row: &Vec<Vec<crate::parse::ast::Inline>>| {
                row.iter().filter(|cell| !cell.is_empty()).count()
            };
            let short = table.rows.last().is_some_and(|row| cells(row) < table.head.len());
            let usual = table.rows.iter().rev().skip(1).all(|row| cells(row) == table.head.len());
            (short && usual).then_some("the last row has fewer cells than the head")?
        }
        _ => return None,
    };
    Some((last.span, why))
}

fn has_end_mark(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', '。', '"', '”', ')', '…'])
}
