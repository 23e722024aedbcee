//! What texts say of quorums and failures: `5개 … 쿼럼 3`, "survives 1 failure with 3 members".

use crate::check::rules::assertion::is_qualified;
use crate::course::Page;
use crate::parse::ast::{BlockKind, Table, Walked, plain_text, walk};
use crate::site::Site;
use crate::span::{Place, Span};
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
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

/// A sentence whose numbers are of a moment: of members that are down, that are left, that come.
static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)잃|멈춰|멈추|멈춘|멈췄|죽어|죽은|죽으|죽는|죽었|남아|남은|남는|남습|남으|살아|추가|제거|늘어|늘리|줄어|줄이|빠지|빠진|내려가|다운되|다운된|다운 |끊|분리|나뉘|떨어|고장|정지|꺼지|꺼진|복구|교체|오답|sentinel|\b(?:loses?|losing|lost|down|remain\w*|left|alive|add(?:s|ed|ing)?|remov\w+|(?:un)?healthy|crash\w*|partition\w*|replac\w+|reachable)\b",
    )
});

/// Some of these stands in every claim of a quorum or of failures.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        "쿼럼",
        "과반",
        "정족수",
        "quorum",
        "majority",
        "장애",
        "surviv",
        "tolera",
        "허용",
        "견디",
        "failure",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// The sentence is about members of a consensus.
static TOPIC: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"(?i)etcd|멤버|\bmembers?\b"));
static MEMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)(?:멤버|etcd(?:\s*(?:멤버|노드|클러스터))?)(?:가|는|이|은|를|을)?\s*(?P<a>\d{1,2})\s*(?:개|대)|(?P<b>\d{1,2})\s*(?:개|대)(?:의|인|짜리)?\s*(?:etcd\s*)?멤버|(?P<c>\d{1,2})(?:[\s-]+etcd)?[\s-]+members?\b|members?\s*[:=]\s*(?P<d>\d{1,2})",
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
    let pages: Vec<&Page> = site.course.pages().map(|(_, page)| page).collect();
    // Most pages speak of neither, which is quicker told than read.
    let says =
        |page: &&Page| WORDS.as_ref().is_some_and(|words| words.is_match(&site.tree.file(page.file).text));
    pages.into_par_iter().filter(says).flat_map_iter(|page| of_page(site, page)).collect()
}

fn of_page(site: &Site, page: &Page) -> Vec<Claim> {
    let mut claims = Vec::new();
    let foreign = |text: &str, at: usize| {
        let heading = page.document.headings_around(at).next();
        let names = |text: &str| site.clusters.catalogue.names_foreign(text).is_some();
        names(text) || heading.is_some_and(|heading| names(&heading.text))
    };
    walk(&page.document.blocks, &mut |node| {
        let Walked::Block(block) = node else { return };
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                let text = plain_text(inlines);
                let found = sentences(page, &text, block.span);
                // Few claim anything, and other systems have quorums that are settings.
                if !found.is_empty() && !foreign(&text, block.span.start) {
                    claims.extend(found);
                }
            }
            BlockKind::Table(table) => {
                let found = rows(page, table);
                if !found.is_empty() && !foreign("", block.span.start) {
                    claims.extend(found);
                }
            }
            _ => {}
        }
    });
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

fn sentences(page: &Page, text: &str, span: Span) -> Vec<Claim> {
    let mut claims = Vec::new();
    if !TOPIC.as_ref().is_some_and(|topic| topic.is_match(text)) {
        return claims;
    }
    for sentence in text.split_inclusive(['.', '?', '!', '。', '\n']) {
        let about = TOPIC.as_ref().is_some_and(|topic| topic.is_match(sentence));
        let lower = sentence.to_lowercase();
        if !about || is_qualified(&lower) || CHANGE.as_ref().is_some_and(|change| change.is_match(sentence)) {
            continue;
        }
        let (quorum, tolerated) = (one(&QUORUM, sentence), one(&TOLERANCE, sentence));
        // "tolerates 1 member failure" says nothing of how many there are.
        let rest = [&*QUORUM, &*TOLERANCE].into_iter().flatten();
        let rest = rest.fold(sentence.to_owned(), |rest, said| said.replace_all(&rest, " … ").into_owned());
        let Some(members) = one(&MEMBERS, &rest).filter(|members| *members > 0) else { continue };
        if quorum.is_some() || tolerated.is_some() {
            claims.push(Claim { members, quorum, tolerated, place: Place::new(page.file, span) });
        }
    }
    claims
}

/// Tables with a column of members beside one of the quorum or of tolerated failures.
fn rows(page: &Page, table: &Table) -> Vec<Claim> {
    let mut claims = Vec::new();
    let heads: Vec<String> = table.head.iter().map(|cell| plain_text(cell).to_lowercase()).collect();
    // A head that says more speaks of something else: members that are down, a share of failures.
    let column = |words: &[&str], beside: &[&str]| {
        let is_plain = |at: &usize| {
            let has = words.iter().any(|word| heads[*at].contains(word));
            has && heads[*at]
                .split(|c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .all(|part| words.contains(&part) || beside.contains(&part))
        };
        let found: Vec<usize> = (0..heads.len()).filter(is_plain).collect();
        (found.len() == 1).then(|| found[0])
    };
    let size = [
        "etcd",
        "수",
        "개수",
        "전체",
        "총",
        "클러스터",
        "크기",
        "number",
        "of",
        "total",
        "count",
        "cluster",
        "size",
    ];
    let Some(members) = column(&["멤버", "멤버수", "members", "member"], &size) else { return claims };
    let need = ["필요", "필요한", "크기", "수", "size", "required", "votes", "needed", "for"];
    let quorum = column(&["쿼럼", "과반", "과반수", "정족수", "quorum", "majority"], &need);
    let may = [
        "장애",
        "노드",
        "멤버",
        "수",
        "개수",
        "최대",
        "가능",
        "가능한",
        "fault",
        "member",
        "node",
        "max",
        "maximum",
        "number",
        "of",
    ];
    let tolerated = column(
        &[
            "허용",
            "견디는",
            "허용하는",
            "허용장애",
            "tolerance",
            "tolerated",
            "tolerates",
            "failures",
            "failure",
        ],
        &may,
    );
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
    claims
}
