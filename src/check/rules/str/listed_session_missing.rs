//! STR010 listed-session-missing: an index lists a session that does not exist.

use crate::check::rule::{Rule, Run};
use crate::check::rules::lnk::broken_link::{Listed, Missing, missing_links};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("STR010"),
    name: "listed-session-missing",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/STR010-listed-session-missing.md"),
    run: Run::Site(listed_session_missing),
};

fn listed_session_missing(site: &Site, findings: &mut Vec<Finding>) {
    for Missing { place, path, nearest, .. } in missing_links(site, Listed::Session) {
        let mut finding =
            Finding::new(RULE.code, place, format!("the index lists `{path}`, which does not exist"));
        if let Some(nearest) = nearest {
            finding = finding.help(format!("did you mean `{nearest}`?"));
        }
        findings.push(finding.help("write the session, or take it off the list"));
    }
}
