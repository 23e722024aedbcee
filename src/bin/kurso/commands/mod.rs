//! One file per command.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod figures;
pub(crate) mod init;
pub(crate) mod manual;
pub(crate) mod model;
pub(crate) mod print;
pub(crate) mod report;
pub(crate) mod serve;

use crate::terminal::Terminal;
use kurso::site::Site;

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
