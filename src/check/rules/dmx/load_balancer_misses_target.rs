//! DMX009 load-balancer-misses-target: a load balancer reaches some of the instances behind it, but not all.

use crate::check::rule::{Rule, Run};
use crate::check::rules::drawn_edge::insertion;
use crate::cluster::catalogue::Trait;
use crate::cluster::relation::RelationKind;
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::figure::Figure;
use crate::site::Site;
use crate::span::Span;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX009"),
    name: "load-balancer-misses-target",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX009-load-balancer-misses-target.md"),
    run: Run::Site(load_balancer_misses_target),
};

fn load_balancer_misses_target(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for figure in &site.figures {
        let Some(binding) = figure.bound() else { continue };
        let balancers = catalogue
            .components
            .iter()
            .filter(|(_, component)| component.traits.contains(&Trait::LoadBalancer));
        for (balancer, _) in balancers {
            for relation in catalogue
                .relations
                .iter()
                .filter(|relation| relation.kind == RelationKind::Balances && relation.from == *balancer)
            {
                if let Some(mut finding) = missed(site, figure, balancer, &relation.to, &relation.source) {
                    if let Some(cluster) = binding.cluster.map(|at| &site.clusters.all[at])
                        && let Some(own) =
                            cluster.load_balancers.iter().find(|own| own.targets.value == relation.to)
                    {
                        finding = finding.label(
                            cluster.place(own.targets.span),
                            format!("every instance stands behind `{}`", own.id.value),
                        );
                    }
                    findings.push(finding);
                }
            }
        }
    }
}

fn missed(site: &Site, figure: &Figure, balancer: &str, target: &str, source: &str) -> Option<Finding> {
    let balancers: Vec<usize> = figure.nodes_of(balancer).map(|(at, _)| at).collect();
    let targets = figure.one_set(target);
    let mut reached = BTreeSet::new();
    let mut last: Option<(Span, usize)> = None;
    for edge in &figure.edges {
        for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
            let Some(&from) = balancers.iter().find(|at| figure.stands_at(**at, from)) else { continue };
            let hit: Vec<usize> = targets.iter().copied().filter(|at| figure.stands_at(*at, to)).collect();
            if !hit.is_empty() {
                last = Some((edge.span, from));
                reached.extend(hit);
            }
        }
    }
    // One edge may stand for all; two that leave a third out do not.
    let (span, from) = last?;
    if reached.len() < 2 || reached.len() == targets.len() {
        return None;
    }
    let missing: Vec<usize> = targets.iter().copied().filter(|at| !reached.contains(at)).collect();
    let mut finding = Finding::new(
        RULE.code,
        figure.at(span),
        format!("the load balancer reaches {} of {} instances of {target}", reached.len(), targets.len()),
    )
    .source(source);
    for at in &missing {
        finding = finding.label(figure.at(figure.nodes[*at].label.span), "no edge leads here");
    }
    let edges: Vec<String> =
        missing.iter().map(|at| format!("{} --> {}", figure.nodes[from].id, figure.nodes[*at].id)).collect();
    finding = finding.help(format!("add `{}`", edges.join("`, `")));
    let lines = edges.iter().map(|edge| insertion(site, figure, span, edge)).collect::<Option<Vec<_>>>();
    Some(match lines.as_deref() {
        Some([first, rest @ ..]) => {
            let replacement =
                rest.iter().fold(first.replacement.clone(), |all, edit| all + &edit.replacement);
            let edit = Edit { place: first.place, replacement };
            finding.fix("add the missing edges", Applicability::Unsafe, edit)
        }
        _ => finding,
    })
}
