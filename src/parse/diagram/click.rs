//! Where a click on a node leads: `click A "https://…"`, `click A href "page.md"`, `link A "…"`.

use super::Diagram;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

static CLICK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?m)^[ \t]*(?:click[ \t]+(?P<node>[^\s"]+)[ \t]+(?:href[ \t]+)?(?:"(?P<target>[^"\n]*)")?|link[ \t]+(?P<linked>[\w.-]*\w)[ \t]+"(?P<address>[^"\n]*)")"#).ok()
});

/// A node, and where a click on it leads.
#[derive(Clone, Copy, Debug)]
pub struct Click<'d> {
    /// The node's id.
    pub node: &'d str,
    /// Where that is written.
    pub node_span: Span,
    /// Where it leads, and where that is written; a function of the page's own script has no place.
    pub target: Option<(&'d str, Span)>,
}

impl Diagram {
    /// What its nodes lead to, in order.
    pub fn clicks(&self) -> impl Iterator<Item = Click<'_>> {
        let found = CLICK.iter().flat_map(|pattern| pattern.captures_iter(&self.source.text));
        found.filter_map(|found| {
            let node = found.name("node").or(found.name("linked"))?;
            let target = found
                .name("target")
                .or(found.name("address"))
                .map(|target| (target.as_str(), self.source.span(target.range())));
            Some(Click { node: node.as_str(), node_span: self.source.span(node.range()), target })
        })
    }
}
