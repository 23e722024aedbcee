//! Blocks → HTML. The tree holds no raw HTML, so everything that is text is escaped here, once.

mod block;

mod figure;

mod inline;

#[cfg(feature = "pdf")]
pub(super) use block::without;

pub use figure::{BROKEN, UNDRAWN};

use super::Renderer;
use crate::course::{PageId, Sidecar};
use crate::parse::ast::{Block, BlockKind, Document, Section};
use crate::parse::heading::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Escapes text for elements and attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Writes the HTML of one page.
pub(super) struct HtmlWriter<'r> {
    renderer: &'r Renderer,
    page: PageId,
    out: String,
    /// How many figures were written.
    figures: usize,
    /// Inside of a link or a heading nothing is linked.
    linking: bool,
    /// A link holds no other link.
    in_link: bool,
    /// Notes that wait for the end of what they were written in.
    below: Vec<Vec<Block>>,
    /// Terms that the page mentioned.
    mentioned: BTreeSet<usize>,
    /// Labels of footnotes in order of reference, and the number of each.
    footnotes: Vec<String>,
    footnote_numbers: BTreeMap<String, usize>,
}

/// The main content of a page: sections in sections, without the title, which the template writes.
pub(super) fn page(renderer: &Renderer, page: PageId, document: &Document) -> String {
    let mut writer = HtmlWriter {
        renderer,
        page,
        out: String::new(),
        figures: 0,
        linking: true,
        in_link: false,
        below: Vec::new(),
        mentioned: BTreeSet::new(),
        footnotes: Vec::new(),
        footnote_numbers: BTreeMap::new(),
    };
    let sidecar = match renderer.edition {
        super::Edition::Instructor => renderer.site.course.page(page).sidecar.as_ref(),
        super::Edition::Learner => None,
    };
    writer.document(document, sidecar);
    writer.out
}

impl HtmlWriter<'_> {
    fn document(&mut self, document: &Document, sidecar: Option<&Sidecar>) {
        let title = self.renderer.site.course.page(self.page).title_heading(document).map(|(at, _)| at);
        let sections: std::collections::BTreeMap<usize, (usize, &Section)> = document
            .sections
            .iter()
            .enumerate()
            .map(|(at, section)| (section.heading, (at, section)))
            .collect();
        self.sidecar(sidecar, None);
        let mut open: Vec<u8> = Vec::new();
        for (at, block) in document.blocks.iter().enumerate() {
            let BlockKind::Heading(heading) = &block.kind else {
                if !matches!(block.kind, BlockKind::FootnoteDefinition(..)) {
                    self.block(block);
                }
                continue;
            };
            if title == Some(at) {
                continue;
            }
            while open.last().is_some_and(|level| *level >= heading.level) {
                open.pop();
                self.out.push_str("</section>\n");
            }
            open.push(heading.level);
            let role = if heading.level == 1 { Role::Plain } else { heading.role };
            let minutes = heading
                .duration
                .map_or(String::new(), |duration| format!(" data-minutes=\"{}\"", duration.minutes));
            let classes: String = heading.classes.iter().map(|class| format!(" {}", escape(class))).collect();
            let _ =
                writeln!(self.out, "<section class=\"k-section k-role-{}{classes}\"{minutes}>", role.name());
            self.heading(heading);
            self.notes_below();
            if let Some((section, _)) = sections.get(&at) {
                self.sidecar(sidecar, Some(*section));
            }
        }
        for _ in open {
            self.out.push_str("</section>\n");
        }
        self.footnote_section(document);
    }

    /// Notes from the file beside the session, at the section that they are about.
    fn sidecar(&mut self, sidecar: Option<&Sidecar>, section: Option<usize>) {
        let Some(sidecar) = sidecar else { return };
        for (_, blocks) in sidecar.notes.iter().filter(|(about, _)| *about == section) {
            self.note(&sidecar.document.blocks[blocks.clone()]);
        }
    }

    fn footnote_section(&mut self, document: &Document) {
        if self.footnotes.is_empty() {
            return;
        }
        let title = self.renderer.word("footnotes");
        let _ = writeln!(self.out, "<section class=\"k-footnotes\" aria-label=\"{title}\"><ol>");
        let mut defined: BTreeMap<&str, &Vec<Block>> = BTreeMap::new();
        crate::parse::ast::walk(&document.blocks, &mut |node| {
            if let crate::parse::ast::Walked::Block(block) = node
                && let BlockKind::FootnoteDefinition(own, found) = &block.kind
            {
                defined.entry(own).or_insert(found);
            }
        });
        let mut at = 0;
        // A footnote may refer to a further one.
        while at < self.footnotes.len() {
            let blocks = defined.get(self.footnotes[at].as_str()).copied();
            let _ = write!(self.out, "<li id=\"Fn-{}\">", at + 1);
            if let Some(blocks) = blocks {
                self.blocks(blocks);
            }
            let back = self.renderer.word("back");
            let _ = writeln!(self.out, " <a href=\"#Fnref-{}\" aria-label=\"{back}\">↩</a></li>", at + 1);
            at += 1;
        }
        self.out.push_str("</ol></section>\n");
    }
}
