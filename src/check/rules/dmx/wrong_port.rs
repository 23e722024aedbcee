//! DMX007 wrong-port: a port is written that the component does not have.

use crate::check::rule::{Rule, Run};
use crate::cluster::Catalogue;
use crate::cluster::catalogue::Port;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::reading;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX007"),
    name: "wrong-port",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX007-wrong-port.md"),
    run: Run::Site(wrong_port),
};

fn wrong_port(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        for node in &figure.nodes {
            let Some(reading) = node.reading.as_ref().filter(|reading| reading.strong) else { continue };
            let (Some(id), Some(port)) = (reading.entity.component(), reading.port) else { continue };
            if let Some(finding) = wrong(catalogue, id, port, figure.at(node.label.span)) {
                findings.push(finding);
            }
        }
        for edge in &figure.edges {
            let Some(label) = &edge.label else { continue };
            let Some(port) = reading::port(&label.value) else { continue };
            let (Some(from), Some(to)) = (figure.reading(edge.from), figure.reading(edge.to)) else {
                continue;
            };
            let (Some(a), Some(b)) = (from.entity.component(), to.entity.component()) else { continue };
            // One sure name at least, and a relation whose port is known.
            let relations = catalogue.relations.iter().filter(|relation| {
                relation.from == a && relation.to == b || relation.from == b && relation.to == a
            });
            let known: Vec<&Port> = relations
                .filter_map(|relation| relation.port.as_ref())
                .filter_map(|(owner, name)| catalogue.components.get(owner)?.ports.get(name))
                .collect();
            if known.is_empty() || !(from.strong || to.strong) {
                continue;
            }
            let of_either = [a, b]
                .into_iter()
                .filter_map(|id| catalogue.components.get(id))
                .flat_map(|component| component.ports.values());
            if !of_either.chain(known.iter().copied()).any(|own| fits(port, own)) {
                let shown: Vec<String> = known.iter().map(ToString::to_string).collect();
                findings.push(
                    Finding::new(
                        RULE.code,
                        figure.at(label.span),
                        format!("`{}` is no port between {a} and {b}", label.value),
                    )
                    .help(format!("it is {}", dedup(shown).join(" or ")))
                    .source("content/en/docs/reference/networking/ports-and-protocols.md"),
                );
            }
        }
    }
}

fn fits((first, last): (u16, u16), port: &Port) -> bool {
    // `2379-2380` names both ports of etcd at once.
    first <= port.last && port.first <= last
}

fn dedup(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts.dedup();
    texts
}

fn wrong(catalogue: &Catalogue, id: &str, port: (u16, u16), place: crate::span::Place) -> Option<Finding> {
    let component = catalogue.components.get(id).filter(|component| !component.ports.is_empty())?;
    if component.ports.values().any(|own| fits(port, own)) {
        return None;
    }
    let ports: Vec<String> = component.ports.iter().map(|(name, port)| format!("{port} ({name})")).collect();
    let owner = catalogue
        .components
        .iter()
        .find(|(_, other)| other.ports.values().any(|own| fits(port, own)))
        .map_or(String::new(), |(other, _)| format!(", it is one of {other}'s"));
    Some(
        Finding::new(RULE.code, place, format!("{} is no port of {id}{owner}", port.0))
            .help(format!("{id} listens on {}", ports.join(", ")))
            .source(component.source.clone()),
    )
}
