//! Where links of an edition lead: the only place that decides it.

use super::page::Source;
use super::scope::Scope;
use crate::config::RemoteImages;
use crate::course::{PageId, Target, UnitId};
use crate::span::FileId;

/// Where a link of a finished page leads. All of these places are there, in the edition of the page.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Destination {
    /// A page of the course, perhaps a place on it.
    Page {
        /// Which one.
        page: PageId,
        /// The anchor as it stands on that page.
        anchor: Option<String>,
    },
    /// The index of a folder that has no page of its own.
    Unit(UnitId),
    /// A file of the course that travels with the site.
    File(FileId),
    /// The page about a component of the catalogue.
    Component(String),
    /// The page about a cluster, by its id.
    Cluster(String),
    /// An address of another site.
    Address(String),
}

/// Where a link of the author's leads, or why nowhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Resolved {
    /// To a place.
    To(Destination),
    /// To nothing: the author should know, and the reader sees it.
    Missing,
    /// To what this edition does not have, what is not kurso's to judge, or what no page may lead to: it is text.
    Text,
}

impl Scope {
    /// Where an address leads that is written on a page.
    pub(super) fn resolve(&self, from: PageId, address: &str) -> Resolved {
        match self.site.course.target(from, address, &self.site.tree) {
            Target::External => Resolved::To(Destination::Address(address.to_owned())),
            Target::Missing(_) => Resolved::Missing,
            target => self.destination(&target).map_or(Resolved::Text, Resolved::To),
        }
    }

    /// Where a picture is that a page shows.
    pub(super) fn picture(&self, from: PageId, address: &str) -> Source {
        match self.site.course.target(from, address, &self.site.tree) {
            Target::External if self.shows_remote() => Source::Remote,
            Target::External => Source::Elsewhere,
            Target::Asset(file) if self.shows_file(&self.site.tree.file(file).path) => Source::File(file),
            Target::Asset(_) => Source::Withheld,
            _ => Source::Missing,
        }
    }

    /// Where a page takes a film, a sound or a frame from.
    pub(super) fn source(&self, from: PageId, address: &str) -> Option<Destination> {
        match self.resolve(from, address) {
            Resolved::To(Destination::Address(_)) if !self.shows_remote() => None,
            Resolved::To(destination) => Some(destination),
            Resolved::Missing | Resolved::Text => None,
        }
    }

    /// Whether pages show pictures and films of other sites.
    fn shows_remote(&self) -> bool {
        self.site.config.site.remote_images == RemoteImages::Show
    }

    /// A place of the course, where this edition has it.
    pub(super) fn destination(&self, target: &Target) -> Option<Destination> {
        match target {
            Target::Page { page, anchor } => {
                let anchors = &self.site.course.page(*page).anchors;
                let as_written = |anchor: &String| anchors.find(anchor).unwrap_or(anchor).to_owned();
                let anchor = anchor.as_ref().filter(|anchor| !anchor.is_empty()).map(as_written);
                self.shows(*page).then_some(Destination::Page { page: *page, anchor })
            }
            Target::Unit(unit) => (unit.0 == 0 || self.shows_unit(*unit)).then_some(Destination::Unit(*unit)),
            Target::Asset(file) => {
                self.shows_file(&self.site.tree.file(*file).path).then_some(Destination::File(*file))
            }
            Target::External | Target::Outside | Target::Missing(_) | Target::Unsafe => None,
        }
    }
}
