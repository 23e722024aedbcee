//! Diagrams as pictures, component trees as lists.

use super::{HtmlWriter, escape};
use crate::course::Target;
use crate::figure::{Figure, Reading};
use crate::parse::diagram::Diagram;
use crate::parse::directive::Directive;
use crate::parse::tree::{Entry, TreeFigure};
use crate::render::Edition;
use crate::render::diagram::{self, Mark, Marks};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How a figure without a picture begins.
pub const BROKEN: &str = "<figure class=\"k-figure k-figure-broken\"";

/// The attribute of a figure that could not be drawn, whose value is where its diagram stands in the file of the page.
pub const UNDRAWN: &str = "data-undrawn-at";

/// What is there to be copied: remarks of the authors are not, settings for mermaid are.
fn without_comments(source: &str) -> String {
    let is_comment =
        |line: &str| line.trim_start().starts_with("%%") && !line.trim_start().starts_with("%%{");
    source.split_inclusive('\n').filter(|line| !is_comment(line)).collect()
}

impl HtmlWriter<'_> {
    pub(super) fn diagram(&mut self, source: &Diagram) {
        self.figures += 1;
        let number = self.figures;
        let figure = self
            .renderer
            .site
            .figure_at(self.page, source.span.start)
            .filter(|figure| figure.bound().is_some());
        let shown = source.source.text.as_str();
        let drawn = match &source.problem {
            Some(problem) => Err(problem.message.clone()),
            None => {
                let mut marks = figure.map(|figure| self.marks(figure)).unwrap_or_default();
                self.add_clicks(source, &mut marks);
                self.renderer.picture(shown, &format!("Figure-{number}-svg"), &marks)
            }
        };
        match drawn {
            Ok(svg) => {
                let bound = if figure.is_some() { " k-figure-bound" } else { "" };
                let wide = if diagram::is_wide(&svg) { " k-figure-wide" } else { "" };
                let _ = writeln!(
                    self.out,
                    "<figure class=\"k-figure{bound}{wide}\" id=\"Figure-{number}\" data-source=\"{}\"><div class=\"k-figure-body\" tabindex=\"0\">{svg}</div>",
                    escape(&without_comments(shown))
                );
                let caption = source.before.iter().chain(&source.directives).find_map(|directive| {
                    match &directive.value {
                        Directive::Caption(text) => Some(text.as_str()),
                        _ => None,
                    }
                });
                self.caption(number, caption, figure);
                self.out.push_str("</figure>\n");
            }
            Err(why) => {
                let title = self.renderer.word("not_drawn");
                // What is wrong with it is for those who can mend it.
                let told = match self.renderer.edition {
                    Edition::Instructor => format!(": {}", escape(&why)),
                    Edition::Learner => String::new(),
                };
                // A diagram that is written well and cannot be drawn is told by the audit, where no rule knows why.
                let is_told = source.problem.is_some() || source.formula().is_some();
                let undrawn = match is_told {
                    true => String::new(),
                    false => format!(" {UNDRAWN}=\"{}\" data-why=\"{}\"", source.span.start, escape(&why)),
                };
                let _ = writeln!(
                    self.out,
                    "{BROKEN} id=\"Figure-{number}\"{undrawn}><p class=\"k-why\">{title}{told}</p><pre tabindex=\"0\">{}</pre></figure>",
                    escape(shown)
                );
            }
        }
    }

    fn caption(&mut self, number: usize, caption: Option<&str>, figure: Option<&Figure>) {
        let word = self.renderer.word("figure");
        let _ = write!(self.out, "<figcaption><span class=\"k-figure-number\">{word} {number}</span>");
        if let Some(caption) = caption {
            let _ = write!(self.out, " {}", escape(caption));
        }
        let shown = |cluster: Option<usize>| {
            cluster.is_none_or(|cluster| self.renderer.clusters().any(|(known, _)| known == cluster))
        };
        if let Some(binding) = figure.and_then(Figure::bound).filter(|binding| shown(binding.cluster)) {
            let clusters = &self.renderer.site.clusters;
            let against = binding.cluster.map_or_else(
                || escape(self.renderer.word("catalogue")),
                |at| {
                    let id = &clusters.all[at].id.value;
                    let url =
                        self.renderer.cluster_url(&self.renderer.site.course.page(self.page).output, id);
                    format!("<a href=\"{url}\">{}</a>", escape(id))
                },
            );
            let coverage = self.renderer.word(binding.coverage.name());
            let _ = write!(
                self.out,
                " <span class=\"k-badge\">{}: {against} · {coverage}</span>",
                self.renderer.word("model")
            );
        }
        self.out.push_str("</figcaption>");
    }

    /// The class of each node's plane, and the page of its component, by the figure's own ids.
    fn marks(&self, figure: &Figure) -> Marks {
        let from = &self.renderer.site.course.page(self.page).output;
        let mark = |reading: &Reading| {
            let url = reading.entity.component().map(|id| self.renderer.component_url(from, id));
            Some(Mark { class: self.renderer.plane_class(reading)?, url })
        };
        figure
            .nodes
            .iter()
            .filter_map(|node| Some((node.id.clone(), mark(node.reading.as_ref()?)?)))
            .collect()
    }

    /// Where the author's own clicks lead, as far as there is such a place.
    fn add_clicks(&self, source: &Diagram, marks: &mut Marks) {
        let site = &self.renderer.site;
        for click in source.clicks() {
            let Some((address, _)) = click.target else { continue };
            let url = match site.course.target(self.page, address, &site.tree) {
                // The writer of the picture escapes it.
                Target::External => Some(address.to_owned()),
                target => self.url(&target),
            };
            if url.is_some() {
                marks.entry(click.node.to_owned()).or_default().url = url;
            }
        }
    }

    pub(super) fn tree(&mut self, tree: &TreeFigure) {
        let figure = self
            .renderer
            .site
            .figure_at(self.page, tree.span.start)
            .filter(|figure| figure.bound().is_some());
        let Some(figure) = figure else {
            let _ = writeln!(
                self.out,
                "<pre class=\"k-outline\" tabindex=\"0\"><code>{}</code></pre>",
                escape(&tree.source.text)
            );
            return;
        };
        // Entries and the figure's nodes have the same places.
        let readings: BTreeMap<usize, &Reading> = figure
            .nodes
            .iter()
            .filter_map(|node| Some((node.label.span.start, node.reading.as_ref()?)))
            .chain(
                figure
                    .containers
                    .iter()
                    .filter_map(|container| Some((container.title.span.start, container.reading.as_ref()?))),
            )
            .collect();
        self.out.push_str("<div class=\"k-tree\">\n");
        if let Some(title) = &tree.title {
            let _ = writeln!(self.out, "<p class=\"k-tree-title\">{}</p>", escape(&title.value));
        }
        for block in &tree.blocks {
            if let Some(header) = &block.header {
                self.out.push_str("<p class=\"k-tree-header\">");
                self.entry_text(header, &readings);
                self.out.push_str("</p>\n");
            }
            self.entries(&block.entries, &readings);
        }
        let label = self.renderer.word("tree_source");
        let _ = writeln!(
            self.out,
            "<details class=\"k-tree-source\"><summary>{label}</summary><pre class=\"k-outline\" tabindex=\"0\"><code>{}</code></pre></details></div>",
            escape(&tree.source.text)
        );
    }

    fn entries(&mut self, entries: &[Entry], readings: &BTreeMap<usize, &Reading>) {
        if entries.is_empty() {
            return;
        }
        self.out.push_str("<ul class=\"k-tree-list\">\n");
        for entry in entries {
            self.out.push_str("<li>");
            self.entry_text(entry, readings);
            self.entries(&entry.children, readings);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn entry_text(&mut self, entry: &Entry, readings: &BTreeMap<usize, &Reading>) {
        let from = self.renderer.site.course.page(self.page).output.clone();
        let reading = readings.get(&entry.name.span.start).or_else(|| readings.get(&entry.span.start));
        self.out.push_str("<span class=\"k-tree-name\">");
        let name = escape(&entry.name.value);
        let class = reading
            .and_then(|reading| self.renderer.plane_class(reading))
            .map_or(String::new(), |class| format!(" {class}"));
        let _ = match reading.and_then(|reading| reading.entity.component()) {
            Some(component) => {
                let url = self.renderer.component_url(&from, component);
                write!(self.out, "<a class=\"k-chip{class}\" href=\"{url}\">{name}</a>")
            }
            None if reading.is_some() && !class.is_empty() => {
                write!(self.out, "<span class=\"k-chip{class}\">{name}</span>")
            }
            None => write!(self.out, "{name}"),
        };
        if let Some(alias) = &entry.alias {
            let _ = write!(self.out, " <span class=\"k-tree-alias\">({})</span>", escape(&alias.value));
        }
        if let Some(target) = &entry.target {
            let _ = write!(self.out, " → {}", escape(&target.value));
        }
        self.out.push_str("</span>");
        let description: Vec<&str> = entry
            .description
            .iter()
            .map(|text| text.value.as_str())
            .chain(entry.continuation.iter().map(|text| text.value.as_str()))
            .collect();
        if !description.is_empty() {
            let _ = write!(
                self.out,
                " <span class=\"k-tree-description\">{}</span>",
                escape(&description.join(" "))
            );
        }
    }
}
