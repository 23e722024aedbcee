//! Who a site is for, as a value and as types.

use super::page::{Block, Note};
use std::convert::Infallible;
use std::fmt::Debug;
use std::hash::Hash;

/// Who a site is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// Students.
    Learner,
    /// Those who teach.
    Instructor,
}

impl Edition {
    /// The lower-case word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Instructor => "instructor",
        }
    }
}

/// Whom a finished page is for. What a page may hold for instructors is decided by this type.
pub trait Audience: Clone + Debug + Hash + Send + Sync + 'static {
    /// The edition of its pages.
    const EDITION: Edition;

    /// What is for instructors; of a type without values where nothing is.
    type Note: Clone + Debug + Hash + Send + Sync;

    /// A note of these blocks, where the audience has notes.
    fn note(blocks: Vec<Block<Self>>) -> Option<Self::Note>;

    /// What a note holds.
    fn blocks(note: &Self::Note) -> &[Block<Self>];
}

/// Students: their pages cannot hold a note.
#[derive(Clone, Debug, Hash)]
pub enum Learner {}

/// Those who teach.
#[derive(Clone, Debug, Hash)]
pub enum Instructor {}

impl Audience for Learner {
    const EDITION: Edition = Edition::Learner;

    type Note = Infallible;

    fn note(_: Vec<Block<Self>>) -> Option<Infallible> {
        None
    }

    fn blocks(note: &Infallible) -> &[Block<Self>] {
        match *note {}
    }
}

impl Audience for Instructor {
    const EDITION: Edition = Edition::Instructor;

    type Note = Note;

    fn note(blocks: Vec<Block<Self>>) -> Option<Note> {
        Some(Note { blocks })
    }

    fn blocks(note: &Note) -> &[Block<Self>] {
        &note.blocks
    }
}
