//! A finished page: what every writer reads. Links say where they lead, notes stand where they are shown, footnotes and figures
//! have their numbers, and nothing in it is to be looked up or decided later.

use super::destination::Destination;
pub use super::drawn::{Diagram, Mark, Model, Tree, TreeEntry, TreeGroup, TreeParts};
use super::edition::{Audience, Instructor};
use crate::course::PageId;
use crate::parse::answer::Answer;
use crate::parse::ast::{AlertKind, Alignment, Size};
use crate::parse::heading::Role;
use crate::span::{FileId, Place};

/// A page of an edition.
#[derive(Clone, Debug, Hash)]
pub struct Page<A: Audience> {
    /// Which one.
    pub id: PageId,
    /// The anchor of the heading that is its title.
    pub anchor: Option<String>,
    /// What it is for, as its title says.
    pub role: Role,
    /// Its text, without the title.
    pub blocks: Vec<Block<A>>,
    /// Its footnotes by their numbers, from 1 in the order of the first references.
    pub footnotes: Vec<Vec<Block<A>>>,
    /// The headings of the first levels below the title.
    pub contents: Vec<Entry>,
    /// The topmost sections that name minutes, in order.
    pub timed: Vec<Timed>,
    /// The first paragraph, as long as a search engine shows it.
    pub description: Option<String>,
}

/// A line of the contents.
#[derive(Clone, Debug, Hash)]
pub struct Entry {
    /// The heading's anchor.
    pub anchor: String,
    /// What it says, without the minutes.
    pub title: String,
    /// Its level, from 2.
    pub level: u8,
    /// Its minutes.
    pub minutes: Option<u32>,
    /// Percent of the page's minutes.
    pub share: Option<u32>,
}

/// A section with its minutes.
#[derive(Clone, Debug, Hash)]
pub struct Timed {
    /// The heading's anchor.
    pub anchor: String,
    /// What it says, without the minutes.
    pub title: String,
    /// Its minutes.
    pub minutes: u32,
}

/// Material for instructors.
#[derive(Clone, Debug, Hash)]
pub struct Note {
    /// What it says.
    pub blocks: Vec<Block<Instructor>>,
}

/// A block.
#[derive(Clone, Debug, Hash)]
pub enum Block<A: Audience> {
    /// A heading.
    Heading(Heading<A>),
    /// A paragraph.
    Paragraph(Vec<Inline<A>>),
    /// Text without a paragraph around it.
    Plain(Vec<Inline<A>>),
    /// A list.
    List(List<A>),
    /// Items that are shown one at a time.
    Tabs(Vec<Tab<A>>),
    /// A quotation.
    Quote(Vec<Block<A>>),
    /// An alert.
    Alert(AlertKind, Vec<Block<A>>),
    /// A table.
    Table(Table<A>),
    /// Code.
    Code(Code),
    /// A formula on a line of its own, in TeX.
    Formula(String),
    /// A diagram.
    Diagram(Box<Diagram>),
    /// A component tree, or any other fence with branches.
    Tree(Box<Tree>),
    /// A line across.
    Rule,
    /// HTML of a harmless tag.
    Element(Element<Block<A>>),
    /// An answer that the author marked as such, and whether it stands open.
    Solution {
        /// Whether readers see it at once.
        open: bool,
        /// What it says.
        blocks: Vec<Block<A>>,
    },
    /// Material for instructors.
    Note(A::Note),
}

/// A heading.
#[derive(Clone, Debug, Hash)]
pub struct Heading<A: Audience> {
    /// 1 to 6, as it is written.
    pub level: u8,
    /// What it shows, without the minutes.
    pub inlines: Vec<Inline<A>>,
    /// Its text, without markup, emoji and minutes.
    pub title: String,
    /// Its text without markup, as it is written.
    pub text: String,
    /// Its anchor.
    pub anchor: String,
    /// Classes that the author gives the section.
    pub classes: Vec<String>,
    /// The minutes that it names.
    pub minutes: Option<u32>,
    /// What its section is for.
    pub role: Role,
}

/// A list.
#[derive(Clone, Debug, Hash)]
pub struct List<A: Audience> {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Item<A>>,
}

/// A list item.
#[derive(Clone, Debug, Hash)]
pub struct Item<A: Audience> {
    /// Whether a task is done; `None` for what is none.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block<A>>,
}

/// A tab.
#[derive(Clone, Debug, Hash)]
pub struct Tab<A: Audience> {
    /// What it is called.
    pub title: Vec<Inline<A>>,
    /// What it shows.
    pub blocks: Vec<Block<A>>,
}

