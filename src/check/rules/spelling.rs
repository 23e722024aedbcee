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

/// The most letters that may be missing at the end of such a part.
const MAX_CUT: usize = 3;

/// A name of a component, and its words as they are compared.
struct Known<'s> {
    name: &'s str,
    component: &'s str,
    words: Vec<String>,
}

pub(super) fn misspelt(site: &Site, kind: FigureKind, code: Code, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    let known: Vec<Known<'_>> = catalogue
        .components
        .iter()
        .flat_map(|(id, component)| {
            std::iter::once(id).chain(&component.names.strong).map(move |name| (name.as_str(), id.as_str()))
        })
        .map(|(name, component)| Known { name, component, words: words(&fold(name)) })
        .filter(|known| known.words.iter().map(|word| letters(word)).sum::<usize>() >= MIN_LETTERS)
        .collect();
    for figure in site.figures.iter().filter(|figure| figure.kind == kind && figure.bound().is_some()) {
        for node in figure.nodes.iter().filter(|node| node.reading.is_none()) {
            let Some(meant) = nearly(&node.label.value, catalogue, &known) else { continue };
            let place = figure.at(node.label.span);
            let mut finding =
                Finding::new(code, place, format!("no component is called `{}`", node.label.value))
                    .help(format!("did you mean `{}`?", meant.name));
            let written = format!("{}{}", meant.name, ordinal(&node.label.value));
            let replacement = match (figure.kind, node.label.value == node.id) {
                (FigureKind::Diagram, false) | (FigureKind::Tree, _) => Some(written),
                // Other statements go by the id, which therefore stays.
                (FigureKind::Diagram, true) => {
                    figure.is_flowchart.then(|| format!("{}[\"{written}\"]", node.id))
                }
            };
            if let Some(replacement) = replacement {
                let title = format!("write `{}`", meant.name);
                finding = finding.fix(title, Applicability::Safe, Edit { place, replacement });
            }
            finding.source = catalogue.source(meant.component).map(str::to_owned);
            findings.push(finding);
        }
    }
}

/// A component's name, and the component, that `label` is one word away from: one edit, or one cut short.
fn nearly<'a>(label: &str, catalogue: &Catalogue, known: &'a [Known<'a>]) -> Option<&'a Known<'a>> {
    let label = fold(label);
    // `kubelet 2` is one of several.
    let label = label.strip_suffix(ordinal(&label)).unwrap_or(&label);
    let own = words(label);
    let meant = known.iter().find(|known| is_near(label, &own, known))?;
    let lookalike = catalogue.lookalikes.iter().any(|other| other == label);
    let other = catalogue.meaning(label).is_some() || catalogue.names_foreign(label).is_some() || lookalike;
    (!other).then_some(meant)
}

fn words(text: &str) -> Vec<String> {
    text.split(['-', '_', ' ']).map(str::to_owned).collect()
}

fn is_near(label: &str, own: &[String], known: &Known<'_>) -> bool {
    if own.len() != known.words.len() {
        return false;
    }
    let mut differing = own.iter().zip(&known.words).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    let name = known.name;
    // The rest of a name joined by `-` proves a short part of it (`kube-porxy`); words of prose must prove themselves.
    let joined = name.contains('-') && !label.contains(' ');
    let least = if joined { MIN_PART } else { MIN_LETTERS };
    // What is no plain word (`kubelet.yaml`, `Node2`) is another name, and a plural is no misspelling.
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_lowercase());
    let plural = a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a) && !joined;
    if !is_word(a) || !is_word(b) || a.len().max(b.len()) < least || plural {
        return false;
    }
    if a.chars().next() != b.chars().next() {
        return false;
    }
    // A longer or shorter form is a word of its own (`kubeletctl`, `Kubernetes Schedule`); within such a name, some letters may
    // be missing at the end (`cloud-control-manager`), but not so many that it is short for it (`kube-sched`).
    if a.starts_with(b.as_str()) || b.starts_with(a.as_str()) {
        let cut = b.len().saturating_sub(a.len());
        return a.len() < b.len() && if joined { cut <= MAX_CUT } else { !name.contains(' ') && cut == 1 };
    }
    // A whole name with one other letter is often another name (`kubenet`); letters that change places are a slip.
    let same_length = a.len() == b.len();
    let swapped = strsim::levenshtein(a, b) == 2;
    strsim::damerau_levenshtein(a, b) == 1 && (joined || name.contains(' ') || !same_length || swapped)
}

fn letters(name: &str) -> usize {
    name.chars().filter(|c| c.is_alphabetic()).count()
}

/// What stands behind a name to tell it from others of its kind.
fn ordinal(label: &str) -> &str {
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '-'));
    &label[name.len()..]
}
