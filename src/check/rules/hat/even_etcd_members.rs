//! HAT001 even-etcd-members: a consensus has an even number of members, which survives no more failures than one fewer.

use crate::check::rule::{Rule, Run};
use crate::cluster::model::tolerated_failures;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::Ordinal;
use crate::lang::counted;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("HAT001"),
    name: "even-etcd-members",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/HAT001-even-etcd-members.md"),
    run: Run::Site(even_etcd_members),
};

fn even_etcd_members(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    if !catalogue.availability.odd {
        return;
    }
    for cluster in &site.clusters.all {
        for component in cluster.consensus(catalogue) {
            let Some(members) = cluster.instances(component).and_then(|count| count.exact()) else {
                continue;
            };
            // Too few is HAT002's to say.
            let too_few = members < catalogue.availability.least && cluster.highly_available.is_some();
            if members % 2 != 0 || members == 0 || too_few {
                continue;
            }
            findings.push(
                Finding::new(
                    RULE.code,
                    cluster.count_place(component),
                    format!(
                        "{members} members of {component} survive {}, no more than {} would",
                        counted(tolerated_failures(members), "failure"),
                        members - 1
                    ),
                )
                .help(format!("take {} or {}", members - 1, members + 1))
                .source(catalogue.availability.source.clone()),
            );
        }
    }
    for figure in &site.figures {
        // A figure that names its cluster is held against it by DMX012.
        if figure.bound().is_none_or(|binding| binding.named.is_some()) {
            continue;
        }
        for id in catalogue.consensus() {
            let drawn: Vec<_> = figure.one_set(id).into_iter().map(|at| &figure.nodes[at]).collect();
            let numbered = drawn.iter().all(|node| {
                matches!(node.reading.as_ref().and_then(|r| r.ordinal), Some(Ordinal::Number(_)))
            });
            let members = u32::try_from(drawn.len()).unwrap_or(u32::MAX);
            let Some(last) = drawn.last().filter(|_| numbered && members >= 2 && members.is_multiple_of(2))
            else {
                continue;
            };
            findings.push(
                Finding::new(
                    RULE.code,
                    figure.at(last.label.span),
                    format!(
                        "the figure draws {members} members of {id}, which survive {}, no more than {} would",
                        counted(tolerated_failures(members), "failure"),
                        members - 1
                    ),
                )
                .help("draw an odd number, or one box without a number for all of them")
                .source(catalogue.availability.source.clone()),
            );
        }
    }
}
