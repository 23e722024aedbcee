//! LNK007 broken-click: a link inside a diagram leads nowhere.

use crate::check::rule::{Rule, Run};
use crate::check::rules::diagrams::for_each_diagram;
use crate::course::Target;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::diagram::DiagramKind;
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("LNK007"),
    name: "broken-click",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/LNK007-broken-click.md"),
    run: Run::Site(broken_click),
};

fn broken_click(site: &Site, findings: &mut Vec<Finding>) {
    for_each_diagram(site, |id, place, diagram| {
        if diagram.kind != DiagramKind::Flowchart {
            return;
        }
        let nodes = diagram.nodes.iter().map(|node| node.id.value.as_str());
        let known: Vec<&str> =
            nodes.chain(diagram.containers.iter().map(|container| container.id.as_str())).collect();
        for click in diagram.clicks() {
            let at = |span: Span| Place::new(place.file, span);
            if !known.contains(&click.node) {
                findings.push(
                    Finding::new(
                        RULE.code,
                        at(click.node_span),
                        format!("the diagram has no `{}`", click.node),
                    )
                    .nearest(click.node, known.iter().copied()),
                );
            }
            let Some((target, span)) = click.target else { continue };
            if let Target::Missing(path) = site.course.target(id, target, &site.tree) {
                let finding = Finding::new(RULE.code, at(span), format!("the file `{path}` does not exist"));
                findings.push(match site.course.nearest_file(&path, &site.tree) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("correct the path; it counts from the page's folder"),
                });
            }
        }
    });
}
