//! What goes to the terminal: findings to standard output, everything about the run to standard error.

use indicatif::{ProgressBar, ProgressStyle};
use std::borrow::Cow;
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
        // With colours it is the report that takes care of what moves the cursor: its own signs do.
        let text = if self.colour { without_commands(text) } else { neutral(text).into() };
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// Prints what a system of CI reads as commands: a report that escapes all that is not its own.
    pub(crate) fn print_commands(&self, text: &str) {
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// Says how the run went.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            // Nobody listens any more: no reason to end.
            let _ = writeln!(std::io::stderr().lock(), "{}", neutral(text));
        }
    }

    /// Says a detail that `-v` asks for.
    pub(crate) fn detail(&self, text: &str) {
        if self.verbose {
            let _ = writeln!(std::io::stderr().lock(), "{}", neutral(text));
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
        let _ = writeln!(std::io::stderr().lock(), "{}", neutral(&format!("error: {error:#}")));
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

/// Text in which titles, names and paths of a course's author do nothing: no sign moves the cursor, and no line is a command of
/// the system that runs the program.
fn neutral(text: &str) -> String {
    let text = kurso::lang::without_controls(&text.replace("\r\n", "\n"), &['\n', '\t']);
    without_commands(&text).into_owned()
}

/// Lines that CI systems would take for commands begin with a bar.
fn without_commands(text: &str) -> Cow<'_, str> {
    let is_command = |line: &str| {
        let line = line.trim_start();
        line.starts_with("::") || line.starts_with("##[") || line.starts_with("##vso[")
    };
    if !text.lines().any(is_command) {
        return Cow::Borrowed(text);
    }
    let lines = text
        .split_inclusive('\n')
        .map(|line| if is_command(line) { format!("| {line}") } else { line.to_owned() });
    Cow::Owned(lines.collect())
}
