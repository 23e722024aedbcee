//! LNK007 broken-click: a link inside a diagram leads nowhere.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::course::Target;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::DiagramKind;
use crate::site::Site;
use crate::span::{Place, Span};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    code: Code("LNK007"),
    name: "broken-click",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/LNK007-broken-click.md"),
    run: Run::Site(broken_click),
};

static CLICK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*click\s+(?P<node>[^\s"]+)\s+(?:href\s+)?(?:"(?P<target>[^"\n]*)")?"#).ok()
});

fn broken_click(site: &Site, findings: &mut Vec<Finding>) {
    let Some(pattern) = CLICK.as_ref() else { return };
    for_each_diagram(site, |id, place, diagram| {
        if diagram.kind != DiagramKind::Flowchart {
            return;
        }
        let nodes = diagram.nodes.iter().map(|node| node.id.value.as_str());
        let known: Vec<&str> =
            nodes.chain(diagram.containers.iter().map(|container| container.id.as_str())).collect();
        for found in pattern.captures_iter(&diagram.source.text) {
            let at = |span: Span| Place::new(place.file, span);
            if let Some(node) = found.name("node").filter(|node| !known.contains(&node.as_str())) {
                findings.push(
                    Finding::new(
                        RULE.code,
                        at(diagram.source.span(node.range())),
                        format!("the diagram has no `{}`", node.as_str()),
                    )
                    .nearest(node.as_str(), known.iter().copied()),
                );
            }
            let Some(target) = found.name("target") else { continue };
            if let Target::Missing(path) = site.course.target(id, target.as_str(), &site.tree) {
                let span = diagram.source.span(target.range());
                let finding = Finding::new(RULE.code, at(span), format!("the file `{path}` does not exist"));
                findings.push(match site.course.nearest_file(&path, &site.tree) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("correct the path; it counts from the page's folder"),
                });
            }
        }
    });
}
