//! DTX004 name-differs: the figures of a section call the same thing by two names.

use crate::check::rule::{Rule, Run};
use crate::cluster::Catalogue;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::Figure;
use crate::lang::{fold, is_hangul};
use crate::site::Site;
use crate::span::{Place, Span};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("DTX004"),
    name: "name-differs",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/DTX004-name-differs.md"),
    run: Run::Site(name_differs),
};

fn name_differs(site: &Site, findings: &mut Vec<Finding>) {
    let catalogue = &site.clusters.catalogue;
    let mut sections: BTreeMap<(crate::course::PageId, Option<usize>), Vec<&Figure>> = BTreeMap::new();
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        sections.entry((figure.page, figure.section)).or_default().push(figure);
    }
    for figures in sections.values() {
        let mut names: BTreeMap<&str, Vec<(String, Place)>> = BTreeMap::new();
        let mild = figures.iter().all(|figure| figure.bound_itself());
        for figure in figures {
            for (name, id, span) in written(figure, catalogue) {
                names.entry(id).or_default().push((name, figure.at(span)));
            }
        }
        for (id, written) in names {
            // An identifier beside a title, Korean beside English, a product beside its kind are one name; a name
            // cut short is another.
            let cut = |short: &str, long: &str| {
                let is_id =
                    short.contains('-') || short == id && site.clusters.catalogue.components.contains_key(id);
                !is_id
                    && short.chars().any(is_hangul) == long.chars().any(is_hangul)
                    && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
            };
            let Some((first, place)) = written.first() else { continue };
            let other = written.iter().find(|(name, _)| cut(name, first) || cut(first, name));
            if let Some((name, other)) = other {
                findings.push(
                    Finding::new(
                        RULE.code,
                        *other,
                        format!("`{name}` is called `{first}` elsewhere in this section"),
                    )
                    .label(*place, format!("both are {id}"))
                    .help("use one name for one thing")
                    .mild(mild),
                );
            }
        }
    }
}

/// The bare names in a figure, ordinals and the like taken off, that stand for components and nodes.
fn written<'f>(figure: &'f Figure, catalogue: &Catalogue) -> Vec<(String, &'f str, Span)> {
    figure
        .nodes
        .iter()
        .filter_map(|node| {
            let reading = node.reading.as_ref()?;
            let named = reading.entity.component().is_some() || reading.entity.plane().is_some();
            let line = node.label.value.lines().next()?;
            let bare = fold(
                line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '#' | 'N')),
            );
            // What is left must be a name by itself, or one that counts in company.
            let known = catalogue.meaning(&bare).is_some() || !catalogue.conditional(&bare).is_empty();
            (named && known).then(|| (bare, reading.entity.id(), node.label.span))
        })
        .collect()
}
