//! A page as a fingerprint: of all that it says, because it is made from the whole value.

use super::edition::Audience;
use super::page::Page;
use std::hash::{Hash, Hasher};

impl<A: Audience> Page<A> {
    /// A fingerprint of all that the page says. Where its links lead is said there in numbers of pages and files.
    #[must_use]
    pub fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = Bytes(blake3::Hasher::new());
        self.hash(&mut hasher);
        hasher.0.finalize()
    }
}

/// Passes on what is hashed, byte by byte.
struct Bytes(blake3::Hasher);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// No short hash is asked for here.
    fn finish(&self) -> u64 {
        0
    }
}
