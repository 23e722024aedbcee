//! Blocks.

use super::HtmlWriter;
use crate::parse::ast::Alignment;
use crate::realise::Audience;
use crate::realise::page::{Block, Code, Heading, Inline, List, Tab, Table, plain_text};

impl<A: Audience> HtmlWriter<'_, A> {
    pub(super) fn blocks(&mut self, blocks: &[Block<A>]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    pub(super) fn block(&mut self, block: &Block<A>) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(inlines) => {
                // `<details>` cannot stand in a paragraph of HTML.
                let (tag, attributes) = match inlines.iter().any(folds) {
                    true => ("div", &[("class", "k-paragraph")][..]),
                    false => ("p", &[][..]),
                };
                self.out.open(tag, attributes);
                self.inlines(inlines);
                self.out.close(tag);
                self.out.line();
            }
            Block::Plain(inlines) => self.inlines(inlines),
            Block::List(list) => self.list(list),
            Block::Tabs(tabs) => self.tabs(tabs),
            Block::Quote(blocks) => {
                self.out.open("blockquote", &[]);
                self.out.line();
                self.blocks(blocks);
                self.out.close("blockquote");
                self.out.line();
            }
            Block::Alert(kind, blocks) => {
                let name = kind.name();
                self.out.open("aside", &[("class", &format!("k-alert k-alert-{name}"))]);
                let title = self.renderer.word(&format!("alert_{name}"));
                self.out.element("p", &[("class", "k-alert-title")], title);
                self.out.line();
                self.blocks(blocks);
                self.out.close("aside");
                self.out.line();
            }
            Block::Table(table) => self.table(table),
            Block::Formula(source) => {
                self.formula(source, true);
                self.out.line();
            }
            Block::Code(code) => self.code(code),
            Block::Diagram(diagram) => self.diagram(diagram),
            Block::Tree(tree) => self.tree(tree),
            Block::Rule => {
                self.out.open("hr", &[]);
                self.out.line();
            }
            Block::Element(element) => {
                self.open_element(element);
                self.blocks(&element.children);
                self.out.close(&element.tag);
                self.out.line();
            }
            Block::Solution { open, blocks } => {
                let mut attributes = vec![("class", "k-solution")];
                attributes.extend(open.then_some(("open", "")));
                self.out.open("details", &attributes);
                self.out.element("summary", &[], self.renderer.word("solution"));
                self.out.line();
                self.blocks(blocks);
                self.out.close("details");
                self.out.line();
            }
            Block::Note(note) => self.note(A::blocks(note)),
        }
    }

    fn note(&mut self, blocks: &[Block<A>]) {
        self.out.open("aside", &[("class", "k-note")]);
        self.out.element("p", &[("class", "k-note-title")], self.renderer.word("instructor_note"));
        self.out.line();
        self.blocks(blocks);
        self.out.close("aside");
        self.out.line();
    }

    pub(super) fn heading(&mut self, heading: &Heading<A>) {
        // The page has one first-level heading, its title.
        let tag = format!("h{}", heading.level.max(2));
        self.out.open(&tag, &[("id", &heading.anchor)]);
        self.inlines(&heading.inlines);
        if let Some(minutes) = heading.minutes {
            self.out.open("span", &[("class", "k-minutes")]);
            self.out.text(&minutes.to_string());
            self.out.element("span", &[("class", "k-unit")], self.renderer.word("minutes"));
            self.out.close("span");
        }
        let fragment = crate::render::url::fragment(&heading.anchor);
        let label = self.renderer.word("anchor");
        self.out.element("a", &[("class", "k-anchor"), ("href", &fragment), ("aria-label", label)], "#");
        self.out.close(&tag);
        self.out.line();
    }

    fn code(&mut self, code: &Code) {
        let language = code.language.as_deref();
        let mut attributes = vec![("class", "k-code")];
        attributes.extend(language.map(|language| ("data-language", language)));
        attributes.push(("tabindex", "0"));
        self.out.open("pre", &attributes);
        self.out.open("code", &[]);
        match language.filter(|_| !code.plain) {
            Some(language) => self.out.drawn(&self.renderer.code(&code.text, language)),
            None => self.out.text(&code.text),
        }
        self.out.close("code");
        self.out.close("pre");
        self.out.line();
    }

    /// Without the script they stand one below the other.
    fn tabs(&mut self, tabs: &[Tab<A>]) {
        self.out.open("div", &[("class", "k-tabs")]);
        self.out.line();
        for tab in tabs {
            self.out.open("div", &[("class", "k-tab")]);
            self.out.open("p", &[("class", "k-tab-title")]);
            self.inlines(&tab.title);
            self.out.close("p");
            self.out.line();
            self.blocks(&tab.blocks);
            self.out.close("div");
            self.out.line();
        }
        self.out.close("div");
        self.out.line();
    }

    fn list(&mut self, list: &List<A>) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        let start = list.start.filter(|start| *start != 1).map(|start| start.to_string());
        let attributes: Vec<_> = start.as_deref().map(|start| ("start", start)).into_iter().collect();
        self.out.open(tag, &attributes);
        self.out.line();
        for item in &list.items {
            let Some(done) = item.task else {
                self.out.open("li", &[]);
                self.blocks(&item.blocks);
                self.out.close("li");
                self.out.line();
                continue;
            };
            let label = match item.blocks.first() {
                Some(Block::Paragraph(inlines) | Block::Plain(inlines)) => plain_text(inlines),
                _ => String::new(),
            };
            self.out.open("li", &[("class", "k-task")]);
            let mut attributes = vec![("type", "checkbox"), ("aria-label", label.trim())];
            attributes.extend(done.then_some(("checked", "")));
            self.out.open("input", &attributes);
            self.out.text(" ");
            self.blocks(&item.blocks);
            self.out.close("li");
            self.out.line();
        }
        self.out.close(tag);
        self.out.line();
    }

    fn table(&mut self, table: &Table<A>) {
        let align = |column: usize| match table.alignments.get(column) {
            Some(Alignment::Left) => Some(("align", "left")),
            Some(Alignment::Center) => Some(("align", "center")),
            Some(Alignment::Right) => Some(("align", "right")),
            Some(Alignment::None) | None => None,
        };
        self.out.open("div", &[("class", "k-table")]);
        self.out.open("table", &[]);
        self.out.line();
        self.out.open("thead", &[]);
        self.out.open("tr", &[]);
        for (column, cell) in table.head.iter().enumerate() {
            let attributes: Vec<_> = [("scope", "col")].into_iter().chain(align(column)).collect();
            self.cell("th", &attributes, cell);
        }
        self.out.close("tr");
        self.out.close("thead");
        self.out.line();
        self.out.open("tbody", &[]);
        self.out.line();
        for row in &table.rows {
            self.out.open("tr", &[]);
            for (column, cell) in row.iter().enumerate() {
                let attributes: Vec<_> = align(column).into_iter().collect();
                self.cell("td", &attributes, cell);
            }
            self.out.close("tr");
            self.out.line();
        }
        for tag in ["tbody", "table", "div"] {
            self.out.close(tag);
        }
        self.out.line();
    }

    fn cell(&mut self, tag: &str, attributes: &[(&str, &str)], cell: &[Inline<A>]) {
        self.out.open(tag, attributes);
        self.inlines(cell);
        self.out.close(tag);
    }
}

/// Whether an inline holds a `<details>`.
fn folds<A: Audience>(inline: &Inline<A>) -> bool {
    match inline {
        Inline::Element(element) => element.tag == "details" || element.children.iter().any(folds),
        Inline::Emphasis(children)
        | Inline::Strong(children)
        | Inline::Strikethrough(children)
        | Inline::Missing(children) => children.iter().any(folds),
        Inline::Link(link) => link.children.iter().any(folds),
        // Notes in a line are text.
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Math { .. }
        | Inline::Image(_)
        | Inline::SoftBreak
        | Inline::HardBreak
        | Inline::Footnote(_)
        | Inline::Note(_) => false,
    }
}
