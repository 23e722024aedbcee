//! STR017 include-not-found: a copy of a file, or of lines, that the course does not have, or that cannot stand here.

use crate::check::rule::{Rule, Run};
use crate::course::include::Source;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("STR017"),
    name: "include-not-found",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/STR017-include-not-found.md"),
    run: Run::Site(include_not_found),
};

fn include_not_found(site: &Site, findings: &mut Vec<Finding>) {
    for include in &site.includes {
        findings.extend(match &include.source {
            Source::Missing(place, path) => {
                let near = site.course.nearest_file(path, &site.tree).map(str::to_owned);
                Some(
                    Finding::new(RULE.code, *place, format!("there is no file `{path}`"))
                        .nearest(path, near.as_deref())
                        .help("write the path as a link from this page would have it"),
                )
            }
            Source::TooShort(place, lines) => Some(
                Finding::new(RULE.code, *place, format!("the file has {lines} lines only"))
                    .label(include.directive, "the fence below is a copy of more than that"),
            ),
            Source::Refused(place, why) => Some(
                Finding::new(RULE.code, *place, why.clone())
                    .label(include.directive, "the fence below is a copy of it"),
            ),
            Source::Lines { .. } => None,
        });
    }
}
