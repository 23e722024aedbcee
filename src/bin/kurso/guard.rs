//! A process of its own for printing: the typesetter cannot be interrupted, and a theme is a program.

use crate::Outcome;
use anyhow::{Context, bail};
use kurso::load::{FileKind, Loaded};
use std::process::Command;
use std::time::{Duration, Instant};

/// Set in the process that is watched.
const WATCHED: &str = "KURSO_WATCHED";

/// What a process may take, in kilobytes: with a theme of the course's own, and with one of kurso's, whose needs grow with the
/// course alone.
const MEMORY: u64 = 4 * 1024 * 1024;
const MEMORY_OF_OURS: u64 = 4 * MEMORY;

/// What every run may take, and each page beyond that.
const SECONDS: u64 = 30;
const SECONDS_PER_PAGE: u64 = 2;

/// Runs this command again in a process that is watched; `None` where this is that process.
pub(crate) fn watch(loaded: &Loaded, seconds: Option<u64>) -> anyhow::Result<Option<Outcome>> {
    let tree = &loaded.tree;
    let pages = tree.files().filter(|file| file.kind == FileKind::Markdown).count();
    let folder = format!("themes/{}/", loaded.config.site.theme);
    let named = loaded.config.site.own_theme;
    let own = |path: &str| named && path.starts_with(&folder) && path.to_ascii_lowercase().ends_with(".typ");
    if std::env::var_os(WATCHED).is_some() {
        #[cfg(unix)]
        end_with_parent();
        return Ok(None);
    }
    let memory = if tree.files().any(|file| own(&file.path)) { MEMORY } else { MEMORY_OF_OURS };
    let limit = seconds.unwrap_or(SECONDS + SECONDS_PER_PAGE * pages as u64);
    let program = std::env::current_exe().context("where kurso itself is")?;
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("ulimit -v {memory} 2>/dev/null; exec \"$0\" \"$@\"")).arg(program);
        shell
    } else {
        Command::new(program)
    };
    let mut child = command.args(std::env::args_os().skip(1)).env(WATCHED, "1").spawn()?;
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(limit) {
            // What it has written stands beside the output, and is cleared by the next run.
            child.kill()?;
            child.wait()?;
            bail!(
                "printing took longer than {limit} seconds; nothing was written (--time-limit gives it more)"
            );
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    match status.code() {
        Some(0) => Ok(Some(Outcome::Clean)),
        Some(1) => Ok(Some(Outcome::Findings)),
        // It has said why.
        Some(2) => Ok(Some(Outcome::Failed)),
        _ => bail!(
            "printing took more than {} MB, or broke the typesetter; nothing was written",
            memory / 1024
        ),
    }
}

/// Nobody is left to watch over this process when the one that began it is gone.
#[cfg(unix)]
fn end_with_parent() {
    use std::os::unix::process::parent_id;
    let parent = parent_id();
    std::thread::spawn(move || {
        while parent_id() == parent {
            std::thread::sleep(Duration::from_millis(200));
        }
        std::process::abort();
    });
}