/// A table.
#[derive(Clone, Debug, Hash)]
pub struct Table<A: Audience> {
    /// How each column is aligned.
    pub alignments: Vec<Alignment>,
    /// The head row.
    pub head: Vec<Vec<Inline<A>>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline<A>>>>,
}

/// A block of code.
#[derive(Clone, Debug, Hash)]
pub struct Code {
    /// Its language, lower-case.
    pub language: Option<String>,
    /// Its text.
    pub text: String,
    /// Whether it is shown without colours, whatever its language.
    pub plain: bool,
}

/// An HTML element of an allowed tag.
#[derive(Clone, Debug, Hash)]
pub struct Element<C> {
    /// The tag, lower-case.
    pub tag: String,
    /// The attributes in order.
    pub attributes: Vec<(String, Value)>,
    /// What it holds.
    pub children: Vec<C>,
    /// Which kind of answer it is, of `<details>`. Its attributes say whether it stands open.
    pub answer: Option<Answer>,
    /// The address of a film or a sound, as its author wrote it.
    pub media: Option<String>,
}

/// The value of an attribute.
#[derive(Clone, Debug, Hash)]
pub enum Value {
    /// A text.
    Text(String),
    /// A place.
    To(Destination),
}

/// A piece of text.
#[derive(Clone, Debug, Hash)]
pub enum Inline<A: Audience> {
    /// Text.
    Text(String),
    /// Code.
    Code(String),
    /// A formula in TeX.
    Math {
        /// The formula.
        source: String,
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// Emphasis.
    Emphasis(Vec<Inline<A>>),
    /// Strong emphasis.
    Strong(Vec<Inline<A>>),
    /// Text that no longer holds.
    Strikethrough(Vec<Inline<A>>),
    /// A link.
    Link(Link<A>),
    /// A link of the author's that leads nowhere: what it shows.
    Missing(Vec<Inline<A>>),
    /// A picture.
    Image(Image),
    /// A line break in the source.
    SoftBreak,
    /// A line break on the page.
    HardBreak,
    /// A reference to the footnote of that number, from 1.
    Footnote(usize),
    /// HTML of a harmless tag.
    Element(Element<Inline<A>>),
    /// Material for instructors that is text: paragraphs only.
    Note(A::Note),
}

/// A link.
#[derive(Clone, Debug, Hash)]
pub struct Link<A: Audience> {
    /// Where it leads.
    pub to: Destination,
    /// Who made it.
    pub kind: LinkKind,
    /// The tooltip; may be empty.
    pub title: String,
    /// What is shown.
    pub children: Vec<Inline<A>>,
}

/// Who made a link.
#[derive(Clone, Debug, Hash)]
pub enum LinkKind {
    /// The author.
    Author,
    /// kurso, of a film of another site that pages do not show.
    Media,
    /// kurso, of words such as `Session 2`.
    Reference,
    /// kurso, of the first mention of a term; what the term means.
    Term(String),
}

/// A picture.
#[derive(Clone, Debug, Hash)]
pub struct Image {
    /// Where it is.
    pub source: Source,
    /// Where it is, as its author wrote it.
    pub address: String,
    /// What it shows, for those who do not see it.
    pub alternative: String,
    /// The tooltip; may be empty.
    pub title: String,
    /// How large the author wants it.
    pub size: Size,
    /// Where it is written.
    pub place: Place,
}

/// Where a picture is.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub enum Source {
    /// A file of the course.
    File(FileId),
    /// On another site, from where the page shows it.
    Remote,
    /// On another site, to which the page only leads.
    Elsewhere,
    /// In a file that this edition does not have.
    Withheld,
    /// Nowhere.
    Missing,
}

/// A node of a page.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a, A: Audience> {
    /// A block, before its children.
    Block(&'a Block<A>),
    /// A cell of a table or the title of a tab, before what it holds.
    Cell(&'a [Inline<A>]),
    /// An inline, before its children.
    Inline(&'a Inline<A>),
}

/// Passes every block and inline in the order of reading.
pub fn walk<'a, A: Audience>(blocks: &'a [Block<A>], visit: &mut impl FnMut(Node<'a, A>)) {
    for block in blocks {
        visit(Node::Block(block));
        match block {
            Block::Heading(heading) => walk_inlines(&heading.inlines, visit),
            Block::Paragraph(inlines) | Block::Plain(inlines) => walk_inlines(inlines, visit),
            Block::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| {
                    visit(Node::Cell(cell));
                    walk_inlines(cell, visit);
                });
            }
            Block::Tabs(tabs) => {
                for tab in tabs {
                    visit(Node::Cell(&tab.title));
                    walk_inlines(&tab.title, visit);
                    walk(&tab.blocks, visit);
                }
            }
            Block::List(_)
            | Block::Quote(_)
            | Block::Alert(..)
            | Block::Element(_)
            | Block::Solution { .. }
            | Block::Note(_) => block.inside().for_each(|inner| walk(inner, visit)),
            Block::Code(_) | Block::Formula(_) | Block::Diagram(_) | Block::Tree(_) | Block::Rule => {}
        }
    }
}

