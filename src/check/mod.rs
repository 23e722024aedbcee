//! A finished [`Site`] → diagnostics. Pure; knows neither pages nor terminals.
//!
//! # How to add a rule
//!
//! 1. Write its page, `content/rules/CODE-name.md`, with examples that must fire and examples that must not:
//!    it is the rule's documentation, the text of `kurso explain`, and its tests.
//! 2. Write `rules/<group>/<name>.rs`: a [`Rule`] record and one function from the [`Site`] to findings. The
//!    function knows neither its level nor the output format.
//! 3. Add the record to [`rules::RULES`], sorted by code. Tests hold the list against the folder and the pages.
//! 4. Ask what would make it say something false: a homonym, a figure that shows only a part, a course that is
//!    wrong on purpose. Each answer is a `good` example.
//! 5. Run it over every course at hand before it goes out.

pub mod baseline;

pub mod fingerprint;

pub mod fix;

mod fold;

pub mod level;

pub mod rule;

pub mod rules;

mod suppress;

pub use rule::Rule;

use crate::date::Date;
use crate::diagnostic::{Diagnostic, Finding, Setting};
use crate::site::Site;
use level::{CommandLine, Levels};

/// What a run of the checker is given beside the site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the command line says of levels.
    pub levels: CommandLine,
    /// The day by which suppressions have expired; without it, the one of course.yaml.
    pub today: Option<Date>,
    /// Whether what the baseline accepts is reported, too.
    pub without_baseline: bool,
}

/// Runs every rule over the site; findings are in order of path, place and code.
#[must_use]
pub fn check(site: &Site) -> Vec<Diagnostic> {
    check_with(site, &Options::default())
}

/// Runs every rule over the site, with levels and a day that the caller gives.
#[must_use]
pub fn check_with(site: &Site, options: &Options) -> Vec<Diagnostic> {
    use rayon::prelude::*;
    let mut findings: Vec<_> = rules::RULES
        .par_iter()
        .flat_map_iter(|rule| match rule.run {
            rule::Run::Site(run) => {
                let mut findings = Vec::new();
                run(site, &mut findings);
                findings
            }
            rule::Run::Earlier | rule::Run::Output => Vec::new(),
        })
        .collect();
    findings.extend(site.findings.iter().cloned());
    findings.retain(|finding| !is_in_a_stale_figure(site, finding));
    let mut findings = suppress::apply(site, findings, options.today.or(site.config.check.today));
    let baseline = baseline::read(&site.tree, &mut findings).filter(|_| !options.without_baseline);
    let levels = Levels::new(site, &options.levels, &mut findings);
    let mut diagnostics = finish(findings, &levels);
    // What the course says of itself matters to every part of it.
    let selected = |found: &Diagnostic| {
        let path = &site.tree.file(found.finding.primary.place.file).path;
        site.selection.holds(path) || path == crate::config::FILE_NAME
    };
    diagnostics.retain(selected);
    let diagnostics = fold::fold(diagnostics);
    let Some(baseline) = baseline else { return diagnostics };
    let is_on = |code: &str, path: &str| {
        let rule = rules::find(code);
        let file = site.tree.find(path).map(|file| file.id);
        rule.is_none_or(|rule| file.is_none_or(|file| levels.of(rule.code, file).is_some()))
    };
    let (mut kept, stale) = baseline.apply(diagnostics, &site.tree, is_on);
    // Of a part of the course nobody knows what the rest of it has.
    if site.selection.path().is_none() {
        kept.extend(finish(stale, &levels));
    }
    sort(&mut kept);
    kept
}

/// Whether a finding is about what kurso will write anew anyway: one cause, one finding.
fn is_in_a_stale_figure(site: &Site, finding: &Finding) -> bool {
    let place = finding.primary.place;
    let inside = |generated: &crate::figure::Generated| {
        let (fence, content) = (generated.fence, generated.content);
        fence.file == place.file
            && fence.span.start <= place.span.start
            && place.span.start <= fence.span.end
            && !generated.is_true()
            && !finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| edit.place == content)
    };
    site.generated.iter().any(inside)
}

/// Gives findings of later stages their level, as [`check`] does with its own.
#[must_use]
pub fn judge(site: &Site, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let levels = Levels::new(site, &CommandLine::default(), &mut Vec::new());
    finish(findings, &levels)
}

fn finish(findings: Vec<Finding>, levels: &Levels<'_>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = findings
        .into_iter()
        .filter_map(|finding| {
            let (rule, severity, setting) = levels.of(finding.code, finding.primary.place.file)?;
            // What somebody asked for is what they get.
            let mild = finding.mild && setting == Setting::Default;
            let severity = if mild { severity.milder() } else { severity };
            Some(Diagnostic { name: rule.name, severity, setting, finding })
        })
        .collect();
    sort(&mut diagnostics);
    diagnostics.dedup();
    diagnostics
}

fn sort(diagnostics: &mut [Diagnostic]) {
    // Files are numbered in path order.
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.finding.primary.place, d.finding.code);
        key(a).cmp(&key(b)).then_with(|| a.finding.message.cmp(&b.finding.message))
    });
}
