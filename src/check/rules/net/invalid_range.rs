//! NET002 invalid-range: a network's range is none.

use super::cidr::Cidr;
use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("NET002"),
    name: "invalid-range",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/NET002-invalid-range.md"),
    run: Run::Site(invalid_range),
};

fn invalid_range(site: &Site, findings: &mut Vec<Finding>) {
    for cluster in &site.clusters.all {
        for (name, range) in &cluster.networks {
            if let Err(why) = Cidr::parse(&range.value) {
                findings.push(
                    Finding::new(
                        RULE.code,
                        cluster.place(range.span),
                        format!("`{}` is no range for the {name} network: {why}", range.value),
                    )
                    .help("write the first address and the length, such as `10.244.0.0/16`"),
                );
            }
        }
    }
}
