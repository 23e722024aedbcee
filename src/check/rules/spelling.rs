//! Names that are nearly a component's: DMX001 in diagrams, TRE001 in trees.

use crate::cluster::Catalogue;
use crate::diagnostic::{Applicability, Code, Edit, Finding};
use crate::figure::FigureKind;
use crate::lang::fold;
use crate::site::Site;

/// Shorter names are often names of something else (CSI, CRI and CNI are three).
const MIN_LETTERS: usize = 6;

/// The least letters of the part that differs in a name joined by `-`.
const MIN_PART: usize = 4;

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
    if a.len() != b.len() || letters(name) < MIN_LETTERS {
        return false;
    }
    let differing: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    let [(a, b)] = differing.as_slice() else { return false };
    // The rest of a name joined by `-` proves a short part of it (`kube-porxy`); words of prose must prove themselves.
    let joined = name.contains('-') && !label.contains(' ');
    let least = if joined { MIN_PART } else { MIN_LETTERS };
    // What is no plain word (`kubelet.yaml`, `Node2`) is another name, and a plural is no misspelling.
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_lowercase());
    let plural = a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a) && !joined;
    if !is_word(a) || !is_word(b) || a.len().max(b.len()) < least || plural {
        return false;
    }
    // A longer or shorter form is a word of its own (`kubeletctl`, `Kubernetes Schedule`), but not within such a name.
    let form = a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    match (form, joined) {
        (true, true) => a.len() < b.len(),
        (true, false) => !name.contains(' ') && a.len() < b.len() && a.len() + 1 == b.len(),
        (false, _) => strsim::damerau_levenshtein(a, b) == 1,
    }
}

fn letters(name: &str) -> usize {
    name.chars().filter(|c| c.is_alphabetic()).count()
}

/// What stands behind a name to tell it from others of its kind.
fn ordinal(label: &str) -> &str {
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '-'));
    &label[name.len()..]
}
