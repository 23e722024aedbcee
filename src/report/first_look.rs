//! What somebody learns of a folder that kurso sees for the first time: what is in it, what is worth fixing, what to do next.

use super::places::Places;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lang::counted;
use crate::site::Site;
use std::collections::BTreeMap;

/// How many rules are shown as most worth fixing.
const SHOWN: usize = 3;
/// From this number of findings on, accepting what is there is worth a line.
const MANY: usize = 10;

/// The summary of a course without a course.yaml; `path` is its folder as the command line names it.
#[must_use]
pub fn render(site: &Site, diagnostics: &[Diagnostic], path: &str) -> String {
    let mut text = format!("\nfirst look at {path}\n  {}\n  {}\n", contents(site), figures(site));
    if !diagnostics.is_empty() {
        text += &format!("  found: {}\n\nmost worth fixing\n", groups(diagnostics));
        text += &most_worth_fixing(site, diagnostics, path);
    }
    text += &format!(
        "\nnext\n  kurso init {path}\n    writes course.yaml with what can be told from the files\n"
    );
    if diagnostics.len() >= MANY {
        text += &format!(
            "  kurso check {path} --update-baseline\n    accepts what is there; from then on only what is new is reported\n"
        );
    }
    text
}

fn contents(site: &Site) -> String {
    let course = &site.course;
    let sessions = course.units.iter().map(|unit| unit.sessions.len()).sum::<usize>();
    let folders = course.units.iter().filter(|unit| !unit.sessions.is_empty()).count();
    let others = course.pages.len() - sessions.min(course.pages.len());
    format!(
        "{} in {}, {}, mostly {}",
        counted(sessions as u64, "session"),
        counted(folders as u64, "folder"),
        counted(others as u64, "other page"),
        course.language.name()
    )
}

fn figures(site: &Site) -> String {
    let bound: Vec<_> = site.figures.iter().filter_map(|figure| figure.bound()).collect();
    let on_cluster = bound.iter().filter(|binding| binding.cluster.is_some()).count();
    let to = match (bound.len() - on_cluster, on_cluster) {
        (0, 0) => {
            return format!("{}, none held against a model", counted(site.figures.len() as u64, "figure"));
        }
        (_, 0) => format!("the catalogue `{}`", site.clusters.catalogue.id),
        (0, _) => "clusters".to_owned(),
        (..) => format!("clusters and the catalogue `{}`", site.clusters.catalogue.id),
    };
    let free = site.figures.len() - bound.len();
    format!(
        "{}: {} held against {to}, {free} about something else",
        counted(site.figures.len() as u64, "figure"),
        bound.len()
    )
}

/// `TIM 15, LNK 7`, the most first.
fn groups(diagnostics: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(&diagnostic.finding.code.0[..3]).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(group, count)| format!("{group} {count}")).collect::<Vec<_>>().join(", ")
}

/// Rules by what their findings cost a learner: what is false or broken before what is long or unkempt.
fn most_worth_fixing(site: &Site, diagnostics: &[Diagnostic], path: &str) -> String {
    let mut rules: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        rules.entry(diagnostic.finding.code).or_default().push(diagnostic);
    }
    let worst =
        |found: &[&Diagnostic]| found.iter().map(|found| found.severity).max().unwrap_or(Severity::Info);
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(code, found)| std::cmp::Reverse((worst(found), weight(*code), found.len())));
    let mut places = Places::new(&site.tree);
    let mut text = String::new();
    for (at, (code, found)) in rules.iter().take(SHOWN).enumerate() {
        // The first place of the worst ones.
        let Some(first) = found.iter().find(|one| one.severity == worst(found)) else { continue };
        let place = first.finding.primary.place;
        let line = places.start(place).line;
        text += &format!(
            "  {}. {code} {}, {}: {}:{line}\n     {}\n",
            at + 1,
            first.name,
            counted(found.len() as u64, "place"),
            places.path(place),
            first.finding.message
        );
    }
    let codes: Vec<String> = rules.iter().take(SHOWN).map(|(code, _)| code.to_string()).collect();
    text + &format!("     kurso check {path} --select {}\n", codes.join(","))
}

fn weight(code: Code) -> u8 {
    match &code.0[..3] {
        // What does not open, or does not show.
        "SRC" | "DIA" | "STR" | "NOT" => 4,
        // What is false.
        "DMX" | "TRE" | "HAT" | "NET" | "TRM" | "DTX" => 3,
        "LNK" | "CFG" => 2,
        "TIM" => 1,
        _ => 0,
    }
}
