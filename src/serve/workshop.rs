//! Changes → generations → findings, each on a thread of its own, so that a page never waits for the checker.

use super::generation::Generation;
use super::{Options, watch::Watch};
use crate::cache::Cache;
use crate::check;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Finding};
use crate::load::{self, FileKind, LoadError, Loaded};
use crate::report::Summary;
use crate::site::{self, Site};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How often it is tried again to read a course that is not there.
const AGAIN: Duration = Duration::from_millis(300);

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The course was read, and its pages can be asked for.
    Ready {
        /// Whether it is for the first time.
        first: bool,
        /// How long that took.
        took: Duration,
    },
    /// The course was checked.
    Checked(Summary),
    /// The course cannot be read.
    Trouble(String),
}

/// What is on show: the newest generation, and the newest findings.
#[derive(Clone)]
pub(super) struct Stage {
    current: watch::Receiver<Arc<Generation>>,
    findings: watch::Receiver<Arc<Findings>>,
}

/// What the checker said.
pub(super) struct Findings {
    pub(super) about: Arc<Generation>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Stage {
    pub(super) fn current(&self) -> Arc<Generation> {
        self.current.borrow().clone()
    }

    pub(super) fn generations(&self) -> watch::Receiver<Arc<Generation>> {
        self.current.clone()
    }

    pub(super) fn findings(&self) -> watch::Receiver<Arc<Findings>> {
        self.findings.clone()
    }
}

/// Starts the threads; the first generation is there when this returns.
pub(super) fn open(
    options: &Options,
    tell: impl Fn(Event) + Send + Sync + 'static,
) -> std::io::Result<Stage> {
    let tell: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(tell);
    // Systems tell of changes by full paths.
    let root = std::path::absolute(load::root(&options.course))?;
    // Before the first reading, so that nothing in between is missed.
    let watch = Watch::new(&root, options.poll);
    let mut workshop = Workshop {
        root: root.clone(),
        as_of: options.as_of,
        cache: options.cache.clone(),
        watch,
        number: 0,
        assets: 0,
        before: None,
        tell: Arc::clone(&tell),
    };
    let loaded = workshop.load();
    let first = Arc::new(workshop.make(loaded));
    let nothing = Findings { about: Arc::clone(&first), diagnostics: Vec::new() };
    let (current, on_show) = watch::channel(first);
    let (found, findings) = watch::channel(Arc::new(nothing));
    let (to_check, checked) = channel();
    let checker = move || check_each(&checked, &found, &tell);
    std::thread::Builder::new().name("checker".to_owned()).spawn(checker)?;
    let work = move || workshop.work(&current, &to_check);
    std::thread::Builder::new().name("workshop".to_owned()).spawn(work)?;
    Ok(Stage { current: on_show, findings })
}

struct Workshop {
    root: PathBuf,
    as_of: Option<Date>,
    cache: Cache,
    watch: Watch,
    number: u64,
    assets: u64,
    before: Option<Before>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
}

/// The newest generation's site, and what was found when its files were read.
struct Before {
    site: Arc<Site>,
    findings: Vec<Finding>,
}

impl Workshop {
    fn load(&self) -> Result<Loaded, LoadError> {
        Ok(load::load(&self.root, None)?.as_of(self.as_of))
    }

    fn make(&mut self, loaded: Result<Loaded, LoadError>) -> Generation {
        let start = Instant::now();
        self.number += 1;
        let site = loaded.map(|loaded| {
            let earlier = self.before.as_ref().map(|before| before.site.as_ref());
            let findings = loaded.findings.clone();
            let site = Arc::new(site::resolve_with(loaded, &self.cache, earlier));
            self.before = Some(Before { site: Arc::clone(&site), findings });
            site
        });
        if let Err(error) = &site {
            (self.tell)(Event::Trouble(error.to_string()));
        }
        let is_there = site.is_ok();
        let generation = Generation::new(self.number, self.assets, site, &self.cache);
        generation.warm();
        if is_there {
            (self.tell)(Event::Ready { first: self.number == 1, took: start.elapsed() });
        }
        generation
    }

    /// Makes a generation after each change, for ever.
    fn work(mut self, current: &watch::Sender<Arc<Generation>>, to_check: &Sender<Arc<Generation>>) {
        loop {
            let newest = current.borrow().clone();
            let is_there = newest.site().is_some();
            // The checker lives as long as the program.
            let _ = to_check.send(newest);
            // What is written into a new folder before anybody watches it is told by nobody: one late look finds it.
            let mut late = true;
            let loaded = loop {
                let touched = self.watch.wait((late || !is_there).then_some(AGAIN));
                late = !touched.is_empty();
                if !is_there || touched.contains(&self.root) {
                    self.watch.renew();
                }
                let loaded = self.load();
                if self.is_news(&touched, &loaded, is_there) {
                    break loaded;
                }
            };
            // A defect of ours must not end the author's session; the next edit may well pass it by.
            if let Ok(next) = catch_unwind(AssertUnwindSafe(|| self.make(loaded))) {
                current.send_replace(Arc::new(next));
            }
        }
    }

    /// Whether anything that the course is made of changed.
    fn is_news(
        &mut self,
        touched: &BTreeSet<PathBuf>,
        now: &Result<Loaded, LoadError>,
        was_there: bool,
    ) -> bool {
        let Ok(now) = now else { return was_there };
        let asset = |path: &PathBuf| {
            // Of a folder that came from elsewhere, nobody tells which files are in it.
            if path.is_dir() {
                return true;
            }
            let inside = relative(&self.root, path);
            let file = inside.and_then(|inside| now.tree.find(&inside));
            file.is_some_and(|file| file.kind == FileKind::Asset)
        };
        let assets = touched.iter().any(asset);
        self.assets += u64::from(assets);
        let before = self.before.as_ref().filter(|_| was_there);
        assets || before.is_none_or(|before| before.site.tree != now.tree || before.findings != now.findings)
    }
}

/// The path in the course, with `/`. Systems tell some paths with links resolved.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok().map(Path::to_owned).or_else(|| {
        let root = root.canonicalize().ok()?;
        path.strip_prefix(root).ok().map(Path::to_owned)
    })?;
    load::slashed(&inside)
}

/// Checks the newest generation; those that came in the meantime are passed over.
fn check_each(
    generations: &Receiver<Arc<Generation>>,
    found: &watch::Sender<Arc<Findings>>,
    tell: &Arc<dyn Fn(Event) + Send + Sync>,
) {
    while let Ok(first) = generations.recv() {
        let newest = generations.try_iter().last().unwrap_or(first);
        let Some(site) = newest.site() else { continue };
        let Ok(diagnostics) = catch_unwind(AssertUnwindSafe(|| check::check(site))) else { continue };
        tell(Event::Checked(Summary::of(&diagnostics)));
        found.send_replace(Arc::new(Findings { about: newest, diagnostics }));
    }
}
