//! HAT009 version-skew: versions in one cluster are further apart than is supported.

use crate::check::rule::{Rule, Run};
use crate::cluster::fact::{Skew, Version};
use crate::cluster::model::Cluster;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::Spanned;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT009"),
    name: "version-skew",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT009-version-skew.md"),
    run: Run::Site(version_skew),
};

/// Before this version, node agents might be two versions older at most.
const OLD_RULE: Version = Version { major: 1, minor: 25 };

fn version_skew(site: &Site, findings: &mut Vec<Finding>) {
    for cluster in &site.clusters.all {
        for skew in &site.clusters.catalogue.skew {
            findings.extend(apart(cluster, skew));
        }
    }
}

fn version_of<'c>(cluster: &'c Cluster, component: &str) -> Option<&'c Spanned<String>> {
    cluster
        .versions
        .iter()
        .find(|(id, _)| id.value == component)
        .map(|(_, version)| version)
        .or(cluster.kubernetes.as_ref())
}

fn apart(cluster: &Cluster, skew: &Skew) -> Option<Finding> {
    if skew.component == skew.against {
        return None;
    }
    let (own, other) = (version_of(cluster, &skew.component)?, version_of(cluster, &skew.against)?);
    if own.span == other.span {
        return None;
    }
    let (a, b) = (Version::parse(&own.value)?, Version::parse(&other.value)?);
    let older = if b < OLD_RULE && skew.older == 3 { 2 } else { skew.older };
    let (what, limit) = if a.minor > b.minor + skew.newer {
        ("newer", skew.newer)
    } else if b.minor > a.minor + older {
        ("older", older)
    } else {
        return None;
    };
    let allowed = if limit == 0 {
        format!("it may never be {what}")
    } else {
        format!("it may be {limit} minor versions {what} at most")
    };
    let span = if cluster.kubernetes.as_ref() == Some(own) { other.span } else { own.span };
    Some(
        Finding::new(
            RULE.code,
            cluster.place(span),
            format!("{} {} with {} {}: {allowed}", skew.component, own.value, skew.against, other.value),
        )
        .label(
            cluster.place(if span == own.span { other.span } else { own.span }),
            format!("{} {}", skew.against, other.value),
        )
        .help("bring the two closer together")
        .source(skew.source.clone()),
    )
}
