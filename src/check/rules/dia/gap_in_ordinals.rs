//! DIA010 gap-in-ordinals: numbered instances with a hole between them.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::{Ordinal, Reading};
use crate::site::Site;
use crate::span::Span;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: Code("DIA010"),
    name: "gap-in-ordinals",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/DIA010-gap-in-ordinals.md"),
    run: Run::Site(gap_in_ordinals),
};

fn gap_in_ordinals(site: &Site, findings: &mut Vec<Finding>) {
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        let mut numbers: BTreeMap<&str, BTreeMap<u32, Span>> = BTreeMap::new();
        let mut open: Vec<&str> = Vec::new();
        let nodes = figure.nodes.iter().map(|node| (&node.reading, node.label.span));
        let containers = figure.containers.iter().map(|container| (&container.reading, container.title.span));
        for (reading, span) in nodes.chain(containers) {
            let Some(Reading { entity, ordinal: Some(ordinal), .. }) = reading else { continue };
            match ordinal {
                Ordinal::Number(number) => {
                    numbers.entry(entity.id()).or_default().insert(*number, span);
                }
                // `Worker Node N`: what is left out is said to be.
                Ordinal::AndSoOn => open.push(entity.id()),
            }
        }
        for (id, numbers) in numbers.into_iter().filter(|(id, _)| !open.contains(id)) {
            let pairs = numbers.iter().zip(numbers.iter().skip(1));
            for ((before, first), (after, second)) in
                pairs.filter(|((before, _), (after, _))| *after - *before > 1)
            {
                findings.push(
                    Finding::new(
                        RULE.code,
                        figure.at(*second),
                        format!("{id} {after} follows {id} {before}"),
                    )
                    .label(figure.at(*first), format!("number {before}"))
                    .help("number them without a hole, or call the last one `N` for \"and so on\""),
                );
            }
        }
    }
}
