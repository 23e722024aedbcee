//! Markdown files that are no pages, and why.

use crate::config::Config;
use crate::parse::ast::{Block, BlockKind, Document, Inline, InlineKind};

/// Why a Markdown file is no page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Aside {
    /// A list of links to the pages, which other tools make a menu of.
    Menu,
    /// It belongs to the theme or the templates that course.yaml names.
    Theme,
    /// It came with a package of somebody else.
    Package,
}

impl Aside {
    /// The reason, in the words of a message.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Menu => "a menu of other tools",
            Self::Theme => "part of the site's theme or templates",
            Self::Package => "part of a package in `node_modules`",
        }
    }
}

/// Why a file is no page, when it is none.
pub(super) fn aside(path: &str, document: &Document, config: &Config) -> Option<Aside> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let site = &config.site;
    let own_theme = site.own_theme && path.starts_with(&format!("themes/{}/", site.theme));
    if own_theme || site.own_templates && path.starts_with("templates/") {
        return Some(Aside::Theme);
    }
    if folder.split('/').any(|name| name == "node_modules") {
        return Some(Aside::Package);
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
    let named = matches!(stem.as_str(), "summary" | "_sidebar" | "sidebar" | "_navbar" | "_toc");
    (named && is_menu(&document.blocks)).then_some(Aside::Menu)
}

/// So many words are a title of something that is not written yet.
const TITLE: usize = 6;

/// Whether blocks are headings and links to files and nothing else. What is not written yet may
/// stand between them without one.
fn is_menu(blocks: &[Block]) -> bool {
    /// How many links to files there are, and how many words beside links.
    fn count(inlines: &[Inline]) -> (usize, usize) {
        inlines.iter().fold((0, 0), |(links, words), inline| {
            let (own, beside) = match &inline.kind {
                InlineKind::Link(link) => (usize::from(!link.target.contains("://")), 0),
                InlineKind::Strong(children) | InlineKind::Emphasis(children) => count(children),
                InlineKind::Text(text) | InlineKind::Code(text) => (0, text.split_whitespace().count()),
                _ => (0, 0),
            };
            (links + own, words + beside)
        })
    }
    /// The links of blocks; nothing where one of them is a text.
    fn links(blocks: &[Block], in_list: bool) -> Option<usize> {
        blocks.iter().try_fold(0, |found, block| {
            let own = match &block.kind {
                BlockKind::Heading(_) | BlockKind::Rule => 0,
                BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                    let (links, words) = count(inlines);
                    let most = match (in_list, links) {
                        (true, 0) => TITLE,
                        (true, _) => 2,
                        (false, _) => 0,
                    };
                    if words > most {
                        return None;
                    }
                    links
                }
                BlockKind::List(list) => {
                    list.items.iter().try_fold(0, |sum, item| Some(sum + links(&item.blocks, true)?))?
                }
                _ => return None,
            };
            Some(found + own)
        })
    }
    links(blocks, false).is_some_and(|links| links >= 2)
}
