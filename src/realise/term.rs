//! Words that a page explains elsewhere: components of the model, and what a glossary of the course defines. The first
//! mention on a page leads there.

use super::destination::Destination;
use super::scope::Scope;
use crate::course::{Course, PageId};
use crate::lang::{begins_with_particle, is_hangul};
use crate::parse::ast::{Block, BlockKind, Document, plain_text};
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// The longest text of a card, in characters.
const CARD: usize = 240;

/// Every term of an edition.
#[derive(Debug, Default)]
pub struct Terms {
    automaton: Option<AhoCorasick>,
    /// The term of each name.
    of_name: Vec<usize>,
    /// Whether each name is an abbreviation, which has its capitals wherever it stands.
    exact: Vec<bool>,
    terms: Vec<Term>,
}

/// Something that is explained.
#[derive(Debug)]
pub(super) struct Term {
    /// Where.
    pub(super) target: Destination,
    /// What it is, in a sentence.
    pub(super) definition: String,
}

/// An entry of a glossary.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    names: Vec<String>,
    anchor: String,
    definition: String,
}

impl Terms {
    /// The terms that an edition explains.
    pub(super) fn new(scope: &Scope) -> Self {
        let mut names: Vec<(String, usize)> = Vec::new();
        let mut terms = Vec::new();
        let site = &scope.site;
        let language = site.course.language;
        if scope.speaks_of_model() {
            for (id, component) in &site.clusters.catalogue.components {
                let own = std::iter::once(id).chain(&component.names.strong);
                names.extend(own.map(|name| (name.clone(), terms.len())));
                let definition = card(component.summary.get(language));
                terms.push(Term { target: Destination::Component(id.clone()), definition });
            }
        }
        for page in scope.pages.iter().copied().filter(|page| is_glossary(&site.course, *page)) {
            for entry in entries(&scope.document(page)) {
                names.extend(entry.names.into_iter().map(|name| (name, terms.len())));
                let definition = card(&entry.definition);
                let target = Destination::Page { page, anchor: Some(entry.anchor) };
                terms.push(Term { target, definition });
            }
        }
        // One letter, or a number, means too much.
        names.retain(|(name, _)| name.chars().filter(|c| c.is_alphabetic()).count() >= 2);
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.iter().map(|(name, _)| name));
        let of_name = names.iter().map(|(_, term)| *term).collect();
        let exact = names.iter().map(|(name, _)| is_abbreviation(name)).collect();
        Self { automaton: automaton.ok(), of_name, exact, terms }
    }

    /// Where terms stand in a text, in order.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, usize)> + 't {
        self.automaton
            .iter()
            .flat_map(move |automaton| automaton.find_iter(text))
            // `as` is no `AS`.
            .filter(|found| {
                !self.exact[found.pattern()] || text[found.range()].chars().all(|c| !c.is_lowercase())
            })
            .map(|found| (found.range(), self.of_name[found.pattern()]))
            .filter(move |(range, _)| is_whole(text, range))
    }

    /// A term by what [`Terms::find`] gave.
    pub(super) fn get(&self, term: usize) -> &Term {
        &self.terms[term]
    }
}

/// Whether a page is a list of terms.
fn is_glossary(course: &Course, page: PageId) -> bool {
    let page = course.page(page);
    let name = page.path.rsplit_once('/').map_or(page.path.as_str(), |(_, name)| name).to_lowercase();
    name.starts_with("glossary") || name.starts_with("용어집") || page.title.contains("용어집")
}

/// Headings with a definition below them: `정의: …` in a list, or a paragraph.
fn entries(document: &Document) -> Vec<Entry> {
    let (mut entries, mut by_word) = (Vec::new(), false);
    for (at, block) in document.blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        let below = document.blocks[at + 1..].iter();
        let below = below.take_while(|block| !matches!(block.kind, BlockKind::Heading(_)));
        let Some((definition, said)) = below.into_iter().find_map(|block| definition(block, heading.level))
        else {
            continue;
        };
        by_word |= said;
        let entry = Entry { names: names(&heading.title), anchor: heading.slug.clone(), definition };
        entries.push((entry, said));
    }
    // Where definitions are called so, what is not called so is none.
    entries.into_iter().filter(|(_, said)| *said || !by_word).map(|(entry, _)| entry).collect()
}

