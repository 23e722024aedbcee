//! DMX007 wrong-port: a port is written that the component does not have.

use crate::check::rule::{Rule, Run};
use crate::cluster::catalogue::{Port, Trait};
use crate::cluster::relation::Relation;
use crate::cluster::{Catalogue, Cluster};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::figure::{Edge, Figure, reading};
use crate::parse::diagram::Heads;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX007"),
    name: "wrong-port",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX007-wrong-port.md"),
    run: Run::Site(wrong_port),
};

/// A label that says that its port is a former one.
const OLD: &[&str] = &["구버전", "이전", "예전", "과거", "legacy", "deprecated", "removed", "old"];

fn wrong_port(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in &site.figures {
        let Some(binding) = figure.bound() else { continue };
        let model = Model { catalogue, cluster: binding.cluster.map(|at| &site.clusters.all[at]) };
        for node in &figure.nodes {
            let Some(reading) = node.reading.as_ref().filter(|reading| reading.strong) else { continue };
            let (Some(id), Some(port)) = (reading.entity.component(), reading.port) else { continue };
            let label = crate::lang::fold(&node.label.value);
            if OLD.iter().any(|word| label.contains(word)) {
                continue;
            }
            findings.extend(at_node(&model, id, port, figure.at(node.label.span)));
        }
        findings.extend(figure.edges.iter().filter_map(|edge| at_edge(&model, figure, edge)));
    }
}

/// What the ports of a figure are held against.
struct Model<'s> {
    catalogue: &'s Catalogue,
    cluster: Option<&'s Cluster>,
}

impl<'s> Model<'s> {
    fn ports(&self, component: &str) -> Vec<(&'s str, &'s Port)> {
        let own = match (self.cluster, self.catalogue.components.get(component)) {
            (Some(cluster), _) => cluster.ports(component, self.catalogue),
            (None, Some(kind)) => kind.ports.iter().map(|(name, port)| (name.as_str(), port)).collect(),
            (None, None) => return Vec::new(),
        };
        own.into_iter().collect()
    }

    fn port(&self, (component, name): &(String, String)) -> Option<&'s Port> {
        self.ports(component).into_iter().find(|(own, _)| own == name).map(|(_, port)| port)
    }

    /// The place of the cluster's file that gives a component ports of its own.
    fn place(&self, component: &str) -> Option<Place> {
        let cluster = self.cluster?;
        let own = cluster.ports.iter().any(|(id, ..)| id == component);
        own.then(|| cluster.place(cluster.id.span))
    }
}

fn at_node(model: &Model<'_>, id: &str, port: (u16, u16), place: Place) -> Option<Finding> {
    let ports = model.ports(id);
    let former = model
        .catalogue
        .components
        .get(id)
        .is_some_and(|kind| kind.off_ports.iter().any(|own| fits(port, own)));
    if ports.is_empty() || former || ports.iter().any(|(_, own)| fits(port, own)) {
        return None;
    }
    let others = model.catalogue.components.keys().filter(|other| *other != id);
    let owner = others
        .into_iter()
        .find(|other| model.ports(other).iter().any(|(_, own)| fits(port, own)))
        .map_or(String::new(), |other| format!(", it is one of {other}'s"));
    let ports: Vec<String> = ports.iter().map(|(name, port)| format!("{port} ({name})")).collect();
    let mut finding = Finding::new(RULE.code, place, format!("{} is no port of {id}{owner}", port.0))
        .help(format!("{id} listens on {}", ports.join(", ")));
    if let Some(place) = model.place(id) {
        finding = finding.label(place, "this cluster says which ports");
    }
    finding.source = model.catalogue.source(id).map(str::to_owned);
    Some(finding)
}

fn at_edge(model: &Model<'_>, figure: &Figure, edge: &Edge) -> Option<Finding> {
    let label = edge.label.as_ref()?;
    let port = reading::port(&label.value)?;
    let (from, to) = (figure.reading(edge.from)?, figure.reading(edge.to)?);
    let (a, b) = (from.entity.component()?, to.entity.component()?);
    let target = if edge.heads == Heads::From { a } else { b };
    let kind = |id: &str| model.catalogue.components.get(id);
    // A load balancer listens where its operator wants.
    let is_free = kind(target).is_some_and(|kind| kind.traits.contains(&Trait::LoadBalancer));
    let mut former = [a, b].into_iter().filter_map(kind).flat_map(|kind| &kind.off_ports);
    if is_free || former.any(|own| fits(port, own)) {
        return None;
    }
    if label.value.chars().all(|c| c.is_ascii_digit()) && !shows_ports(model, figure, edge, port) {
        return None;
    }
    // One sure name at least, and a relation whose port is known.
    let known: Vec<(&Relation, &Port)> = model
        .catalogue
        .relations
        .iter()
        .filter(|relation| relation.joins(a, b))
        .filter_map(|relation| Some((relation, model.port(relation.port.as_ref()?)?)))
        .collect();
    let (first, _) = known.first()?;
    let of_either = [a, b].into_iter().flat_map(|id| model.ports(id)).map(|(_, port)| port);
    let right = of_either.chain(known.iter().map(|(_, port)| *port)).any(|own| fits(port, own));
    if right || !(from.strong || to.strong) {
        return None;
    }
    let mut shown: Vec<String> = known.iter().map(|(_, port)| port.to_string()).collect();
    shown.sort();
    shown.dedup();
    let message = format!("`{}` is no port between {a} and {b}", label.value);
    let place = figure.at(label.span);
    let finding = Finding::new(RULE.code, place, message)
        .help(format!("it is {}", shown.join(" or ")))
        .source(first.source.clone());
    let digits = label.value.chars().all(|c| c.is_ascii_digit());
    let right = shown.first().and_then(|port| port.split('/').next()).unwrap_or_default().to_owned();
    Some(if digits && shown.len() == 1 && right.chars().all(|c| c.is_ascii_digit()) {
        let title = format!("write {right}");
        finding.fix(title, Applicability::Unsafe, Edit { place, replacement: right })
    } else {
        finding
    })
}

/// Whether the number is somebody's port, or other numbers of the figure are: without such a sign it counts anything.
fn shows_ports(model: &Model<'_>, figure: &Figure, edge: &Edge, own: (u16, u16)) -> bool {
    let is_known = |port: (u16, u16)| {
        let mut all = model.catalogue.components.keys().flat_map(|id| model.ports(id));
        all.any(|(_, own)| fits(port, own))
    };
    let nodes = figure.nodes.iter().filter_map(|node| node.reading.as_ref()?.port);
    let others = figure.edges.iter().filter(|other| other.span != edge.span);
    let edges = others.filter_map(|other| reading::port(&other.label.as_ref()?.value));
    nodes.chain(edges).chain([own]).any(is_known)
}

fn fits((first, last): (u16, u16), port: &Port) -> bool {
    // `2379-2380` names both ports of etcd at once.
    first <= port.last && port.first <= last
}
