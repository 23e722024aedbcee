//! HAT002 too-few-members: a cluster calls itself highly available, and its consensus survives no failure.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::counted;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT002"),
    name: "too-few-members",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT002-too-few-members.md"),
    run: Run::Site(too_few_members),
};

fn too_few_members(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for cluster in &site.clusters.all {
        let Some(claimed) = cluster.highly_available else { continue };
        for component in cluster.consensus(catalogue) {
            let Some(members) = cluster.instances(component).and_then(|count| count.exact()) else {
                continue;
            };
            if members >= catalogue.availability.least {
                continue;
            }
            findings.push(
                Finding::new(
                    RULE.code,
                    cluster.count_place(component),
                    format!(
                        "the failure of a node leaves too few: {component} has {}",
                        counted(members, "member")
                    ),
                )
                .label(cluster.place(claimed), "called highly available here")
                .help(format!("take at least {}", catalogue.availability.least))
                .source(catalogue.availability.source.clone()),
            );
        }
    }
}
