//! Pages of the course: sessions, other pages, indexes, the home page.

use super::output::{Content, Made, OutputTree};
use super::view::{
    ChildView, ChipView, ClusterLinkView, FrameView, LinkView, PageView, SiteView, TocView, UnitView,
};
use super::{Edition, RenderError, Renderer, html, inputs, nav, run_sheet, search, standards, url};
use crate::course::{Child, PageId, PageKind, Unit, UnitId, UnitKind};
use crate::realise::page::{Entry, Page};
use crate::realise::{Audience, Visit};
use rayon::prelude::*;
use std::sync::Arc;

const GENERATOR: &str = concat!("kurso ", env!("CARGO_PKG_VERSION"));

/// Adds every page of the course, and an index for each unit that has none.
pub(super) fn add(renderer: &Arc<Renderer>, output: &mut OutputTree) {
    let pages = &renderer.scope().pages;
    let inputs: Vec<String> = pages.par_iter().map(|page| inputs::of_page(renderer, *page)).collect();
    search::add(renderer, &inputs, output);
    for (id, own) in pages.iter().zip(inputs) {
        let (renderer, id) = (Arc::clone(renderer), *id);
        let path = renderer.site().course.page(id).output.clone();
        let make = move || renderer.realised.page(id, File(&renderer));
        output.insert_of(path, Content::made(make), own);
    }
    for (at, unit) in renderer.site().course.units.iter().enumerate() {
        let shown = unit.index.is_some_and(|page| renderer.scope().shows(page));
        if !shown && (at == 0 || renderer.scope().shows_unit(UnitId(at))) {
            let renderer = Arc::clone(renderer);
            output.insert(unit.output.clone(), Content::made(move || index(&renderer, UnitId(at))));
        }
    }
    let renderer = Arc::clone(renderer);
    output.insert("404.html".to_owned(), Content::made(move || not_found(&renderer)));
}

impl Renderer {
    /// The frame of a page at `output` that is none of the course's own.
    pub(super) fn frame(&self, output: &str, title: &str, kind: &'static str) -> FrameView {
        FrameView {
            site: SiteView {
                title: self.site().course.title.clone(),
                home: url::relative(output, "index.html"),
                root: url::root(output),
                assets: format!("{}{}/", url::root(output), self.assets_folder),
                search: format!("{}{}/", url::root(output), self.search_folder),
                edition: self.scope().edition.name(),
                generator: GENERATOR,
                policy: standards::policy(&self.site().config.site),
                version: self.theme.version.clone(),
                url: self.site().config.site.url.clone(),
                feed: self.has_feed.then(|| format!("{}{}", url::root(output), super::feed::PATH)),
            },
            lang: self.language().tag(),
            page: PageView {
                title: title.to_owned(),
                anchor: None,
                kind,
                url: url::path(output.strip_suffix("index.html").unwrap_or(output)),
                description: None,
                minutes: None,
                budget: None,
                over_budget: false,
                html: String::new(),
                breadcrumbs: Vec::new(),
                prev: None,
                next: None,
                toc: Vec::new(),
                components: Vec::new(),
                source: None,
                handout: None,
            },
            nav: nav::tree(self, output, None),
        }
    }

    /// The frame of a page of the course, with everything but its own content.
    fn page_frame<A: Audience>(&self, own: &Page<A>) -> FrameView {
        let id = own.id;
        let course = &self.site().course;
        let page = course.page(id);
        let kind = match page.kind {
            PageKind::Session(_) => "session",
            PageKind::Index => course.unit(page.unit).kind.name(),
            PageKind::Page => "page",
        };
        let mut frame = self.frame(&page.output, &page.title, kind);
        frame.lang = page.document.language.tag();
        frame.nav = nav::tree(self, &page.output, Some(id));
        frame.page.minutes = self.scope().minutes(page);
        frame.page.budget = page.budget.map(|budget| budget.minutes);
        frame.page.over_budget = run_sheet::is_over(page);
        frame.page.breadcrumbs = self.breadcrumbs(id);
        frame.page.anchor = own.anchor.clone();
        frame.page.toc = own.contents.iter().map(toc).collect();
        frame.page.components = self.chips(id);
        frame.page.description = own.description.clone();
        frame.page.source = Some(page.path.clone());
        let has_handout = self.has_handouts && page.kind != PageKind::Index;
        frame.page.handout =
            has_handout.then(|| url::relative(&page.output, &super::output::printed(&page.output)));
        let at = self.scope().position(id);
        let link = |other: Option<&PageId>| {
            other.map(|other| course.page(*other)).map(|other| LinkView {
                title: other.title.clone(),
                url: Some(url::relative(&page.output, &other.output)),
                context: None,
            })
        };
        frame.page.prev = link(at.and_then(|at| at.checked_sub(1)).and_then(|at| self.scope().pages.get(at)));
        frame.page.next = link(at.and_then(|at| self.scope().pages.get(at + 1)));
        frame
    }

