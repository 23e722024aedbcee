//! `kurso print`

use crate::Outcome;
use crate::args::{BuildArgs, PrintArgs};
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::cache::Cache;
use kurso::publish::Handouts;

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
    use kurso::emit::Destination;
    use kurso::publish::Publication;
    use kurso::realise::{Edition, realise};
    use kurso::{load, site};
    use std::sync::Arc;

    if args.show_theme {
        terminal.print(kurso::render::handout::default_theme());
        return Ok(Outcome::Clean);
    }
    let out = super::destination(&args.course, &args.output)?;
    let loaded =
        terminal.timed("reading", || load::load(&args.course, Some(&args.output)))?.as_of(args.as_of);
    if let Some(outcome) = crate::guard::watch(&loaded, args.time_limit)? {
        return Ok(outcome);
    }
    let progress = terminal.progress("reading");
    let site = Arc::new(terminal.timed("parsing and binding", || site::resolve_with(loaded, cache, None)));
    progress.set_message("printing");
    super::detail(&site, terminal);
    let options = pdf::options(args)?;
    // Every edition is made before any is written.
    let make = |(edition, out): (Edition, Destination)| {
        let realised = Arc::new(realise(&site, edition));
        let publication = Publication::documents(&realised, options.clone(), cache)?;
        let ready = terminal.timed("printing", || publication.stage(&out));
        let ready = super::build::refuse_leaks(&site, ready, "a learner's document", terminal)?;
        Ok((edition, ready, out))
    };
    let made: Vec<_> =
        super::editions(args.edition, &out).into_iter().map(make).collect::<anyhow::Result<_>>()?;
    progress.finish_and_clear();
    let mut said = Vec::new();
    for (edition, ready, out) in made {
        let written = ready.staged.commit(None)?;
        terminal.say(&format!(
            "{} edition: {} documents in {} ({} changed, {} removed)",
            edition.name(),
            written.files,
            out.path().display(),
            written.changed,
            written.removed
        ));
        if edition == Edition::Learner {
            super::say_withheld(&site, terminal);
        }
        said.extend(ready.findings);
    }
    said.sort_by_key(|finding| finding.primary.place);
    said.dedup();
    super::build::print(&site, &kurso::check::judge(&site, said), terminal);
    Ok(Outcome::Clean)
}

/// How each page of a site is printed, where that is asked for.
#[cfg(not(feature = "pdf"))]
pub(super) fn of_site(args: &BuildArgs) -> anyhow::Result<Handouts> {
    if args.with_handouts {
        bail!("this kurso was built without the feature `pdf`, which `--with-handouts` needs")
    }
    Ok(None)
}

#[cfg(feature = "pdf")]
pub(super) use pdf::of_site;

#[cfg(feature = "pdf")]
mod pdf {
    use super::{BuildArgs, Handouts, PrintArgs, bail};
    use crate::args::{KindArg, PaperArg};
    use kurso::date::Date;
    use kurso::render::handout::{Kind, Options, Paper};

    /// How each page of a site is printed, where that is asked for.
    pub(crate) fn of_site(args: &BuildArgs) -> anyhow::Result<Handouts> {
        if !args.with_handouts {
            return Ok(None);
        }
        let date = day(None, args.as_of)?;
        Ok(Some(Options { kinds: vec![Kind::Page], paper: Paper::default(), date }))
    }

    pub(super) fn options(args: &PrintArgs) -> anyhow::Result<Options> {
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
