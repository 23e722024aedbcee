//! Diagrams as pictures, component trees as lists.

use super::HtmlWriter;
use super::markup::Drawn;
use crate::diagnostic::{Finding, code};
use crate::realise::page::{Diagram, Tree, TreeEntry};
use crate::realise::{Audience, Destination, Edition};
use crate::render::diagram;
use crate::span::{Place, Span};

/// What is there to be copied: remarks of the authors are not, settings for mermaid are.
fn without_comments(source: &str) -> String {
    let is_comment =
        |line: &str| line.trim_start().starts_with("%%") && !line.trim_start().starts_with("%%{");
    source.split_inclusive('\n').filter(|line| !is_comment(line)).collect()
}

impl<A: Audience> HtmlWriter<'_, A> {
    pub(super) fn diagram(&mut self, diagram: &Diagram) {
        match self.renderer.picture(self.from, diagram) {
            Ok(svg) => self.drawn(diagram, &svg),
            Err(why) => self.undrawn(diagram, &why),
        }
    }

    fn drawn(&mut self, diagram: &Diagram, svg: &Drawn) {
        let bound = if diagram.bound { " k-figure-bound" } else { "" };
        let wide = if diagram::is_wide(&svg.0) { " k-figure-wide" } else { "" };
        let attributes = [
            ("class", &*format!("k-figure{bound}{wide}")),
            ("id", &*format!("Figure-{}", diagram.number)),
            ("data-source", &*without_comments(&diagram.source)),
        ];
        self.out.open("figure", &attributes);
        self.out.open("div", &[("class", "k-figure-body"), ("tabindex", "0")]);
        self.out.drawn(svg);
        self.out.close("div");
        self.caption(diagram);
        self.out.close("figure");
        self.out.line();
    }

    /// The source of a diagram without a picture.
    fn undrawn(&mut self, diagram: &Diagram, why: &str) {
        // Where no rule knows why a diagram cannot be drawn, its page says it.
        if !diagram.is_told {
            let file = self.renderer.site().course.page(self.page.id).file;
            let place = Place::new(file, Span::new(diagram.start, diagram.start));
            let message =
                format!("the page shows the source of this diagram, because it cannot be drawn: {why}");
            self.findings.push(
                Finding::new(code::FIGURE_NOT_DRAWN, place, message)
                    .help("write it in another way, or draw it with another tool and show the picture"),
            );
        }
        let id = format!("Figure-{}", diagram.number);
        self.out.open("figure", &[("class", "k-figure k-figure-broken"), ("id", &id)]);
        let title = self.renderer.word("not_drawn");
        // What is wrong with it is for those who can fix it.
        let told = match A::EDITION {
            Edition::Instructor => format!("{title}: {why}"),
            Edition::Learner => title.to_owned(),
        };
        self.out.element("p", &[("class", "k-why")], &told);
        self.out.element("pre", &[("tabindex", "0")], &diagram.source);
        self.out.close("figure");
        self.out.line();
    }

    fn caption(&mut self, diagram: &Diagram) {
        self.out.open("figcaption", &[]);
        let number = format!("{} {}", self.renderer.word("figure"), diagram.number);
        self.out.element("span", &[("class", "k-figure-number")], &number);
        if let Some(caption) = &diagram.caption {
            self.out.text(" ");
            self.out.text(caption);
        }
        if let Some(model) = &diagram.model {
            self.out.text(" ");
            self.out.open("span", &[("class", "k-badge")]);
            self.out.text(&format!("{}: ", self.renderer.word("model")));
            match &model.cluster {
                Some(id) => {
                    let url = self.url(&Destination::Cluster(id.clone()));
                    self.out.element("a", &[("href", &url)], id);
                }
                None => self.out.text(self.renderer.word("catalogue")),
            }
            self.out.text(&format!(" · {}", self.renderer.word(model.coverage.name())));
            self.out.close("span");
        }
        self.out.close("figcaption");
    }

    pub(super) fn tree(&mut self, tree: &Tree) {
        let Some(parts) = &tree.parts else {
            self.outline(&tree.source);
            return self.out.line();
        };
        self.out.open("div", &[("class", "k-tree")]);
        self.out.line();
        if let Some(title) = &parts.title {
            self.out.element("p", &[("class", "k-tree-title")], title);
            self.out.line();
        }
        for group in &parts.groups {
            if let Some(header) = &group.header {
                self.out.open("p", &[("class", "k-tree-header")]);
                self.entry_text(header);
                self.out.close("p");
                self.out.line();
            }
            self.entries(&group.entries);
        }
        self.out.open("details", &[("class", "k-tree-source")]);
        self.out.element("summary", &[], self.renderer.word("tree_source"));
        self.outline(&tree.source);
        self.out.close("details");
        self.out.close("div");
        self.out.line();
    }

    fn outline(&mut self, source: &str) {
        self.out.open("pre", &[("class", "k-outline"), ("tabindex", "0")]);
        self.out.element("code", &[], source);
        self.out.close("pre");
    }

    fn entries(&mut self, entries: &[TreeEntry]) {
        if entries.is_empty() {
            return;
        }
        self.out.open("ul", &[("class", "k-tree-list")]);
        self.out.line();
        for entry in entries {
            self.out.open("li", &[]);
            self.entry_text(entry);
            self.entries(&entry.children);
            self.out.close("li");
            self.out.line();
        }
        self.out.close("ul");
        self.out.line();
    }

    fn entry_text(&mut self, entry: &TreeEntry) {
        self.out.open("span", &[("class", "k-tree-name")]);
        let class =
            entry.class.as_ref().map_or_else(|| "k-chip".to_owned(), |class| format!("k-chip {class}"));
        match (&entry.to, &entry.class) {
            (Some(to), _) => {
                let url = self.url(to);
                self.out.element("a", &[("class", &class), ("href", &url)], &entry.name);
            }
            (None, Some(_)) => self.out.element("span", &[("class", &class)], &entry.name),
            (None, None) => self.out.text(&entry.name),
        }
        if let Some(alias) = &entry.alias {
            self.out.text(" ");
            self.out.element("span", &[("class", "k-tree-alias")], &format!("({alias})"));
        }
        if let Some(target) = &entry.target {
            self.out.text(&format!(" → {target}"));
        }
        self.out.close("span");
        if !entry.description.is_empty() {
            self.out.text(" ");
            self.out.element("span", &[("class", "k-tree-description")], &entry.description);
        }
    }
}
