//! Fences that authors leave to kurso: `<!-- kurso: generate cluster=ha-stacked view=ha -->`.

use crate::cluster::view::{self, View};
use crate::cluster::{Clusters, unknown_cluster};
use crate::course::fence::{Fence, directives_before, same_lines};
use crate::course::{Course, PageId};
use crate::diagnostic::{Finding, code};
use crate::load::SourceTree;
use crate::parse::ast::{Block, BlockKind, Document, Walked, walk};
use crate::parse::directive::{Directive, GenerateOptions};
use crate::span::{Place, Span};
use crate::yaml::shape::words;
use std::collections::BTreeSet;

/// A fence that kurso writes.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The page.
    pub page: PageId,
    /// The fence.
    pub fence: Place,
    /// The bytes between the lines of the fence.
    pub content: Place,
    /// The directive.
    pub directive: Place,
    /// The cluster (an index).
    pub cluster: usize,
    /// What stands in the fence, as the file has it.
    pub written: String,
    /// What should stand there, as the file would have it.
    pub wanted: String,
}

impl Generated {
    /// Whether the fence holds what the model gives.
    #[must_use]
    pub fn is_true(&self) -> bool {
        same_lines(&self.written, &self.wanted)
    }
}

/// Every fence that kurso writes, and findings about directives that cannot be followed.
#[must_use]
pub fn generated(course: &Course, clusters: &Clusters, tree: &SourceTree) -> (Vec<Generated>, Vec<Finding>) {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for (id, page) in course.pages() {
        let text = &tree.file(page.file).text;
        let mut followed = BTreeSet::new();
        walk(&page.document.blocks, &mut |node| {
            let Walked::Block(block) = node else { return };
            let Some((options, directive)) = directive(block) else { return };
            followed.insert(directive.start);
            if page.document.broken_at.is_some_and(|at| block.span.end > at) {
                return;
            }
            let Some((cluster, view)) = chosen(options, &page.document, directive, clusters, &mut findings)
            else {
                return;
            };
            let Some(fence) = Fence::of(text, block.span) else {
                followed.remove(&directive.start);
                return;
            };
            let drawing = view::draw(&clusters.all[cluster], &clusters.catalogue, course.language, view);
            let wanted =
                if matches!(block.kind, BlockKind::Diagram(_)) { drawing.mermaid() } else { drawing.tree() };
            all.push(Generated {
                page: id,
                fence: page.document.place(block.span),
                content: page.document.place(fence.content),
                directive: page.document.place(directive),
                cluster,
                written: text[fence.content.range()].to_owned(),
                wanted: fence.lines(&wanted),
            });
        });
        for directive in &page.document.directives {
            let generates = matches!(directive.value, Directive::Generate(_));
            if generates && !followed.contains(&directive.span.start) && page.document.broken_at.is_none() {
                findings.push(without_fence(&page.document, directive.span));
            }
        }
    }
    (all, findings)
}

/// The finding of a directive that has nothing to write into.
fn without_fence(document: &Document, directive: Span) -> Finding {
    Finding::new(code::INVALID_MODEL, document.place(directive), "there is no fence below for kurso to write")
        .help("put a fence on the next line: three backquotes, `mermaid` for a diagram, and three backquotes")
}

/// The directive that leaves a block to kurso.
pub(super) fn directive(block: &Block) -> Option<(&GenerateOptions, Span)> {
    directives_before(block).iter().find_map(|directive| match &directive.value {
        Directive::Generate(options) => Some((options, directive.span)),
        _ => None,
    })
}

fn chosen(
    options: &GenerateOptions,
    document: &Document,
    directive: Span,
    clusters: &Clusters,
    findings: &mut Vec<Finding>,
) -> Option<(usize, View)> {
    let cluster = match &options.cluster {
        Some(id) => {
            let found = clusters.find(&id.value);
            if found.is_none() {
                findings.push(unknown_cluster(document.place(id.span), &id.value, clusters));
            }
            found?
        }
        None => {
            if clusters.default.is_none() {
                let message = "this names no cluster, and the course has no default one";
                findings.push(
                    Finding::new(code::INVALID_MODEL, document.place(directive), message)
                        .help("write `generate cluster=ID view=NAME`"),
                );
            }
            clusters.default?
        }
    };
    let Some(name) = &options.view else { return Some((cluster, View::Overview)) };
    let view = View::from_name(&name.value);
    if view.is_none() {
        let known = words(View::ALL);
        let message = format!("no view is called `{}`", name.value);
        findings.push(
            Finding::new(code::INVALID_MODEL, document.place(name.span), message)
                .nearest(&name.value, known.iter().copied())
                .help(format!("there is {}", known.join(", "))),
        );
    }
    Some((cluster, view?))
}
