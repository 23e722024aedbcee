//! Pages of the course: sessions, other pages, indexes, the home page.

use super::output::{Content, OutputTree};
use super::view::{
    ChildView, ChipView, ClusterLinkView, FrameView, LinkView, PageView, SiteView, TocView, UnitView,
};
use super::{Edition, RenderError, Renderer, html, inputs, nav, run_sheet, search, standards, url};
use crate::course::timing::timed_sections;
use crate::course::{Child, PageId, PageKind, UnitId, UnitKind};
use crate::parse::ast::{BlockKind, Document, plain_text};
use rayon::prelude::*;
use std::sync::Arc;

const GENERATOR: &str = concat!("kurso ", env!("CARGO_PKG_VERSION"));

/// Adds every page of the course, and an index for each unit that has none.
pub(super) fn add(renderer: &Arc<Renderer>, output: &mut OutputTree) {
    let shared = inputs::shared(renderer);
    let of_page = |id: &PageId| inputs::of_page(&shared, renderer, *id, renderer.site.course.page(*id));
    let inputs: Vec<String> = renderer.pages.par_iter().map(of_page).collect();
    search::add(renderer, &inputs, output);
    for (id, own) in renderer.pages.iter().zip(inputs) {
        let (renderer, id) = (Arc::clone(renderer), *id);
        let page = renderer.site.course.page(id);
        let is_index = renderer.site.course.unit(page.unit).index == Some(id);
        let path = page.output.clone();
        let make = move || match is_index {
            true => index(&renderer, renderer.site.course.page(id).unit, Some(id)),
            false => session(&renderer, id),
        };
        let content = Content::Made(Box::new(make));
        // An index shows what stands in other pages.
        match is_index {
            true => output.insert(path, content),
            false => output.insert_of(path, content, own),
        }
    }
    for (at, unit) in renderer.site.course.units.iter().enumerate() {
        let shown = unit.index.is_some_and(|page| renderer.shows(page));
        if !shown && (at == 0 || renderer.shows_unit(UnitId(at))) {
            let renderer = Arc::clone(renderer);
            output.insert(
                unit.output.clone(),
                Content::Made(Box::new(move || index(&renderer, UnitId(at), None))),
            );
        }
    }
    let renderer = Arc::clone(renderer);
    output.insert("404.html".to_owned(), Content::Made(Box::new(move || not_found(&renderer))));
}

