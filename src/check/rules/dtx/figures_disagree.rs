//! DTX005 figures-disagree: an edge of one figure goes another way in another figure of the same page.

use crate::check::rule::{Rule, Run};
use crate::check::rules::unknown_edge::{unknown_edges, way_between};
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("DTX005"),
    name: "figures-disagree",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DTX005-figures-disagree.md"),
    run: Run::Site(figures_disagree),
};

fn figures_disagree(site: &Site, findings: &mut Vec<Finding>) {
    for drawn in unknown_edges(site) {
        let Some(way) = way_between(site, &drawn) else { continue };
        let (figure, edge) = (drawn.figure, drawn.edge);
        let [first, second] = way.edges;
        let through = site.clusters.catalogue.title(way.through).map_or(way.through, |title| &title.en);
        let relation = site
            .clusters
            .catalogue
            .relations
            .iter()
            .find(|relation| relation.joins(drawn.from.entity.id(), way.through));
        findings.push(
            Finding::new(
                RULE.code,
                figure.at(edge.span),
                format!(
                    "`{}` and `{}` are joined here, and through the {through} in another figure",
                    figure.name(edge.from),
                    figure.name(edge.to)
                ),
            )
            .label(way.figure.at(first.span), "the other figure goes this way")
            .label(way.figure.at(second.span), "and on from there")
            .help(format!("lead this edge through the {through}, too"))
            .source(relation.map_or_else(String::new, |relation| relation.source.clone()))
            .mild(!drawn.binding.explicit),
        );
    }
}
