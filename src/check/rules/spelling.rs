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
            let mut finding =
                Finding::new(code, place, format!("no component is called `{}`", node.label.value))
                    .help(format!("did you mean `{}`?", meant.0))
                    .fix(
                        format!("write `{}`", meant.0),
                        Applicability::Safe,
                        Edit { place, replacement: format!("{}{}", meant.0, ordinal(&node.label.value)) },
                    );
            finding.source = site.clusters.catalogue.source(meant.1).map(str::to_owned);
            findings.push(finding);
        }
    }
}

/// A component's name, and the component, that `label` is one word away from: one edit, or one cut short.
fn nearly<'a>(label: &str, catalogue: &'a Catalogue) -> Option<(&'a str, &'a str)> {
    let label = fold(label);
    // `kubelet 2` is one of several.
    let label = label.strip_suffix(ordinal(&label)).unwrap_or(&label);
    if catalogue.meaning(label).is_some() || catalogue.names_foreign(label).is_some() {
        return None;
    }
    let names = catalogue.components.iter().flat_map(|(id, component)| {
        std::iter::once(id).chain(&component.names.strong).map(move |name| (name.as_str(), id.as_str()))
    });
    names.into_iter().find(|(name, _)| is_near(label, &fold(name)))
}

fn is_near(label: &str, name: &str) -> bool {
    let words = |text: &'_ str| -> Vec<String> { text.split(['-', '_', ' ']).map(str::to_owned).collect() };
    let (a, b) = (words(label), words(name));
    if a.len() != b.len() {
        return false;
    }
    let differing: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    let [(a, b)] = differing.as_slice() else { return false };
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_lowercase()) && word.len() >= MIN_LETTERS;
    // A plural is no misspelling, and what is no plain word (`kubelet.yaml`, `Node2`) is another name.
    if !is_word(a) || !is_word(b) || a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a) {
        return false;
    }
    strsim::damerau_levenshtein(a, b) == 1 || a.starts_with(b.as_str()) || b.starts_with(a.as_str())
}

/// What stands behind a name to tell it from others of its kind.
fn ordinal(label: &str) -> &str {
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '-'));
    &label[name.len()..]
}
