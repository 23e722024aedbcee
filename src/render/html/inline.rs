//! Inlines and links.

use super::{HtmlWriter, escape};
use crate::config::RemoteImages;
use crate::course::{Target, is_media};
use crate::parse::answer;
use crate::parse::ast::{Block, BlockKind, Element, Inline, InlineKind, Length, Link, Size, plain_text};
use crate::parse::math::mathml;
use crate::render::url;
use crate::travel::Travel;
use std::fmt::Write;
use std::ops::Range;

impl HtmlWriter<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        let mut at = 0;
        while at < inlines.len() {
            // The parser cuts text where marks could have been; references are looked for in the whole.
            if let InlineKind::Text(first) = &inlines[at].kind {
                let mut text = first.clone();
                while let Some(InlineKind::Text(more)) = inlines.get(at + 1).map(|inline| &inline.kind) {
                    text.push_str(more);
                    at += 1;
                }
                self.text(&text);
            } else {
                self.inline(&inlines[at]);
            }
            at += 1;
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.text(text),
            InlineKind::Code(code) => {
                let _ = write!(self.out, "<code>{}</code>", escape(code));
            }
            InlineKind::Math { source, display } => self.formula(source, *display),
            InlineKind::Emphasis(children) => self.wrapped("em", children),
            InlineKind::Strong(children) => self.wrapped("strong", children),
            InlineKind::Strikethrough(children) => self.wrapped("del", children),
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => self.image(image),
            InlineKind::FootnoteReference(label) => {
                let number = match self.footnote_numbers.get(label) {
                    Some(number) => *number,
                    None => {
                        self.footnotes.push(label.clone());
                        self.footnote_numbers.insert(label.clone(), self.footnotes.len());
                        self.footnotes.len()
                    }
                };
                let _ = write!(
                    self.out,
                    "<sup class=\"k-footnote-ref\"><a href=\"#Fn-{number}\" id=\"Fnref-{number}\">{number}</a></sup>"
                );
            }
            InlineKind::Element(element) if self.links_media(element) => {}
            InlineKind::Element(element) => {
                let attributes = self.folded(answer::in_line(inline), &element.attributes);
                self.open_tag(&element.tag, &attributes);
                // A click there means something else.
                let acts = matches!(element.tag.as_str(), "a" | "button" | "label" | "summary");
                let linking = self.linking;
                self.linking &= !acts;
                self.inlines(&element.children);
                self.linking = linking;
                if !crate::parse::is_void(&element.tag) {
                    let _ = write!(self.out, "</{}>", element.tag);
                }
            }
            InlineKind::Note(blocks) => self.inline_note(blocks),
        }
    }

    /// Writes a link to a film of another site where the course asks no other site for anything.
    fn links_media(&mut self, element: &Element<Inline>) -> bool {
        let Some(address) = element.media() else { return false };
        let site = &self.renderer.site;
        let is_remote = matches!(site.course.target(self.page, address, &site.tree), Target::External);
        if !is_remote || site.config.site.remote_images == RemoteImages::Show {
            return false;
        }
        let address = escape(address);
        let _ = write!(self.out, "<a href=\"{address}\" rel=\"noopener\">{address}</a>");
        true
    }

    /// A note in the middle of a sentence stays in the line where it is text, and stands below where it is more.
    fn inline_note(&mut self, blocks: &[Block]) {
        let texts: Option<Vec<&[Inline]>> = blocks
            .iter()
            .map(|block| match &block.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => Some(inlines.as_slice()),
                _ => None,
            })
            .collect();
        let Some(texts) = texts else {
            self.below.push(blocks.to_vec());
            return;
        };
        let title = self.renderer.word("instructor_note");
        let _ = write!(
            self.out,
            "<span class=\"k-note k-note-inline\" role=\"note\"><span class=\"k-note-title\">{title}</span> "
        );
        texts.into_iter().for_each(|inlines| self.inlines(inlines));
        self.out.push_str("</span>");
    }

    /// Notes that stand below what they were written in.
    pub(super) fn notes_below(&mut self) {
        for blocks in std::mem::take(&mut self.below) {
            self.note(&blocks);
        }
    }

    /// A formula, which the browser draws; what is none is shown as it is written.
    pub(super) fn formula(&mut self, source: &str, display: bool) {
        let class = if display { "k-math k-math-block" } else { "k-math" };
        match mathml(source, display) {
            Ok(drawn) => {
                let _ = write!(self.out, "<span class=\"{class}\">{drawn}</span>");
            }
            Err(_) => {
                let _ = write!(self.out, "<code class=\"k-math-source\">{}</code>", escape(source));
            }
        }
    }

    fn wrapped(&mut self, tag: &str, children: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(children);
        let _ = write!(self.out, "</{tag}>");
    }

    /// Text with its references (`Session 2에서`) and the first mention of each term linked.
    fn text(&mut self, text: &str) {
        let mut at = 0;
        if self.linking {
            let renderer = self.renderer;
            let mut links: Vec<(Range<usize>, String)> = Vec::new();
            for reference in renderer.site.course.references(self.page, text) {
                if let Some(url) = self.url(&reference.target) {
                    links.push((reference.range, format!("<a class=\"k-ref\" href=\"{url}\">")));
                }
            }
            for (range, term) in renderer.terms.find(text) {
                let overlaps =
                    |(other, _): &(Range<usize>, _)| other.start < range.end && range.start < other.end;
                if self.mentioned.contains(&term) || links.iter().any(overlaps) {
                    continue;
                }
                let found = renderer.terms.get(term);
                let Some(url) = renderer.term_url(self.page, found) else { continue };
                self.mentioned.insert(term);
                let card = escape(&found.definition);
                links.push((range, format!("<a class=\"k-term\" href=\"{url}\" data-card=\"{card}\">")));
            }
            links.sort_by_key(|(range, _)| range.start);
            for (range, open) in links {
                self.out.push_str(&escape(&text[at..range.start]));
                let _ = write!(self.out, "{open}{}</a>", escape(&text[range.clone()]));
                at = range.end;
            }
        }
        self.out.push_str(&escape(&text[at..]));
    }

    /// A start tag; films and sounds are looked for where the page says, and those that are not there are not named.
    pub(super) fn open_tag(&mut self, tag: &str, attributes: &[(String, String)]) {
        let _ = write!(self.out, "<{tag}");
        for (key, value) in attributes {
            let site = &self.renderer.site;
            // In a frame of the site's own, what it shows would run in the site's name.
            if tag == "iframe" && key == "src" && self.renderer.is_own_address(value) {
                continue;
            }
            let url = is_media(tag, key).then(|| site.course.target(self.page, value, &site.tree));
            let value = match url {
                Some(Target::External) if site.config.site.remote_images == RemoteImages::Link => continue,
                None | Some(Target::External) => escape(value),
                Some(target) => match self.url(&target) {
                    Some(url) => url,
                    None => continue,
                },
            };
            let _ = write!(self.out, " {key}=\"{value}\"");
        }
        self.out.push('>');
    }

    /// The URL of a target in this edition; `None` where there is none.
    pub(super) fn url(&self, target: &Target) -> Option<String> {
        let course = &self.renderer.site.course;
        let from = &course.page(self.page).output;
        match target {
            Target::Page { page, anchor } => {
                if !self.renderer.shows(*page) {
                    return None;
                }
                // As it stands on the page, whose letters may be of another case.
                let anchor = anchor
                    .as_ref()
                    .filter(|anchor| !anchor.is_empty())
                    .map(|anchor| url::fragment(course.page(*page).anchors.find(anchor).unwrap_or(anchor)));
                Some(match (*page == self.page, anchor) {
                    (true, Some(anchor)) => anchor,
                    (_, anchor) => format!(
                        "{}{}",
                        url::relative(from, &course.page(*page).output),
                        anchor.unwrap_or_default()
                    ),
                })
            }
            Target::Unit(unit) => {
                let is_there = unit.0 == 0 || self.renderer.shows_unit(*unit);
                is_there.then(|| url::relative(from, &course.unit(*unit).output))
            }
            Target::Asset(file) => self.renderer.copy(*file).map(|copy| url::relative(from, &copy.path)),
            Target::External | Target::Outside | Target::Missing(_) | Target::Unsafe => None,
        }
    }

    fn link(&mut self, link: &Link) {
        // Raw HTML may put a link into a link; the outer one leads somewhere.
        if self.in_link {
            return self.inlines(&link.inlines);
        }
        let site = &self.renderer.site;
        let target = site.course.target(self.page, &link.target, &site.tree);
        let external = matches!(target, Target::External);
        let url = if external { Some(escape(&link.target)) } else { self.url(&target) };
        let linking = std::mem::replace(&mut self.linking, false);
        match url {
            Some(url) => {
                let title = if link.title.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escape(&link.title))
                };
                // A page of the course's own would run its scripts here; it is a file to take along, by its own name.
                let saved = match &target {
                    Target::Asset(file) => {
                        self.renderer.copy(*file).filter(|copy| copy.travel == Travel::AsText).map(|_| {
                            let path = &site.tree.file(*file).path;
                            path.rsplit('/').next().unwrap_or(path)
                        })
                    }
                    _ => None,
                };
                let rel = match saved {
                    _ if external => " rel=\"noopener\"".to_owned(),
                    Some(name) => format!(" download=\"{}\"", escape(name)),
                    None => String::new(),
                };
                let _ = write!(self.out, "<a href=\"{url}\"{title}{rel}>");
                self.in_link = true;
                self.inlines(&link.inlines);
                self.in_link = false;
                self.out.push_str("</a>");
            }
            // What leads nowhere is text: a built site has no dead link.
            None if matches!(target, Target::Missing(_)) => {
                self.out.push_str("<span class=\"k-missing-link\">");
                self.inlines(&link.inlines);
                self.out.push_str("</span>");
            }
            None => self.inlines(&link.inlines),
        }
        self.linking = linking;
    }

    fn image(&mut self, image: &Link) {
        let site = &self.renderer.site;
        let alternative = escape(&plain_text(&image.inlines));
        let target = site.course.target(self.page, &image.target, &site.tree);
        match target {
            Target::Asset(_) => {
                let Some(url) = self.url(&target) else {
                    self.out.push_str(&alternative);
                    return;
                };
                let title = if image.title.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escape(&image.title))
                };
                let size = size(image.size);
                let _ = write!(
                    self.out,
                    "<img src=\"{url}\" alt=\"{alternative}\"{size} loading=\"lazy\"{title}>"
                );
            }
            Target::External if site.config.site.remote_images == RemoteImages::Show => {
                let (url, size) = (escape(&image.target), size(image.size));
                let _ = write!(
                    self.out,
                    "<img src=\"{url}\" alt=\"{alternative}\"{size} loading=\"lazy\" referrerpolicy=\"no-referrer\">"
                );
            }
            // A site that asks nothing of other hosts has a link to a picture from elsewhere.
            Target::External => {
                let text = if alternative.is_empty() { escape(&image.target) } else { alternative };
                let _ = write!(self.out, "<a href=\"{}\" rel=\"noopener\">{text}</a>", escape(&image.target));
            }
            _ => {
                let _ = write!(self.out, "<span class=\"k-missing-link\">{alternative}</span>");
            }
        }
    }
}

/// The attributes of a picture's size.
fn size(size: Size) -> String {
    let attribute = |name: &str, length: Option<Length>| {
        length.map_or_else(String::new, |length| format!(" {name}=\"{length}\""))
    };
    attribute("width", size.width) + &attribute("height", size.height)
}
