//! What of a site an edition has: pages, units, files and clusters.

use super::edition::Edition;
use crate::cluster::model::Cluster;
use crate::course::{Page, PageId, UnitId};
use crate::figure::Reading;
use crate::parse::ast::Document;
use crate::site::Site;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What of a site an edition has.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The site.
    pub site: Arc<Site>,
    /// The edition.
    pub edition: Edition,
    /// Its pages in the order of reading.
    pub pages: Vec<PageId>,
    order: BTreeMap<PageId, usize>,
    /// For each unit, whether it has a page of the edition anywhere in it.
    shown_units: Vec<bool>,
}

impl Scope {
    /// What of a site, or of the part of it that was selected, an edition has.
    #[must_use]
    pub fn new(site: &Arc<Site>, edition: Edition) -> Self {
        let hidden = |page: &Page| {
            edition == Edition::Learner && page.is_for_instructors() || !site.selection.holds(&page.path)
        };
        let pages: Vec<PageId> =
            site.course.order.iter().copied().filter(|page| !hidden(site.course.page(*page))).collect();
        let mut shown_units = vec![false; site.course.units.len()];
        for page in &pages {
            // A unit around one that is shown is shown; what lies further out was marked with it.
            let mut unit = Some(site.course.page(*page).unit);
            while let Some(own) = unit.filter(|own| !shown_units[own.0]) {
                shown_units[own.0] = true;
                unit = site.course.unit(own).parent;
            }
        }
        let order = pages.iter().enumerate().map(|(at, page)| (*page, at)).collect();
        Self { site: Arc::clone(site), edition, pages, order, shown_units }
    }

    /// Whether a page is part of the edition.
    #[must_use]
    pub fn shows(&self, page: PageId) -> bool {
        self.order.contains_key(&page)
    }

    /// Where a page stands in the order of reading.
    #[must_use]
    pub fn position(&self, page: PageId) -> Option<usize> {
        self.order.get(&page).copied()
    }

    /// Whether a unit has a page of the edition anywhere in it.
    #[must_use]
    pub fn shows_unit(&self, unit: UnitId) -> bool {
        self.shown_units.get(unit.0).copied().unwrap_or(false)
    }

    /// Whether a file of the course is part of the edition.
    #[must_use]
    pub fn shows_file(&self, path: &str) -> bool {
        self.edition == Edition::Instructor || !self.site.config.is_for_instructors(path)
    }

    /// The clusters that the edition speaks of, each with its place among all.
    pub fn clusters(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        let all = self.site.clusters.all.iter().enumerate();
        all.filter(|(_, cluster)| self.shows_file(&self.site.tree.file(cluster.file).path))
    }

    /// Whether the edition shows or names anything of the cluster model.
    #[must_use]
    pub fn speaks_of_model(&self) -> bool {
        self.clusters().next().is_some()
            || !self.site.mentions.is_empty()
            || (self.edition == Edition::Instructor
                && self.site.figures.iter().any(|figure| !figure.components().is_empty()))
    }

    /// Whether answers stand open in the edition.
    #[must_use]
    pub fn shows_answers(&self) -> bool {
        let answers = self.site.config.site.answers;
        match self.edition {
            Edition::Learner => answers.learner_open,
            Edition::Instructor => answers.instructor_open,
        }
    }

    /// The minutes of a page as the edition shows them.
    #[must_use]
    pub fn minutes(&self, page: &Page) -> Option<u32> {
        match self.edition {
            Edition::Learner if page.is_for_instructors() => None,
            Edition::Learner => page.learner_minutes,
            Edition::Instructor => page.minutes,
        }
    }

    /// The minutes of a unit as the edition shows them.
    #[must_use]
    pub fn unit_minutes(&self, unit: UnitId) -> Option<u32> {
        let minutes = self.site.course.unit_minutes(unit, &|page| self.minutes(page));
        (minutes > 0).then_some(minutes)
    }

    /// The class of the plane that a name in a figure belongs to.
    #[must_use]
    pub fn plane_class(&self, reading: &Reading) -> Option<String> {
        let catalogue = &self.site.clusters.catalogue;
        let plane = match reading.entity.component() {
            Some(component) => catalogue.components.get(component)?.plane.as_str(),
            None => reading
                .entity
                .plane()
                .or_else(|| catalogue.networks.contains_key(reading.entity.id()).then_some("network"))?,
        };
        Some(format!("k-plane-{plane}"))
    }

    /// Whether an address is one of the host at which the site will stand.
    pub(super) fn is_own_address(&self, address: &str) -> bool {
        let host = |address: &str| {
            let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
            let rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
            let host = rest.rsplit('@').next().unwrap_or("").split(':').next().unwrap_or("");
            host.trim_end_matches('.').to_lowercase()
        };
        self.site.config.site.url.as_deref().is_some_and(|own| host(own) == host(address))
    }

    /// A page's document as the edition has it.
    pub(super) fn document(&self, page: PageId) -> Cow<'_, Document> {
        let page = self.site.course.page(page);
        match self.edition {
            Edition::Learner => page.for_learners(),
            Edition::Instructor => Cow::Borrowed(&page.document),
        }
    }
}
