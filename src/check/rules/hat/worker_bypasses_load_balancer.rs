//! HAT012 worker-bypasses-load-balancer: workers hang on single API servers although a load balancer is drawn.

use crate::check::rule::{Rule, Run};
use crate::cluster::catalogue::{Entity, Trait};
use crate::cluster::relation::RelationKind;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::Reading;
use crate::parse::diagram::End;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT012"),
    name: "worker-bypasses-load-balancer",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/HAT012-worker-bypasses-load-balancer.md"),
    run: Run::Site(worker_bypasses_load_balancer),
};

fn worker_bypasses_load_balancer(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        let balances = catalogue.relations.iter().filter(|relation| {
            relation.kind == RelationKind::Balances
                && catalogue
                    .components
                    .get(&relation.from)
                    .is_some_and(|from| from.traits.contains(&Trait::LoadBalancer))
                && catalogue.components.contains_key(&relation.to)
        });
        for relation in balances {
            let (balancer, target) = (relation.from.as_str(), relation.to.as_str());
            let set = figure.one_set(target);
            let behind = set.into_iter().filter(|at| figure.touches(*at, balancer)).count();
            if behind < 2 {
                continue;
            }
            // Nodes of planes whose agents call the target, and those agents themselves outside of the target's plane.
            let own_plane = catalogue.components.get(target).map_or("", |component| component.plane.as_str());
            let is_worker = |reading: &Reading| match &reading.entity {
                Entity::Node(plane) | Entity::Group { plane, .. } => plane != own_plane,
                Entity::Component(id) => catalogue.components.get(id).is_some_and(|component| {
                    component.traits.contains(&Trait::NodeAgent) && component.plane != own_plane
                }),
                _ => false,
            };
            let workers: Vec<usize> = (0..figure.nodes.len())
                .filter(|at| figure.nodes[*at].reading.as_ref().is_some_and(is_worker))
                .collect();
            if workers.iter().any(|at| figure.touches(*at, balancer)) {
                continue;
            }
            let edge = figure.edges.iter().find(|edge| {
                let worker = |end| workers.iter().any(|at| figure.stands_at(*at, end));
                let single = |end: End| matches!(end, End::Node(at) if figure.nodes[at].reading.as_ref().is_some_and(|r| r.entity.component() == Some(target) && r.ordinal.is_some()));
                worker(edge.from) && single(edge.to) || worker(edge.to) && single(edge.from)
            });
            let (Some(edge), Some((_, balancer))) = (edge, figure.nodes_of(balancer).next()) else {
                continue;
            };
            findings.push(
                Finding::new(
                    RULE.code,
                    figure.at(edge.span),
                    "a worker hangs on a single instance, past the load balancer",
                )
                .label(figure.at(balancer.label.span), "this stands before all of them")
                .help(format!("lead the workers' edges to `{}`", balancer.id))
                .source(relation.source.clone()),
            );
        }
    }
}
