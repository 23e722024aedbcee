//! Blocks.

use super::{HtmlWriter, escape};
use crate::parse::answer::{self, Answer};
use crate::parse::ast::{
    Alignment, Block, BlockKind, Element, Heading, Inline, InlineKind, List, Table, plain_text,
};
use std::fmt::Write;

impl HtmlWriter<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    pub(super) fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(inlines) => {
                // What folds is no part of a paragraph in HTML.
                let (open, close) = match inlines.iter().any(folds) {
                    true => ("<div class=\"k-paragraph\">", "</div>\n"),
                    false => ("<p>", "</p>\n"),
                };
                self.out.push_str(open);
                self.inlines(inlines);
                self.out.push_str(close);
            }
            BlockKind::Plain(inlines) => self.inlines(inlines),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::Alert(kind, blocks) => {
                let name = kind.name();
                let title = self.renderer.word(&format!("alert_{name}"));
                let _ = writeln!(
                    self.out,
                    "<aside class=\"k-alert k-alert-{name}\"><p class=\"k-alert-title\">{title}</p>"
                );
                self.blocks(blocks);
                self.out.push_str("</aside>\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code(code) if code.language.as_deref() == Some("math") => {
                self.formula(code.text.text.trim(), true);
                self.out.push('\n');
            }
            BlockKind::Code(code) => {
                let language = code.language.as_deref();
                let attribute = language
                    .map_or(String::new(), |language| format!(" data-language=\"{}\"", escape(language)));
                let _ = writeln!(
                    self.out,
                    "<pre class=\"k-code\"{attribute} tabindex=\"0\"><code>{}</code></pre>",
                    self.renderer.code(&code.text.text, language.filter(|_| !code.plain))
                );
            }
            BlockKind::Diagram(diagram) => self.diagram(diagram),
            BlockKind::Tree(tree) => self.tree(tree),
            BlockKind::Rule => self.out.push_str("<hr>\n"),
            BlockKind::Element(element) => self.element(block, element),
            BlockKind::Solution(blocks) => {
                let open = if self.renderer.shows_answers() { " open" } else { "" };
                let title = self.renderer.word("solution");
                let _ = writeln!(self.out, "<details class=\"k-solution\"{open}><summary>{title}</summary>");
                self.blocks(blocks);
                self.out.push_str("</details>\n");
            }
            // Definitions are written at the foot of the page.
            BlockKind::FootnoteDefinition(..) => {}
            BlockKind::Note(blocks) => self.note(blocks),
        }
        self.notes_below();
    }

    pub(super) fn note(&mut self, blocks: &[Block]) {
        let title = self.renderer.word("instructor_note");
        let _ = writeln!(self.out, "<aside class=\"k-note\"><p class=\"k-note-title\">{title}</p>");
        self.blocks(blocks);
        self.out.push_str("</aside>\n");
    }

    pub(super) fn heading(&mut self, heading: &Heading) {
        // The page has one first-level heading, its title.
        let level = heading.level.max(2);
        let id = escape(&heading.slug);
        let _ = write!(self.out, "<h{level} id=\"{id}\">");
        let linking = std::mem::replace(&mut self.linking, false);
        match heading.duration {
            Some(duration) => {
                let shown = &heading.text[duration.in_text.range()];
                self.inlines(&without(&heading.inlines, shown));
                let unit = self.renderer.word("minutes");
                let _ = write!(
                    self.out,
                    "<span class=\"k-minutes\">{}<span class=\"k-unit\">{unit}</span></span>",
                    duration.minutes
                );
            }
            None => self.inlines(&heading.inlines),
        }
        self.linking = linking;
        let label = self.renderer.word("anchor");
        let fragment = crate::render::url::fragment(&heading.slug);
        let _ = writeln!(
            self.out,
            "<a class=\"k-anchor\" href=\"{fragment}\" aria-label=\"{label}\">#</a></h{level}>"
        );
    }

    /// Items whose first block is a title. Without the script they stand one below the other.
    fn tabs(&mut self, list: &List) {
        self.out.push_str("<div class=\"k-tabs\">\n");
        for item in &list.items {
            let Some((title, rest)) = item.blocks.split_first() else { continue };
            self.out.push_str("<div class=\"k-tab\"><p class=\"k-tab-title\">");
            if let BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) = &title.kind {
                let linking = std::mem::replace(&mut self.linking, false);
                self.inlines(inlines);
                self.linking = linking;
            }
            self.out.push_str("</p>\n");
            self.blocks(rest);
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn list(&mut self, list: &List) {
        if list.tabs {
            return self.tabs(list);
        }
        let (open, close) = match list.start {
            Some(1) => ("<ol>".to_owned(), "</ol>"),
            Some(start) => (format!("<ol start=\"{start}\">"), "</ol>"),
            None => ("<ul>".to_owned(), "</ul>"),
        };
        self.out.push_str(&open);
        self.out.push('\n');
        for item in &list.items {
            match item.task {
                Some(done) => {
                    let label = item.blocks.first().map_or_else(String::new, |block| match &block.kind {
                        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => plain_text(inlines),
                        _ => String::new(),
                    });
                    let checked = if done { " checked" } else { "" };
                    let _ = write!(
                        self.out,
                        "<li class=\"k-task\"><input type=\"checkbox\" aria-label=\"{}\"{checked}> ",
                        escape(label.trim())
                    );
                }
                None => self.out.push_str("<li>"),
            }
            self.blocks(&item.blocks);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(close);
        self.out.push('\n');
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<div class=\"k-table\"><table>\n<thead><tr>");
        let align = |column: usize| match table.alignments.get(column) {
            Some(Alignment::Left) => " align=\"left\"",
            Some(Alignment::Center) => " align=\"center\"",
            Some(Alignment::Right) => " align=\"right\"",
            Some(Alignment::None) | None => "",
        };
        for (column, cell) in table.head.iter().enumerate() {
            let _ = write!(self.out, "<th scope=\"col\"{}>", align(column));
            self.inlines(cell);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let _ = write!(self.out, "<td{}>", align(column));
                self.inlines(cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    /// The attributes of an element: a solution stands open where the edition says so.
    pub(super) fn folded(
        &self,
        answer: Option<Answer>,
        attributes: &[(String, String)],
    ) -> Vec<(String, String)> {
        let mut attributes = attributes.to_vec();
        if answer == Some(Answer::Solution) {
            attributes.retain(|(key, _)| key != "open");
            if self.renderer.shows_answers() {
                attributes.push(("open".to_owned(), String::new()));
            }
        }
        attributes
    }

    fn element(&mut self, block: &Block, element: &Element<Block>) {
        let attributes = self.folded(answer::of(block), &element.attributes);
        self.open_tag(&element.tag, &attributes);
        // A click on it opens what it is about.
        let linking = self.linking;
        self.linking &= element.tag != "summary";
        self.blocks(&element.children);
        self.linking = linking;
        let _ = writeln!(self.out, "</{}>", element.tag);
    }
}

/// Whether an inline holds a `<details>`.
fn folds(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Element(element) => element.tag == "details" || element.children.iter().any(folds),
        InlineKind::Emphasis(children) | InlineKind::Strong(children) => children.iter().any(folds),
        _ => false,
    }
}

/// The inlines without a text at their end: the duration, which is shown as a badge.
pub(in crate::render) fn without(inlines: &[Inline], end: &str) -> Vec<Inline> {
    let mut inlines = inlines.to_vec();
    let mut rest = end.to_owned();
    while let Some(last) = inlines.last_mut() {
        let InlineKind::Text(text) = &mut last.kind else { break };
        if let Some(shorter) = text.strip_suffix(rest.as_str()) {
            *text = shorter.trim_end().to_owned();
            break;
        }
        match rest.strip_suffix(text.as_str()) {
            Some(before) => {
                rest = before.to_owned();
                inlines.pop();
            }
            None => break,
        }
    }
    inlines
}
