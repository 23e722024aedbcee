//! `kurso check`

use super::report::Report;
use crate::Outcome;
use crate::args::{CheckArgs, ReportFormat};
use crate::terminal::Terminal;
use anyhow::{Context, bail};
use kurso::cache::Cache;
use kurso::check::fix::{self, Mended};
use kurso::check::level::{self, CommandLine};
use kurso::check::{self, Options};
use kurso::config::FILE_NAME;
use kurso::diagnostic::{Diagnostic, Severity};
use kurso::emit::source::{self, Change};
use kurso::lang::counted;
use kurso::load::{self, BASELINE, Loaded};
use kurso::report::{baseline, diff, first_look};
use kurso::site::{self, Site};
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) fn run(args: CheckArgs, cache: &Cache, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let options = options(&args)?;
    let progress = terminal.progress("checking");
    let loaded = terminal.timed("reading", || load::load(&args.course, None))?;
    let root = loaded.tree.root().unwrap_or(&args.course).to_owned();
    let changed = args.changed_since.as_deref().map(|rev| changed_files(&root, rev)).transpose()?;
    if let (true, Some(part)) = (args.update_baseline, loaded.selection.path()) {
        bail!(
            "`{part}` is a part of the course, and the baseline is that of all; run it on {}",
            root.display()
        );
    }
    let (site, mut diagnostics) = if args.fix || args.unsafe_fixes || args.diff {
        let mended = fix::mend(&loaded, &options, args.unsafe_fixes);
        progress.finish_and_clear();
        if args.diff {
            terminal.print(&diff::render(&loaded.tree, &mended.texts));
            return Ok(if mended.texts.is_empty() { Outcome::Clean } else { Outcome::Findings });
        }
        write(&loaded, &mended, terminal)?;
        (mended.site, mended.diagnostics)
    } else {
        let site = terminal.timed("parsing and binding", || site::resolve_with(loaded, cache, None));
        let diagnostics = terminal.timed("checking", || check::check_with(&site, &options));
        progress.finish_and_clear();
        (site, diagnostics)
    };
    super::detail(&site, terminal);
    if args.update_baseline {
        return update_baseline(&root, &site, &diagnostics, terminal);
    }
    if let Some(changed) = changed {
        diagnostics.retain(|found| changed.contains(&site.tree.file(found.finding.primary.place.file).path));
    }
    let fail_on = args.fail_on.map(Severity::from).or(site.config.check.fail_on).unwrap_or(Severity::Error);
    let report = Report { site: &site, diagnostics: &diagnostics, fail_on, course: &root };
    terminal.timed("reporting", || report.print(args.format, terminal))?;
    report.write(&args.output, terminal)?;
    suggest(&diagnostics, &args, terminal);
    let first = site.tree.find(FILE_NAME).is_none() && args.format == ReportFormat::Human;
    if first && !site.course.pages.is_empty() {
        let path = args.course.display().to_string();
        terminal.say(first_look::render(&site, &diagnostics, &path).trim_end());
    }
    Ok(report.outcome())
}

/// What the command line asks for; names that stand for no rule end the run.
fn options(args: &CheckArgs) -> anyhow::Result<Options> {
    if let Some(name) = level::unknown(args.select.iter().chain(&args.ignore)) {
        match level::nearest(name) {
            Some(near) => bail!("no rule is called `{name}`; did you mean `{near}`?"),
            None => bail!("no rule is called `{name}`; `kurso rules` lists them"),
        }
    }
    let levels = CommandLine { select: args.select.clone(), ignore: args.ignore.clone() };
    let without_baseline = args.no_baseline || args.update_baseline;
    Ok(Options { levels, today: args.today, without_baseline })
}

/// The files of the course that differ from a revision, and those that git does not know yet.
fn changed_files(course: &Path, revision: &str) -> anyhow::Result<BTreeSet<String>> {
    // A revision that looks like an option would be one.
    if revision.starts_with('-') {
        bail!("`{revision}` is no revision");
    }
    let git = |args: &[&str]| -> anyhow::Result<Vec<String>> {
        let output = std::process::Command::new("git")
            .arg("-C")
            .arg(course)
            .args(args)
            .output()
            .context("git cannot be run, which --changed-since needs")?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            bail!("git: {}", message.trim().lines().next().unwrap_or("failed"));
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    };
    let mut files: BTreeSet<String> =
        git(&["diff", "--name-only", "--relative", "-z", revision, "--", "."])?.into_iter().collect();
    files.extend(git(&["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?);
    Ok(files)
}

fn write(loaded: &Loaded, mended: &Mended, terminal: &Terminal) -> anyhow::Result<()> {
    let Some(root) = loaded.tree.root() else { bail!("this course is in no folder") };
    let changes: Vec<Change<'_>> = mended
        .texts
        .iter()
        .map(|(id, after)| {
            let file = loaded.tree.file(*id);
            Change { path: &file.path, before: &file.text, after }
        })
        .collect();
    source::write(root, &changes)?;
    terminal.say(&format!(
        "mended {} in {}",
        counted(mended.applied as u64, "finding"),
        counted(changes.len() as u64, "file")
    ));
    Ok(())
}

fn update_baseline(
    course: &Path,
    site: &Site,
    diagnostics: &[Diagnostic],
    terminal: &Terminal,
) -> anyhow::Result<Outcome> {
    let path = course.join(BASELINE);
    source::put(&path, &baseline::render(diagnostics, &site.tree))
        .with_context(|| path.display().to_string())?;
    let accepted = counted(diagnostics.len() as u64, "finding");
    terminal
        .say(&format!("{}: {accepted} accepted; from now on only what is new is reported", path.display()));
    Ok(Outcome::Clean)
}

/// Says what could be mended.
fn suggest(diagnostics: &[Diagnostic], args: &CheckArgs, terminal: &Terminal) {
    let (count, flag) = match (fix::mendable(diagnostics, false), fix::mendable(diagnostics, true)) {
        (0, 0) => return,
        (0, all) => (all, "--unsafe-fixes"),
        (safe, _) => (safe, "--fix"),
    };
    let findings = counted(count as u64, "finding");
    terminal.say(&format!("{findings} can be mended with `kurso check {} {flag}`", args.course.display()));
}
