//! Whether a figure is about a cluster, and which one.

use super::reading::{self, Lexicon, Reading};
use super::{Figure, FigureKind, weak};
use crate::cluster::catalogue::{Component, Entity, Trait};
use crate::cluster::{Clusters, unknown_cluster};
use crate::diagnostic::{Finding, code};
use crate::parse::ast::Document;
use crate::parse::diagram::{End, Heads};
use crate::parse::directive::{Coverage, Directive, FigureOptions};
use crate::span::{Place, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// What a figure was bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    /// The cluster (an index); without one, the catalogue alone is the model.
    pub cluster: Option<usize>,
    /// How that cluster was found.
    pub chosen: Choice,
    /// Where the figure itself names that cluster.
    pub named: Option<Span>,
    /// What the figure promises.
    pub coverage: Coverage,
    /// Where it says so, if it does.
    pub promised: Option<Span>,
    /// Where it says that edges run from initiator to target, if it does.
    pub initiates: Option<Span>,
    /// Whether the author bound it, as opposed to evidence.
    pub explicit: bool,
}

/// How the cluster of a figure was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// The figure says it.
    Figure,
    /// The nearest heading has one of its names.
    Heading,
    /// It is the course's default.
    Default,
    /// There is none.
    Nothing,
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
    /// Its arrows mean an order.
    Order,
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
) -> Figure {
    let mut findings = Vec::new();
    let mut options: Option<FigureOptions> = None;
    let mut pairs = Vec::new();
    for directive in directives {
        match &directive.value {
            Directive::Figure(found) => options = Some(found.clone()),
            // What kurso draws shows the cluster that it draws.
            Directive::Generate(found) => {
                options = Some(FigureOptions { cluster: found.cluster.clone(), ..FigureOptions::default() });
            }
            Directive::Skip => {
                figure.binding = Err(Reason::Skipped);
                return figure;
            }
            Directive::Bind(found) => pairs.extend(found),
            _ => {}
        }
    }
    if options.is_none() {
        weak::disown(&mut figure, &clusters.catalogue);
    }
    let named = options.as_ref().and_then(|options| clusters.find(&options.cluster.as_ref()?.value));
    for pair in pairs {
        bind_name(&mut figure, pair, named.or(clusters.default), clusters, &mut findings);
    }
    figure.binding = decide(&figure, options.as_ref(), document, clusters, &mut findings);
    figure.findings = findings;
    read_own_names(&mut figure, clusters);
    figure
}

/// Reads what is left by the names that its cluster gives to its groups and load balancers.
fn read_own_names(figure: &mut Figure, clusters: &Clusters) {
    let Ok(binding) = &figure.binding else { return };
    let Some(cluster) = binding.cluster.map(|at| &clusters.all[at]) else { return };
    let lexicon =
        Lexicon { catalogue: &clusters.catalogue, cluster: Some(cluster), named: binding.named.is_some() };
    for container in figure.containers.iter_mut().filter(|container| container.reading.is_none()) {
        container.reading = reading::read(&container.title.value, lexicon);
    }
    for node in figure.nodes.iter_mut().filter(|node| node.reading.is_none()) {
        node.reading = reading::read(&node.label.value, lexicon);
    }
}

fn decide(
    figure: &Figure,
    options: Option<&FigureOptions>,
    document: &Document,
    clusters: &Clusters,
    findings: &mut Vec<Finding>,
) -> Result<Binding, Reason> {
    let headings = document.headings_around(figure.place.span.start);
    let headings: Vec<&str> = headings.map(|heading| heading.text.as_str()).collect();
    let named = headings.first().and_then(|heading| clusters.named_in(heading));
    let chosen = match (named, clusters.default) {
        (Some(_), _) => Choice::Heading,
        (None, Some(_)) => Choice::Default,
        (None, None) => Choice::Nothing,
    };
    let mut binding = Binding {
        cluster: named.or(clusters.default),
        chosen,
        named: None,
        coverage: Coverage::Partial,
        promised: None,
        initiates: None,
        explicit: options.is_some(),
    };
    let Some(options) = options else {
        evidence(figure, &headings, clusters)?;
        return Ok(binding);
    };
    if let Some(id) = &options.cluster {
        binding.cluster = clusters.find(&id.value);
        binding.named = Some(id.span);
        binding.chosen = Choice::Figure;
        if binding.cluster.is_none() {
            findings.push(unknown_cluster(Place::new(figure.place.file, id.span), &id.value, clusters));
            return Err(Reason::UnknownCluster);
        }
    }
    let coverage = options.coverage.as_ref();
    if coverage.is_some_and(|coverage| coverage.value == Coverage::Illustrative) {
        // It promises nothing, so there is nothing to hold it to.
        return Err(Reason::Skipped);
    }
    binding.coverage = coverage.map_or(Coverage::Partial, |coverage| coverage.value);
    binding.promised = coverage.map(|coverage| coverage.span);
    binding.initiates = options.initiates;
    Ok(binding)
}

