//! A finished [`Site`] → an [`OutputTree`]: the whole built site as a value, its pages made when they are asked for.
//! Knows nothing of the checker.

mod comparison;

mod course_map;

pub mod diagram;

pub mod edition;

mod feed;

mod highlight;

mod inputs;

#[cfg(feature = "pdf")]
pub mod handout;

pub mod html;

mod model_page;

mod moved;

mod nav;

pub mod output;

mod page;

pub mod picture;

mod run_sheet;

mod search;

mod standards;

mod strings;

mod term;

pub mod theme;

mod theme_file;

pub(crate) mod url;

mod view;

pub use edition::Edition;
pub use html::{BROKEN, UNDRAWN};
pub use output::{Content, OutputTree};

use crate::cache::{Cache, Kind};
use crate::cluster::model::Cluster;
use crate::course::{PageId, UnitId};
use crate::parse::ast::Document;
use crate::site::Site;
use crate::span::FileId;
use crate::travel::{self, Travel};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use theme::Theme;

/// Where the index of the search stands, unless the course has such a folder.
pub const SEARCH_FOLDER: &str = "kurso-search";

/// Why a site cannot be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template or a theme is wrong.
    #[error("{name}: {message}")]
    Template {
        /// Its file.
        name: String,
        /// What is wrong, in Tera's words.
        message: String,
    },
    /// There is no such theme.
    #[error("there is no theme `{0}`: expected the folder themes/{0} in the course")]
    NoTheme(String),
    /// An asset went away while the site was made.
    #[error("{path}: {error}")]
    Asset {
        /// Its path in the course.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// What course.yaml says about audiences cannot be read.
    #[error(
        "course.yaml cannot be read, so nobody can tell which files are for instructors; no learner edition is made (`kurso check` says what is wrong)"
    )]
    AudienceUnknown,
}

/// What the pages of one edition need.
pub(crate) struct Renderer {
    pub site: Arc<Site>,
    pub cache: Cache,
    pub edition: Edition,
    pub theme: Theme,
    /// Pages of this edition in reading order.
    pub pages: Vec<PageId>,
    order: BTreeMap<PageId, usize>,
    /// The folder of pages about the model, and of the theme's files.
    pub model_folder: String,
    pub assets_folder: String,
    pub search_folder: String,
    /// Whether the site tells what is new.
    pub feed: bool,
    /// What pages lead to where they mention it first.
    pub terms: term::Terms,
    /// How the files that pages link to travel, and where each stands then.
    copies: BTreeMap<FileId, Copy>,
    /// For each unit, whether it has a page of this edition anywhere in it.
    shown_units: Vec<bool>,
}

/// A file of the course in the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Copy {
    pub travel: Travel,
    pub path: String,
}

/// Renders one edition, with pictures and code as they were made before where a cache has them.
///
/// # Errors
/// When the theme or a template is wrong, or when it cannot be told what is for instructors.
pub fn render(site: &Arc<Site>, edition: Edition, cache: &Cache) -> Result<OutputTree, RenderError> {
    let mut renderer = Renderer::new(site, edition, cache)?;
    let documents = renderer.pages.iter().map(|page| (*page, renderer.document(*page)));
    renderer.terms = term::Terms::new(site, renderer.speaks_of_model(), documents);
    renderer.feed = renderer.has_feed();
    renderer.copies = renderer.copies()?;
    let renderer = Arc::new(renderer);
    let mut output = OutputTree::new(Arc::clone(site));
    page::add(&renderer, &mut output);
    model_page::add(&renderer, &mut output);
    for (file, copy) in &renderer.copies {
        output.insert(copy.path.clone(), content_of(site, *file, copy.travel));
    }
    standards::add(&renderer, &mut output);
    feed::add(&renderer, &mut output);
    moved::add(&renderer, &mut output);
    renderer.theme.add_files(edition, &renderer.assets_folder, &mut output);
    // Hosts that run Jekyll over a site would drop some of it.
    output.insert(".nojekyll".to_owned(), Content::Static(b""));
    Ok(output)
}

/// What a file of the course is in the site.
fn content_of(site: &Arc<Site>, file: FileId, travel: Travel) -> Content {
    if travel != Travel::Picture {
        return Content::Source(file);
    }
    let (path, site) = (site.tree.file(file).path.clone(), Arc::clone(site));
    Content::Made(Box::new(move || {
        let bytes =
            site.tree.bytes(file).map_err(|error| RenderError::Asset { path: path.clone(), error })?;
        // What is no picture is an empty one: a finding says so.
        Ok(picture_of(&bytes))
    }))
}

/// A picture as it travels.
fn picture_of(bytes: &[u8]) -> Vec<u8> {
    const EMPTY: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
    crate::picture::clean(bytes).map_or_else(|_| EMPTY.to_owned(), |cleaned| cleaned.svg).into_bytes()
}