    pub(super) fn breadcrumbs(&self, id: PageId) -> Vec<LinkView> {
        let course = &self.site().course;
        let page = course.page(id);
        let mut path = course.path_to(page.unit);
        if course.unit(page.unit).index == Some(id) {
            path.pop();
        }
        self.crumbs(&page.output, &path)
    }

    /// Units as links from the file `from`.
    fn crumbs(&self, from: &str, path: &[UnitId]) -> Vec<LinkView> {
        let crumb = |unit: &UnitId| {
            let unit = self.site().course.unit(*unit);
            LinkView {
                title: short_title(unit.kind, unit.number, &unit.title),
                url: Some(url::relative(from, &unit.output)),
                context: None,
            }
        };
        path.iter().map(crumb).collect()
    }

    /// The components that a page shows in a figure.
    fn chips(&self, id: PageId) -> Vec<ChipView> {
        let from = &self.site().course.page(id).output;
        self.site()
            .mentions
            .iter()
            .filter(|(_, pages)| pages.get(&id) == Some(&true))
            .map(|(component, _)| self.chip(from, component))
            .collect()
    }

    pub(super) fn chip(&self, from: &str, component: &str) -> ChipView {
        let kind = self.site().clusters.catalogue.components.get(component);
        ChipView {
            title: kind.map_or(component, |kind| kind.title.get(self.language())).to_owned(),
            url: kind.map(|_| self.component_url(from, component)),
            plane: kind.map_or_else(String::new, |kind| kind.plane.clone()),
        }
    }
}

/// In breadcrumbs a number says enough.
fn short_title(kind: UnitKind, number: Option<u32>, title: &str) -> String {
    match (kind, number) {
        (UnitKind::Week, Some(number)) => format!("Week {number}"),
        (UnitKind::Day, Some(number)) => format!("Day {number}"),
        _ => title.to_owned(),
    }
}

fn toc(entry: &Entry) -> TocView {
    TocView {
        id: entry.anchor.clone(),
        title: entry.title.clone(),
        level: entry.level,
        minutes: entry.minutes,
        share: entry.share,
    }
}

/// What the template sees of a page of the course, but for its text.
pub(super) fn view<A: Audience>(renderer: &Renderer, page: &Page<A>) -> UnitView {
    let frame = renderer.page_frame(page);
    let unit = renderer.site().course.page(page.id).unit;
    if renderer.site().course.unit(unit).index == Some(page.id) {
        return unit_view(renderer, unit, frame);
    }
    let run_sheet = match A::EDITION {
        Edition::Instructor => run_sheet::of_session(renderer, page),
        Edition::Learner => None,
    };
    UnitView { frame, children: Vec::new(), run_sheet, clusters: Vec::new() }
}

/// Makes the file of a page.
struct File<'r>(&'r Renderer);

impl Visit for File<'_> {
    type Output = Result<Made, RenderError>;

    fn visit<A: Audience>(self, page: &Page<A>) -> Self::Output {
        let mut view = view(self.0, page);
        let (html, findings) = html::content(self.0, page);
        view.frame.page.html = html;
        let course = &self.0.site().course;
        let unit = course.unit(course.page(page.id).unit);
        let is_index = unit.index == Some(page.id);
        let template = if is_index { index_template(unit) } else { "page.html" };
        Ok(Made { bytes: self.0.theme.render(template, &view)?, text: None, findings })
    }
}

