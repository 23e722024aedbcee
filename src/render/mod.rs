//! A finished [`Site`] → an [`OutputTree`]: the whole built site as a value, its pages made when they are asked for.
//! Knows nothing of the checker.

mod comparison;

mod course_map;

pub mod diagram;

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

pub mod theme;

mod theme_file;

pub(crate) mod url;

mod view;

pub use crate::realise::Edition;
pub use output::{Content, Made, OutputTree};

use crate::cache::{Cache, Kind};
#[cfg(feature = "pdf")]
use crate::course::PageId;
use crate::realise::{self, Destination, Realised, Scope, page::Diagram};
use crate::site::Site;
use crate::span::FileId;
use crate::travel::{self, Travel};
use html::Drawn;
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
    pub realised: Arc<Realised>,
    pub cache: Cache,
    pub theme: Theme,
    /// The folder of pages about the model, and of the theme's files.
    pub model_folder: String,
    pub assets_folder: String,
    pub search_folder: String,
    /// Whether each page offers itself as a document to print.
    pub has_handouts: bool,
    /// Whether the site tells what is new.
    pub has_feed: bool,
    /// How the files that pages link to travel, and where each stands then.
    copies: BTreeMap<FileId, Copy>,
}

/// A file of the course in the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Copy {
    pub travel: Travel,
    pub path: String,
}