/// A folder name that the course does not use itself.
pub(crate) fn free_folder(site: &Site, name: &str) -> String {
    let mut name = name.to_owned();
    while site.tree.is_folder(&name) {
        name.push('-');
    }
    name
}

impl Renderer {
    /// What the pages of an edition need, but for the terms.
    fn new(site: &Arc<Site>, edition: Edition, cache: &Cache) -> Result<Self, RenderError> {
        let hidden = |page: &crate::course::Page| {
            edition == Edition::Learner && page.is_for_instructors() || !site.selection.holds(&page.path)
        };
        if edition == Edition::Learner && site.config.audience_unknown {
            return Err(RenderError::AudienceUnknown);
        }
        let pages: Vec<PageId> =
            site.course.order.iter().copied().filter(|page| !hidden(site.course.page(*page))).collect();
        let mut shown_units = vec![false; site.course.units.len()];
        for page in &pages {
            // A unit around one that is shown is shown; what lies further out was marked with it.
            let mut unit = Some(site.course.page(*page).unit);
            while let Some(own) = unit.filter(|own| !shown_units[own.0]) {
                shown_units[own.0] = true;
                unit = site.course.unit(own).parent;
            }
        }
        Ok(Self {
            theme: Theme::load(site)?,
            model_folder: free_folder(site, "architecture"),
            assets_folder: free_folder(site, "kurso-assets"),
            search_folder: free_folder(site, SEARCH_FOLDER),
            site: Arc::clone(site),
            cache: cache.clone(),
            edition,
            order: pages.iter().enumerate().map(|(at, page)| (*page, at)).collect(),
            pages,
            feed: false,
            terms: term::Terms::default(),
            copies: BTreeMap::new(),
            shown_units,
        })
    }

    /// The files that pages of this edition link to.
    fn copies(&self) -> Result<BTreeMap<FileId, Copy>, RenderError> {
        let site = &self.site;
        let of_page = |page: &PageId| {
            let mut linked = site.course.linked_assets(*page, &self.document(*page).blocks, &site.tree);
            if let (Edition::Instructor, Some(sidecar)) = (self.edition, &site.course.page(*page).sidecar) {
                linked.extend(site.course.linked_assets(*page, &sidecar.document.blocks, &site.tree));
            }
            linked
        };
        let linked: BTreeSet<FileId> = self.pages.par_iter().flat_map_iter(of_page).collect();
        let shown = linked.into_iter().filter(|file| self.shows_file(&site.tree.file(*file).path));
        let copy = |file: FileId| {
            let path = &site.tree.file(file).path;
            let failed = |error| RenderError::Asset { path: path.clone(), error };
            let travel = travel::of(path, || site.tree.bytes(file)).map_err(failed)?;
            let travel =
                if travel == Travel::AsText && site.config.site.html_files { Travel::AsIs } else { travel };
            let mut name = path.clone();
            while travel == Travel::AsText && (name == *path || site.tree.find(&name).is_some()) {
                name.push_str(".txt");
            }
            Ok((file, Copy { travel, path: name }))
        };
        shown.map(copy).collect()
    }

    /// Where a file of the course stands in the site, and how it travels there.
    pub(crate) fn copy(&self, file: FileId) -> Option<&Copy> {
        self.copies.get(&file)
    }

    /// Whether a page is part of this edition.
    pub(crate) fn shows(&self, page: PageId) -> bool {
        let page = self.site.course.page(page);
        (self.edition == Edition::Instructor || !page.is_for_instructors())
            && self.site.selection.holds(&page.path)
    }

    /// Whether an address is one of the host at which the site will stand.
    pub(crate) fn is_own_address(&self, address: &str) -> bool {
        let host = |address: &str| {
            let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
            let rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
            rest.rsplit('@')
                .next()
                .unwrap_or("")
                .split(':')
                .next()
                .unwrap_or("")
                .trim_end_matches('.')
                .to_lowercase()
        };
        self.site.config.site.url.as_deref().is_some_and(|own| host(own) == host(address))
    }

    /// Whether a file of the course is part of this edition.
    pub(crate) fn shows_file(&self, path: &str) -> bool {
        self.edition == Edition::Instructor || !self.site.config.is_for_instructors(path)
    }

    /// The clusters that this edition speaks of, each with its place among all.
    pub(crate) fn clusters(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        let all = self.site.clusters.all.iter().enumerate();
        all.filter(|(_, cluster)| self.shows_file(&self.site.tree.file(cluster.file).path))
    }

