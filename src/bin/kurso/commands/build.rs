//! `kurso build`

use super::report::Report;
use crate::Outcome;
use crate::args::{BuildArgs, EditionArg, ReportFormat};
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::audit::LeakAudit;
use kurso::diagnostic::Severity;
use kurso::render::Edition;
use kurso::report::human::Style;
use kurso::{check, emit, load, render, report, site};
use std::path::PathBuf;

pub(crate) fn run(args: BuildArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let full =
        |path: &std::path::Path| std::path::absolute(path).map(|path| path.components().collect::<PathBuf>());
    if full(&args.course)?.starts_with(full(&args.output)?) {
        bail!(
            "{}: the site would stand in or around the course itself; name another folder with -o",
            args.output.display()
        );
    }
    let progress = terminal.progress("reading");
    let site = site::resolve(load::load(&args.course, Some(&args.output))?);
    progress.set_message("checking");
    super::detail(&site, terminal);
    let diagnostics = check::check(&site);
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
    for (edition, out) in editions {
        let output = render::render(&site, edition)?;
        let audit = (edition == Edition::Learner).then(|| LeakAudit::new(&site));
        let inspect = |path: &str, bytes: &[u8]| {
            if let Some(audit) = &audit {
                audit.inspect(path, bytes);
            }
        };
        let made = emit::stage(&output, &site, &out, &inspect)?;
        let leaks = audit.map(LeakAudit::findings).unwrap_or_default();
        if !leaks.is_empty() {
            let leaks = check::judge(&site, leaks);
            terminal.print(&report::human::render(
                &leaks,
                &site.tree,
                Style { colour: terminal.colour, settings: false },
            ));
            bail!("instructor text would stand in the learner's site (NOT001); nothing was written");
        }
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
    progress.finish_and_clear();
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
