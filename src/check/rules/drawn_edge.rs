//! The edges that claim a connection, of every bound figure: what the rules about edges judge.

use crate::cluster::model::Cluster;
use crate::diagnostic::Edit;
use crate::figure::binding::Binding;
use crate::figure::reading::{self, Reading};
use crate::figure::{Edge, Figure};
use crate::lang::fold;
use crate::parse::diagram::Heads;
use crate::site::Site;
use crate::span::Span;

/// An edge between two known things.
pub(super) struct DrawnEdge<'s> {
    pub figure: &'s Figure,
    pub binding: &'s Binding,
    pub edge: &'s Edge,
    /// What stands where the edge begins as written.
    pub from: &'s Reading,
    /// What stands where it ends as written.
    pub to: &'s Reading,
    cluster: Option<&'s Cluster>,
}

impl<'s> DrawnEdge<'s> {
    pub(super) fn label(&self) -> Option<&'s str> {
        self.edge.label.as_ref().map(|label| label.value.as_str())
    }

    /// Whether the arrow says nothing of who begins.
    pub(super) fn both_ways(&self) -> bool {
        matches!(self.edge.heads, Heads::Both | Heads::None)
    }

    /// Whether the course's own model joins the two: it knows its own cluster better.
    pub(super) fn is_own(&self) -> bool {
        self.cluster.is_some_and(|cluster| cluster.joins(self.from.entity.id(), self.to.entity.id()))
    }
}

/// All of them, in the order of the figures.
pub(super) fn drawn_edges(site: &Site) -> impl Iterator<Item = DrawnEdge<'_>> {
    site.figures.iter().filter_map(|figure| Some((figure, figure.bound()?))).flat_map(
        move |(figure, binding)| {
            let cluster = binding.cluster.map(|at| &site.clusters.all[at]);
            figure.edges.iter().filter_map(move |edge| {
                // A line without a head claims no connection where nobody promised one, nor does a numbered step.
                let step = edge.label.as_ref().is_some_and(|label| is_step(&label.value));
                if !binding.explicit && (edge.heads == Heads::None || step) {
                    return None;
                }
                if edge.label.as_ref().is_some_and(|label| is_indirect(&label.value, site)) {
                    return None;
                }
                let (from, to) = (figure.reading(edge.from)?, figure.reading(edge.to)?);
                Some(DrawnEdge { figure, binding, edge, from, to, cluster })
            })
        },
    )
}

/// `API 서버 경유`, "via the API server": somebody else carries it.
fn is_indirect(label: &str, site: &Site) -> bool {
    let folded = fold(label);
    if ["간접", "indirect"].iter().any(|word| folded.contains(word)) {
        return true;
    }
    let beyond =
        |word: &str| folded.split_once(word).map(|(_, rest)| rest.trim_start_matches("the ").to_owned());
    let before = |word: &str| folded.split_once(word).map(|(rest, _)| rest.to_owned());
    let carrier = ["via ", "through "].into_iter().find_map(beyond);
    let carrier =
        carrier.or_else(|| ["경유", "을 거쳐", "를 거쳐", "을 통해", "를 통해"].into_iter().find_map(before));
    carrier.is_some_and(|carrier| {
        let reading = reading::read(carrier.trim(), &site.clusters.catalogue);
        reading.is_some_and(|reading| reading.entity.component().is_some())
    })
}

/// `3. 이벤트`: a step in a story.
fn is_step(label: &str) -> bool {
    let label = label.trim_start();
    let digits = label.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && label[digits..].starts_with(['.', ')'])
}

/// The edit that adds a statement on a line of its own behind another one; `None` where the figure's language has none of
/// that form.
pub(super) fn insertion(site: &Site, figure: &Figure, after: Span, statement: &str) -> Option<Edit> {
    let text = &site.tree.file(figure.place.file).text;
    let line = text[..after.start].rfind('\n').map_or(0, |at| at + 1);
    // What stands before the statement keeps its fence in a list or a quote.
    let indent: String = text[line..].chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).collect();
    let end = text[after.end..].find(['\r', '\n']).map_or(text.len(), |at| after.end + at);
    let place = figure.at(Span::new(end, end));
    figure.is_flowchart.then(|| Edit { place, replacement: format!("\n{indent}{statement}") })
}
