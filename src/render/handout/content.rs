//! What a handout's theme may see: `content.json`, as plain data. Everything in it is text, never markup, and everything in it
//! is for the edition that is printed.
//!
//! The shape is versioned: a theme that reads `schema` 1 goes on to work when keys are added; when one changes its meaning,
//! the number changes.

use serde::Serialize;
use std::collections::BTreeMap;

/// The version of this shape.
pub(super) const SCHEMA: u32 = 1;

/// A document.
#[derive(Debug, Serialize)]
pub(super) struct Content {
    pub schema: u32,
    /// `page`, `session`, `day`, `course`, `exercises`, `solutions`, `run-sheet`.
    pub kind: &'static str,
    /// `learner`, `instructor`.
    pub edition: &'static str,
    /// `a4`, `letter`.
    pub paper: &'static str,
    /// `ko`, `en`.
    pub lang: &'static str,
    pub title: String,
    /// The course's title.
    pub course: String,
    /// What it stands in: `Week 1 › Day 2`.
    pub context: Option<String>,
    /// Words of the interface in the course's language, by their keys.
    pub words: BTreeMap<&'static str, &'static str>,
    pub parts: Vec<Part>,
}

/// A page of the course, or the heading of a unit.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    /// The level of its heading, from 1.
    pub level: u8,
    pub title: String,
    /// What it stands in, where that is not above it in the document.
    pub context: Option<String>,
    /// Whether it is a page of the course, or the heading of a unit.
    pub is_page: bool,
    /// Where links lead.
    pub label: String,
    pub minutes: Option<u32>,
    /// The clock of its sections or sessions.
    pub rows: Vec<Row>,
    pub blocks: Vec<Block>,
}

/// A line of a run sheet.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub start: String,
    pub end: String,
    pub minutes: u32,
    pub title: String,
    /// Whether the minutes up to here are more than those promised.
    pub over: bool,
    /// What instructors are told about it.
    pub notes: Vec<Block>,
}

/// A block.
#[derive(Debug, Serialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub(super) enum Block {
    Heading {
        /// In the document, from 1.
        level: u8,
        /// Below the heading of its own page, from 1.
        depth: u8,
        role: &'static str,
        label: String,
        minutes: Option<u32>,
        items: Vec<Item>,
    },
    Paragraph {
        items: Vec<Item>,
    },
    List {
        /// The first number; `None` for bullets.
        start: Option<u64>,
        entries: Vec<Entry>,
    },
    Quote {
        blocks: Vec<Block>,
    },
    Alert {
        kind: &'static str,
        title: &'static str,
        blocks: Vec<Block>,
    },
    Table {
        /// `left`, `center`, `right`, `auto`.
        align: Vec<&'static str>,
        /// Whether the head may stand on every page that the table reaches.
        repeat: bool,
        head: Vec<Vec<Item>>,
        rows: Vec<Vec<Vec<Item>>>,
    },
    /// Code, trees and outlines: lines as they are, in a face whose Hangul is two cells wide.
    Code {
        lines: Vec<String>,
        /// The cells of the longest line.
        cells: usize,
        /// Whether it is a component tree or an outline.
        tree: bool,
    },
    /// A diagram or a picture of its own.
    Figure {
        /// A file beside this one.
        file: String,
        number: usize,
        caption: Option<String>,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// In points.
        width: f64,
        height: f64,
    },
    Formula {
        math: Math,
    },
    Rule,
    /// `solution`, `hint`, or a `details` that is neither.
    Folded {
        kind: &'static str,
        title: Vec<Item>,
        blocks: Vec<Block>,
    },
    Tabs {
        tabs: Vec<Tab>,
    },
    Note {
        blocks: Vec<Block>,
    },
    /// Room to write.
    Room {
        lines: usize,
    },
}

/// An entry of a list.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// Whether a task is done; `None` for what is none.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// A tab.
#[derive(Debug, Serialize)]
pub(super) struct Tab {
    pub title: Vec<Item>,
    pub blocks: Vec<Block>,
}

/// A piece of a line.
#[derive(Debug, Serialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub(super) enum Item {
    /// Text of one style.
    Run(Run),
    /// Runs that no line ends between: a Korean word with its particle.
    Word {
        runs: Vec<Run>,
    },
    Break,
    /// Behind a link: the page of what it leads to. `null` where the document does not hold it.
    Page {
        to: Option<String>,
    },
    /// A footnote, and the label by which it is referred to again.
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    /// Another reference to a footnote.
    FootnoteAgain {
        to: Option<String>,
    },
    Formula {
        math: Math,
    },
    /// A picture in the line.
    Image {
        file: String,
        alt: String,
        width: f64,
        height: f64,
    },
    Note {
        items: Vec<Item>,
    },
}

/// Text of one style.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Run {
    pub s: String,
    #[serde(flatten)]
    pub style: Style,
}

/// How a run looks and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Style {
    pub strong: bool,
    pub emph: bool,
    pub strike: bool,
    pub code: bool,
    /// `sub`, `super`.
    pub script: Option<&'static str>,
    /// An address.
    pub url: Option<String>,
    /// A label of this document.
    pub to: Option<String>,
}

/// A formula.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Math {
    /// As its author wrote it, in TeX.
    pub source: String,
    /// Whether it stands on a line of its own.
    pub display: bool,
    /// What it is made of; `None` where it is no formula.
    pub tree: Option<Formula>,
}

/// An element of MathML.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Formula {
    /// Its name, such as `mfrac`.
    pub e: String,
    /// Its text.
    pub s: String,
    /// What it holds.
    pub c: Vec<Formula>,
}
