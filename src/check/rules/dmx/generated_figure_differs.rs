//! DMX015 generated-figure-differs: a fence that kurso writes holds something else than the model gives.

use crate::check::rule::{Rule, Run};
use crate::course::fence::first_difference;
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("DMX015"),
    name: "generated-figure-differs",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DMX015-generated-figure-differs.md"),
    run: Run::Site(generated_figure_differs),
};

fn generated_figure_differs(site: &Site, findings: &mut Vec<Finding>) {
    for generated in site.generated.iter().filter(|generated| !generated.is_true()) {
        let cluster = &site.clusters.all[generated.cluster];
        let first = first_difference(&generated.written, &generated.wanted);
        let start = generated.content.span.start;
        let place = Place::new(generated.content.file, Span::new(start + first.start, start + first.end));
        let message = if generated.written.trim().is_empty() {
            format!("the figure of `{}` is not written yet", cluster.id.value)
        } else {
            format!("the figure is no longer what `{}` gives", cluster.id.value)
        };
        findings.push(
            Finding::new(RULE.code, place, message)
                .label(generated.directive, "kurso writes the fence below")
                .label(cluster.place(cluster.id.span), "from this cluster")
                .help("run `kurso check --fix`, or remove the directive to draw it yourself")
                .fix(
                    "write the figure anew",
                    Applicability::Safe,
                    Edit { place: generated.content, replacement: generated.wanted.clone() },
                ),
        );
    }
}
