//! DIA011 figure-not-drawn: what a diagram says and its picture does not show. Whole diagrams that cannot be drawn are found by
//! the audit of a build.

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
        let is_formula = |label: &&crate::span::Spanned<String>| label.value.matches("$$").count() > 1;
        // One figure, one finding.
        let Some(first) = diagram.nodes.iter().map(|node| &node.label).find(is_formula) else { return };
        findings.push(
            Finding::new(
                RULE.code,
                Place::new(place.file, first.span),
                format!(
                    "`{}` is shown as it is written: formulas in diagrams are not drawn",
                    first.value.trim()
                ),
            )
            .help("write it in words, or put the formula into the text beside the figure"),
        );
    });
}
