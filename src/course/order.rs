//! In what order pages and folders stand: one for the menu, contents, next and previous, the search and paper.

use super::{Child, Course, PageId, UnitId, position};
use crate::lang::nfc;
use std::collections::BTreeMap;

/// What a child of a unit is sorted by. What is numbered comes first, files and folders in one sequence; the rest follows by its
/// name. Numbers in names compare as numbers.
struct Key {
    numbered: bool,
    /// The name in small letters, without its ending and without signs before its first number: `day_2` follows `day1`.
    name: String,
    /// Where the first number of the name stands, and whether a sign divides it from what is before.
    number: Option<(usize, bool)>,
    /// The path: two names may be alike but for their case.
    path: String,
    child: Child,
}

impl Key {
    fn new(course: &Course, child: Child) -> Self {
        let path = match child {
            Child::Unit(unit) => course.unit(unit).path.clone(),
            Child::Page(page) => course.page(page).path.clone(),
        };
        let name = path.rsplit('/').next().unwrap_or("");
        let name = match child {
            Child::Unit(_) => name,
            Child::Page(_) => name.rsplit_once('.').map_or(name, |(stem, _)| stem),
        };
        let mut name = nfc(name).to_lowercase();
        let number = name.find(|c: char| c.is_ascii_digit()).map(|at| {
            let prefix = name[..at].trim_end_matches(['_', '-', ' ', '.']).len();
            name.replace_range(prefix..at, "");
            (prefix, prefix < at)
        });
        Self { numbered: false, name, number, path, child }
    }

    /// What stands before the first number of the name, and nothing where it has none.
    fn prefix(&self) -> Option<&str> {
        self.number.map(|(at, _)| &self.name[..at])
    }

    /// Whether the number may be one of a sequence: `k8s` and `k3s` are words.
    fn may_count(&self) -> bool {
        self.number.is_some_and(|(at, divided)| divided || self.name[..at].chars().nth(1).is_some())
    }
}

/// The children of a unit in order, its index apart.
pub(super) fn children(course: &Course, unit: UnitId) -> Vec<Child> {
    let unit = course.unit(unit);
    let pages = unit.sessions.iter().chain(&unit.pages).map(|page| Child::Page(*page));
    let units = unit.units.iter().map(|unit| Child::Unit(*unit));
    let mut keys: Vec<Key> = pages.chain(units).map(|child| Key::new(course, child)).collect();
    // A number says the place where it stands first, or where another name differs in it alone.
    let mut prefixes: BTreeMap<String, usize> = BTreeMap::new();
    for prefix in keys.iter().filter_map(Key::prefix) {
        *prefixes.entry(prefix.to_owned()).or_default() += 1;
    }
    for key in &mut keys {
        let known = ["week", "day", "session"]
            .into_iter()
            .any(|word| position::number_in_name(&key.name, word).is_some());
        key.numbered = known
            || key.prefix().is_some_and(|prefix| {
                let shared = prefixes.get(prefix).is_some_and(|count| *count > 1);
                prefix.is_empty() || shared && key.may_count()
            });
    }
    let order = |a: &Key, b: &Key| {
        let by_name = || alphanumeric_sort::compare_str(&a.name, &b.name);
        b.numbered.cmp(&a.numbered).then_with(by_name).then_with(|| a.path.cmp(&b.path))
    };
    keys.sort_by(order);
    keys.into_iter().map(|key| key.child).collect()
}

/// Depth first: a unit's index, then its pages and the units in it.
pub(super) fn reading(course: &Course, unit: UnitId) -> Vec<PageId> {
    let found = course.unit(unit);
    let mut order: Vec<PageId> = found.index.into_iter().collect();
    for child in &found.children {
        match child {
            Child::Page(page) => order.push(*page),
            Child::Unit(unit) => order.extend(reading(course, *unit)),
        }
    }
    order
}
