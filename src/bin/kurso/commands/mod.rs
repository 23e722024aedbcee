//! One file per command.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod figures;
pub(crate) mod model;

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

/// Says with `-v` what was read.
pub(crate) fn detail(site: &Site, terminal: &Terminal) {
    let bound = site.figures.iter().filter(|figure| figure.bound().is_some()).count();
    terminal.detail(&format!(
        "{} pages in {} units, {} figures ({bound} bound), {} clusters, language {}",
        site.course.pages.len(),
        site.course.units.len(),
        site.figures.len(),
        site.clusters.all.len(),
        site.course.language.tag()
    ));
}
