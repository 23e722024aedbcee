//! `kurso build`

use super::report::Report;
use crate::Outcome;
use crate::args::{BuildArgs, EditionArg, ReportFormat};
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::audit::{LeakAudit, LostAudit};
use kurso::cache::Cache;
use kurso::diagnostic::{Diagnostic, Severity};
use kurso::render::Edition;
use kurso::report::human::Style;
use kurso::site::Site;
use kurso::{check, emit, load, render, report, site};
use std::path::PathBuf;

pub(crate) fn run(args: BuildArgs, cache: &Cache, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let full =
        |path: &std::path::Path| std::path::absolute(path).map(|path| path.components().collect::<PathBuf>());
    if full(&args.course)?.starts_with(full(&args.output)?) {
        bail!(
            "{}: the site would stand in or around the course itself; name another folder with -o",
            args.output.display()
        );
    }
    let progress = terminal.progress("reading");
    let loaded = terminal.timed("reading", || load::load(&args.course, Some(&args.output)))?;
    let site = terminal.timed("parsing and binding", || site::resolve_with(loaded, cache));
    progress.set_message("checking");
    super::detail(&site, terminal);
    let mut diagnostics = terminal.timed("checking", || check::check(&site));
    if args.strict && diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        progress.finish_and_clear();
        let report =
            Report { site: &site, diagnostics: &diagnostics, fail_on: Severity::Error, course: &args.course };
        report.print(ReportFormat::Human, terminal)?;
        return Ok(Outcome::Findings);
    }
    let editions: Vec<(Edition, PathBuf)> = match args.edition {
        EditionArg::Learner => vec![(Edition::Learner, args.output.clone())],
        EditionArg::Instructor => vec![(Edition::Instructor, args.output.clone())],
        EditionArg::All => [Edition::Learner, Edition::Instructor]
            .map(|edition| (edition, args.output.join(edition.name())))
            .into(),
    };
    progress.set_message("building");
    // Every edition is made before any is written.
    let mut staged = Vec::new();
    let mut lost = Vec::new();
    for (edition, out) in editions {
        let output = terminal.timed("rendering", || render::render(&site, edition, cache))?;
        let audit = (edition == Edition::Learner).then(|| LeakAudit::new(&site));
        let whole = LostAudit::new(&site, edition == Edition::Instructor);
        let inspect = |path: &str, bytes: &[u8]| {
            whole.inspect(path, bytes);
            if let Some(audit) = &audit {
                audit.inspect(path, bytes);
            }
        };
        let made = terminal.timed("writing", || emit::stage(&output, &site, &out, &inspect))?;
        let leaks = audit.map(LeakAudit::findings).unwrap_or_default();
        if !leaks.is_empty() {
            print(&site, &check::judge(&site, leaks), terminal);
            bail!("instructor text would stand in the learner's site (NOT001); nothing was written");
        }
        lost.extend(whole.findings());
        staged.push((edition, out, made));
    }
    for (edition, out, made) in staged {
        let written = made.commit()?;
        terminal.say(&format!(
            "{} edition: {} files in {} ({} changed, {} removed)",
            edition.name(),
            written.files,
            out.display(),
            written.changed,
            written.removed
        ));
    }
    cache.trim();
    progress.finish_and_clear();
    // What a template leaves out, its author wants to know; the site is there all the same.
    let lost = check::judge(&site, lost);
    print(&site, &lost, terminal);
    diagnostics.extend(lost);
    let summary = report::Summary::of(&diagnostics);
    if diagnostics.is_empty() {
        terminal.say(&format!("{}: nothing found", site.course.title));
    } else {
        terminal.say(&format!(
            "{}: {summary}; `kurso check {}` shows them",
            site.course.title,
            args.course.display()
        ));
    }
    Ok(Outcome::Clean)
}

fn print(site: &Site, diagnostics: &[Diagnostic], terminal: &Terminal) {
    let style = Style { colour: terminal.colour, settings: false };
    terminal.print(&report::human::render(diagnostics, &site.tree, style));
}
