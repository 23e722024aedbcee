//! TRM002 removed-name: a name that the course's version no longer has.

use super::renamed::{any, course_version, longest};
use crate::check::rule::{Rule, Run};
use crate::check::rules::prose::{Kind, prose};
use crate::cluster::fact::{NameKind, Renamed};
use crate::course::{Page, PageId};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::lang::fold;
use crate::parse::ast::{BlockKind, Code as CodeBlock, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};
use crate::version::Version;
use aho_corasick::AhoCorasick;

pub(super) static RULE: Rule = Rule {
    code: Code("TRM002"),
    name: "removed-name",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TRM002-removed-name.md"),
    run: Run::Site(removed_name),
};

/// Words that say what became of a name.
const GONE: &[&str] = &[
    "제거",
    "삭제",
    "더 이상",
    "대신",
    "이전",
    "변경",
    "사라",
    "폐기",
    "중단",
    "없어",
    "바뀌",
    "deprecated",
    "removed",
    "remove ",
    "was ",
    "were ",
    "replaced",
    "instead of",
    "no longer",
    "formerly",
    "gone",
    "migrat",
    "없습니다",
    "없다",
    "없는",
    "없이",
    "없고",
    "까지",
    "구버전",
    "예전",
    "과거",
    "차이",
    "비교",
    " no ",
    "without",
    "until",
    "up to",
    "before",
    "used to",
    "differ",
    " vs",
    "older",
];
/// Languages of fences that learners copy.
const COPIED: &[&str] = &[
    "bash",
    "sh",
    "shell",
    "console",
    "zsh",
    "yaml",
    "yml",
    "json",
    "dockerfile",
    "docker",
    "powershell",
    "hcl",
    "toml",
];

fn removed_name(site: &Site, findings: &mut Vec<Finding>) {
    let Some(version) = course_version(site) else { return };
    let Some(any) = any(&site.clusters.catalogue.renamed) else { return };
    for (id, page) in site.course.pages().filter(|(_, page)| page.document.broken_at.is_none()) {
        in_prose(site, id, page, (version, &any), findings);
        in_code(site, id, page, (version, &any), findings);
    }
}

/// The names that are gone in a version, a place of a page decides which.
fn gone<'s>(site: &'s Site, id: PageId, page: &Page, at: usize, version: Version) -> Vec<&'s Renamed> {
    let section = page.document.unit_at(at);
    let figures = site.figures_of(id).iter().filter(|figure| figure.section == section);
    let named =
        figures.filter_map(|figure| figure.bound().filter(|binding| binding.named.is_some())?.cluster);
    let own =
        named.filter_map(|at| site.clusters.all[at].version.as_ref()).map(|version| version.value).min();
    let version = own.unwrap_or(version);
    let renamed = site.clusters.catalogue.renamed.iter();
    renamed
        .filter(|renamed| {
            renamed.kind != NameKind::Term && renamed.removed.is_some_and(|removed| version >= removed)
        })
        .collect()
}

fn in_prose(
    site: &Site,
    id: PageId,
    page: &Page,
    (version, any): (Version, &AhoCorasick),
    findings: &mut Vec<Finding>,
) {
    let source = &site.tree.file(page.file).text;
    for prose in prose(&page.document).into_iter().filter(|prose| any.is_match(&prose.text)) {
        for renamed in gone(site, id, page, prose.start(), version) {
            let Some(range) = longest(&prose.text, &renamed.names) else { continue };
            if prose.kind(range.start) == Kind::Link || is_part_of_longer(site, &prose.text, &range, renamed)
            {
                continue;
            }
            let around = format!("{} | {}", prose.sentence(&range), prose.row);
            let span = prose.span(source, range.clone());
            if says_it_is_gone(&around, renamed)
                || under_such_a_heading(page, span, renamed)
                || has_successor(&around, renamed)
                || needs_company(&prose.text[range.clone()], renamed) && !names_component(site, &around)
            {
                continue;
            }
            // What is said of the old name may not be true of the new one.
            findings.push(finding(page, span, &prose.text[range], renamed, Applicability::Unsafe));
        }
    }
}

