//! How much a picture draws: copies of copies make much of little.

use super::MAX_DEPTH;
use std::collections::BTreeMap;

/// How many elements a picture may draw, copies by `use` counted each time.
pub(super) const MAX_DRAWN: usize = 200_000;

/// What a picture draws, as it is read.
#[derive(Default)]
pub(super) struct Size {
    /// How many elements stand in each element that has an id, and what it copies; the whole picture is the empty id.
    parts: BTreeMap<String, (usize, Vec<String>)>,
    /// The ids of the elements that are open.
    open: Vec<Option<String>>,
}

impl Size {
    /// Counts an element in all that are open around it, itself included.
    pub(super) fn element(&mut self, id: Option<&str>) {
        for own in self.around(id) {
            self.parts.entry(own).or_default().0 += 1;
        }
    }

    /// Notes a copy in all that are open around it.
    pub(super) fn copy(&mut self, target: &str) {
        for own in self.around(None) {
            self.parts.entry(own).or_default().1.push(target.to_owned());
        }
    }

    /// What follows stands in an element, until that is closed.
    pub(super) fn open(&mut self, id: Option<String>) {
        self.open.push(id);
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    fn around(&self, id: Option<&str>) -> Vec<String> {
        let own = id.map(str::to_owned).into_iter().chain([String::new()]);
        self.open.iter().flatten().cloned().chain(own).collect()
    }

    /// How many elements are drawn, copies of copies included.
    pub(super) fn drawn(&self) -> usize {
        self.drawn_in("", 0, &mut BTreeMap::new())
    }

    fn drawn_in<'s>(&'s self, id: &'s str, depth: usize, known: &mut BTreeMap<&'s str, usize>) -> usize {
        if let Some(size) = known.get(id) {
            return *size;
        }
        let Some((own, copies)) = self.parts.get(id) else { return 0 };
        if depth > MAX_DEPTH {
            return MAX_DRAWN + 1;
        }
        // A copy of itself is an error for browsers, which draw nothing of it.
        known.insert(id, *own);
        let copied = copies.iter().map(|copy| self.drawn_in(copy, depth + 1, known));
        let all = copied.fold(*own, usize::saturating_add);
        known.insert(id, all);
        all
    }
}
