//! Names that are nearly a component's: DMX001 in diagrams, TRE001 in trees.

use crate::cluster::Catalogue;
use crate::diagnostic::{Applicability, Code, Edit, Finding};
use crate::figure::FigureKind;
use crate::lang::fold;
use crate::site::Site;

/// Shorter names are often names of something else (CSI, CRI and CNI are three).
const MIN_LETTERS: usize = 6;

pub(super) fn misspelt(site: &Site, kind: FigureKind, code: Code, findings: &mut Vec<Finding>) {
    for figure in site.figures.iter().filter(|figure| figure.kind == kind && figure.bound().is_some()) {
        for node in figure.nodes.iter().filter(|node| node.reading.is_none()) {
            let Some(meant) = nearly(&node.label.value, &site.clusters.catalogue) else { continue };
            let place = figure.at(node.label.span);
            let source =
                site.clusters.catalogue.components.get(meant.1).map(|component| component.source.clone());
            let mut finding =
                Finding::new(code, place, format!("no component is called `{}`", node.label.value))
                    .help(format!("did you mean `{}`?", meant.0))
                    .fix(
                        format!("write `{}`", meant.0),
                        Applicability::Safe,
                        Edit { place, replacement: meant.0.to_owned() },
                    );
            finding.source = source;
            findings.push(finding);
        }
    }
}

/// The strong name, and its component, that `label` is one edit or one part of a hyphenated name away from.
fn nearly<'a>(label: &str, catalogue: &'a Catalogue) -> Option<(&'a str, &'a str)> {
    let label = fold(label);
    if label.chars().count() < MIN_LETTERS
        || catalogue.meaning(&label).is_some()
        || catalogue.names_foreign(&label).is_some()
    {
        return None;
    }
    catalogue.strong_names().find(|(name, _)| name.chars().count() >= MIN_LETTERS && is_near(&label, name))
}

fn is_near(label: &str, name: &str) -> bool {
    // A plural is no misspelling.
    if label.strip_suffix('s') == Some(name) || name.strip_suffix('s') == Some(label) {
        return false;
    }
    if strsim::damerau_levenshtein(label, name) == 1 {
        // Digits make another name, not another spelling.
        return !label.chars().any(|c| c.is_ascii_digit());
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (label.split('-').collect(), name.split('-').collect());
    if a.len() != b.len() || a.len() < 2 {
        return false;
    }
    let differing: Vec<(&str, &str)> = a.into_iter().zip(b).filter(|(a, b)| a != b).collect();
    let [(a, b)] = differing.as_slice() else { return false };
    let shorter = a.len().min(b.len());
    shorter >= 5 && (a.starts_with(b) || b.starts_with(a) || strsim::damerau_levenshtein(a, b) <= 2)
}