/// Renders an edition, with pictures and code as they were made before where a cache has them. With handouts, pages lead to
/// documents that the caller puts beside them.
///
/// # Errors
/// When the theme or a template is wrong, or when it cannot be told what is for instructors.
pub fn render(
    realised: &Arc<Realised>,
    with_handouts: bool,
    cache: &Cache,
) -> Result<OutputTree, RenderError> {
    let site = &realised.scope.site;
    let edition = realised.scope.edition;
    let renderer = Arc::new(Renderer::new(realised, with_handouts, cache)?);
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
    Content::made(move || {
        let bytes =
            site.tree.bytes(file).map_err(|error| RenderError::Asset { path: path.clone(), error })?;
        // What is no picture is an empty one: a finding says so.
        Ok(picture_of(&bytes))
    })
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
    /// Finishes an edition.
    fn new(realised: &Arc<Realised>, has_handouts: bool, cache: &Cache) -> Result<Self, RenderError> {
        let site = &realised.scope.site;
        if realised.scope.edition == Edition::Learner && site.config.audience_unknown {
            return Err(RenderError::AudienceUnknown);
        }
        Ok(Self {
            theme: Theme::load(site)?,
            model_folder: free_folder(site, "architecture"),
            assets_folder: free_folder(site, "kurso-assets"),
            search_folder: free_folder(site, SEARCH_FOLDER),
            cache: cache.clone(),
            has_handouts,
            has_feed: feed::is_there(&realised.scope),
            copies: copies(realised)?,
            realised: Arc::clone(realised),
        })
    }

    pub(crate) fn site(&self) -> &Arc<Site> {
        &self.realised.scope.site
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.realised.scope
    }

    /// Where a file of the course stands in the site, and how it travels there.
    pub(crate) fn copy(&self, file: FileId) -> Option<&Copy> {
        self.copies.get(&file)
    }

    /// The name by which a file is taken along that browsers would run.
    pub(crate) fn saved_name(&self, to: &Destination) -> Option<&str> {
        let Destination::File(file) = *to else { return None };
        self.copy(file).filter(|copy| copy.travel == Travel::AsText)?;
        let path = &self.site().tree.file(file).path;
        Some(path.rsplit('/').next().unwrap_or(path))
    }

    /// The URL of a place as seen from the file `from` of the site.
    pub(crate) fn url(&self, from: &str, to: &Destination) -> String {
        let course = &self.site().course;
        match to {
            Destination::Page { page, anchor } => {
                let output = &course.page(*page).output;
                match anchor.as_deref().map(url::fragment) {
                    Some(anchor) if output == from => anchor,
                    anchor => url::relative(from, output) + &anchor.unwrap_or_default(),
                }
            }
            Destination::Unit(unit) => url::relative(from, &course.unit(*unit).output),
            Destination::File(file) => {
                // A file that nothing copies stands where it stands in the course.
                let path = self.copy(*file).map_or(&self.site().tree.file(*file).path, |copy| &copy.path);
                url::relative(from, path)
            }
            Destination::Component(id) => self.component_url(from, id),
            Destination::Cluster(id) => self.cluster_url(from, id),
            Destination::Address(address) => address.clone(),
        }
    }

    /// A diagram's picture as the page at `from` shows it.
    fn picture(&self, from: &str, diagram: &Diagram) -> Result<Drawn, String> {
        if let Some(problem) = &diagram.problem {
            return Err(problem.clone());
        }
        let mark = |(node, mark): (&String, &realise::page::Mark)| {
            let url = mark.to.as_ref().map(|to| self.url(from, to));
            (node.clone(), diagram::Mark { class: mark.class.clone(), url })
        };
        let marks: diagram::Marks = diagram.marks.iter().map(mark).collect();
        self.svg(&diagram.source, &format!("Figure-{}-svg", diagram.number), &marks)
    }

    /// A picture of a diagram's source.
    fn svg(&self, source: &str, id: &str, marks: &diagram::Marks) -> Result<Drawn, String> {
        let url = |mark: &diagram::Mark| mark.url.clone().unwrap_or_default();
        let nodes: String =
            marks.iter().map(|(node, mark)| format!("{node}\0{}\0{}\0", mark.class, url(mark))).collect();
        let draw = || diagram::svg(source, id, marks);
        self.cache.or_try_make(Kind::Picture, &[source, id, &nodes], draw).map(Drawn)
    }

    /// A diagram's picture for paper, where nothing leads anywhere.
    #[cfg(feature = "pdf")]
    fn printed_picture(&self, diagram: &Diagram) -> Result<String, String> {
        if let Some(problem) = &diagram.problem {
            return Err(problem.clone());
        }
        let of_plane = diagram.marks.iter().filter(|(_, mark)| !mark.class.is_empty());
        let marks: diagram::Marks = of_plane
            .map(|(node, mark)| (node.clone(), diagram::Mark { class: mark.class.clone(), url: None }))
            .collect();
        let planes: String = marks.iter().map(|(node, mark)| format!("{node}\0{}\0", mark.class)).collect();
        let tokens = self.theme.tokens();
        let draw = || diagram::for_print(&diagram.source, &marks, &tokens);
        self.cache.or_try_make(Kind::Print, &[&diagram.source, &planes, &tokens], draw)
    }

    /// What a page stands in: `Week 1 › Day 2`.
    #[cfg(feature = "pdf")]
    fn context(&self, page: PageId) -> Option<String> {
        let crumbs = self.breadcrumbs(page);
        let path: Vec<String> = crumbs.into_iter().skip(1).map(|crumb| crumb.title).collect();
        (!path.is_empty()).then(|| path.join(" › "))
    }

    /// The anchor on a page, where it is a place below the page's title.
    #[cfg(feature = "pdf")]
    fn anchor_below_title<'a>(&self, page: PageId, anchor: Option<&'a str>) -> Option<&'a str> {
        let page = self.site().course.page(page);
        let title = page.title_heading(&page.document).map(|(_, title)| title.slug.as_str());
        anchor.filter(|anchor| *anchor != "top" && Some(*anchor) != title)
    }

    /// Code in colours.
    fn code(&self, text: &str, language: &str) -> Drawn {
        let colour = || highlight::highlight(text, Some(language));
        Drawn(self.cache.or_make(Kind::Code, &[language, text], colour))
    }

    pub(crate) fn component_url(&self, from: &str, component: &str) -> String {
        url::relative(from, &format!("{}/components/{component}.html", self.model_folder))
    }

    pub(crate) fn cluster_url(&self, from: &str, cluster: &str) -> String {
        url::relative(from, &format!("{}/clusters/{cluster}.html", self.model_folder))
    }

    /// The course's language, which the interface speaks.
    pub(crate) fn language(&self) -> crate::lang::Language {
        self.site().course.language
    }

    /// A word of the interface.
    pub(crate) fn word(&self, key: &str) -> &'static str {
        strings::word(key, self.language())
    }
}

/// The files that pages of an edition show or lead to.
fn copies(realised: &Realised) -> Result<BTreeMap<FileId, Copy>, RenderError> {
    let site = &realised.scope.site;
    let linked: BTreeSet<FileId> =
        realised.scope.pages.par_iter().flat_map_iter(|page| realised.files(*page)).collect();
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
    linked.into_iter().map(copy).collect()
}
