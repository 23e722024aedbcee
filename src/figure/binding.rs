//! Whether a figure is about a cluster, and which one.

use super::reading::{self, Reading};
use super::{Figure, FigureKind};
use crate::cluster::catalogue::Entity;
use crate::cluster::{Clusters, unknown_cluster};
use crate::diagnostic::{Finding, code};
use crate::parse::ast::Document;
use crate::parse::directive::{Coverage, Directive, FigureOptions};
use crate::span::{Place, Span, Spanned};
use std::collections::BTreeSet;

/// What a figure was bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    /// The cluster (an index); without one, the catalogue alone is the model.
    pub cluster: Option<usize>,
    /// Where the figure itself names that cluster.
    pub named: Option<Span>,
    /// What the figure promises.
    pub coverage: Coverage,
    /// Whether edges must run from initiator to target.
    pub initiates: bool,
    /// Whether the author bound it, as opposed to evidence.
    pub explicit: bool,
}

/// Why a figure is left alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It names fewer than two components, or none by a strong name.
    NoEvidence,
    /// Two components among many other things.
    TooThin,
    /// It is about another system.
    Foreign(String),
    /// The author said so.
    Skipped,
    /// It names a cluster that does not exist.
    UnknownCluster,
}

pub(super) fn bind(
    mut figure: Figure,
    directives: &[&Spanned<Directive>],
    document: &Document,
    clusters: &Clusters,
    findings: &mut Vec<Finding>,
) -> Figure {
    let mut options: Option<FigureOptions> = None;
    for directive in directives {
        match &directive.value {
            Directive::Figure(found) => options = Some(found.clone()),
            Directive::Skip => {
                figure.binding = Err(Reason::Skipped);
                return figure;
            }
            Directive::Bind(pairs) => {
                pairs.iter().for_each(|pair| bind_name(&mut figure, pair, clusters, findings));
            }
            _ => {}
        }
    }
    figure.binding = decide(&figure, options.as_ref(), document, clusters, findings);
    figure
}

fn decide(
    figure: &Figure,
    options: Option<&FigureOptions>,
    document: &Document,
    clusters: &Clusters,
    findings: &mut Vec<Finding>,
) -> Result<Binding, Reason> {
    let heading = document.section_at(figure.place.span.start).and_then(|section| document.heading(section));
    let heading = heading.map_or("", |heading| heading.text.as_str());
    let mut binding = Binding {
        cluster: clusters.named_in(heading).or(clusters.default),
        named: None,
        coverage: Coverage::Partial,
        initiates: false,
        explicit: options.is_some(),
    };
    let Some(options) = options else {
        evidence(figure, heading, clusters)?;
        return Ok(binding);
    };
    if let Some(id) = &options.cluster {
        binding.cluster = clusters.find(&id.value);
        binding.named = Some(id.span);
        if binding.cluster.is_none() {
            findings.push(unknown_cluster(Place::new(figure.place.file, id.span), &id.value, clusters));
            return Err(Reason::UnknownCluster);
        }
    }
    binding.coverage = options.coverage.unwrap_or(Coverage::Partial);
    binding.initiates = options.initiates;
    Ok(binding)
}

/// Two or more distinct components, one of them by a strong name; with only two, a third of the nodes; no foreign system.
fn evidence(figure: &Figure, heading: &str, clusters: &Clusters) -> Result<(), Reason> {
    let components: Vec<&Reading> = figure
        .nodes
        .iter()
        .filter_map(|node| node.reading.as_ref())
        .filter(|reading| reading.entity.component().is_some())
        .collect();
    let distinct: BTreeSet<&str> =
        components.iter().filter_map(|reading| reading.entity.component()).collect();
    if distinct.len() < 2 || !components.iter().any(|reading| reading.strong) {
        return Err(Reason::NoEvidence);
    }
    let titles = figure.containers.iter().map(|container| container.title.value.as_str()).chain([heading]);
    for title in titles {
        if let Some(foreign) = clusters.catalogue.names_foreign(title) {
            return Err(Reason::Foreign(foreign.to_owned()));
        }
    }
    if figure.kind == FigureKind::Diagram && distinct.len() == 2 && components.len() * 3 < figure.nodes.len()
    {
        return Err(Reason::TooThin);
    }
    Ok(())
}

/// `A2=etcd#2`, `S=kube-scheduler`, `W=worker`
fn bind_name(
    figure: &mut Figure,
    (name, value): &(Spanned<String>, Spanned<String>),
    clusters: &Clusters,
    findings: &mut Vec<Finding>,
) {
    let (id, ordinal) = value.value.split_once('#').unwrap_or((&value.value, ""));
    let catalogue = &clusters.catalogue;
    let entity = if catalogue.components.contains_key(id) {
        Entity::Component(id.to_owned())
    } else if catalogue.planes.contains_key(id) {
        Entity::Node(id.to_owned())
    } else if catalogue.networks.contains_key(id) {
        Entity::Network(id.to_owned())
    } else if catalogue.objects.contains_key(id) {
        Entity::Object(id.to_owned())
    } else if catalogue.actors.contains_key(id) {
        Entity::Actor(id.to_owned())
    } else {
        let place = figure.at(value.span);
        let finding =
            Finding::new(code::INVALID_MODEL, place, format!("`{id}` stands for nothing in the catalogue"));
        findings.push(finding.nearest(id, catalogue.components.keys().map(String::as_str)));
        return;
    };
    let ordinal = ordinal.parse().ok().map(reading::Ordinal::Number);
    match figure.nodes.iter_mut().find(|node| node.id == name.value) {
        Some(node) => node.reading = Some(Reading { entity, strong: true, ordinal, port: None }),
        None => {
            let place = figure.at(name.span);
            let ids: Vec<&str> = figure.nodes.iter().map(|node| node.id.as_str()).collect();
            let finding =
                Finding::new(code::INVALID_MODEL, place, format!("the figure has no `{}`", name.value));
            findings.push(finding.nearest(&name.value, ids));
        }
    }
}