/// Two or more distinct components, one of them by a name that proves the domain; with only two, a third of the
/// nodes; no foreign system; and edges that can mean what the model means by them.
fn evidence(figure: &Figure, headings: &[&str], clusters: &Clusters) -> Result<(), Reason> {
    let catalogue = &clusters.catalogue;
    let components: Vec<(&Reading, &Component)> = figure
        .nodes
        .iter()
        .filter_map(|node| node.reading.as_ref())
        .filter_map(|reading| Some((reading, catalogue.components.get(reading.entity.component()?)?)))
        // Every application has a load balancer.
        .filter(|(_, component)| !component.traits.contains(&Trait::LoadBalancer))
        .collect();
    let distinct: BTreeSet<&str> =
        components.iter().filter_map(|(reading, _)| reading.entity.component()).collect();
    let strong = |wanted: &dyn Fn(&Component) -> bool| {
        components.iter().any(|(reading, kind)| reading.strong && wanted(kind))
    };
    // A store or a runtime is at home in other systems, too: it proves something beside what it serves here, or in a plane.
    let proven = strong(&|kind| !kind.shared)
        || strong(&|kind| kind.traits.contains(&Trait::Consensus))
            && components.iter().any(|(_, kind)| kind.traits.contains(&Trait::Balanced))
        || strong(&|_| true) && in_plane(figure, clusters);
    if distinct.len() < 2 || !proven {
        return Err(Reason::NoEvidence);
    }
    let titles = figure.containers.iter().map(|container| container.title.value.as_str());
    for title in titles.chain(headings.iter().copied()) {
        if let Some(foreign) = catalogue.names_foreign(title) {
            return Err(Reason::Foreign(foreign.to_owned()));
        }
    }
    let strangers = figure.nodes.iter().filter(|node| node.reading.is_none());
    let mut foreign = strangers.filter_map(|node| catalogue.names_foreign(&node.label.value));
    if let (Some(first), Some(_)) = (foreign.next(), foreign.next()) {
        return Err(Reason::Foreign(first.to_owned()));
    }
    if figure.kind == FigureKind::Diagram {
        if distinct.len() == 2 && components.len() * 3 < figure.nodes.len() {
            return Err(Reason::TooThin);
        }
        if shows_order(figure, headings) {
            return Err(Reason::Order);
        }
    }
    Ok(())
}

/// Whether the figure has the plane of the consensus or a node of it.
fn in_plane(figure: &Figure, clusters: &Clusters) -> bool {
    let voting = clusters
        .catalogue
        .components
        .values()
        .filter(|component| component.traits.contains(&Trait::Consensus));
    let planes: Vec<&str> = voting.map(|component| component.plane.as_str()).collect();
    let mut drawn =
        figure.containers.iter().filter_map(|container| container.reading.as_ref()?.entity.plane());
    drawn.any(|plane| planes.contains(&plane))
}

/// Whether arrows mean an order (of an upgrade, a diagnosis, a curriculum), not connections: a plain chain, or a
/// heading that says so.
fn shows_order(figure: &Figure, headings: &[&str]) -> bool {
    const WORDS: &[&str] = &[
        "순서",
        "단계별",
        "업그레이드",
        "로드맵",
        "진단",
        "트러블슈팅",
        "upgrade",
        "roadmap",
        "troubleshoot",
        "learning path",
    ];
    let nearest = headings.first().map(|heading| heading.to_lowercase()).unwrap_or_default();
    if WORDS.iter().any(|word| nearest.contains(word)) {
        return true;
    }
    let mut degrees: BTreeMap<End, (usize, usize)> = BTreeMap::new();
    for edge in &figure.edges {
        if edge.heads != Heads::To {
            return false;
        }
        degrees.entry(edge.from).or_default().1 += 1;
        degrees.entry(edge.to).or_default().0 += 1;
    }
    figure.is_flowchart
        && figure.edges.len() >= 3
        && degrees.len() == figure.edges.len() + 1
        && degrees.values().all(|(into, out)| *into <= 1 && *out <= 1)
}

/// `A2=etcd#2`, `S=kube-scheduler`, `W=worker`, `W1=worker-cloud`
fn bind_name(
    figure: &mut Figure,
    (name, value): &(Spanned<String>, Spanned<String>),
    cluster: Option<usize>,
    clusters: &Clusters,
    findings: &mut Vec<Finding>,
) {
    let (id, ordinal) = value.value.split_once('#').unwrap_or((&value.value, ""));
    let catalogue = &clusters.catalogue;
    let cluster = cluster.map(|at| &clusters.all[at]);
    let group = cluster.and_then(|cluster| cluster.groups.iter().find(|group| group.id.value == id));
    let entity = if catalogue.components.contains_key(id) {
        Entity::Component(id.to_owned())
    } else if catalogue.planes.contains_key(id) {
        Entity::Node(id.to_owned())
    } else if let Some(group) = group {
        Entity::Group { plane: group.plane.clone(), id: id.to_owned() }
    } else if catalogue.networks.contains_key(id) {
        Entity::Network(id.to_owned())
    } else if catalogue.objects.contains_key(id) {
        Entity::Object(id.to_owned())
    } else if catalogue.actors.contains_key(id) {
        Entity::Actor(id.to_owned())
    } else {
        let place = figure.at(value.span);
        let message = format!("`{id}` stands for nothing in the catalogue or the cluster");
        let groups = cluster.into_iter().flat_map(|cluster| &cluster.groups);
        let known = catalogue.ids().chain(groups.map(|group| group.id.value.as_str()));
        findings.push(Finding::new(code::INVALID_MODEL, place, message).nearest(id, known));
        return;
    };
    let ordinal = ordinal.parse().ok().map(reading::Ordinal::Number);
    let reading = Reading { entity, strong: true, ordinal, port: None, times: None };
    let nodes = figure.nodes.iter_mut().map(|node| (&node.id, &mut node.reading));
    let containers = figure.containers.iter_mut().map(|container| (&container.id, &mut container.reading));
    match nodes.chain(containers).find(|(id, _)| **id == name.value) {
        Some((_, own)) => *own = Some(reading),
        None => {
            let place = figure.at(name.span);
            let nodes = figure.nodes.iter().map(|node| node.id.as_str());
            let ids = nodes.chain(figure.containers.iter().map(|container| container.id.as_str()));
            let finding =
                Finding::new(code::INVALID_MODEL, place, format!("the figure has no `{}`", name.value));
            findings.push(finding.nearest(&name.value, ids));
        }
    }
}
