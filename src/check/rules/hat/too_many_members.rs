//! HAT003 too-many-members: a consensus has more members than make sense.

use crate::check::rule::{Rule, Run};
use crate::cluster::model::quorum;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT003"),
    name: "too-many-members",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/HAT003-too-many-members.md"),
    run: Run::Site(too_many_members),
};

fn too_many_members(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for cluster in &site.clusters.all {
        for component in cluster.consensus(catalogue) {
            let Some(members) = cluster.instances(component).and_then(|count| count.exact()) else {
                continue;
            };
            if members <= catalogue.availability.most {
                continue;
            }
            findings.push(
                Finding::new(
                    RULE.code,
                    cluster.count_place(component),
                    format!("{members} members of {component}: each write waits for {}", quorum(members)),
                )
                .help(format!("take at most {}", catalogue.availability.most))
                .source(catalogue.availability.source.clone()),
            );
        }
    }
}
