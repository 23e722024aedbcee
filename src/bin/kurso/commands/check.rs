//! `kurso check`

use crate::Outcome;
use crate::args::CheckArgs;
use crate::terminal::Terminal;
use kurso::diagnostic::Severity;

pub(crate) fn run(args: CheckArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let progress = terminal.progress("checking");
    let site = kurso::site::resolve(kurso::load::load(&args.course, None)?);
    super::detail(&site, terminal);
    let diagnostics = kurso::check::check(&site);
    progress.finish_and_clear();
    let fail_on = args.fail_on.map(Severity::from).or(site.config.check.fail_on).unwrap_or(Severity::Error);
    super::report(&diagnostics, &site, args.format, fail_on, terminal)
}
