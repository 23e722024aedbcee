//! Handouts: documents to print, made by a typesetter that is part of the program.
//!
//! ```text
//! pages ─▶ Content (plain data) ─▶ content.json ┐
//! diagrams ─▶ pictures ─────────────────────────┼─▶ typesetter ─▶ PDF and its text
//! themes/<name>/handout.typ, fonts ─────────────┘
//! ```
//!
//! A theme gets data and nothing else, so nothing that an author writes is ever read as markup of the typesetter, and what is
//! not for the edition is not there.

mod content;

mod figure;

mod formula;

mod glyph;

mod inline;

mod labels;

mod line;

mod missing;

mod parts;

mod typeset;

mod writer;

use super::output::{Content as File, Made, OutputTree, printed};
use super::{RenderError, Renderer, inputs};
use crate::cache::Cache;
use crate::course::{PageId, PageKind, UnitId, UnitKind};
use crate::date::Date;
use crate::diagnostic::Finding;
use crate::realise::Realised;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use typeset::Fonts;
use typst::foundations::Bytes;

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A document for each page, indexes apart.
    Page,
    /// A document for each session.
    Session,
    /// A booklet for each day.
    Day,
    /// The whole course as one booklet.
    Course,
    /// Labs, discussions and tasks, with room to write.
    Exercises,
    /// The answers.
    Solutions,
    /// A page for each session with its clock and notes.
    RunSheet,
}

impl Kind {
    /// As the command line writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Session => "session",
            Self::Day => "day",
            Self::Course => "course",
            Self::Exercises => "exercises",
            Self::Solutions => "solutions",
            Self::RunSheet => "run-sheet",
        }
    }
}

/// What it is printed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }
}

/// How it is printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// What.
    pub kinds: Vec<Kind>,
    /// On what.
    pub paper: Paper,
    /// The day that the documents say they were made on; without one it is the latest that a page of the course names.
    pub date: Option<Date>,
}

/// The stack of the typesetter.
const STACK: usize = 16 * 1024 * 1024;

/// The documents of an edition, made when they are asked for.
///
/// # Errors
/// When the theme is wrong, or when it cannot be told what is for instructors.
pub fn handouts(
    realised: &Arc<Realised>,
    options: Options,
    cache: &Cache,
) -> Result<OutputTree, RenderError> {
    let renderer = Arc::new(Renderer::new(realised, false, cache)?);
    let press = Arc::new(Press::new(renderer, options)?);
    let mut output = OutputTree::new(Arc::clone(&realised.scope.site));
    for kind in &press.options.kinds {
        for (path, job) in press.jobs(*kind) {
            // Pages may be called like booklets; the same session twice is the same document.
            let mut path = path;
            if output.contains(&path) && matches!(kind, Kind::Page | Kind::Session) {
                continue;
            }
            while output.contains(&path) {
                path = format!("{}-{}.pdf", path.trim_end_matches(".pdf"), kind.name());
            }
            let (press, own, inputs) = (Arc::clone(&press), path.clone(), press.inputs(&job));
            let content = File::made(move || press.print(&own, &job));
            match inputs {
                Some(inputs) => output.insert_of(path, content, inputs),
                None => output.insert(path, content),
            }
        }
    }
    Ok(output)
}

/// The document of the default theme, which a theme of a course's own begins with.
#[must_use]
pub fn default_theme() -> &'static str {
    super::theme::carried(typeset::MAIN)
}

/// What a document is made of.
#[derive(Clone, Debug)]
struct Job {
    kind: Kind,
    title: String,
    /// What it stands in.
    context: Option<String>,
    /// The unit whose clock it shows.
    unit: Option<UnitId>,
    pages: Vec<PageId>,
}

