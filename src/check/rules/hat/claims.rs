//! What texts say of quorums and failures: `5개 … 쿼럼 3`, "survives 1 failure with 3 members".

use crate::course::Page;
use crate::parse::ast::{BlockKind, Table, Walked, plain_text, walk};
use crate::site::Site;
use crate::span::{Place, Span};
use regex::Regex;
use std::sync::LazyLock;

/// A sentence that says how many members there are, and what follows.
pub(super) struct Claim {
    pub members: u32,
    pub quorum: Option<u32>,
    pub tolerated: Option<u32>,
    pub place: Place,
}

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// The sentence is about members of a consensus.
static TOPIC: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"(?i)etcd|멤버|\bmembers?\b"));
static MEMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)(?:멤버|etcd(?:\s*(?:멤버|노드|클러스터))?)(?:가|는|이|은|를|을)?\s*(?P<a>\d{1,2})\s*(?:개|대)(?P<after>\S{0,6})|(?P<b>\d{1,2})\s*(?:개|대)(?:의|인|짜리)?\s*(?:etcd\s*)?멤버|(?P<c>\d{1,2})(?:[\s-]+etcd)?[\s-]+members?\b|members?\s*[:=]\s*(?P<d>\d{1,2})",
    )
});
static QUORUM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)(?:쿼럼|과반(?:수)?)(?:은|는|이|가)?\s*[:=]?\s*(?P<a>\d{1,2})\s*(?:개|대|표)?|quorum\s*(?:is|of|=|:)?\s*(?P<b>\d{1,2})\b",
    )
});
static TOLERANCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)장애\s*(?P<a>\d{1,2})\s*(?:개|대|번)\s*까지|(?P<b>\d{1,2})\s*(?:개|대)(?:의)?\s*(?:까지\s*)?장애(?:를|까지|가|도)?\s*(?:나도\s*)?(?:견디|견딘|허용|버티|버틴|감당)|(?:surviv\w*|tolerat\w*)\s+(?:the\s+(?:loss|failure)\s+of\s+)?(?P<c>\d{1,2})(?:\s+(?:failures?|members?|nodes?))?",
    )
});

/// Every claim of the course's texts and tables.
pub(super) fn claims(site: &Site) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (_, page) in site.course.pages() {
        walk(&page.document.blocks, &mut |node| {
            let Walked::Block(block) = node else { return };
            match &block.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                    sentences(page, &plain_text(inlines), block.span, &mut claims);
                }
                BlockKind::Table(table) => rows(page, table, &mut claims),
                _ => {}
            }
        });
    }
    claims
}

fn number(pattern: &Option<Regex>, text: &str) -> Option<Vec<u32>> {
    let found: Vec<u32> = pattern
        .as_ref()?
        .captures_iter(text)
        .filter_map(|found| {
            ["a", "b", "c", "d"]
                .iter()
                .find_map(|name| found.name(name))
                .and_then(|number| number.as_str().parse().ok())
        })
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The names of groups differ among the patterns; those that a pattern lacks are none.
fn one(pattern: &Option<Regex>, text: &str) -> Option<u32> {
    match number(pattern, text)?.as_slice() {
        // Two numbers are a comparison, and nobody can tell which belongs to which.
        [only] => Some(*only),
        _ => None,
    }
}

fn sentences(page: &Page, text: &str, span: Span, claims: &mut Vec<Claim>) {
    for sentence in text.split_inclusive(['.', '?', '!', '。', '\n']) {
        let about = TOPIC.as_ref().is_some_and(|topic| topic.is_match(sentence));
        // A question asks, and what is denied is not said.
        if !about
            || sentence.trim_end().ends_with('?')
            || ["아니", "않", " not ", "n't", "틀린", "오답", "wrong"]
                .iter()
                .any(|word| sentence.contains(word))
        {
            continue;
        }
        let Some(members) = one(&MEMBERS, sentence).filter(|members| *members > 0) else { continue };
        let (quorum, tolerated) = (one(&QUORUM, sentence), one(&TOLERANCE, sentence));
        if quorum.is_some() || tolerated.is_some() {
            claims.push(Claim { members, quorum, tolerated, place: Place::new(page.file, span) });
        }
    }
}

/// Tables with a column of members beside one of the quorum or of tolerated failures.
fn rows(page: &Page, table: &Table, claims: &mut Vec<Claim>) {
    let heads: Vec<String> = table.head.iter().map(|cell| plain_text(cell).to_lowercase()).collect();
    let column = |words: &[&str]| {
        let found: Vec<usize> =
            (0..heads.len()).filter(|at| words.iter().any(|word| heads[*at].contains(word))).collect();
        (found.len() == 1).then(|| found[0])
    };
    let Some(members) = column(&["멤버", "member"]) else { return };
    let quorum = column(&["쿼럼", "과반", "quorum", "majority"]);
    let tolerated = column(&["허용", "견디", "tolera", "failures"]);
    for row in &table.rows {
        let number = |column: Option<usize>| {
            let text = plain_text(row.get(column?)?);
            text.trim().trim_end_matches(['개', '대', '명']).trim().parse::<u32>().ok()
        };
        let Some(count) = number(Some(members)).filter(|count| *count > 0) else { continue };
        let span = row.iter().flatten().map(|inline| inline.span).reduce(Span::to).unwrap_or_default();
        claims.push(Claim {
            members: count,
            quorum: number(quorum),
            tolerated: number(tolerated),
            place: Place::new(page.file, span),
        });
    }
}
