//! Facts beside components and relations: what is often said and not so, and how far versions may be apart.

use crate::lang::Text;
use crate::version::Version;

/// Something that is often said and not so.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its id, by which a course replaces it.
    pub id: String,
    /// The words that say it.
    pub denies: Vec<String>,
    /// Words of which one must stand beside it: in the sentence, the row, the box.
    pub near: Vec<String>,
    /// Words beside which it may be said of something else.
    pub unless: Vec<String>,
    /// What is so.
    pub says: Text,
    /// Where this comes from.
    pub source: String,
}

/// How many minor versions a component may be from another.
#[derive(Clone, Debug)]
pub struct Skew {
    /// The component.
    pub component: String,
    /// The other one.
    pub against: String,
    /// How many older it may be.
    pub older: u32,
    /// How many newer it may be.
    pub newer: u32,
    /// The version of the other one from which on this holds.
    pub since: Option<Version>,
    /// The version of the other one from which on it holds no more.
    pub before: Option<Version>,
    /// Where this comes from.
    pub source: String,
}

/// Something that has another name now, is deprecated, or is gone.
#[derive(Clone, Debug)]
pub struct Renamed {
    /// What it was called.
    pub names: Vec<String>,
    /// What kind of name that is.
    pub kind: NameKind,
    /// The version that deprecated it.
    pub since: Option<Version>,
    /// The first version without it.
    pub removed: Option<Version>,
    /// What to use now.
    pub instead: Text,
    /// Where this comes from.
    pub source: String,
}

/// What a renamed name was the name of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameKind {
    /// A word of prose.
    Term,
    /// A label of an object.
    Label,
    /// A taint of a node.
    Taint,
    /// A component.
    Component,
    /// A kind of object, with its version where that matters.
    Api,
    /// A flag, a port or a way to run.
    Mode,
    /// A host of images.
    Registry,
}

impl NameKind {
    /// The words of the catalogue file.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("term", Self::Term),
        ("label", Self::Label),
        ("taint", Self::Taint),
        ("component", Self::Component),
        ("api", Self::Api),
        ("mode", Self::Mode),
        ("registry", Self::Registry),
    ];
}
