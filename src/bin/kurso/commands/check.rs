//! `kurso check`

use crate::Outcome;
use crate::args::CheckArgs;
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::check::fix::{self, Mended};
use kurso::diagnostic::{Diagnostic, Severity};
use kurso::emit::source::{self, Change};
use kurso::lang::counted;
use kurso::load::{Loaded, load};
use kurso::report::diff;

pub(crate) fn run(args: CheckArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let progress = terminal.progress("checking");
    let loaded = load(&args.course, None)?;
    let mends = args.fix || args.unsafe_fixes || args.diff;
    let (site, diagnostics) = if mends {
        let mended = fix::mend(&loaded, args.unsafe_fixes);
        progress.finish_and_clear();
        if args.diff {
            terminal.print(&diff::render(&loaded.tree, &mended.texts));
            return Ok(if mended.texts.is_empty() { Outcome::Clean } else { Outcome::Findings });
        }
        write(&loaded, &mended, terminal)?;
        (mended.site, mended.diagnostics)
    } else {
        let site = kurso::site::resolve(loaded);
        let diagnostics = kurso::check::check(&site);
        progress.finish_and_clear();
        (site, diagnostics)
    };
    super::detail(&site, terminal);
    let fail_on = args.fail_on.map(Severity::from).or(site.config.check.fail_on).unwrap_or(Severity::Error);
    let outcome = super::report(&diagnostics, &site, args.format, fail_on, terminal)?;
    suggest(&diagnostics, &args, terminal);
    Ok(outcome)
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