/// What a block says of the term above it, and whether it says that this is the definition.
fn definition(block: &Block, level: u8) -> Option<(String, bool)> {
    let said = |text: &str| {
        let text = text.trim();
        ["정의", "Definition", "definition", "뜻"]
            .iter()
            .find_map(|word| text.strip_prefix(word)?.trim_start().strip_prefix([':', '：']))
            .map(|rest| rest.trim().to_owned())
    };
    match &block.kind {
        BlockKind::List(list) => list.items.iter().find_map(|item| match &item.blocks.first()?.kind {
            BlockKind::Plain(inlines) | BlockKind::Paragraph(inlines) => {
                said(&plain_text(inlines)).map(|text| (text, true))
            }
            _ => None,
        }),
        // Above there are groups of terms, with a word about each.
        BlockKind::Paragraph(inlines) if level >= 3 => Some((plain_text(inlines), false)),
        _ => None,
    }
}

/// `Bind Mount (바인드 마운트)` has two names.
fn names(title: &str) -> Vec<String> {
    let title = title.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let (outer, inner) = match title.strip_suffix(')').and_then(|title| title.rsplit_once('(')) {
        Some((outer, inner)) => (outer, inner),
        None => (title, ""),
    };
    let all = std::iter::once(outer).chain(inner.split([',', '/', '·'])).map(str::trim);
    all.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn card(text: &str) -> String {
    match text.char_indices().nth(CARD) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// Whether a name is made of a few capitals: `AS`, `HA`, `OOM`.
fn is_abbreviation(name: &str) -> bool {
    name.len() <= 5 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Whether a range of a text is a word of its own. A particle may follow, but no other letter: `노드포트` is no `노드`.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '@');
    let behind = &text[range.end..];
    let mut after = behind.chars();
    let apart = match after.next() {
        None => true,
        Some(c) if is_hangul(c) => begins_with_particle(behind),
        // A dot ends a sentence, or goes on to the next part of a name.
        Some('.') => !after.next().is_some_and(char::is_alphanumeric),
        Some(c) => !joins(c),
    };
    apart && !text[..range.start].chars().next_back().is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(names)
            .unwrap();
        let of_name = (0..names.len()).collect();
        let exact = names.iter().map(|name| is_abbreviation(name)).collect();
        let terms = Terms { automaton: Some(automaton), of_name, exact, ..Terms::default() };
        terms.find(text).map(|(range, _)| text[range].to_owned()).collect()
    }

    #[test]
    fn a_particle_may_follow_and_no_other_letter() {
        assert_eq!(
            found(&["노드", "kubelet"], "노드를 kubelet이 노드에서는 본다"),
            ["노드", "kubelet", "노드"]
        );
        assert!(
            found(&["노드", "kubelet"], "노드포트 kubelet-config my.kubelet kubelets 단말노드").is_empty()
        );
        assert_eq!(found(&["Pod"], "pods, a pod. pod.yaml (Pod)"), ["pod", "Pod"]);
        assert_eq!(found(&["AS", "로그"], "as good as AS, 로그인과 로그"), ["AS", "로그"]);
    }

    #[test]
    fn names_stand_in_brackets_too() {
        assert_eq!(names("Bind Mount (바인드 마운트)"), ["Bind Mount", "바인드 마운트"]);
        assert_eq!(names("etcd"), ["etcd"]);
        assert_eq!(names("2. Bind Mount"), ["Bind Mount"]);
        assert_eq!(names("HPA (Autoscaler, 오토스케일러)"), ["HPA", "Autoscaler", "오토스케일러"]);
    }
}
