//! The course tree beside a page, pruned to what is near: a full tree on every page would make the site grow with the
//! square of the course.

use super::view::NavView;
use super::{Renderer, url};
use crate::course::{Child, PageId, UnitId, UnitKind};

/// Of more units or pages in one place only those around the reader's are shown, and the first and the last.
const MOST: usize = 40;
/// How many of those stand before the reader's, and how many behind.
const AROUND: usize = 8;

/// The tree as seen from `page`, or from a page that is none of the course's.
pub(super) fn tree(renderer: &Renderer, from: &str, page: Option<PageId>) -> Vec<NavView> {
    let course = &renderer.site().course;
    let near = page.map(|page| course.path_to(course.page(page).unit)).unwrap_or_else(|| vec![UnitId(0)]);
    let seen = Seen { renderer, from, page, near: &near };
    let mut nav = seen.branches(UnitId(0), true, 1);
    if renderer.scope().speaks_of_model() {
        nav.push(NavView {
            title: renderer.word("architecture").to_owned(),
            url: Some(url::relative(from, &format!("{}/index.html", renderer.model_folder))),
            current: from == format!("{}/index.html", renderer.model_folder),
            open: false,
            minutes: None,
            children: Vec::new(),
        });
    }
    nav
}

/// How many levels templates show: what lies deeper around the reader stands on the last of them.
const LEVELS: usize = 6;

/// The course as seen from a page.
struct Seen<'s> {
    renderer: &'s Renderer,
    /// Where the page stands.
    from: &'s str,
    page: Option<PageId>,
    /// The units around it.
    near: &'s [UnitId],
}

impl Seen<'_> {
    /// What a unit holds, its index apart; its pages only where `pages` says so.
    fn branches(&self, of: UnitId, pages: bool, level: usize) -> Vec<NavView> {
        let Self { renderer, from, page, near } = *self;
        let found = renderer.site().course.unit(of);
        let is_shown = |child: &&Child| match **child {
            Child::Unit(unit) => renderer.scope().shows_unit(unit),
            Child::Page(page) => pages && renderer.scope().shows(page),
        };
        let children: Vec<Child> = found.children.iter().filter(is_shown).copied().collect();
        let is_here = |child: &Child| match child {
            Child::Unit(unit) => near.contains(unit),
            Child::Page(own) => page == Some(*own),
        };
        let mut views = Vec::new();
        for child in around(&children, is_here) {
            match child {
                Some(Child::Unit(unit)) => {
                    let mut view = self.branch(*unit, level);
                    let below = if level >= LEVELS { std::mem::take(&mut view.children) } else { Vec::new() };
                    views.push(view);
                    views.extend(below);
                }
                Some(Child::Page(own)) => views.push(leaf(renderer, from, *own, page == Some(*own))),
                None => views.push(gap(renderer, from, &found.output)),
            }
        }
        views
    }

    fn branch(&self, unit: UnitId, level: usize) -> NavView {
        let course = &self.renderer.site().course;
        let found = course.unit(unit);
        let open = self.near.contains(&unit);
        // What is not around the page shows its title only; days beside it are one level down.
        let beside =
            found.parent.is_some_and(|parent| self.near.contains(&parent)) && found.kind == UnitKind::Part;
        let children = match open || beside && level < LEVELS {
            true => self.branches(unit, open, (level + 1).min(LEVELS)),
            false => Vec::new(),
        };
        NavView {
            title: found.title.clone(),
            url: Some(url::relative(self.from, &found.output)),
            current: found.output == self.from,
            open,
            minutes: self.renderer.scope().unit_minutes(unit),
            children,
        }
    }
}

fn leaf(renderer: &Renderer, from: &str, id: PageId, current: bool) -> NavView {
    let page = renderer.site().course.page(id);
    NavView {
        title: page.title.clone(),
        url: Some(url::relative(from, &page.output)),
        current,
        open: current,
        minutes: renderer.scope().minutes(page),
        children: Vec::new(),
    }
}

/// What is left out leads to the page that has it all.
fn gap(renderer: &Renderer, from: &str, whole: &str) -> NavView {
    NavView {
        title: renderer.word("all").to_owned(),
        url: Some(url::relative(from, whole)),
        current: false,
        open: false,
        minutes: None,
        children: Vec::new(),
    }
}

/// All of a list that is short; of a long one the ends and what is around the reader, with `None` for what is left out.
fn around<T>(all: &[T], is_here: impl Fn(&T) -> bool) -> impl Iterator<Item = Option<&T>> {
    let here = all.iter().position(is_here).unwrap_or(0);
    let is_shown =
        move |at: usize| all.len() <= MOST || at == 0 || at + 1 == all.len() || here.abs_diff(at) <= AROUND;
    let start = move |at: &usize| is_shown(*at) || is_shown(at - 1);
    (0..all.len()).filter(start).map(move |at| is_shown(at).then(|| &all[at]))
}

#[cfg(test)]
mod tests {
    use super::around;

    fn shown(count: usize, here: usize) -> String {
        let all: Vec<usize> = (0..count).collect();
        let name = |found: Option<&usize>| found.map_or("…".to_owned(), usize::to_string);
        around(&all, |at| *at == here).map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_long_list_has_its_ends_and_what_is_near() {
        assert_eq!(shown(3, 1), "0 1 2");
        assert_eq!(shown(0, 0), "");
        assert!(!shown(40, 20).contains('…'));
        assert_eq!(shown(50, 20), "0 … 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 … 49");
        assert_eq!(shown(50, 3), "0 1 2 3 4 5 6 7 8 9 10 11 … 49");
        assert_eq!(shown(50, 49), "0 … 41 42 43 44 45 46 47 48 49");
        assert_eq!(shown(50, 10), "0 … 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 … 49");
    }
}
