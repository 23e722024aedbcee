//! Applies the fixes of findings, round by round, until nothing more can be mended.

use super::{Options, check_with};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::load::{Loaded, SourceTree};
use crate::site::{self, Site};
use crate::span::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// A mended text may show the next mistake; more rounds than this would go in a circle.
const MAX_ROUNDS: usize = 10;

/// What came of mending a course.
#[derive(Debug)]
pub struct Mended {
    /// The course as it is now.
    pub site: Site,
    /// What is still found.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts of files that differ from what was loaded.
    pub texts: BTreeMap<FileId, String>,
    /// How many fixes were applied.
    pub applied: usize,
}

/// Mends a course: with safe fixes only, or with those that somebody must look at, too. Nothing is written.
#[must_use]
pub fn mend(loaded: &Loaded, options: &Options, unsafe_too: bool) -> Mended {
    let mut texts: BTreeMap<FileId, String> = BTreeMap::new();
    let mut applied = 0;
    let mut rounds = 0;
    loop {
        let site = site::resolve(loaded.with_texts(&texts));
        let diagnostics = check_with(&site, options);
        let (changed, fixes) = if rounds < MAX_ROUNDS {
            apply(&site.tree, &diagnostics, unsafe_too)
        } else {
            (BTreeMap::new(), 0)
        };
        if changed.is_empty() {
            // A text that came back to what it was is no change.
            texts.retain(|id, text| loaded.tree.file(*id).text != *text);
            return Mended { site, diagnostics, texts, applied };
        }
        texts.extend(changed);
        applied += fixes;
        rounds += 1;
    }
}

/// How many of the findings could be mended.
#[must_use]
pub fn mendable(diagnostics: &[Diagnostic], unsafe_too: bool) -> usize {
    diagnostics.iter().filter(|diagnostic| fix_of(diagnostic, unsafe_too).is_some()).count()
}

fn fix_of(diagnostic: &Diagnostic, unsafe_too: bool) -> Option<&Fix> {
    let allowed = |fix: &&Fix| unsafe_too || fix.applicability == Applicability::Safe;
    diagnostic.finding.fixes.iter().find(allowed)
}

/// One round: the new texts, and how many fixes are in them. A fix that touches what another one changes waits.
fn apply(
    tree: &SourceTree,
    diagnostics: &[Diagnostic],
    unsafe_too: bool,
) -> (BTreeMap<FileId, String>, usize) {
    let mut accepted: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut seen: BTreeSet<Vec<(FileId, usize, usize, &str)>> = BTreeSet::new();
    let mut applied = 0;
    for fix in diagnostics.iter().filter_map(|diagnostic| fix_of(diagnostic, unsafe_too)) {
        let key = |edit: &'_ Edit| (edit.place.file, edit.place.span.start, edit.place.span.end);
        let own = fix.edits.iter().map(|edit| {
            let (file, start, end) = key(edit);
            (file, start, end, edit.replacement.as_str())
        });
        // Two findings may have the same cause.
        if !seen.insert(own.collect()) {
            applied += 1;
            continue;
        }
        let touches = |edit: &&Edit| {
            let known = accepted.get(&edit.place.file).into_iter().flatten();
            known.into_iter().any(|known| {
                let (a, b) = (known.place.span, edit.place.span);
                a.start <= b.end && b.start <= a.end
            })
        };
        if fix.edits.is_empty() || fix.edits.iter().any(|edit| touches(&edit)) {
            continue;
        }
        for edit in &fix.edits {
            accepted.entry(edit.place.file).or_default().push(edit);
        }
        applied += 1;
    }
    let texts = accepted
        .into_iter()
        .filter_map(|(file, edits)| {
            let old = &tree.file(file).text;
            let new = edited(old, edits);
            (new != *old).then_some((file, new))
        })
        .collect();
    (texts, applied)
}

/// A text with edits that do not touch each other; new lines end as those around them.
fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.place.span.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.place.span;
        out.push_str(&text[at..span.start]);
        // The line above says how lines end here; the first goes by the one below.
        let above = text[..span.start].rfind('\n').or_else(|| text.find('\n'));
        let crlf = above.is_some_and(|at| text[..at].ends_with('\r'));
        let replacement = edit.replacement.replace("\r\n", "\n");
        out.push_str(&if crlf { replacement.replace('\n', "\r\n") } else { replacement });
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Place, Span};

    fn edit(start: usize, end: usize, new: &str) -> Edit {
        Edit { place: Place::new(FileId(0), Span::new(start, end)), replacement: new.to_owned() }
    }

    #[test]
    fn edits_change_their_bytes_and_nothing_else() {
        let text = "\u{feff}가 나\r\n다";
        let (a, b) = (edit(3, 6, "A"), edit(12, 12, "x\ny"));
        assert_eq!(edited(text, vec![&b, &a]), "\u{feff}A 나\r\nx\r\ny다");
    }
}
