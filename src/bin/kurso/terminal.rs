//! What goes to the terminal: findings to standard output, everything about the run to standard error.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Where the program speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    quiet: bool,
    /// Whether details are asked for.
    pub(crate) verbose: bool,
    /// Whether findings are coloured.
    pub(crate) colour: bool,
}

impl Terminal {
    pub(crate) fn new(quiet: bool, verbose: bool) -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { quiet, verbose, colour: std::io::stdout().is_terminal() && !no_colour }
    }

    /// Prints a result; a reader that went away (`| head`) ends the output, not the run.
    pub(crate) fn print(&self, text: &str) {
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// Says how the run went.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            // Nobody listens any more: no reason to end.
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    /// Says a detail that `-v` asks for.
    pub(crate) fn detail(&self, text: &str) {
        if self.verbose {
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    /// Runs a stage, and says with `-v` how long it took.
    pub(crate) fn timed<T>(&self, stage: &str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.detail(&format!("{stage}: {} ms", start.elapsed().as_millis()));
        result
    }

    /// Says why there is no result.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        let _ = writeln!(std::io::stderr().lock(), "error: {error:#}");
    }

    /// A line that says what goes on, on a terminal only.
    pub(crate) fn progress(&self, text: &'static str) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(text);
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}
