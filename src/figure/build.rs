//! Documents → bound figures.

use super::{Container, Edge, Figure, FigureKind, Node, Reading, Reason, binding, reading};
use crate::cluster::{Catalogue, Clusters};
use crate::course::{Course, Page, PageId};
use crate::parse::ast::{Block, BlockKind, Document, Walked, walk};
use crate::parse::diagram::{Diagram, DiagramKind, End, Heads};
use crate::parse::directive::Directive;
use crate::parse::tree::{Entry, TreeFigure};
use crate::span::Spanned;
use rayon::prelude::*;

/// The figures of a course, bound. Those of a page that `known` tells are taken as they are: they depend on nothing but
/// the page and the clusters.
#[must_use]
pub fn bind<'k>(
    course: &Course,
    clusters: &Clusters,
    known: impl Fn(PageId, &Page) -> Option<&'k [Figure]> + Sync,
) -> Vec<Figure> {
    let of_page = |(id, page): (PageId, &Page)| {
        if let Some(known) = known(id, page) {
            return known.to_vec();
        }
        let mut figures = Vec::new();
        let mut found: Vec<&Block> = Vec::new();
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Block(block) = node
                && matches!(block.kind, BlockKind::Diagram(_) | BlockKind::Tree(_))
            {
                found.push(block);
            }
        });
        for block in found {
            // Behind a broken fence the file is inside out.
            if page.document.broken_at.is_some_and(|at| block.span.end > at) {
                continue;
            }
            let (figure, directives) = match &block.kind {
                BlockKind::Diagram(diagram) => (
                    of_diagram(id, &page.document, diagram, &clusters.catalogue),
                    [&diagram.before, &diagram.directives],
                ),
                BlockKind::Tree(tree) => {
                    (of_tree(id, &page.document, tree, &clusters.catalogue), [&tree.before, &tree.before])
                }
                _ => continue,
            };
            let mut directives: Vec<&Spanned<Directive>> = directives.into_iter().flatten().collect();
            directives.dedup();
            figures.push(binding::bind(figure, &directives, &page.document, clusters));
        }
        figures
    };
    let pages: Vec<_> = course.pages().collect();
    pages.into_par_iter().flat_map_iter(of_page).collect()
}

fn of_diagram(page: PageId, document: &Document, diagram: &Diagram, catalogue: &Catalogue) -> Figure {
    let containers: Vec<Container> = diagram
        .containers
        .iter()
        .map(|container| Container {
            id: container.id.clone(),
            title: container.title.clone(),
            parent: container.parent,
            reading: reading::read(&container.title.value, catalogue),
        })
        .collect();
    let nodes = diagram
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| Node {
            id: node.id.value.clone(),
            label: node.label.clone(),
            container: node.container,
            reading: reading::read(&node.label.value, catalogue),
            cut_off: diagram
                .edges
                .iter()
                .any(|edge| edge.crossed && [edge.from, edge.to].contains(&End::Node(at))),
        })
        .collect();
    let edges = diagram
        .edges
        .iter()
        // What must not be is drawn crossed out, or says so.
        .filter(|edge| !edge.crossed && !edge.label.as_ref().is_some_and(|label| says_not(&label.value)))
        .map(|edge| Edge {
            from: edge.from,
            to: edge.to,
            label: edge.label.clone(),
            heads: edge.heads,
            span: edge.span,
        })
        .collect();
    let mut figure = Figure {
        page,
        place: document.place(diagram.span),
        kind: FigureKind::Diagram,
        is_flowchart: diagram.kind == DiagramKind::Flowchart,
        nodes,
        containers,
        edges,
        shows_failure: shows_failure(document, diagram.span.start),
        section: document.unit_at(diagram.span.start),
        binding: Err(Reason::NoEvidence),
        findings: Vec::new(),
    };
    reading::read_in_company(&mut figure, catalogue);
    figure
}

