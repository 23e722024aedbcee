//! One file per command.

pub(crate) mod build;
pub(crate) mod check;

use crate::Outcome;
use crate::terminal::Terminal;
use kurso::diagnostic::{Diagnostic, Severity};
use kurso::site::Site;

/// Prints findings and says whether any is bad enough to fail.
pub(crate) fn report(
    diagnostics: &[Diagnostic],
    site: &Site,
    format: crate::args::Format,
    fail_on: Severity,
    terminal: &Terminal,
) -> anyhow::Result<Outcome> {
    match format {
        crate::args::Format::Human => {
            terminal.print(&kurso::report::human::render(diagnostics, &site.tree, terminal.colour));
            terminal.say(&format!(
                "{} in {} files: {}",
                site.course.title,
                site.tree.files().count(),
                kurso::report::Summary::of(diagnostics)
            ));
        }
        crate::args::Format::Json => {
            terminal.print(&kurso::report::json::render(diagnostics, &site.tree)?);
            terminal.print("\n");
        }
    }
    let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= fail_on);
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}