/// Prints the documents of one kind.
struct Press {
    renderer: Arc<Renderer>,
    options: Options,
    /// The theme's files for paper, as a fingerprint.
    theme: blake3::Hash,
    /// The theme's own files.
    files: BTreeMap<String, Bytes>,
    fonts: Arc<Fonts>,
    /// What the documents say they were made on.
    date: Date,
}

impl Press {
    fn new(renderer: Arc<Renderer>, options: Options) -> Result<Self, RenderError> {
        let mut files = BTreeMap::new();
        let mut fonts = Vec::new();
        let mut theme = blake3::Hasher::new();
        for (path, bytes) in renderer.theme.print_files(renderer.site())? {
            theme.update(path.as_bytes()).update(&bytes);
            let lower = path.to_ascii_lowercase();
            if [".otf", ".ttf", ".ttc"].iter().any(|end| lower.ends_with(end)) {
                fonts.push(Bytes::new(bytes));
            } else {
                files.insert(path, Bytes::new(bytes));
            }
        }
        let days = renderer
            .scope()
            .pages
            .iter()
            .filter_map(|page| renderer.site().course.page(*page).document.front_matter.day);
        // An archive's document has a day, and kurso reads no clock.
        let date = options.date.or_else(|| days.max()).unwrap_or_default();
        Ok(Self {
            theme: theme.finalize(),
            renderer,
            options,
            date,
            files,
            fonts: Arc::new(Fonts::new(fonts)),
        })
    }

    /// The documents, by their paths.
    fn jobs(&self, kind: Kind) -> Vec<(String, Job)> {
        let renderer = &self.renderer;
        let course = &renderer.site().course;
        let is_session = |page: &&PageId| matches!(course.page(**page).kind, PageKind::Session(_));
        let sessions: Vec<PageId> = renderer.scope().pages.iter().filter(is_session).copied().collect();
        match kind {
            Kind::Page | Kind::Session | Kind::RunSheet => {
                let no_index = |page: &&PageId| course.page(**page).kind != PageKind::Index;
                let all =
                    || -> Vec<PageId> { renderer.scope().pages.iter().filter(no_index).copied().collect() };
                let pages = if kind == Kind::Page || sessions.is_empty() { all() } else { sessions };
                // A course may be one page.
                let pages = if pages.is_empty() { renderer.scope().pages.clone() } else { pages };
                let suffix = if kind == Kind::RunSheet { "-run-sheet" } else { "" };
                let job = |id: PageId| {
                    let page = course.page(id);
                    let path = printed(&page.output);
                    let path = match path.strip_suffix(".pdf") {
                        Some(stem) => format!("{stem}{suffix}.pdf"),
                        None => path,
                    };
                    let context = renderer.context(id);
                    let job = Job { kind, title: page.title.clone(), context, unit: None, pages: vec![id] };
                    (path, job)
                };
                pages.into_iter().map(job).collect()
            }
            Kind::Day => {
                let mut jobs = Vec::new();
                for (at, unit) in course.units.iter().enumerate() {
                    let pages: Vec<PageId> =
                        unit.sessions.iter().copied().filter(|page| renderer.scope().shows(*page)).collect();
                    if pages.is_empty() {
                        continue;
                    }
                    let index = unit.index.filter(|page| renderer.scope().shows(*page));
                    let pages: Vec<PageId> = index.into_iter().chain(pages).collect();
                    let stem = unit.output.strip_suffix("/index.html").unwrap_or("booklet");
                    let context = (unit.kind != UnitKind::Course).then(|| course.title.clone());
                    let job = Job { kind, title: unit.title.clone(), context, unit: Some(UnitId(at)), pages };
                    jobs.push((format!("{stem}.pdf"), job));
                }
                jobs
            }
            Kind::Course | Kind::Exercises | Kind::Solutions => {
                let context = match kind {
                    Kind::Exercises => Some(renderer.word("exercises").to_owned()),
                    Kind::Solutions => Some(renderer.word("solutions").to_owned()),
                    _ => None,
                };
                let pages = renderer.scope().pages.clone();
                let job = Job { kind, title: course.title.clone(), context, unit: None, pages };
                vec![(format!("{}.pdf", kind.name()), job)]
            }
        }
    }

