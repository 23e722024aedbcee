//! `kurso print`

use crate::Outcome;
use crate::args::PrintArgs;
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::cache::Cache;

/// Says how a program without a typesetter gets one.
#[cfg(not(feature = "pdf"))]
pub(crate) fn run(_args: &PrintArgs, _cache: &Cache, _terminal: &Terminal) -> anyhow::Result<Outcome> {
    bail!(
        "this kurso was built without the feature `pdf`; `cargo install kurso --features pdf` builds one that prints"
    )
}

/// Prints.
#[cfg(feature = "pdf")]
pub(crate) fn run(args: &PrintArgs, cache: &Cache, terminal: &Terminal) -> anyhow::Result<Outcome> {
    use kurso::{load, site};
    use std::sync::Arc;

    if args.show_theme {
        terminal.print(kurso::render::handout::default_theme());
        return Ok(Outcome::Clean);
    }
    let out = super::destination(&args.course, &args.output)?;
    let mut loaded = terminal.timed("reading", || load::load(&args.course, Some(&args.output)))?;
    if let Some(outcome) = crate::guard::watch(&loaded, args.time_limit)? {
        return Ok(outcome);
    }
    let progress = terminal.progress("reading");
    loaded.config.as_of = args.as_of;
    let site = Arc::new(terminal.timed("parsing and binding", || site::resolve_with(loaded, cache, None)));
    progress.set_message("printing");
    super::detail(&site, terminal);
    // Every edition is made before any is written.
    let made: Vec<_> = super::editions(args.edition, &out)
        .into_iter()
        .map(|(edition, out)| Ok((edition, pdf::stage(args, &site, edition, &out, cache, terminal)?, out)))
        .collect::<anyhow::Result<_>>()?;
    progress.finish_and_clear();
    let mut missing = Vec::new();
    for (edition, (staged, findings), out) in made {
        let written = staged.commit(None)?;
        terminal.say(&format!(
            "{} edition: {} documents in {} ({} changed, {} removed)",
            edition.name(),
            written.files,
            out.path().display(),
            written.changed,
            written.removed
        ));
        if edition == kurso::render::Edition::Learner {
            super::say_withheld(&site, terminal);
        }
        missing.extend(findings);
    }
    missing.sort_by_key(|finding| finding.primary.place);
    missing.dedup();
    super::build::print(&site, &kurso::check::judge(&site, missing), terminal);
    Ok(Outcome::Clean)
}

/// What is known of the documents of a site.
#[cfg(not(feature = "pdf"))]
pub(super) struct Printed;

#[cfg(not(feature = "pdf"))]
impl Printed {
    pub(super) fn add(
        site: &std::sync::Arc<kurso::site::Site>,
        _edition: kurso::render::Edition,
        _cache: &Cache,
        _output: &mut kurso::render::OutputTree,
    ) -> anyhow::Result<Self> {
        if site.config.handouts {
            bail!("this kurso was built without the feature `pdf`, which `--with-handouts` needs")
        }
        Ok(Self)
    }

    pub(super) fn is_fine(&self, _audit: Option<&kurso::audit::LeakAudit>, _path: &str) -> bool {
        true
    }

    pub(super) fn findings(&self) -> Vec<kurso::diagnostic::Finding> {
        Vec::new()
    }
}

#[cfg(feature = "pdf")]
pub(super) use pdf::Printed;

#[cfg(feature = "pdf")]
mod pdf {
    use super::{Cache, PrintArgs, Terminal, bail};
    use crate::args::{KindArg, PaperArg};
    use kurso::audit::LeakAudit;
    use kurso::date::Date;
    use kurso::diagnostic::Finding;
    use kurso::emit::{self, Destination, Staged, Verdict};
    use kurso::render::handout::{self, Kind, Options, Paper, Record};
    use kurso::render::{Edition, OutputTree};
    use kurso::site::Site;
    use std::sync::Arc;

    /// What is known of documents that were made.
    #[derive(Default)]
    pub(crate) struct Printed(Record);

    impl Printed {
        /// Adds the document of each page to a site whose course asks for that.
        pub(crate) fn add(
            site: &Arc<Site>,
            edition: Edition,
            cache: &Cache,
            output: &mut OutputTree,
        ) -> anyhow::Result<Self> {
            if !site.config.handouts {
                return Ok(Self::default());
            }
            let options = Options {
                kinds: vec![Kind::Page],
                paper: Paper::default(),
                date: day(None, site.config.as_of)?,
            };
            let handouts = handout::handouts(site, edition, options, cache)?;
            output.absorb(handouts.output);
            Ok(Self(handouts.record))
        }

        /// A PDF is compressed; what it says and what it was made of are looked through instead.
        pub(crate) fn is_fine(&self, audit: Option<&LeakAudit>, path: &str) -> bool {
            if let (Some(audit), Some(text)) = (audit, self.0.text(path)) {
                audit.inspect(path, text.as_bytes());
            }
            !self.0.is_noted(path)
        }

        pub(crate) fn findings(&self) -> Vec<Finding> {
            self.0.findings()
        }
    }

    /// Makes the documents of an edition; what is to be said of them comes along.
    pub(super) fn stage(
        args: &PrintArgs,
        site: &Arc<Site>,
        edition: Edition,
        out: &Destination,
        cache: &Cache,
        terminal: &Terminal,
    ) -> anyhow::Result<(Staged, Vec<Finding>)> {
        let handouts = handout::handouts(site, edition, options(args)?, cache)?;
        let printed = Printed(handouts.record);
        let audit = (edition == Edition::Learner).then(|| LeakAudit::new(site));
        let secrets = audit.as_ref().map_or("", LeakAudit::fingerprint);
        let inspect = |path: &str, _: &[u8]| match printed.is_fine(audit.as_ref(), path) {
            true => Verdict::Fine,
            false => Verdict::Noted,
        };
        let staged = terminal.timed("printing", || emit::stage(&handouts.output, out, secrets, &inspect))?;
        crate::commands::build::refuse_leaks(site, audit.as_ref(), "a learner's document", terminal)?;
        Ok((staged, printed.findings()))
    }

    fn options(args: &PrintArgs) -> anyhow::Result<Options> {
        let kind = |kind: &KindArg| match kind {
            KindArg::Page => Kind::Page,
            KindArg::Session => Kind::Session,
            KindArg::Day => Kind::Day,
            KindArg::Course => Kind::Course,
            KindArg::Exercises => Kind::Exercises,
            KindArg::Solutions => Kind::Solutions,
            KindArg::RunSheet => Kind::RunSheet,
        };
        let paper = match args.paper {
            PaperArg::A4 => Paper::A4,
            PaperArg::Letter => Paper::Letter,
        };
        Ok(Options { kinds: args.kind.iter().map(kind).collect(), paper, date: day(args.date, args.as_of)? })
    }

    /// The day that documents say they were made on: what was asked for, or what the environment or the edition says.
    fn day(asked: Option<Date>, as_of: Option<Date>) -> anyhow::Result<Option<Date>> {
        match (asked, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(date), _) => Ok(Some(date)),
            (None, Ok(text)) => match text.trim().parse().ok().and_then(Date::of_epoch) {
                Some(date) => Ok(Some(date)),
                None => bail!("SOURCE_DATE_EPOCH is `{text}`; expected seconds since 1970"),
            },
            (None, Err(_)) => Ok(as_of),
        }
    }
}