    /// Whether this edition shows or names anything of the cluster model.
    pub(crate) fn speaks_of_model(&self) -> bool {
        self.clusters().next().is_some()
            || !self.site.mentions.is_empty()
            || (self.edition == Edition::Instructor
                && self.site.figures.iter().any(|figure| !figure.components().is_empty()))
    }

    /// Whether answers stand open in this edition.
    pub(crate) fn shows_answers(&self) -> bool {
        let answers = self.site.config.site.answers;
        match self.edition {
            Edition::Learner => answers.learner_open,
            Edition::Instructor => answers.instructor_open,
        }
    }

    /// A diagram's picture.
    pub(crate) fn picture(&self, source: &str, id: &str, marks: &diagram::Marks) -> Result<String, String> {
        let url = |mark: &diagram::Mark| mark.url.clone().unwrap_or_default();
        let nodes: String =
            marks.iter().map(|(node, mark)| format!("{node}\0{}\0{}\0", mark.class, url(mark))).collect();
        let draw = || diagram::svg(source, id, marks);
        self.cache.or_try_make(Kind::Picture, &[source, id, &nodes], draw)
    }

    /// The class of the plane that a name in a figure belongs to.
    pub(crate) fn plane_class(&self, reading: &crate::figure::Reading) -> Option<String> {
        let catalogue = &self.site.clusters.catalogue;
        let plane = match reading.entity.component() {
            Some(component) => catalogue.components.get(component)?.plane.as_str(),
            None => reading
                .entity
                .plane()
                .or_else(|| catalogue.networks.contains_key(reading.entity.id()).then_some("network"))?,
        };
        Some(format!("k-plane-{plane}"))
    }

    /// A diagram's picture for paper.
    #[cfg(feature = "pdf")]
    fn printed_picture(&self, source: &str, marks: &diagram::Marks) -> Result<String, String> {
        let planes: String = marks.iter().map(|(node, mark)| format!("{node}\0{}\0", mark.class)).collect();
        let tokens = self.theme.tokens();
        let draw = || diagram::for_print(source, marks, &tokens);
        self.cache.or_try_make(Kind::Print, &[source, &planes, &tokens], draw)
    }

    /// What a page stands in: `Week 1 › Day 2`.
    #[cfg(feature = "pdf")]
    fn context(&self, page: PageId) -> Option<String> {
        let crumbs = self.breadcrumbs(page);
        let path: Vec<String> = crumbs.into_iter().skip(1).map(|crumb| crumb.title).collect();
        (!path.is_empty()).then(|| path.join(" › "))
    }

    /// Code as HTML.
    pub(crate) fn code(&self, text: &str, language: Option<&str>) -> String {
        // Escaping is quicker than looking.
        match language {
            Some(name) => {
                self.cache.or_make(Kind::Code, &[name, text], || highlight::highlight(text, language))
            }
            None => html::escape(text),
        }
    }

    /// Where a page stands in the order of reading.
    pub(crate) fn reading_order(&self, page: PageId) -> usize {
        self.order.get(&page).copied().unwrap_or(usize::MAX)
    }

    /// The minutes of a page as this edition shows them.
    pub(crate) fn minutes(&self, page: &crate::course::Page) -> Option<u32> {
        match self.edition {
            _ if page.is_for_instructors() && self.edition == Edition::Learner => None,
            Edition::Learner => page.learner_minutes,
            Edition::Instructor => page.minutes,
        }
    }

    /// The minutes of a unit as this edition shows them.
    pub(crate) fn unit_minutes(&self, unit: UnitId) -> Option<u32> {
        let minutes = self.site.course.unit_minutes(unit, &|page| self.minutes(page));
        (minutes > 0).then_some(minutes)
    }

    /// Whether a unit has a page of this edition anywhere in it.
    pub(crate) fn shows_unit(&self, unit: UnitId) -> bool {
        self.shown_units.get(unit.0).copied().unwrap_or(false)
    }

    /// A page's document as this edition has it.
    pub(crate) fn document(&self, page: PageId) -> std::borrow::Cow<'_, Document> {
        let page = self.site.course.page(page);
        match self.edition {
            Edition::Learner => page.for_learners(),
            Edition::Instructor => std::borrow::Cow::Borrowed(&page.document),
        }
    }

    pub(crate) fn component_url(&self, from: &str, component: &str) -> String {
        url::relative(from, &format!("{}/components/{component}.html", self.model_folder))
    }

    pub(crate) fn cluster_url(&self, from: &str, cluster: &str) -> String {
        url::relative(from, &format!("{}/clusters/{cluster}.html", self.model_folder))
    }

    /// The course's language, which the interface speaks.
    pub(crate) fn language(&self) -> crate::lang::Language {
        self.site.course.language
    }

    /// A word of the interface.
    pub(crate) fn word(&self, key: &str) -> &'static str {
        strings::word(key, self.language())
    }
}