    /// The fingerprint of what the document of one page is made of; of several pages, it is not worth to know.
    fn inputs(&self, job: &Job) -> Option<String> {
        let [page] = job.pages.as_slice() else { return None };
        let renderer = &self.renderer;
        let own = inputs::of_page(renderer, *page);
        let mut hasher = blake3::Hasher::new();
        let how = format!("{own} {:?} {:?} {}", job.kind, self.options.paper, self.date);
        hasher.update(how.as_bytes());
        hasher.update(self.theme.as_bytes());
        // A page only leads to its pictures; a document holds them.
        for file in renderer.realised.files(*page) {
            hasher.update(blake3::hash(&renderer.site().tree.bytes(file).unwrap_or_default()).as_bytes());
        }
        Some(hasher.finalize().to_hex().to_string())
    }

    /// Makes one document. What it says goes with it, with the data and the pictures that it was made of.
    fn print(&self, path: &str, job: &Job) -> Result<Made, RenderError> {
        let (content, figures, unprinted) = parts::content(&self.renderer, self.options.paper, job);
        let mut findings = self.missing_glyphs(job);
        findings.extend(unprinted.iter().map(|(place, path)| missing::picture(*place, path)));
        let mut value = serde_json::to_value(&content).unwrap_or_default();
        drop(content);
        self.fonts.make_printable(&mut value);
        labels::make_sound(&mut value);
        let json = value.to_string();
        // Pictures speak, too.
        let mut said = labels::texts(&value);
        let mut files = self.files.clone();
        for (name, bytes) in figures.files {
            let bytes = match String::from_utf8(bytes) {
                Ok(svg) => {
                    let svg = self.fonts.printable_picture(&svg);
                    said.push_str(&svg);
                    svg.into_bytes()
                }
                Err(bytes) => bytes.into_bytes(),
            };
            files.insert(format!("figures/{name}"), Bytes::new(bytes));
        }
        files.insert("content.json".to_owned(), Bytes::from_string(json));
        let theme = format!("themes/{}", self.renderer.site().config.site.theme);
        let pdf = alone({
            let (path, fonts, date) = (path.to_owned(), Arc::clone(&self.fonts), self.date);
            move || typeset::typeset(&path, &theme, files, &fonts, date)
        })?;
        Ok(Made { bytes: pdf.bytes, text: Some(format!("{}\n{said}", pdf.text)), findings })
    }

    /// The first place of each character in the document's pages that no font has.
    fn missing_glyphs(&self, job: &Job) -> Vec<Finding> {
        let mut found = Vec::new();
        for id in &job.pages {
            let file = self.renderer.site().course.page(*id).file;
            let mut seen = BTreeSet::new();
            for (at, c) in self.renderer.site().tree.file(file).text.char_indices() {
                if !c.is_ascii() && !self.fonts.can_print(c) && seen.insert(c) {
                    found.push(missing::glyph(file, at, c));
                }
            }
        }
        found
    }
}

/// Runs something on a thread of its own, and waits for it without doing anything else meanwhile. The typesetter shares its work
/// out to the threads that documents are made on; one that waits for its share would begin the next document on top of this one,
/// and so on until its stack is full.
fn alone<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RenderError> + Send + 'static,
) -> Result<T, RenderError> {
    let failed = || RenderError::Template {
        name: typeset::MAIN.to_owned(),
        message: "the typesetter failed".to_owned(),
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(STACK)
        // What it does not send is told below.
        .panic_handler(|_| {})
        .build()
        .map_err(|_| failed())?;
    let (done, wait) = std::sync::mpsc::channel();
    pool.spawn(move || {
        let _ = done.send(work());
    });
    wait.recv().map_err(|_| failed())?
}
