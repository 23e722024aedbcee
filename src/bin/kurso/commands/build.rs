//! `kurso build`

use super::report::Report;
use crate::Outcome;
use crate::args::{BuildArgs, ReportFormat};
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::cache::Cache;
use kurso::diagnostic::{Diagnostic, Finding, Severity};
use kurso::emit::{Destination, Origin, Written};
use kurso::publish::{Handouts, Publication, PublishError, Ready};
use kurso::realise::{Edition, realise};
use kurso::report::Summary;
use kurso::report::human::Style;
use kurso::site::Site;
use kurso::{check, emit, load, report, site};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: BuildArgs, cache: &Cache, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let out = super::destination(&args.course, &args.output)?;
    let progress = terminal.progress("reading");
    let loaded =
        terminal.timed("reading", || load::load(&args.course, Some(&args.output)))?.as_of(args.as_of);
    #[cfg(feature = "pdf")]
    if args.with_handouts {
        progress.finish_and_clear();
        if let Some(outcome) = crate::guard::watch(&loaded, None)? {
            return Ok(outcome);
        }
    }
    let handouts = super::print::of_site(&args)?;
    let editions = super::editions(args.edition, &out)
        .into_iter()
        .map(|(edition, out)| {
            let asked = format!("{} {handouts:?}", edition.name());
            Ok((edition, out, emit::inputs(&loaded, &asked)?))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    if let Some(found) = terminal.timed("comparing", || current(&editions, args.strict, terminal))? {
        progress.finish_and_clear();
        conclude(&args, found, terminal);
        return Ok(Outcome::Clean);
    }
    let site = Arc::new(terminal.timed("parsing and binding", || site::resolve_with(loaded, cache, None)));
    progress.set_message("checking");
    super::detail(&site, terminal);
    let check = || terminal.timed("checking", || check::check(&site));
    // Every edition is made before any is written.
    let stage = || -> anyhow::Result<Vec<_>> {
        let make = |(edition, out, inputs): (Edition, Destination, String)| {
            let ready = stage(&site, edition, &handouts, &out, cache, terminal);
            Ok((edition, out, inputs, refuse_leaks(&site, ready, "the learner's site", terminal)?))
        };
        editions.into_iter().map(make).collect()
    };
    let (mut diagnostics, made) = if args.strict {
        let diagnostics = check();
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            progress.finish_and_clear();
            let report = Report {
                site: &site,
                diagnostics: &diagnostics,
                fail_on: Severity::Error,
                course: site.tree.root().unwrap_or(&args.course),
            };
            report.print(ReportFormat::Human, terminal)?;
            return Ok(Outcome::Findings);
        }
        progress.set_message("building");
        (diagnostics, stage()?)
    } else {
        // Neither knows the other, so that each fills the other's pauses.
        let (diagnostics, made) = rayon::join(check, stage);
        (diagnostics, made?)
    };
    let said: Vec<Finding> = made.iter().flat_map(|(.., ready)| ready.findings.clone()).collect();
    let found = Summary::of(&diagnostics);
    for (edition, out, inputs, ready) in made {
        // What is to be said of a page is said each time, so the next run must look again.
        let origin = said.is_empty().then(|| Origin {
            inputs,
            found: [found.errors, found.warnings, found.infos],
            title: site.course.title.clone(),
        });
        say(edition, out.path(), ready.staged.commit(origin)?, terminal);
        if edition == Edition::Learner {
            super::say_withheld(&site, terminal);
        }
    }
    cache.trim();
    progress.finish_and_clear();
    // What a template leaves out, its author wants to know; the site is there all the same.
    let said = check::judge(&site, said);
    print(&site, &said, terminal);
    diagnostics.extend(said);
    conclude(&args, (site.course.title.clone(), Summary::of(&diagnostics)), terminal);
    Ok(Outcome::Clean)
}

/// The title and the counts of the last run, when every edition stands there as it was made of the same.
fn current(
    editions: &[(Edition, Destination, String)],
    strict: bool,
    terminal: &Terminal,
) -> anyhow::Result<Option<(String, Summary)>> {
    let mut found = None;
    let mut written = Vec::new();
    for (edition, out, inputs) in editions {
        let Some((origin, files)) = emit::current(out.path(), inputs)? else { return Ok(None) };
        let [errors, warnings, infos] = origin.found;
        if strict && errors > 0 {
            return Ok(None);
        }
        written.push((*edition, out, Written { files, changed: 0, removed: 0 }));
        found = Some((origin.title, Summary { errors, warnings, infos }));
    }
    for (edition, out, written) in written {
        say(edition, out.path(), written, terminal);
    }
    Ok(found)
}

/// Makes an edition beside its place.
fn stage(
    site: &Arc<Site>,
    edition: Edition,
    handouts: &Handouts,
    out: &Destination,
    cache: &Cache,
    terminal: &Terminal,
) -> Result<Ready, PublishError> {
    let realised = Arc::new(realise(site, edition));
    let publication = terminal.timed("rendering", || Publication::site(&realised, handouts, cache))?;
    terminal.timed("writing", || publication.stage(out))
}

/// Shows what of the instructors' would stand where learners read, and ends the run there.
pub(crate) fn refuse_leaks(
    site: &Site,
    ready: Result<Ready, PublishError>,
    place: &str,
    terminal: &Terminal,
) -> anyhow::Result<Ready> {
    match ready {
        Err(PublishError::Leak(leaks)) => {
            print(site, &check::judge(site, leaks), terminal);
            bail!("instructor text would stand in {place} (NOT001); nothing was written");
        }
        ready => Ok(ready?),
    }
}

fn say(edition: Edition, out: &Path, written: Written, terminal: &Terminal) {
    terminal.say(&format!(
        "{} edition: {} files in {} ({} changed, {} removed)",
        edition.name(),
        written.files,
        out.display(),
        written.changed,
        written.removed
    ));
}

fn conclude(args: &BuildArgs, (title, found): (String, Summary), terminal: &Terminal) {
    let hint = match found {
        Summary { errors: 0, warnings: 0, infos: 0 } => String::new(),
        _ => format!("; `kurso check {}` shows them", args.course.display()),
    };
    terminal.say(&format!("{title}: {found}{hint}"));
}

pub(crate) fn print(site: &Site, diagnostics: &[Diagnostic], terminal: &Terminal) {
    let style = Style { colour: terminal.colour, settings: false };
    terminal.print(&report::human::render(diagnostics, &site.tree, style));
}
