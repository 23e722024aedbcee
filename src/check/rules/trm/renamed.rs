//! Names that the catalogue knows as former ones.

use crate::check::rules::prose::is_whole;
use crate::cluster::fact::Renamed;
use crate::site::Site;
use crate::version::Version;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// The version that the course is true for: its oldest one, its default cluster's, or the newest supported.
pub(super) fn course_version(site: &Site) -> Option<Version> {
    let oldest = site.config.kubernetes.iter().min().copied();
    let cluster =
        || site.clusters.default.and_then(|at| site.clusters.all[at].version.as_ref()).map(|own| own.value);
    let newest = || site.clusters.catalogue.supported.map(|(_, newest)| newest);
    oldest.or_else(cluster).or_else(newest)
}

/// Finds quickly whether a text holds any of the names at all, which most do not.
pub(super) fn any<'s>(renamed: impl IntoIterator<Item = &'s Renamed>) -> Option<AhoCorasick> {
    let names = renamed.into_iter().flat_map(|renamed| &renamed.names);
    AhoCorasick::builder().ascii_case_insensitive(true).build(names).ok()
}

/// Where the longest of some names stands in a text as a whole, whatever its case.
pub(super) fn longest(text: &str, names: &[String]) -> Option<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut names: Vec<&String> = names.iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.into_iter().find_map(|name| {
        let name = name.to_ascii_lowercase();
        let mut found = lower.match_indices(&name).map(|(at, found)| at..at + found.len());
        found.find(|range| is_whole(text, range))
    })
}
