//! HAT011 wrong-tolerance-claim: a text says that members survive another number of failures than they do.

use super::claims::claims;
use crate::check::rule::{Rule, Run};
use crate::cluster::model::tolerated_failures;
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::counted;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT011"),
    name: "wrong-tolerance-claim",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT011-wrong-tolerance-claim.md"),
    run: Run::Site(wrong_tolerance_claim),
};

fn wrong_tolerance_claim(site: &Site, findings: &mut Vec<Finding>) {
    for claim in claims(site) {
        let right = tolerated_failures(claim.members);
        let Some(said) = claim.tolerated.filter(|said| *said != right) else { continue };
        findings.push(
            Finding::new(
                RULE.code,
                claim.place,
                format!(
                    "{} survive {}, not {said}",
                    counted(claim.members, "member"),
                    counted(right, "failure")
                ),
            )
            .help("what is left must still be a quorum: half of the members, rounded down, and one more")
            .source(site.clusters.catalogue.availability.source.clone()),
        );
    }
}