impl Renderer {
    /// The frame of a page at `output` that is none of the course's own.
    pub(super) fn frame(&self, output: &str, title: &str, kind: &'static str) -> FrameView {
        FrameView {
            site: SiteView {
                title: self.site.course.title.clone(),
                home: url::relative(output, "index.html"),
                root: url::root(output),
                assets: format!("{}{}/", url::root(output), self.assets_folder),
                search: format!("{}{}/", url::root(output), self.search_folder),
                edition: self.edition.name(),
                generator: GENERATOR,
                policy: standards::policy(&self.site.config.site),
                version: self.theme.version.clone(),
                url: self.site.config.site.url.clone(),
                feed: self.feed.then(|| format!("{}{}", url::root(output), super::feed::PATH)),
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
    fn page_frame(&self, id: PageId, document: &Document) -> FrameView {
        let course = &self.site.course;
        let page = course.page(id);
        let kind = match page.kind {
            PageKind::Session(_) => "session",
            PageKind::Index => course.unit(page.unit).kind.name(),
            PageKind::Page => "page",
        };
        let mut frame = self.frame(&page.output, &page.title, kind);
        frame.lang = page.document.language.tag();
        frame.nav = nav::tree(self, &page.output, Some(id));
        frame.page.minutes = self.minutes(page);
        frame.page.budget = page.budget.map(|budget| budget.minutes);
        frame.page.over_budget = run_sheet::is_over(page);
        frame.page.breadcrumbs = self.breadcrumbs(id);
        let title = page.title_heading(document).map(|(_, heading)| heading.slug.as_str());
        frame.page.anchor = title.map(str::to_owned);
        frame.page.toc = toc(document, title);
        frame.page.components = self.chips(id);
        frame.page.description = standards::description(document);
        frame.page.source = Some(page.path.clone());
        let has_handout = self.site.config.handouts && page.kind != PageKind::Index;
        frame.page.handout =
            has_handout.then(|| url::relative(&page.output, &super::output::printed(&page.output)));
        let at = self.order.get(&id).copied();
        let link = |other: Option<&PageId>| {
            other.map(|other| course.page(*other)).map(|other| LinkView {
                title: other.title.clone(),
                url: Some(url::relative(&page.output, &other.output)),
                context: None,
            })
        };
        frame.page.prev = link(at.and_then(|at| at.checked_sub(1)).and_then(|at| self.pages.get(at)));
        frame.page.next = link(at.and_then(|at| self.pages.get(at + 1)));
        frame
    }

    pub(super) fn breadcrumbs(&self, id: PageId) -> Vec<LinkView> {
        let course = &self.site.course;
        let page = course.page(id);
        let mut path = course.path_to(page.unit);
        if course.unit(page.unit).index == Some(id) {
            path.pop();
        }
        path.into_iter()
            .map(|unit| {
                let unit = course.unit(unit);
                LinkView {
                    title: short_title(unit.kind, unit.number, &unit.title),
                    url: Some(url::relative(&page.output, &unit.output)),
                    context: None,
                }
            })
            .collect()
    }

    /// The components that a page shows in a figure.
    fn chips(&self, id: PageId) -> Vec<ChipView> {
        let from = &self.site.course.page(id).output;
        self.site
            .mentions
            .iter()
            .filter(|(_, pages)| pages.get(&id) == Some(&true))
            .map(|(component, _)| self.chip(from, component))
            .collect()
    }

    pub(super) fn chip(&self, from: &str, component: &str) -> ChipView {
        let kind = self.site.clusters.catalogue.components.get(component);
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

fn toc(document: &Document, title: Option<&str>) -> Vec<TocView> {
    let timed = timed_sections(document);
    let total: u32 = timed.iter().map(|timed| timed.minutes).sum();
    document
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.level <= 3)
        .filter_map(|(at, section)| {
            let heading = document.heading(section)?;
            if Some(heading.slug.as_str()) == title {
                return None;
            }
            let share = timed
                .iter()
                .find(|timed| timed.section == at)
                .and_then(|timed| (timed.minutes * 100).checked_div(total));
            Some(TocView {
                id: heading.slug.clone(),
                title: heading.title.clone(),
                level: section.level.max(2),
                minutes: heading.duration.map(|duration| duration.minutes),
                share,
            })
        })
        .collect()
}

fn session(renderer: &Renderer, id: PageId) -> Result<Vec<u8>, RenderError> {
    let document = renderer.document(id);
    let mut frame = renderer.page_frame(id, &document);
    frame.page.html = html::page(renderer, id, &document);
    let sheet = match renderer.edition {
        Edition::Instructor => run_sheet::of_session(renderer, id),
        Edition::Learner => None,
    };
    renderer.theme.render(
        "page.html",
        &UnitView { frame, children: Vec::new(), run_sheet: sheet, clusters: Vec::new() },
    )
}

/// The index of a unit: the author's text, if there is one, and what is in the unit.
fn index(renderer: &Renderer, id: UnitId, page: Option<PageId>) -> Result<Vec<u8>, RenderError> {
    let unit = renderer.site.course.unit(id);
    let frame = match page {
        Some(page) => {
            let document = renderer.document(page);
            let mut frame = renderer.page_frame(page, &document);
            frame.page.html = html::page(renderer, page, &document);
            frame
        }
        None => {
            let mut frame = renderer.frame(&unit.output, &unit.title, unit.kind.name());
            let path = renderer.site.course.path_to(id);
            frame.page.breadcrumbs = path[..path.len() - 1]
                .iter()
                .map(|unit_id| {
                    let around = renderer.site.course.unit(*unit_id);
                    LinkView {
                        title: short_title(around.kind, around.number, &around.title),
                        url: Some(url::relative(&unit.output, &around.output)),
                        context: None,
                    }
                })
                .collect();
            frame
        }
    };
    let mut frame = frame;
    frame.page.minutes = renderer.unit_minutes(id);
    let sheet = match renderer.edition {
        Edition::Instructor => run_sheet::of_unit(renderer, unit),
        Edition::Learner => None,
    };
    let is_home = unit.kind == UnitKind::Course;
    let depth = if is_home { 2 } else { 1 };
    let children = children(renderer, &unit.output, id, depth);
    let clusters = if is_home { cluster_links(renderer, &unit.output) } else { Vec::new() };
    let template = if is_home { "home.html" } else { "unit.html" };
    renderer.theme.render(template, &UnitView { frame, children, run_sheet: sheet, clusters })
}

fn cluster_links(renderer: &Renderer, from: &str) -> Vec<ClusterLinkView> {
    let language = renderer.language();
    renderer
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
        Child::Page(page) => renderer.shows(page).then(|| child_page(renderer, from, page)),
        Child::Unit(unit) => renderer.shows_unit(unit).then(|| child_unit(renderer, from, unit, depth)),
    };
    renderer.site.course.unit(id).children.iter().filter_map(view).collect()
}

fn child_page(renderer: &Renderer, from: &str, id: PageId) -> ChildView {
    let page = renderer.site.course.page(id);
    ChildView {
        title: page.name.clone(),
        url: Some(url::relative(from, &page.output)),
        number: page.position.session,
        minutes: renderer.minutes(page),
        kind: if matches!(page.kind, PageKind::Session(_)) { "session" } else { "page" },
        summary: None,
        sessions: 0,
        children: Vec::new(),
    }
}

fn child_unit(renderer: &Renderer, from: &str, id: UnitId, depth: usize) -> ChildView {
    let unit = renderer.site.course.unit(id);
    let index = unit.index.filter(|page| renderer.shows(*page));
    ChildView {
        title: unit.title.clone(),
        url: Some(url::relative(from, &unit.output)),
        number: unit.number,
        minutes: renderer.unit_minutes(id),
        kind: unit.kind.name(),
        summary: index.and_then(|page| first_sentence(renderer, page)),
        sessions: sessions(renderer, id),
        children: if depth > 1 { children(renderer, from, id, depth - 1) } else { Vec::new() },
    }
}

/// The sessions of a unit that this edition shows.
fn sessions(renderer: &Renderer, id: UnitId) -> usize {
    let unit = renderer.site.course.unit(id);
    let own = unit.sessions.iter().filter(|page| renderer.shows(**page)).count();
    own + unit.units.iter().map(|unit| sessions(renderer, *unit)).sum::<usize>()
}

/// The first paragraph of an index, when it is short enough to stand on a card.
fn first_sentence(renderer: &Renderer, page: PageId) -> Option<String> {
    let document = renderer.document(page);
    let text = document.blocks.iter().take(3).find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(plain_text(inlines)),
        _ => None,
    })?;
    (text.chars().count() <= 160).then_some(text)
}

fn not_found(renderer: &Renderer) -> Result<Vec<u8>, RenderError> {
    let mut frame = renderer.frame("404.html", renderer.word("not_found_title"), "not-found");
    // The page is served in place of any other, so its links start from the site's root.
    let base = renderer.site.config.site.base();
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
