//! HAT005 no-load-balancer: a cluster has several API servers and nothing stands before them.

use crate::check::rule::{Rule, Run};
use crate::cluster::model::Topology;
use crate::cluster::relation::RelationKind;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT005"),
    name: "no-load-balancer",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT005-no-load-balancer.md"),
    run: Run::Site(no_load_balancer),
};

fn no_load_balancer(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    // Who runs somebody else's control plane does not see what stands before it.
    for cluster in site.clusters.all.iter().filter(|cluster| cluster.topology != Topology::Managed) {
        for component in catalogue.balanced() {
            let Some(count) = cluster.instances(component).filter(|count| count.least() > 1) else {
                continue;
            };
            if cluster.load_balancers.iter().any(|balancer| balancer.targets.value == component) {
                continue;
            }
            let balances = catalogue
                .relations
                .iter()
                .find(|relation| relation.kind == RelationKind::Balances && relation.to == component);
            findings.push(
                Finding::new(
                    RULE.code,
                    cluster.count_place(component),
                    format!("{count} instances of {component} and no load balancer before them"),
                )
                .help(format!("add `load_balancers: {{api: {{targets: {component}, redundant: true}}}}`"))
                .source(balances.map_or_else(String::new, |relation| relation.source.clone())),
            );
        }
    }
}
