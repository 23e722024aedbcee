//! The course tree beside a page, pruned to what is near: a full tree on every page would make the site grow with the
//! square of the course.

use super::view::NavView;
use super::{Renderer, url};
use crate::course::{PageId, UnitId, UnitKind};

/// The tree as seen from `page`, or from a page that is none of the course's.
pub(super) fn tree(renderer: &Renderer, from: &str, page: Option<PageId>) -> Vec<NavView> {
    let course = &renderer.site.course;
    let near = page.map(|page| course.path_to(course.page(page).unit)).unwrap_or_else(|| vec![UnitId(0)]);
    let mut nav: Vec<NavView> = course
        .root()
        .units
        .iter()
        .filter(|unit| renderer.shows_unit(**unit))
        .map(|unit| branch(renderer, from, *unit, page, &near))
        .collect();
    let root = course.root();
    let own: Vec<PageId> = root.sessions.iter().chain(&root.pages).copied().collect();
    nav.extend(leaves(renderer, from, &own, page));
    if renderer.speaks_of_model() {
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

fn branch(renderer: &Renderer, from: &str, unit: UnitId, page: Option<PageId>, near: &[UnitId]) -> NavView {
    let course = &renderer.site.course;
    let found = course.unit(unit);
    let open = near.contains(&unit);
    let mut children = Vec::new();
    // What is not around the page shows its title only; days beside it are one level down.
    if open || found.parent.is_some_and(|parent| near.contains(&parent)) && found.kind == UnitKind::Part {
        let own: Vec<PageId> = found.sessions.iter().chain(&found.pages).copied().collect();
        if open {
            children.extend(leaves(renderer, from, &own, page));
        }
        children.extend(
            found
                .units
                .iter()
                .filter(|unit| renderer.shows_unit(**unit))
                .map(|unit| branch(renderer, from, *unit, page, near)),
        );
    }
    let minutes = renderer.unit_minutes(unit);
    NavView {
        title: found.title.clone(),
        url: Some(url::relative(from, &found.output)),
        current: found.output == from,
        open,
        minutes,
        children,
    }
}

fn leaves(renderer: &Renderer, from: &str, pages: &[PageId], current: Option<PageId>) -> Vec<NavView> {
    let course = &renderer.site.course;
    pages
        .iter()
        .filter(|page| renderer.shows(**page))
        .map(|id| {
            let page = course.page(*id);
            NavView {
                title: page.title.clone(),
                url: Some(url::relative(from, &page.output)),
                current: current == Some(*id),
                open: current == Some(*id),
                minutes: renderer.minutes(page),
                children: Vec::new(),
            }
        })
        .collect()
}
