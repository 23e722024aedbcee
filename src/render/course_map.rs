//! A map of the course: which session shows which component. A field of dots, because lines between seven sessions and eight
//! components already hide each other. Of a long course the days are shown, of a longer one the weeks.

use super::view::{MapRow, MapView};
use super::{RenderError, Renderer, model_page, url};
use crate::course::{PageId, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// The page's name in the folder of the model.
pub(super) const FILE_NAME: &str = "map.html";
/// More rows nobody reads.
const MOST: usize = 60;

/// Something of the course that teaches: a session, a day, a week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    Page(PageId),
    Unit(UnitId),
}

/// Whether there is anything to show: two places at least, and a component.
pub(super) fn is_there(renderer: &Renderer) -> bool {
    places(renderer).len() > 1
}

/// The page with the map.
pub(super) fn page(renderer: &Renderer) -> Result<Vec<u8>, RenderError> {
    let path = format!("{}/{FILE_NAME}", renderer.model_folder);
    let title = renderer.word("course_map");
    let mut frame = renderer.frame(&path, title, "map");
    frame.page.breadcrumbs = model_page::crumbs(renderer, &path);
    let places = places(renderer);
    let shown: BTreeSet<&str> = places.iter().flat_map(|(_, shown)| shown.iter().copied()).collect();
    // In the order of the catalogue, which goes from plane to plane.
    let known = renderer.site().clusters.catalogue.components.keys().map(String::as_str);
    let columns: Vec<&str> = known.filter(|component| shown.contains(component)).collect();
    let rows = places.iter().map(|(place, shown)| row(renderer, &path, *place, shown, &columns)).collect();
    let components = columns.iter().map(|component| renderer.chip(&path, component)).collect();
    renderer.theme.render("map.html", &MapView { frame, components, rows })
}

fn row(renderer: &Renderer, from: &str, place: Place, shown: &BTreeSet<&str>, columns: &[&str]) -> MapRow {
    let course = &renderer.site().course;
    let (title, output) = match place {
        Place::Page(page) => (&course.page(page).title, &course.page(page).output),
        Place::Unit(unit) => (&course.unit(unit).title, &course.unit(unit).output),
    };
    MapRow {
        title: title.clone(),
        url: url::relative(from, output),
        shows: columns.iter().map(|component| shown.contains(component)).collect(),
    }
}

/// The places in reading order, each with the components that its figures show.
fn places(renderer: &Renderer) -> Vec<(Place, BTreeSet<&str>)> {
    let course = &renderer.site().course;
    let mut shown: BTreeMap<PageId, BTreeSet<&str>> = BTreeMap::new();
    for (component, pages) in &renderer.site().mentions {
        for (page, _) in pages.iter().filter(|(page, drawn)| **drawn && renderer.scope().shows(**page)) {
            shown.entry(*page).or_default().insert(component);
        }
    }
    let of = |kind: Option<UnitKind>| {
        let mut places: Vec<(Place, BTreeSet<&str>)> = Vec::new();
        for id in &renderer.scope().pages {
            let Some(components) = shown.get(id) else { continue };
            let unit = kind.and_then(|kind| {
                course.path_to(course.page(*id).unit).into_iter().find(|unit| course.unit(*unit).kind == kind)
            });
            let place = unit.map_or(Place::Page(*id), Place::Unit);
            // In reading order the pages of a unit stand together.
            match places.last_mut() {
                Some((known, all)) if *known == place => all.extend(components),
                _ => places.push((place, components.clone())),
            }
        }
        places
    };
    let kinds = [None, Some(UnitKind::Day), Some(UnitKind::Week)];
    let mut all = kinds.into_iter().map(of);
    let sessions = all.next().unwrap_or_default();
    if sessions.len() <= MOST {
        return sessions;
    }
    let mut coarser: Vec<_> = all.collect();
    let fits = coarser.iter().position(|places| places.len() <= MOST).unwrap_or(coarser.len() - 1);
    let mut found = coarser.swap_remove(fits);
    found.truncate(MOST);
    found
}