fn in_code(
    site: &Site,
    id: PageId,
    page: &Page,
    (version, any): (Version, &AhoCorasick),
    findings: &mut Vec<Finding>,
) {
    walk(&page.document.blocks, &mut |node| {
        let Walked::Block(block) = node else { return };
        let BlockKind::Code(CodeBlock { language: Some(language), text, .. }) = &block.kind else { return };
        if !COPIED.contains(&language.as_str()) || !any.is_match(&text.text) {
            return;
        }
        for renamed in gone(site, id, page, block.span.start, version) {
            let copied = matches!(renamed.kind, NameKind::Label | NameKind::Taint | NameKind::Registry)
                || renamed.names.iter().any(|name| name.starts_with("--"));
            if !copied || has_successor(&text.text, renamed) {
                continue;
            }
            let mut at = 0;
            let mut above = "";
            for line in text.text.split_inclusive('\n') {
                let start = at;
                at += line.len();
                let comment = std::mem::replace(&mut above, line);
                let Some(range) = longest(line, &renamed.names) else { continue };
                let comment = if comment.trim_start().starts_with('#') { comment } else { "" };
                let around = format!("{comment} {line}");
                if is_part_of_longer(site, line, &range, renamed)
                    || says_it_is_gone(&around, renamed)
                    || under_such_a_heading(page, block.span, renamed)
                    || needs_company(&line[range.clone()], renamed) && !names_component(site, &text.text)
                {
                    continue;
                }
                let span = text.span(start + range.start..start + range.end);
                findings.push(finding(page, span, &line[range], renamed, Applicability::Safe));
                break;
            }
        }
    });
}

fn finding(
    page: &Page,
    span: Span,
    written: &str,
    renamed: &Renamed,
    applicability: Applicability,
) -> Finding {
    let place = Place::new(page.file, span);
    let removed = renamed.removed.map_or(String::new(), |removed| format!(" since {removed}"));
    let finding = Finding::new(RULE.code, place, format!("`{written}` is gone{removed}"))
        .help(format!("use {}", renamed.instead.en))
        .source(renamed.source.clone());
    let one_to_one = renamed.instead.ko == renamed.instead.en
        && matches!(renamed.kind, NameKind::Label | NameKind::Taint | NameKind::Registry);
    if one_to_one {
        let replacement = renamed.instead.en.clone();
        finding.fix(format!("write `{replacement}`"), applicability, Edit { place, replacement })
    } else {
        finding
    }
}

/// Whether another removed name, a longer one, stands at the same place: a taint holds its label.
fn is_part_of_longer(site: &Site, text: &str, range: &std::ops::Range<usize>, renamed: &Renamed) -> bool {
    let others = site.clusters.catalogue.renamed.iter().filter(|other| !std::ptr::eq(*other, renamed));
    others
        .filter_map(|other| longest(text, &other.names))
        .any(|other| other.start <= range.start && range.end <= other.end && other.len() > range.len())
}

fn says_it_is_gone(text: &str, renamed: &Renamed) -> bool {
    let text = fold(text);
    let says_when = || {
        let removed = renamed.removed?;
        Some(versions(&text).any(|(version, is_named)| version == removed || is_named && version < removed))
    };
    GONE.iter().any(|word| text.contains(word)) || says_when().unwrap_or(false)
}

/// The versions that a text names, and whether it says whose: what it says is true for those.
fn versions(text: &str) -> impl Iterator<Item = (Version, bool)> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
    let with_before = words.scan("", |before, word| {
        let whose = std::mem::replace(before, word);
        let own =
            word.starts_with('v') || ["kubernetes", "k8s", "쿠버네티스", "버전", "version"].contains(&whose);
        let number = word.trim_start_matches('v');
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        Some(Version::parse(number[..end].trim_end_matches('.')).map(|version| (version, own)))
    });
    with_before.flatten()
}

fn under_such_a_heading(page: &Page, span: Span, renamed: &Renamed) -> bool {
    page.document.headings_around(span.start).any(|heading| says_it_is_gone(&heading.text, renamed))
}

/// Whether the successor stands beside it, as in manifests for old and new clusters and in comparisons.
fn has_successor(text: &str, renamed: &Renamed) -> bool {
    let text = fold(text);
    [&renamed.instead.ko, &renamed.instead.en].into_iter().any(|instead| text.contains(&fold(instead)))
}

/// Whether other programs have such a name, too: flags and ports.
fn needs_company(written: &str, renamed: &Renamed) -> bool {
    renamed.kind == NameKind::Mode
        && (written.starts_with("--") || written.chars().any(|c| c.is_ascii_digit()))
}

/// Whether a text names a component by a name that means nothing else.
fn names_component(site: &Site, text: &str) -> bool {
    let names: Vec<String> = site.clusters.catalogue.strong_names().map(|(name, _)| name).collect();
    longest(&fold(text), &names).is_some()
}
