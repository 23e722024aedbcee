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

use crate::args::EditionArg;
use crate::terminal::Terminal;
use kurso::course::{Aside, Withheld};
use kurso::emit::{Destination, EmitError};
use kurso::realise::Edition;
use kurso::site::Site;
use std::collections::BTreeMap;
use std::path::Path;

/// So many pages are named for each reason why learners do not have them.
const NAMED: usize = 5;

/// Where the output of a course goes; looked at before the course is read, which leaves that folder out.
pub(crate) fn destination(course: &Path, out: &Path) -> Result<Destination, EmitError> {
    Destination::new(out, &kurso::load::root(course))
}

/// The editions that were asked for, and where each goes.
pub(crate) fn editions(asked: EditionArg, out: &Destination) -> Vec<(Edition, Destination)> {
    match asked {
        EditionArg::Learner => vec![(Edition::Learner, out.clone())],
        EditionArg::Instructor => vec![(Edition::Instructor, out.clone())],
        EditionArg::All => {
            [Edition::Learner, Edition::Instructor].map(|edition| (edition, out.join(edition.name()))).into()
        }
    }
}

/// Says which pages are not in what learners get and which files are no pages, and why: what a name looks like may be a mistake.
pub(crate) fn say_withheld(site: &Site, terminal: &Terminal) {
    let mut reasons: BTreeMap<Withheld, Vec<&str>> = BTreeMap::new();
    for (_, page) in site.course.pages().filter(|(_, page)| site.selection.holds(&page.path)) {
        if let Some(reason) = page.withheld {
            reasons.entry(reason).or_default().push(&page.path);
        }
    }
    for (reason, paths) in reasons {
        terminal.say(&format!("not for learners, {}: {}", reason.reason(), first_of(&paths)));
    }
    let mut aside: BTreeMap<Aside, Vec<&str>> = BTreeMap::new();
    for (file, why) in &site.course.aside {
        let path = &site.tree.file(*file).path;
        if site.selection.holds(path) {
            aside.entry(*why).or_default().push(path);
        }
    }
    for (why, paths) in aside {
        terminal.say(&format!("no page, {}: {}", why.reason(), first_of(&paths)));
    }
}

/// The first of many paths, and how many more there are.
fn first_of(paths: &[&str]) -> String {
    let named = &paths[..paths.len().min(NAMED)];
    let more = paths.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
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
