//! STR014 emphasis-not-rendered: asterisks that were meant as emphasis and stay on the page.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::parse::ast::{Inline, InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("STR014"),
    name: "emphasis-not-rendered",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR014-emphasis-not-rendered.md"),
    run: Run::Site(emphasis_not_rendered),
};

fn emphasis_not_rendered(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        let text = &site.tree.file(page.file).text;
        let mut asterisks: Vec<usize> = Vec::new();
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Inline(inline) = node {
                asterisks.extend(of_inline(text, inline));
            }
        });
        let marks = marks(text, &asterisks);
        let mut at = 0;
        while at + 1 < marks.len() {
            let (open, close) = (&marks[at], &marks[at + 1]);
            if pairs(text, open, close) {
                findings.push(finding(text, page.file, open, close));
                at += 2;
            } else {
                at += 1;
            }
        }
    }
}

/// Asterisks that are text.
struct Mark {
    span: Span,
    before: Option<char>,
    behind: Option<char>,
}

/// Where the asterisks of a piece of text stand; escaped ones are meant.
fn of_inline(text: &str, inline: &Inline) -> Vec<usize> {
    let InlineKind::Text(shown) = &inline.kind else { return Vec::new() };
    let written = text.get(inline.span.range()).filter(|written| written == shown).unwrap_or_default();
    let found = written.match_indices('*').map(|(at, _)| inline.span.start + at);
    found.filter(|at| !text[..*at].ends_with('\\')).collect()
}

/// Runs of asterisks; the parser gives them one by one.
fn marks(text: &str, asterisks: &[usize]) -> Vec<Mark> {
    let runs = asterisks.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() <= 3);
    let marks = runs.map(|run| Span::new(run[0], run[run.len() - 1] + 1)).map(|span| Mark {
        span,
        before: text[..span.start].chars().next_back(),
        behind: text[span.end..].chars().next(),
    });
    // An asterisk that the parser took belongs to another run.
    marks.filter(|mark| mark.before != Some('*') && mark.behind != Some('*')).collect()
}

/// Whether two marks were meant to open and close emphasis.
fn pairs(text: &str, open: &Mark, close: &Mark) -> bool {
    let inner = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let between = &text[open.span.end..close.span.start];
    let same = open.span.end - open.span.start == close.span.end - close.span.start;
    let starts = open
        .before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '「'));
    let ends = close.behind.is_none_or(|c| {
        c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '”' | '’' | '」' | '。' | '，')
    });
    // A path pattern begins or ends at a slash.
    let glob = open.behind == Some('/')
        || close.behind == Some('/')
        || open.before == Some('/')
        || close.before == Some('/');
    same && inner(open.behind)
        && inner(close.before)
        && !between.contains('\n')
        && !between.is_empty()
        && (starts || ends)
        && !glob
}

fn finding(text: &str, file: crate::span::FileId, open: &Mark, close: &Mark) -> Finding {
    let whole = Place::new(file, open.span.to(close.span));
    let finding = Finding::new(RULE.code, whole, "the asterisks stay on the page")
        .help("let the emphasis end with a letter, or put a space behind it where the language has one");
    let inside = &text[open.span.end..close.span.start];
    let mark = &text[close.span.range()];
    // `**클러스터(Cluster)**는`: the bracket moves out; else an empty comment separates the two.
    let bracket = inside
        .strip_suffix(')')
        .and_then(|rest| rest.rfind('('))
        .filter(|at| !inside[..*at].trim().is_empty());
    let stuck =
        close.behind.is_some_and(char::is_alphanumeric) && close.before.is_some_and(|c| !c.is_alphanumeric());
    let edit = match bracket {
        _ if !stuck => return finding,
        Some(at) if inside[..at].ends_with(|c: char| c.is_alphanumeric()) => Edit {
            place: Place::new(file, Span::new(open.span.end + at, close.span.end)),
            replacement: format!("{mark}{}", &inside[at..]),
        },
        _ => Edit {
            place: Place::new(file, Span::new(close.span.end, close.span.end)),
            replacement: "<!-- -->".to_owned(),
        },
    };
    finding.fix("let the emphasis be seen", Applicability::Safe, edit)
}
