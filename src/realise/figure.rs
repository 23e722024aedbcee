//! Diagrams and component trees.

use super::block::Finisher;
use super::destination::{Destination, Resolved};
use super::edition::Audience;
use super::page::{Diagram, Mark, Model, Tree, TreeEntry, TreeGroup, TreeParts};
use crate::figure::{Figure, Reading};
use crate::parse::diagram;
use crate::parse::directive::Directive;
use crate::parse::tree::{Entry, TreeFigure};
use std::collections::BTreeMap;

impl<A: Audience> Finisher<'_, A> {
    pub(super) fn diagram(&mut self, diagram: &diagram::Diagram) -> Diagram {
        self.diagrams += 1;
        let scope = &self.realised.scope;
        let figure = self.bound(diagram.span.start);
        let binding = figure.and_then(Figure::bound);
        // What a cluster that this edition does not have is called is no reader's.
        let shown = |cluster: Option<usize>| {
            cluster.is_none_or(|cluster| scope.clusters().any(|(known, _)| known == cluster))
        };
        let model = binding.filter(|binding| shown(binding.cluster));
        let caption = diagram.before.iter().chain(&diagram.directives).find_map(|said| match &said.value {
            Directive::Caption(text) => Some(text.clone()),
            _ => None,
        });
        Diagram {
            number: self.diagrams,
            start: diagram.span.start,
            source: diagram.source.text.clone(),
            problem: diagram.problem.as_ref().map(|problem| problem.message.clone()),
            is_told: diagram.problem.is_some() || diagram.formula().is_some(),
            caption,
            labels: diagram.labels().map(str::to_owned).collect(),
            marks: self.marks(diagram, figure),
            bound: figure.is_some(),
            model: model.map(|binding| {
                let clusters = &scope.site.clusters.all;
                let cluster = binding.cluster.and_then(|at| clusters.get(at)).map(|own| own.id.value.clone());
                Model { cluster, coverage: binding.coverage }
            }),
        }
    }

    /// The figure whose content begins there, where it is held against a model.
    fn bound(&self, start: usize) -> Option<&Figure> {
        self.realised.scope.site.figure_at(self.page, start).filter(|figure| figure.bound().is_some())
    }

    /// The class of each node's plane and the page of its component, and where the author's own clicks lead.
    fn marks(&self, diagram: &diagram::Diagram, figure: Option<&Figure>) -> BTreeMap<String, Mark> {
        let scope = &self.realised.scope;
        let mark = |reading: &Reading| {
            let to = reading.entity.component().map(|id| Destination::Component(id.to_owned()));
            Some(Mark { class: scope.plane_class(reading)?, to })
        };
        let nodes = figure.into_iter().flat_map(|figure| &figure.nodes);
        let mut marks: BTreeMap<String, Mark> =
            nodes.filter_map(|node| Some((node.id.clone(), mark(node.reading.as_ref()?)?))).collect();
        for click in diagram.clicks() {
            let Some((address, _)) = click.target else { continue };
            if let Resolved::To(to) = scope.resolve(self.page, address) {
                marks.entry(click.node.to_owned()).or_default().to = Some(to);
            }
        }
        marks
    }

    pub(super) fn tree(&self, tree: &TreeFigure) -> Tree {
        let parts = self.bound(tree.span.start).map(|figure| {
            // Entries and the figure's nodes have the same places.
            let nodes = figure.nodes.iter().map(|node| (&node.label, &node.reading));
            let containers = figure.containers.iter().map(|container| (&container.title, &container.reading));
            let readings: Readings<'_> = nodes
                .chain(containers)
                .filter_map(|(name, reading)| Some((name.span.start, reading.as_ref()?)))
                .collect();
            let group = |block: &crate::parse::tree::TreeBlock| TreeGroup {
                header: block.header.as_ref().map(|header| self.entry(header, &readings)),
                entries: block.entries.iter().map(|entry| self.entry(entry, &readings)).collect(),
            };
            TreeParts {
                title: tree.title.as_ref().map(|title| title.value.clone()),
                groups: tree.blocks.iter().map(group).collect(),
            }
        });
        Tree { source: tree.source.text.clone(), parts }
    }

    fn entry(&self, entry: &Entry, readings: &Readings<'_>) -> TreeEntry {
        let reading =
            readings.get(&entry.name.span.start).or_else(|| readings.get(&entry.span.start)).copied();
        let component = reading.and_then(|reading| reading.entity.component());
        let description = entry.description.iter().chain(&entry.continuation);
        TreeEntry {
            name: entry.name.value.clone(),
            class: reading.and_then(|reading| self.realised.scope.plane_class(reading)),
            to: component.map(|id| Destination::Component(id.to_owned())),
            alias: entry.alias.as_ref().map(|alias| alias.value.clone()),
            target: entry.target.as_ref().map(|target| target.value.clone()),
            description: description.map(|text| text.value.as_str()).collect::<Vec<_>>().join(" "),
            children: entry.children.iter().map(|child| self.entry(child, readings)).collect(),
        }
    }
}

/// What names stand for, by where they begin.
type Readings<'f> = BTreeMap<usize, &'f Reading>;
