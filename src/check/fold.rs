//! What a course does on many pages is its style: it is told once, with how often it occurs.

use crate::diagnostic::{Diagnostic, Fix};
use crate::span::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// On so many pages, the same finding shows a style of the course.
const STYLE: usize = 4;

/// Keeps the first of the findings that show the same style on many pages. It says how many more there are, and its fixes are
/// those of all of them. Findings that are suppressed or switched off must be gone before.
pub(super) fn fold(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut files: BTreeMap<(&str, &str), BTreeSet<FileId>> = BTreeMap::new();
    for (key, diagnostic) in diagnostics.iter().filter_map(|diagnostic| Some((key(diagnostic)?, diagnostic)))
    {
        files.entry(key).or_default().insert(diagnostic.finding.primary.place.file);
    }
    let styles: BTreeMap<(String, String), usize> = files
        .into_iter()
        .filter(|(_, files)| files.len() >= STYLE)
        .map(|((code, style), files)| ((code.to_owned(), style.to_owned()), files.len()))
        .collect();
    if styles.is_empty() {
        return diagnostics;
    }
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    // Where the first of each style stands in `kept`, and how many were folded into it.
    let mut first: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for diagnostic in diagnostics {
        let key = key(&diagnostic).map(|(code, style)| (code.to_owned(), style.to_owned()));
        let Some(key) = key.filter(|key| styles.contains_key(key)) else {
            kept.push(diagnostic);
            continue;
        };
        match first.get_mut(&key) {
            Some((at, folded)) => {
                *folded += 1;
                join(&mut kept[*at].finding.fixes, diagnostic.finding.fixes);
            }
            None => {
                first.insert(key, (kept.len(), 0));
                kept.push(diagnostic);
            }
        }
    }
    for (key, (at, folded)) in first {
        let message = &mut kept[at].finding.message;
        *message = format!("{message}; so it is in {folded} more places of {} pages", styles[&key]);
    }
    kept
}

fn key(diagnostic: &Diagnostic) -> Option<(&str, &str)> {
    Some((diagnostic.finding.code.0, diagnostic.finding.style.as_deref()?))
}

/// Adds the edits of the same fix elsewhere.
fn join(fixes: &mut [Fix], others: Vec<Fix>) {
    for other in others {
        let same = |fix: &&mut Fix| fix.title == other.title && fix.applicability == other.applicability;
        if let Some(own) = fixes.iter_mut().find(same) {
            own.edits.extend(other.edits);
        }
    }
}
