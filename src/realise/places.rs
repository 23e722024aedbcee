//! All places that a page shows something from or leads to.

use super::Visit;
use super::destination::Destination;
use super::edition::Audience;
use super::page::{Block, Element, Inline, Node, Page, Source, Value, walk};
use crate::span::FileId;
use std::collections::BTreeSet;

impl<A: Audience> Page<A> {
    /// All places that the page shows something from or leads to.
    #[must_use]
    pub fn destinations(&self) -> BTreeSet<Destination> {
        let mut found = BTreeSet::new();
        for blocks in std::iter::once(&self.blocks).chain(&self.footnotes) {
            walk(blocks, &mut |node| match node {
                Node::Block(Block::Element(element)) => found.extend(of_element(element)),
                Node::Block(Block::Diagram(diagram)) => {
                    found.extend(diagram.marks.values().filter_map(|mark| mark.to.clone()));
                    let cluster = diagram.model.as_ref().and_then(|model| model.cluster.clone());
                    found.extend(cluster.map(Destination::Cluster));
                }
                Node::Block(Block::Tree(tree)) => {
                    let groups = tree.parts.iter().flat_map(|parts| &parts.groups);
                    groups.flat_map(|group| group.header.iter().chain(&group.entries)).for_each(|entry| {
                        entry.push_destinations(&mut found);
                    });
                }
                Node::Inline(Inline::Link(link)) => drop(found.insert(link.to.clone())),
                Node::Inline(Inline::Element(element)) => found.extend(of_element(element)),
                Node::Inline(Inline::Image(image)) => match image.source {
                    Source::File(file) => drop(found.insert(Destination::File(file))),
                    Source::Remote | Source::Elsewhere | Source::Withheld | Source::Missing => {}
                },
                // No other block or inline names a place.
                Node::Block(_) | Node::Cell(_) | Node::Inline(_) => {}
            });
        }
        found
    }
}

fn of_element<C>(element: &Element<C>) -> impl Iterator<Item = Destination> + '_ {
    element.attributes.iter().filter_map(|(_, value)| match value {
        Value::To(destination) => Some(destination.clone()),
        Value::Text(_) => None,
    })
}

/// Collects the files of a page.
pub(super) struct Files;

impl Visit for Files {
    type Output = BTreeSet<FileId>;

    fn visit<A: Audience>(self, page: &Page<A>) -> BTreeSet<FileId> {
        let file = |destination| match destination {
            Destination::File(file) => Some(file),
            Destination::Page { .. }
            | Destination::Unit(_)
            | Destination::Component(_)
            | Destination::Cluster(_)
            | Destination::Address(_) => None,
        };
        page.destinations().into_iter().filter_map(file).collect()
    }
}
