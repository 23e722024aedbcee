//! Terms of all pages → texts of about one length.

use super::terms::{Term, terms};
use super::text::PageText;
use crate::course::PageId;
use crate::render::Renderer;
use std::collections::HashMap;
use std::fmt::Write;

/// Pages that are read before their terms are added, so that memory holds those of a few only.
const AT_ONCE: usize = 256;
/// Digits of numbers: five bits each, the sixth says that more follow. None needs an escape in JSON.
const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// The index in pieces.
#[derive(Debug)]
pub(super) struct Shards {
    /// The first term of each.
    pub starts: Vec<String>,
    /// Lines of a term, a tab, and the pages that have it.
    pub texts: Vec<String>,
}

/// How much a page is about a term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
enum Weight {
    /// It is there.
    Said,
    /// It is there four times or more.
    Often,
    /// A heading has it.
    Heading,
    /// The title has it.
    Title,
}

/// The pages of a term: numbers of the difference to the page before, and the weight.
#[derive(Default)]
struct Postings {
    last: usize,
    text: String,
}

impl Postings {
    fn push(&mut self, page: usize, weight: Weight) {
        // Pages are counted from one here, so that no difference is nothing.
        let mut number = (page + 1 - self.last) * 4 + weight as usize;
        self.last = page + 1;
        loop {
            let more = if number >= 32 { 32 } else { 0 };
            self.text.push(char::from(DIGITS[number % 32 + more]));
            number /= 32;
            if number == 0 {
                return;
            }
        }
    }
}

impl Shards {
    pub(super) fn new(renderer: &Renderer, count: usize) -> Self {
        let mut all: HashMap<Term, Postings> = HashMap::new();
        for (chunk, pages) in renderer.scope().pages.chunks(AT_ONCE).enumerate() {
            for (at, terms) in read(renderer, pages).into_iter().enumerate() {
                for (term, weight) in terms {
                    all.entry(term).or_default().push(chunk * AT_ONCE + at, weight);
                }
            }
        }
        let mut all: Vec<(Term, Postings)> = all.into_iter().collect();
        all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let size = |postings: &Postings| postings.text.len() + 8;
        let whole: usize = all.iter().map(|(_, postings)| size(postings)).sum();
        let mut shards = Self { starts: vec![String::new(); count], texts: vec![String::new(); count] };
        let mut before = 0;
        for (term, postings) in &all {
            let shard = (before * count).checked_div(whole).unwrap_or(0);
            if shards.texts[shard].is_empty() {
                shards.starts[shard] = term.to_string();
            }
            let _ = writeln!(shards.texts[shard], "{term}\t{}", postings.text);
            before += size(postings);
        }
        shards
    }
}

/// The terms of some pages. These threads are nobody else's: one of a pool that waited here could be given a piece of work
/// that waits for the index, too, and wait for itself.
fn read(renderer: &Renderer, pages: &[PageId]) -> Vec<Vec<(Term, Weight)>> {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let of_page = |page: &PageId| weighed(&PageText::new(renderer, *page));
    std::thread::scope(|scope| {
        let parts: Vec<_> = pages
            .chunks(pages.len().div_ceil(count).max(1))
            .map(|part| scope.spawn(move || part.iter().map(of_page).collect::<Vec<_>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The terms of a page, each once, with the most that it weighs.
fn weighed(page: &PageText) -> Vec<(Term, Weight)> {
    let mut all: Vec<(Term, Weight)> = Vec::new();
    let mut add = |text: &str, weight: Weight| terms(text, |term| all.push((term, weight)));
    add(&page.title, Weight::Title);
    for section in &page.sections {
        add(&section.title, Weight::Heading);
        add(&section.text, Weight::Said);
    }
    all.sort_unstable();
    let weight = |found: &[(Term, Weight)]| {
        let most = found.last().map_or(Weight::Said, |(_, weight)| *weight);
        if found.len() >= 4 { most.max(Weight::Often) } else { most }
    };
    let groups = all.chunk_by(|(one, _), (other, _)| one == other);
    groups.filter_map(|found| Some((found.first()?.0.clone(), weight(found)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_of_five_bits() {
        let mut postings = Postings::default();
        postings.push(0, Weight::Said);
        postings.push(1, Weight::Title);
        postings.push(300, Weight::Often);
        // 4, 7, 299 * 4 + 1 = 1197 = 13 + 32 * (5 + 32 * 1).
        assert_eq!(postings.text, "47JB1");
    }
}