fn walk_inlines<'a, A: Audience>(inlines: &'a [Inline<A>], visit: &mut impl FnMut(Node<'a, A>)) {
    for inline in inlines {
        visit(Node::Inline(inline));
        match inline {
            Inline::Emphasis(children)
            | Inline::Strong(children)
            | Inline::Strikethrough(children)
            | Inline::Missing(children) => walk_inlines(children, visit),
            Inline::Link(link) => walk_inlines(&link.children, visit),
            Inline::Element(element) => walk_inlines(&element.children, visit),
            Inline::Note(note) => walk(A::blocks(note), visit),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Math { .. }
            | Inline::Image(_)
            | Inline::SoftBreak
            | Inline::HardBreak
            | Inline::Footnote(_) => {}
        }
    }
}

/// The text of inlines without markup; notes are no text.
#[must_use]
pub fn plain_text<A: Audience>(inlines: &[Inline<A>]) -> String {
    fn push<A: Audience>(inlines: &[Inline<A>], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::Math { source: text, .. } => {
                    out.push_str(text);
                }
                Inline::Emphasis(children)
                | Inline::Strong(children)
                | Inline::Strikethrough(children)
                | Inline::Missing(children) => push(children, out),
                Inline::Link(link) => push(&link.children, out),
                Inline::Image(image) => out.push_str(&image.alternative),
                Inline::Element(element) => push(&element.children, out),
                Inline::SoftBreak | Inline::HardBreak => out.push(' '),
                Inline::Footnote(_) | Inline::Note(_) => {}
            }
        }
    }
    let mut text = String::new();
    push(inlines, &mut text);
    text
}

impl<A: Audience> Inline<A> {
    /// Whether it ends a line.
    #[must_use]
    pub fn is_break(&self) -> bool {
        matches!(self, Self::SoftBreak | Self::HardBreak)
    }
}

impl<A: Audience> Block<A> {
    /// The runs of blocks directly inside.
    pub fn inside(&self) -> impl Iterator<Item = &[Self]> {
        let none = (None::<&[Self]>, &[] as &[Item<A>], &[] as &[Tab<A>]);
        let (one, items, tabs) = match self {
            Self::Quote(blocks) | Self::Alert(_, blocks) | Self::Solution { blocks, .. } => {
                (Some(blocks.as_slice()), none.1, none.2)
            }
            Self::Element(element) => (Some(element.children.as_slice()), none.1, none.2),
            Self::Note(note) => (Some(A::blocks(note)), none.1, none.2),
            Self::List(list) => (None, list.items.as_slice(), none.2),
            Self::Tabs(tabs) => (None, none.1, tabs.as_slice()),
            Self::Heading(_)
            | Self::Paragraph(_)
            | Self::Plain(_)
            | Self::Table(_)
            | Self::Code(_)
            | Self::Formula(_)
            | Self::Diagram(_)
            | Self::Tree(_)
            | Self::Rule => none,
        };
        let items = items.iter().map(|item| item.blocks.as_slice());
        one.into_iter().chain(items).chain(tabs.iter().map(|tab| tab.blocks.as_slice()))
    }
}

impl<A: Audience> Page<A> {
    /// The top-level sections at any level, as ranges of [`Page::blocks`]: each from its heading up to the next of its level or
    /// above.
    pub fn sections(&self) -> impl Iterator<Item = (&Heading<A>, std::ops::Range<usize>)> {
        self.blocks.iter().enumerate().filter_map(|(at, block)| {
            let Block::Heading(own) = block else { return None };
            let ends = |block: &Block<A>| matches!(block, Block::Heading(next) if next.level <= own.level);
            let end =
                self.blocks[at + 1..].iter().position(ends).map_or(self.blocks.len(), |found| at + 1 + found);
            Some((own, at..end))
        })
    }
}
