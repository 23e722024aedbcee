//! TRE007 described-as-another: the description of a component is that of another one.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::fold;
use crate::parse::ast::{BlockKind, Walked, walk};
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("TRE007"),
    name: "described-as-another",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TRE007-described-as-another.md"),
    run: Run::Site(described_as_another),
};

fn described_as_another(site: &Site, findings: &mut Vec<Finding>) {
    let components = &site.clusters.catalogue.components;
    for (id, page) in site.course.pages() {
        walk(&page.document.blocks, &mut |node| {
            let Walked::Block(block) = node else { return };
            let BlockKind::Tree(tree) = &block.kind else { return };
            let Some(figure) = site.figure_at(id, tree.span.start).filter(|figure| figure.bound().is_some())
            else {
                return;
            };
            for (_, depth, entry) in tree.entries() {
                let Some(description) =
                    entry.description.as_ref().filter(|_| depth > 0 && entry.children.is_empty())
                else {
                    continue;
                };
                let node = figure.nodes.iter().find(|node| node.label.span == entry.name.span);
                let Some(own) = node.and_then(|node| node.reading.as_ref()?.entity.component()) else {
                    continue;
                };
                let text = fold(&description.value);
                let says = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
                let Some(component) = components
                    .get(own)
                    .filter(|component| !component.role_words.is_empty() && !says(&component.role_words))
                else {
                    continue;
                };
                let other = components
                    .iter()
                    .find(|(other, component)| other.as_str() != own && says(&component.role_words));
                if let Some((other, _)) = other {
                    findings.push(
                        Finding::new(
                            RULE.code,
                            Place::new(page.file, description.span),
                            format!("this is what {other} does"),
                        )
                        .label(Place::new(page.file, entry.name.span), format!("stands here for {own}"))
                        .help(format!("{own}: {}", component.summary.en))
                        .source(component.source.clone()),
                    );
                }
            }
        });
    }
}
