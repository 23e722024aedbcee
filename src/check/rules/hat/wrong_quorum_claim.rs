//! HAT010 wrong-quorum-claim: a text says another quorum than that many members have.

use super::claims::claims;
use crate::check::rule::{Rule, Run};
use crate::cluster::model::quorum;
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::counted;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT010"),
    name: "wrong-quorum-claim",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/HAT010-wrong-quorum-claim.md"),
    run: Run::Site(wrong_quorum_claim),
};

fn wrong_quorum_claim(site: &Site, findings: &mut Vec<Finding>) {
    for claim in claims(site) {
        let right = quorum(claim.members);
        let Some(said) = claim.quorum.filter(|said| *said != right) else { continue };
        findings.push(
            Finding::new(
                RULE.code,
                claim.place,
                format!("{} have a quorum of {right}, not {said}", counted(claim.members, "member")),
            )
            .help("the quorum is half of the members, rounded down, and one more")
            .source(site.clusters.catalogue.availability.source.clone()),
        );
    }
}