/// Whether the nearest heading says that something is down.
fn shows_failure(document: &Document, offset: usize) -> bool {
    // Of high availability one speaks with the word 장애, too.
    const WORDS: &[&str] = &[
        "장애 시",
        "장애 발생",
        "장애 상황",
        "장애가",
        "다운",
        "멈추면",
        "멈춘",
        " fails",
        "failure of",
        "after a failure",
        "is down",
    ];
    document.headings_around(offset).next().is_some_and(|heading| {
        let text = crate::lang::fold(&heading.text);
        WORDS.iter().any(|word| text.contains(word))
    })
}

/// Whether an edge's label says that there is no such edge.
fn says_not(label: &str) -> bool {
    let label = crate::lang::fold(label);
    [
        "금지",
        "불가",
        "차단",
        "안 됨",
        "안됨",
        "없음",
        "❌",
        "✗",
        "✕",
        "🚫",
        "not ",
        "never",
        "no access",
        "denied",
        "forbidden",
        "blocked",
    ]
    .iter()
    .any(|word| label.contains(word))
}

fn of_tree(page: PageId, document: &Document, tree: &TreeFigure, catalogue: &Catalogue) -> Figure {
    let mut figure = Figure {
        page,
        place: document.place(tree.span),
        kind: FigureKind::Tree,
        is_flowchart: false,
        nodes: Vec::new(),
        containers: Vec::new(),
        edges: Vec::new(),
        shows_failure: false,
        section: document.unit_at(tree.span.start),
        binding: Err(Reason::NoEvidence),
        findings: Vec::new(),
    };
    for block in &tree.blocks {
        let container = block.header.as_ref().map(|header| {
            figure.containers.push(Container {
                id: header.name.value.clone(),
                title: header_title(header),
                parent: None,
                reading: read_entry(header, catalogue),
            });
            figure.containers.len() - 1
        });
        for entry in &block.entries {
            add_entry(&mut figure, entry, container, catalogue);
        }
    }
    figure
}

fn header_title(entry: &Entry) -> Spanned<String> {
    Spanned::new(entry_text(entry), entry.span)
}

fn add_entry(figure: &mut Figure, entry: &Entry, container: Option<usize>, catalogue: &Catalogue) {
    let reading = read_entry(entry, catalogue);
    // A plane or a node with entries below is a container; anything else with entries below explains itself.
    let inner = if !entry.children.is_empty()
        && reading.as_ref().is_some_and(|reading| reading.entity.plane().is_some())
    {
        let id = entry.name.value.clone();
        figure.containers.push(Container { id, title: header_title(entry), parent: container, reading });
        Some(figure.containers.len() - 1)
    } else {
        figure.nodes.push(Node {
            id: entry.name.value.clone(),
            label: entry.name.clone(),
            container,
            reading,
            cut_off: false,
        });
        if let Some(target) = &entry.target {
            let from = End::Node(figure.nodes.len() - 1);
            figure.nodes.push(Node {
                id: target.value.clone(),
                label: target.clone(),
                // An arrow's target is what something talks to, not what stands here.
                container: None,
                reading: reading::read(&target.value, catalogue),
                cut_off: false,
            });
            let to = End::Node(figure.nodes.len() - 1);
            figure.edges.push(Edge {
                from,
                to,
                label: entry.description.clone(),
                heads: Heads::To,
                span: entry.span,
            });
        }
        // What stands below a component says what that component does, with whom, not where things run.
        None
    };
    for child in &entry.children {
        add_entry(figure, child, inner, catalogue);
    }
}

fn entry_text(entry: &Entry) -> String {
    match &entry.alias {
        Some(alias) => format!("{} ({})", entry.name.value, alias.value),
        None => entry.name.value.clone(),
    }
}

/// A tree's entry is read as a label; a description that is a port alone belongs to it.
fn read_entry(entry: &Entry, catalogue: &Catalogue) -> Option<Reading> {
    let mut reading = reading::read(&entry_text(entry), catalogue)?;
    if let Some(description) = &entry.description {
        reading.port = reading.port.or_else(|| reading::port(&description.value));
    }
    Some(reading)
}
