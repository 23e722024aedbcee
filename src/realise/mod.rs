//! A finished [`Site`] → the finished pages of one edition: what every writer and every audit reads.
//!
//! ```text
//! Document ─▶ without what is for others ─▶ links resolved, terms linked, notes placed, footnotes and figures numbered ─▶ Page
//! ```
//!
//! A page is finished when it is asked for first, and kept: several writers read it. [`Page`] is another type for each audience:
//! that of learners cannot hold what is for instructors.

mod block;

mod destination;

mod drawn;

mod edition;

mod figure;

mod fingerprint;

mod inline;

pub mod page;

mod places;

mod scope;

mod term;

pub use destination::Destination;
pub use edition::{Audience, Edition, Instructor, Learner};
pub use page::Page;
pub use scope::Scope;
pub use term::Terms;

use crate::course::PageId;
use crate::site::Site;
use crate::span::FileId;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// An edition, whose pages are finished when they are asked for.
#[derive(Debug)]
pub struct Realised {
    /// What of the site it has.
    pub scope: Scope,
    /// What its pages lead to where they mention it first.
    pub terms: Terms,
    pages: Pages,
}

/// The pages that were asked for so far, by their numbers.
#[derive(Debug)]
enum Pages {
    Learner(Vec<OnceLock<Page<Learner>>>),
    Instructor(Vec<OnceLock<Page<Instructor>>>),
}

/// What a caller does with a page, whomever it is for.
pub trait Visit {
    /// What comes of it.
    type Output;

    /// Does it.
    fn visit<A: Audience>(self, page: &Page<A>) -> Self::Output;
}

/// Finishes the pages of one edition.
#[must_use]
pub fn realise(site: &Arc<Site>, edition: Edition) -> Realised {
    let scope = Scope::new(site, edition);
    let terms = Terms::new(&scope);
    let count = site.course.pages.len();
    let pages = match edition {
        Edition::Learner => Pages::Learner(vec![OnceLock::new(); count]),
        Edition::Instructor => Pages::Instructor(vec![OnceLock::new(); count]),
    };
    Realised { scope, terms, pages }
}

impl Realised {
    /// Passes a finished page to a visitor.
    pub fn page<V: Visit>(&self, page: PageId, visitor: V) -> V::Output {
        match &self.pages {
            Pages::Learner(pages) => visitor.visit(pages[page.0].get_or_init(|| block::page(self, page))),
            Pages::Instructor(pages) => visitor.visit(pages[page.0].get_or_init(|| block::page(self, page))),
        }
    }

    /// The first paragraph of a page, as long as a search engine shows it.
    #[must_use]
    pub fn description(&self, page: PageId) -> Option<String> {
        block::description(&self.scope.document(page))
    }

    /// The first paragraph of a page, when it is short enough to stand on a card.
    #[must_use]
    pub fn summary(&self, page: PageId) -> Option<String> {
        block::summary(&self.scope.document(page))
    }

    /// The files that a page shows or leads to.
    #[must_use]
    pub fn files(&self, page: PageId) -> BTreeSet<FileId> {
        self.page(page, places::Files)
    }
}
