//! HAT008 one-failure-domain: a highly available cluster keeps its consensus in one failure domain.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT008"),
    name: "one-failure-domain",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/HAT008-one-failure-domain.md"),
    run: Run::Site(one_failure_domain),
};

fn one_failure_domain(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    for cluster in &site.clusters.all {
        let Some(claimed) = cluster.highly_available else { continue };
        for component in cluster.consensus(catalogue) {
            let mut zones: Vec<_> = cluster.groups_with(component).flat_map(|group| &group.zones).collect();
            let first = zones.first().map(|zone| zone.span);
            zones.sort_by(|a, b| a.value.cmp(&b.value));
            zones.dedup_by(|a, b| a.value == b.value);
            // A cluster that says nothing of zones promises nothing.
            let (Some(span), 1) = (first, zones.len()) else { continue };
            findings.push(
                Finding::new(
                    RULE.code,
                    cluster.place(span),
                    format!("every member of {component} stands in zone `{}`", zones[0].value),
                )
                .label(cluster.place(claimed), "called highly available here")
                .help("spread them over three zones")
                .source(site.clusters.catalogue.availability.placing.clone()),
            );
        }
    }
}
