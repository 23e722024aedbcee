//! DIA011 figure-not-drawn: a diagram with a formula. Others that cannot be drawn are found by the audit of a build.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::diagnostic::{Finding, Severity, code};
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: code::FIGURE_NOT_DRAWN,
    name: "figure-not-drawn",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DIA011-figure-not-drawn.md"),
    run: Run::Site(figure_not_drawn),
};

fn figure_not_drawn(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |_, place, diagram| {
        // One figure, one finding.
        let Some(first) = diagram.formula() else { return };
        let message = format!(
            "the page shows the source of this diagram, because of the formula `{}`",
            first.value.trim()
        );
        findings.push(
            Finding::new(RULE.code, Place::new(place.file, first.span), message)
                .help("write it in words, or put the formula into the text beside the figure"),
        );
    });
}
