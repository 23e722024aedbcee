//! The tree of one Markdown file: plain data, every node with its bytes in the file.

mod element;

mod size;

mod title;

pub use element::Element;
pub use size::{Length, Size};

use super::diagram::Diagram;
use super::directive::Directive;
use super::heading::{Duration, Role};
use super::tree::TreeFigure;
use crate::config::RuleLevels;
use crate::date::Date;
use crate::diagnostic::Finding;
use crate::span::{FileId, Span, Spanned};

pub use super::code_text::CodeText;

/// A parsed Markdown file.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// What stands between `---` at its head.
    pub front_matter: FrontMatter,
    /// The top-level blocks in order.
    pub blocks: Vec<Block>,
    /// The top-level headings with what they hold, in order.
    pub sections: Vec<Section>,
    /// Directives in comments, in order.
    pub directives: Vec<Spanned<Directive>>,
    /// The language that most of the text is in.
    pub language: crate::lang::Language,
    /// Whether a comment never ends: what follows may be an instructor's, so learners do not have the page.
    pub unterminated_comment: bool,
    /// Whether its title or a line of its head says that it is for instructors.
    pub head_instructor: bool,
    /// Where a broken fence begins: what stands behind it is inside out and not to be judged.
    pub broken_at: Option<usize>,
    /// What the parser found wrong.
    pub findings: Vec<Finding>,
}

/// Metadata at the head of a file: understood, never required.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct FrontMatter {
    /// `title:`
    pub title: Option<String>,
    /// `audience: instructor`
    pub instructor: bool,
    /// Whether it says plainly that it is for learners.
    pub learner: bool,
    /// `draft: true` or `published: false`
    pub draft: bool,
    /// `updated:` or `date:`, the day on which the page was last changed.
    pub day: Option<Date>,
    /// `check:`, levels of rules in this page.
    pub levels: RuleLevels,
}

/// A heading and what it holds: the blocks up to the next heading of its level or above.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Section {
    /// The index of the heading in [`Document::blocks`].
    pub heading: usize,
    /// One past the last block that it holds, subsections included.
    pub end: usize,
    /// The level, 1 to 6.
    pub level: u8,
    /// The index of the section around it.
    pub parent: Option<usize>,
    /// What it is for.
    pub role: Role,
    /// The bytes from the heading to the end.
    pub span: Span,
}

/// A block.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Block {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub enum BlockKind {
    /// `# …`
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a tight list item or of raw HTML: inlines without a paragraph around them.
    Plain(Vec<Inline>),
    /// A list.
    List(List),
    /// `> …`
    Quote(Vec<Block>),
    /// `> [!NOTE]`
    Alert(AlertKind, Vec<Block>),
    /// A table.
    Table(Table),
    /// A code block that is neither a diagram nor a tree.
    Code(Code),
    /// A mermaid fence.
    Diagram(Box<Diagram>),
    /// A fence with branches.
    Tree(Box<TreeFigure>),
    /// `---`
    Rule,
    /// Raw HTML of a harmless tag.
    Element(Element<Block>),
    /// `[^1]: …`
    FootnoteDefinition(String, Vec<Block>),
    /// `<!-- kurso: solution -->` and the block below it.
    Solution(Vec<Block>),
    /// Material for instructors, from a comment or an alert.
    Note(Vec<Block>),
}

/// A heading.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// What it shows, duration included.
    pub inlines: Vec<Inline>,
    /// Its text without markup.
    pub text: String,
    /// Its text without emoji and duration.
    pub title: String,
    /// The anchor that GitHub gives it, unique in the file.
    pub slug: String,
    /// Classes that the author gives the section.
    pub classes: Vec<String>,
    /// The minutes that it names.
    pub duration: Option<Duration>,
    /// What its section is for.
    pub role: Role,
}

/// A list.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct List {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Item>,
    /// Whether each item is a tab, its first block the title.
    pub tabs: bool,
}

impl List {
    /// Whether every item begins with text and goes on below it.
    #[must_use]
    pub fn have_titles(&self) -> bool {
        self.items.iter().all(|item| {
            let title = item.blocks.first().map(|block| &block.kind);
            item.blocks.len() > 1
                && item.task.is_none()
                && matches!(title, Some(BlockKind::Paragraph(_) | BlockKind::Plain(_)))
        })
    }
}

/// A list item.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Item {
    /// `- [x]`: whether it is done; `None` for other items.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// The alerts that GitHub knows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum AlertKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

impl AlertKind {
    /// The lower-case word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A table.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Table {
    /// How each column is aligned.
    pub alignments: Vec<Alignment>,
    /// The head row.
    pub head: Vec<Vec<Inline>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Alignment {
    /// As the reader's language has it.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A code block.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Code {
    /// The first word of the info string, lower-case.
    pub language: Option<String>,
    /// The text and where its lines are.
    pub text: CodeText,
    /// Whether it is shown without colours, whatever its language.
    pub plain: bool,
    /// Directives of comments on the lines before the fence.
    pub before: Vec<Spanned<Directive>>,
}

/// A piece of text.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Inline {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// What a piece of text is.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub enum InlineKind {
    /// Text.
    Text(String),
    /// `` `code` ``
    Code(String),
    /// `$…$`, or `$$…$$` as a line of its own; TeX.
    Math {
        /// The formula.
        source: String,
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `~~…~~`
    Strikethrough(Vec<Inline>),
    /// A link.
    Link(Link),
    /// An image; its text is the alternative.
    Image(Link),
    /// A line break in the source.
    SoftBreak,
    /// A line break on the page.
    HardBreak,
    /// `[^1]`
    FootnoteReference(String),
    /// Raw HTML of a harmless tag.
    Element(Element<Inline>),
    /// Material for instructors.
    Note(Vec<Block>),
}

/// A link or an image as it is written.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// The target, percent-escapes as written.
    pub target: String,
    /// The tooltip.
    pub title: String,
    /// What is shown.
    pub inlines: Vec<Inline>,
    /// How large the author wants a picture.
    pub size: Size,
}

