//! A finished page → HTML.

mod block;

mod figure;

mod inline;

mod markup;

pub(in crate::render) use markup::Drawn;
pub use markup::escape;

use super::Renderer;
use crate::diagnostic::Finding;
use crate::parse::heading::Role;
use crate::realise::page::{Block, Page};
use crate::realise::{Audience, Destination};
use markup::Markup;

/// The main content of a page: sections in sections, without the title, which the template writes.
/// Comes with what is to be said about it.
pub(super) fn content<A: Audience>(renderer: &Renderer, page: &Page<A>) -> (String, Vec<Finding>) {
    let from = &renderer.site().course.page(page.id).output;
    let mut writer = HtmlWriter { renderer, page, from, out: Markup::default(), findings: Vec::new() };
    writer.page();
    (writer.out.finish(), writer.findings)
}

struct HtmlWriter<'r, A: Audience> {
    renderer: &'r Renderer,
    page: &'r Page<A>,
    /// Where the page stands in the site.
    from: &'r str,
    out: Markup,
    findings: Vec<Finding>,
}

impl<A: Audience> HtmlWriter<'_, A> {
    fn page(&mut self) {
        let page = self.page;
        let mut open: Vec<u8> = Vec::new();
        for block in &page.blocks {
            let Block::Heading(heading) = block else {
                self.block(block);
                continue;
            };
            while open.pop_if(|level| *level >= heading.level).is_some() {
                self.out.close("section");
                self.out.line();
            }
            open.push(heading.level);
            let role = if heading.level == 1 { Role::Plain } else { heading.role };
            let mut class = format!("k-section k-role-{}", role.name());
            for own in &heading.classes {
                class.push(' ');
                class.push_str(own);
            }
            let minutes = heading.minutes.map(|minutes| minutes.to_string());
            let mut attributes = vec![("class", class.as_str())];
            attributes.extend(minutes.as_deref().map(|minutes| ("data-minutes", minutes)));
            self.out.open("section", &attributes);
            self.out.line();
            self.heading(heading);
        }
        for _ in open {
            self.out.close("section");
            self.out.line();
        }
        self.footnotes();
    }

    fn footnotes(&mut self) {
        let page = self.page;
        if page.footnotes.is_empty() {
            return;
        }
        let title = self.renderer.word("footnotes");
        self.out.open("section", &[("class", "k-footnotes"), ("aria-label", title)]);
        self.out.open("ol", &[]);
        self.out.line();
        for (at, blocks) in page.footnotes.iter().enumerate() {
            self.out.open("li", &[("id", &format!("Fn-{}", at + 1))]);
            self.blocks(blocks);
            self.out.text(" ");
            let back = format!("#Fnref-{}", at + 1);
            self.out.element("a", &[("href", &back), ("aria-label", self.renderer.word("back"))], "↩");
            self.out.close("li");
            self.out.line();
        }
        self.out.close("ol");
        self.out.close("section");
        self.out.line();
    }

    /// A place as this page leads to it.
    fn url(&self, to: &Destination) -> String {
        self.renderer.url(self.from, to)
    }
}
