//! Changes of files, a few at a time.

use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Editors write a file in several steps, and formatters several files.
const QUIET: Duration = Duration::from_millis(10);

/// For how long more changes are waited for.
const PATIENCE: Duration = Duration::from_millis(100);

/// How often a disk that tells nothing is looked at.
const POLL: Duration = Duration::from_millis(500);

/// A folder whose changes are heard of.
pub(super) struct Watch {
    root: PathBuf,
    poll: bool,
    sender: Sender<Vec<PathBuf>>,
    changes: Receiver<Vec<PathBuf>>,
    watcher: Option<Box<dyn Watcher + Send>>,
    /// Whether nothing tells of changes at once.
    deaf: bool,
}

impl Watch {
    pub(super) fn new(root: &Path, poll: bool) -> Self {
        let (sender, changes) = channel();
        let mut watch = Self { root: root.to_owned(), poll, sender, changes, watcher: None, deaf: true };
        watch.renew();
        watch
    }

    /// Watches the folder that stands there now.
    pub(super) fn renew(&mut self) {
        self.watcher = None;
        let by_system = if self.poll { None } else { self.watcher_of::<RecommendedWatcher>() };
        // Systems give only so many watches.
        self.deaf = by_system.is_none();
        self.watcher = by_system.or_else(|| self.watcher_of::<PollWatcher>());
    }

    fn watcher_of<W: Watcher + Send + 'static>(&self) -> Option<Box<dyn Watcher + Send>> {
        let sender = self.sender.clone();
        let root = self.root.clone();
        let heard = move |event: notify::Result<notify::Event>| {
            let paths = match event {
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) => event.paths,
                // What was missed, nobody knows.
                Err(_) => vec![root.clone()],
            };
            // Nobody listens any more when the program ends.
            let _ = sender.send(paths);
        };
        let mut watcher = W::new(heard, Config::default().with_poll_interval(POLL)).ok()?;
        watcher.watch(&self.root, RecursiveMode::Recursive).ok()?;
        Some(Box::new(watcher))
    }

    /// Waits for changes, and tells their paths. Of a disk that tells nothing, and after `at_most`, there may be changes that
    /// have no path here: looking at times of files alone misses the second of two edits in a second.
    pub(super) fn wait(&self, at_most: Option<Duration>) -> BTreeSet<PathBuf> {
        let mut paths = BTreeSet::new();
        let first = match at_most.or(self.deaf.then_some(POLL)) {
            Some(at_most) => self.changes.recv_timeout(at_most),
            None => self.changes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        paths.extend(first.into_iter().flatten());
        let start = Instant::now();
        while !paths.is_empty() && start.elapsed() < PATIENCE {
            match self.changes.recv_timeout(QUIET) {
                Ok(more) => paths.extend(more),
                Err(_) => break,
            }
        }
        paths
    }
}