/// An index of kurso's, where an edition has none of the author's.
fn index(renderer: &Renderer, id: UnitId) -> Result<Vec<u8>, RenderError> {
    let unit = renderer.site().course.unit(id);
    let mut frame = renderer.frame(&unit.output, &unit.title, unit.kind.name());
    let path = renderer.site().course.path_to(id);
    frame.page.breadcrumbs = renderer.crumbs(&unit.output, &path[..path.len() - 1]);
    renderer.theme.render(index_template(unit), &unit_view(renderer, id, frame))
}

fn index_template(unit: &Unit) -> &'static str {
    if unit.kind == UnitKind::Course { "home.html" } else { "unit.html" }
}

/// What is in a unit, in the frame of its index.
fn unit_view(renderer: &Renderer, id: UnitId, mut frame: FrameView) -> UnitView {
    let unit = renderer.site().course.unit(id);
    frame.page.minutes = renderer.scope().unit_minutes(id);
    let run_sheet = match renderer.scope().edition {
        Edition::Instructor => run_sheet::of_unit(renderer, unit),
        Edition::Learner => None,
    };
    let is_home = unit.kind == UnitKind::Course;
    let children = children(renderer, &unit.output, id, if is_home { 2 } else { 1 });
    let clusters = if is_home { cluster_links(renderer, &unit.output) } else { Vec::new() };
    UnitView { frame, children, run_sheet, clusters }
}

fn cluster_links(renderer: &Renderer, from: &str) -> Vec<ClusterLinkView> {
    let language = renderer.language();
    renderer
        .scope()
        .clusters()
        .map(|(_, cluster)| ClusterLinkView {
            title: cluster.title.get(language).to_owned(),
            url: renderer.cluster_url(from, &cluster.id.value),
            summary: cluster.description.as_ref().map(|text| text.get(language).to_owned()),
        })
        .collect()
}

fn children(renderer: &Renderer, from: &str, id: UnitId, depth: usize) -> Vec<ChildView> {
    let view = |child: &Child| match *child {
        Child::Page(page) => renderer.scope().shows(page).then(|| child_page(renderer, from, page)),
        Child::Unit(unit) => {
            renderer.scope().shows_unit(unit).then(|| child_unit(renderer, from, unit, depth))
        }
    };
    renderer.site().course.unit(id).children.iter().filter_map(view).collect()
}

fn child_page(renderer: &Renderer, from: &str, id: PageId) -> ChildView {
    let page = renderer.site().course.page(id);
    ChildView {
        title: page.name.clone(),
        url: Some(url::relative(from, &page.output)),
        number: page.position.session,
        minutes: renderer.scope().minutes(page),
        kind: if matches!(page.kind, PageKind::Session(_)) { "session" } else { "page" },
        summary: None,
        sessions: 0,
        children: Vec::new(),
    }
}

fn child_unit(renderer: &Renderer, from: &str, id: UnitId, depth: usize) -> ChildView {
    let unit = renderer.site().course.unit(id);
    let index = unit.index.filter(|page| renderer.scope().shows(*page));
    ChildView {
        title: unit.title.clone(),
        url: Some(url::relative(from, &unit.output)),
        number: unit.number,
        minutes: renderer.scope().unit_minutes(id),
        kind: unit.kind.name(),
        summary: index.and_then(|page| renderer.realised.summary(page)),
        sessions: sessions(renderer, id),
        children: if depth > 1 { children(renderer, from, id, depth - 1) } else { Vec::new() },
    }
}

/// The sessions of a unit that this edition shows.
fn sessions(renderer: &Renderer, id: UnitId) -> usize {
    let unit = renderer.site().course.unit(id);
    let own = unit.sessions.iter().filter(|page| renderer.scope().shows(**page)).count();
    own + unit.units.iter().map(|unit| sessions(renderer, *unit)).sum::<usize>()
}

fn not_found(renderer: &Renderer) -> Result<Vec<u8>, RenderError> {
    let mut frame = renderer.frame("404.html", renderer.word("not_found_title"), "not-found");
    // The page is served in place of any other, so its links start from the site's root.
    let base = renderer.site().config.site.base();
    frame.site.home = base.to_owned();
    frame.site.root = base.to_owned();
    frame.site.assets = format!("{base}{}/", renderer.assets_folder);
    frame.site.search = format!("{base}{}/", renderer.search_folder);
    frame.nav = Vec::new();
    renderer.theme.render(
        "not_found.html",
        &UnitView { frame, children: Vec::new(), run_sheet: None, clusters: Vec::new() },
    )
}
