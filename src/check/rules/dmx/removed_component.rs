//! DMX013 removed-component: a component is drawn that the version of the cluster no longer has.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DMX013"),
    name: "removed-component",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/DMX013-removed-component.md"),
    run: Run::Site(removed_component),
};

fn removed_component(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    let course = site.config.kubernetes.iter().min().copied();
    for figure in &site.figures {
        let Some(binding) = figure.bound() else { continue };
        let cluster = binding.cluster.map(|at| &site.clusters.all[at]);
        let own = cluster.and_then(|cluster| cluster.version.as_ref());
        let Some(version) = own.map(|version| version.value).or(course) else {
            continue;
        };
        for node in &figure.nodes {
            let Some(component) = node
                .reading
                .as_ref()
                .and_then(|reading| catalogue.components.get(reading.entity.component()?))
            else {
                continue;
            };
            let Some(removed) = component.removed.filter(|removed| version >= *removed) else {
                continue;
            };
            let mut finding = Finding::new(
                RULE.code,
                figure.at(node.label.span),
                format!("`{}` is gone since {removed}", node.name()),
            )
            .help("draw what took its place, or name a cluster of an older version")
            .source(component.source.clone());
            if let (Some(cluster), Some(own)) = (cluster, own) {
                finding = finding.label(cluster.place(own.span), "the figure's cluster is newer");
            }
            findings.push(finding);
        }
    }
}
