//! HAT009 version-skew: versions in one cluster are further apart than is supported.

use crate::check::rule::{Rule, Run};
use crate::cluster::fact::Skew;
use crate::cluster::model::Cluster;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::Spanned;
use crate::version::Version;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT009"),
    name: "version-skew",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT009-version-skew.md"),
    run: Run::Site(version_skew),
};

fn version_skew(site: &Site, findings: &mut Vec<Finding>) {
    for cluster in &site.clusters.all {
        for skew in &site.clusters.catalogue.skew {
            findings.extend(apart(cluster, skew));
        }
    }
}

/// The oldest and the newest version of a component; the cluster's where it names none of its own.
fn versions<'c>(
    cluster: &'c Cluster,
    component: &str,
) -> Option<(&'c Spanned<Version>, &'c Spanned<Version>)> {
    let own = cluster.versions.iter().filter(|(id, _)| id.value == component).map(|(_, version)| version);
    let mut all: Vec<&Spanned<Version>> = own.collect();
    if all.is_empty() {
        all.extend(cluster.version.as_ref());
    }
    all.sort_by_key(|version| version.value);
    Some((all.first()?, all.last()?))
}

fn apart(cluster: &Cluster, skew: &Skew) -> Option<Finding> {
    let said = |id: &str| cluster.versions.iter().filter(|(own, _)| own.value == id).count();
    // In the middle of an upgrade, nobody knows how far those are of whom nothing is said.
    let (own, other) = (said(&skew.component), said(&skew.against));
    if own > 1 && other == 0 || other > 1 && own == 0 {
        return None;
    }
    let (oldest, newest) = versions(cluster, &skew.component)?;
    let (other_oldest, other_newest) = versions(cluster, &skew.against)?;
    if skew.before.is_some_and(|before| other_newest.value >= before)
        || skew.since.is_some_and(|since| other_newest.value < since)
    {
        return None;
    }
    let (own, other, what, limit) = if newest.value.minor > other_oldest.value.minor + skew.newer {
        (newest, other_oldest, "newer", skew.newer)
    } else if other_newest.value.minor > oldest.value.minor + skew.older {
        (oldest, other_newest, "older", skew.older)
    } else {
        return None;
    };
    let allowed = match limit {
        0 => format!("it may never be {what}"),
        1 => format!("it may be one minor version {what} at most"),
        _ => format!("it may be {limit} minor versions {what} at most"),
    };
    // Of two places, the one that was written for the component says more than the cluster's version.
    let swap = cluster.version.as_ref().is_some_and(|version| version.span == own.span);
    let (here, there) = if swap { (other.span, own.span) } else { (own.span, other.span) };
    let message =
        format!("{} {} with {} {}: {allowed}", skew.component, own.value, skew.against, other.value);
    let there_name = if swap { &skew.component } else { &skew.against };
    Some(
        Finding::new(RULE.code, cluster.place(here), message)
            .label(
                cluster.place(there),
                format!("{there_name} {}", if swap { own.value } else { other.value }),
            )
            .help("bring the two closer together")
            .source(skew.source.clone()),
    )
}
