//! Documents → the [`Course`]: units, pages, positions, titles, budgets, links. Finished values; nothing is filled in later.
//!
//! A course is a tree of [`Unit`]s, one per folder that holds a page: parts, weeks and days are units whose folder
//! is called so. A unit holds its index page (README.md), its sessions (`session_NN.md`) and its other pages.

pub mod anchor;

mod aside;

pub mod fence;

pub mod include;

mod infer;

pub mod link;

mod moved;

mod order;

pub mod position;

mod promise;

pub mod reference;

pub mod timing;

mod withheld;

pub use anchor::Anchors;
pub use aside::Aside;
pub use infer::{markdown_files, resolve};
pub use link::{Target, is_media};
pub use position::Position;
pub use withheld::Withheld;

use crate::config::HeldBack;
use crate::lang::Language;
use crate::parse::ast::{BlockKind, Document, Heading};
use crate::parse::learner;
use crate::span::{FileId, Place};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page's index in [`Course::pages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PageId(pub usize);

/// A unit's index in [`Course::units`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UnitId(pub usize);

/// A whole course.
#[derive(Clone, Debug)]
pub struct Course {
    /// What it is called.
    pub title: String,
    /// The language of most of its text.
    pub language: Language,
    /// The units; the first is the course's own folder.
    pub units: Vec<Unit>,
    /// The pages, in path order.
    pub pages: Vec<Page>,
    /// Every page in reading order.
    pub order: Vec<PageId>,
    /// Markdown files that are no pages.
    pub aside: Vec<(FileId, Aside)>,
    by_file: BTreeMap<FileId, PageId>,
    /// Units by composed folder path.
    by_folder: BTreeMap<String, UnitId>,
}

/// A folder that holds pages.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The folder, relative to the course; empty for the course itself.
    pub path: String,
    /// What sort of unit it is.
    pub kind: UnitKind,
    /// Its number, of weeks and days.
    pub number: Option<u32>,
    /// What it is called.
    pub title: String,
    /// The unit around it.
    pub parent: Option<UnitId>,
    /// All in it but its index, in order.
    pub children: Vec<Child>,
    /// Units in it, in order.
    pub units: Vec<UnitId>,
    /// Its index page.
    pub index: Option<PageId>,
    /// Its sessions by number.
    pub sessions: Vec<PageId>,
    /// Its other pages in order.
    pub pages: Vec<PageId>,
    /// Where its index page stands in the built site.
    pub output: String,
}

/// What a unit holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Child {
    /// A folder.
    Unit(UnitId),
    /// A session or another page.
    Page(PageId),
}

impl Child {
    /// The folder.
    #[must_use]
    pub fn unit(self) -> Option<UnitId> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Page(_) => None,
        }
    }

    /// The page.
    #[must_use]
    pub fn page(self) -> Option<PageId> {
        match self {
            Self::Unit(_) => None,
            Self::Page(page) => Some(page),
        }
    }
}

/// What sort of unit a folder is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitKind {
    /// The course itself.
    Course,
    /// `week_NN`
    Week,
    /// `day_NN`
    Day,
    /// Any other folder.
    Part,
}

impl UnitKind {
    /// The lower-case word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Week => "week",
            Self::Day => "day",
            Self::Part => "part",
        }
    }
}

/// A Markdown file as part of the course.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its path relative to the course.
    pub path: String,
    /// Where it stands in the built site.
    pub output: String,
    /// What it is.
    pub kind: PageKind,
    /// The unit that it belongs to.
    pub unit: UnitId,
    /// What its path says about its place.
    pub position: Position,
    /// Its title without emoji and duration.
    pub title: String,
    /// Its title without `Session 3:` before it.
    pub name: String,
    /// Why learners do not have the page, if they do not.
    pub withheld: Option<Withheld>,
    /// Which of its answers learners do not have yet.
    pub held: HeldBack,
    /// What it holds.
    pub document: Arc<Document>,
    /// Its places that links can name.
    pub anchors: Anchors,
    /// The minutes of its sections, notes included.
    pub minutes: Option<u32>,
    /// The minutes of the sections that learners see.
    pub learner_minutes: Option<u32>,
    /// What it is promised.
    pub budget: Option<Budget>,
    /// What its discussion is promised.
    pub discussion_budget: Option<Budget>,
    /// Notes for instructors from a file beside it.
    pub sidecar: Option<Sidecar>,
}

impl Page {
    /// Whether learners do not have it.
    #[must_use]
    pub fn is_for_instructors(&self) -> bool {
        self.withheld.is_some()
    }

    /// The heading that says the page's title, which is shown above the text and not in it once more, and its block: the first of
    /// level 1, else one of that title with which the text begins. The document is the page's own, or what learners have of it.
    #[must_use]
    pub fn title_heading<'d>(&self, document: &'d Document) -> Option<(usize, &'d Heading)> {
        let mut headings = document.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
            BlockKind::Heading(heading) => Some((at, heading)),
            _ => None,
        });
        let first = headings.next()?;
        if first.1.level == 1 {
            return Some(first);
        }
        let begins = Some(first).filter(|(at, heading)| *at == 0 && heading.title == self.title);
        headings.find(|(_, heading)| heading.level == 1).or(begins)
    }

    /// What learners have of it.
    #[must_use]
    pub fn for_learners(&self) -> Cow<'_, Document> {
        learner::for_learners(&self.document, self.held)
    }
}

/// What a page is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PageKind {
    /// README.md of a unit.
    Index,
    /// `session_NN.md`
    Session(u32),
    /// Anything else.
    Page,
}

/// Minutes and where they are promised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    /// The minutes.
    pub minutes: u32,
    /// Where that is written.
    pub place: Place,
}

/// `session_03.notes.md`: notes for a session's sections.
#[derive(Clone, Debug)]
pub struct Sidecar {
    /// The notes' own document.
    pub document: Arc<Document>,
    /// The session's section (an index) that each run of the notes' blocks is about; `None` is the whole session.
    pub notes: Vec<(Option<usize>, std::ops::Range<usize>)>,
}

impl Course {
    /// The page of that number.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// The unit of that number.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0]
    }

    /// The course's own folder.
    #[must_use]
    pub fn root(&self) -> &Unit {
        &self.units[0]
    }

    /// The page of a file.
    #[must_use]
    pub fn page_of(&self, file: FileId) -> Option<PageId> {
        self.by_file.get(&file).copied()
    }

    /// All pages with their numbers, in path order.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(at, page)| (PageId(at), page))
    }

    /// The units around `id`, outermost first, itself last.
    #[must_use]
    pub fn path_to(&self, id: UnitId) -> Vec<UnitId> {
        let mut path = vec![id];
        while let Some(parent) = path.last().and_then(|last| self.unit(*last).parent) {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// The minutes of all sessions in a unit and the units in it, each by `minutes`.
    pub fn unit_minutes(&self, id: UnitId, minutes: &impl Fn(&Page) -> Option<u32>) -> u32 {
        let unit = self.unit(id);
        let own: u32 = unit.sessions.iter().filter_map(|page| minutes(self.page(*page))).sum();
        own + unit.units.iter().map(|unit| self.unit_minutes(*unit, minutes)).sum::<u32>()
    }
}

#[cfg(test)]
mod tests;