/// The text of inlines without markup; instructor notes are no text.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math { source: text, .. } => {
                out.push_str(text);
            }
            InlineKind::Emphasis(children)
            | InlineKind::Strong(children)
            | InlineKind::Strikethrough(children) => {
                push_plain_text(children, out);
            }
            InlineKind::Link(link) | InlineKind::Image(link) => push_plain_text(&link.inlines, out),
            InlineKind::Element(element) => push_plain_text(&element.children, out),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::FootnoteReference(_) | InlineKind::Note(_) => {}
        }
    }
}

impl Document {
    /// The heading of a section.
    #[must_use]
    pub fn heading(&self, section: &Section) -> Option<&Heading> {
        match self.blocks.get(section.heading).map(|block| &block.kind) {
            Some(BlockKind::Heading(heading)) => Some(heading),
            _ => None,
        }
    }

    /// The innermost section around a byte.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> Option<&Section> {
        self.sections.get(self.section_index(offset)?)
    }

    /// The index of the innermost section around a byte: of those that begin before it the last one, or one around that.
    fn section_index(&self, offset: usize) -> Option<usize> {
        let mut at = self.sections.partition_point(|section| section.span.start <= offset).checked_sub(1)?;
        while offset >= self.sections[at].span.end {
            at = self.sections[at].parent?;
        }
        Some(at)
    }

    /// The headings of the sections around a byte, the innermost first.
    pub fn headings_around(&self, offset: usize) -> impl Iterator<Item = &Heading> {
        let around = std::iter::successors(self.section_at(offset), |section| {
            section.parent.map(|parent| &self.sections[parent])
        });
        around.filter_map(|section| self.heading(section))
    }

    /// The section of level 2 (or 1) around a byte: the unit in which figures are compared.
    #[must_use]
    pub fn unit_at(&self, offset: usize) -> Option<usize> {
        let mut section = self.section_index(offset)?;
        while self.sections[section].level > 2 {
            section = self.sections[section].parent?;
        }
        Some(section)
    }

    /// The sections directly inside `section`, or the outermost ones.
    pub fn children(&self, section: Option<usize>) -> impl Iterator<Item = (usize, &Section)> {
        // Those inside of a section follow it.
        let first = section.map_or(0, |at| at + 1);
        let end = section.and_then(|at| self.sections.get(at)).map_or(usize::MAX, |own| own.end);
        let inside =
            self.sections.iter().enumerate().skip(first).take_while(move |(_, child)| child.heading < end);
        inside.filter(move |(_, child)| child.parent == section)
    }
}

impl Inline {
    /// Whether it ends a line.
    #[must_use]
    pub fn is_break(&self) -> bool {
        matches!(self.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
    }
}

/// The lines of a paragraph as they are written.
pub fn lines(inlines: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    inlines.split(Inline::is_break)
}

/// The words of headings and paragraphs, those in HTML included.
#[must_use]
pub fn words_of(blocks: &[Block]) -> String {
    let mut all = String::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => all.push_str(&heading.text),
            BlockKind::Plain(inlines) | BlockKind::Paragraph(inlines) => all.push_str(&plain_text(inlines)),
            BlockKind::Element(element) => all.push_str(&words_of(&element.children)),
            _ => {}
        }
    }
    all
}

/// A node that [`walk`] passes.
#[derive(Clone, Copy, Debug)]
pub enum Walked<'a> {
    /// A block, before its children.
    Block(&'a Block),
    /// A cell of a table, before what it holds.
    Cell(&'a [Inline]),
    /// An inline, before its children.
    Inline(&'a Inline),
}

/// Passes every block and inline in document order, those inside instructor notes included.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(Walked<'a>)) {
    for block in blocks {
        visit(Walked::Block(block));
        match &block.kind {
            BlockKind::Heading(heading) => walk_inlines(&heading.inlines, visit),
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => walk_inlines(inlines, visit),
            BlockKind::List(list) => list.items.iter().for_each(|item| walk(&item.blocks, visit)),
            BlockKind::Quote(blocks)
            | BlockKind::Alert(_, blocks)
            | BlockKind::FootnoteDefinition(_, blocks)
            | BlockKind::Solution(blocks)
            | BlockKind::Note(blocks) => walk(blocks, visit),
            BlockKind::Element(element) => walk(&element.children, visit),
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| {
                    visit(Walked::Cell(cell));
                    walk_inlines(cell, visit);
                });
            }
            BlockKind::Code(_) | BlockKind::Diagram(_) | BlockKind::Tree(_) | BlockKind::Rule => {}
        }
    }
}

fn walk_inlines<'a>(inlines: &'a [Inline], visit: &mut impl FnMut(Walked<'a>)) {
    for inline in inlines {
        visit(Walked::Inline(inline));
        match &inline.kind {
            InlineKind::Emphasis(children)
            | InlineKind::Strong(children)
            | InlineKind::Strikethrough(children) => {
                walk_inlines(children, visit);
            }
            InlineKind::Link(link) | InlineKind::Image(link) => walk_inlines(&link.inlines, visit),
            InlineKind::Element(element) => walk_inlines(&element.children, visit),
            InlineKind::Note(blocks) => walk(blocks, visit),
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::Math { .. }
            | InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::FootnoteReference(_) => {}
        }
    }
}
