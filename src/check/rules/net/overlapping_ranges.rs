//! NET001 overlapping-ranges: two networks of a cluster share addresses.

use super::cidr::Cidr;
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("NET001"),
    name: "overlapping-ranges",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/NET001-overlapping-ranges.md"),
    run: Run::Site(overlapping_ranges),
};

fn overlapping_ranges(site: &Site, findings: &mut Vec<Finding>) {
    for cluster in &site.clusters.all {
        for (at, (name, range)) in cluster.networks.iter().enumerate() {
            for (other_name, other) in &cluster.networks[..at] {
                let (Ok(a), Ok(b)) = (Cidr::parse(&range.value), Cidr::parse(&other.value)) else { continue };
                if a.overlaps(b) {
                    findings.push(
                        Finding::new(
                            RULE.code,
                            cluster.place(range.span),
                            format!(
                                "the {name} network {} overlaps the {other_name} network {}",
                                range.value, other.value
                            ),
                        )
                        .label(cluster.place(other.span), format!("the {other_name} network"))
                        .help("take ranges that share no address")
                        .source(site.clusters.catalogue.network_source(name)),
                    );
                }
            }
        }
    }
}
