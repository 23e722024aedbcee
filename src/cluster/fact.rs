//! Facts beside components and relations: what is often said and not so, and how far versions may be apart.

use crate::lang::Text;

/// Something that is often said and not so.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The words that say it.
    pub denies: Vec<String>,
    /// Words of which one must stand in the same section.
    pub near: Vec<String>,
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
    /// Where this comes from.
    pub source: String,
}

/// A version such as `1.36`, by its major and minor number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version {
    /// The major number.
    pub major: u32,
    /// The minor number.
    pub minor: u32,
}

impl Version {
    /// Reads `1.36`, `v1.36.2`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().trim_start_matches('v').split('.');
        Some(Self { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? })
    }
}
