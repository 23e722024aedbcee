//! What a finding is known by when lines move: its rule, its file, and the text that it stands in.

use crate::diagnostic::Diagnostic;
use crate::load::SourceTree;
use std::collections::BTreeMap;

/// A fingerprint of each diagnostic, in their order: 32 hexadecimal digits. The same mistake twice on lines of the same text
/// is told apart by which of them it is.
#[must_use]
pub fn fingerprints(diagnostics: &[Diagnostic], tree: &SourceTree) -> Vec<String> {
    let mut seen: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let finding = &diagnostic.finding;
            let place = finding.primary.place;
            let file = tree.file(place.file);
            let line = line_text(&file.text, place.span.start);
            let times = seen.entry((finding.code.0, file.path.as_str(), line.clone())).or_default();
            *times += 1;
            let mut hasher = blake3::Hasher::new();
            for part in [finding.code.0, &file.path, &line, &times.to_string()] {
                hasher.update(part.as_bytes());
                hasher.update(b"\0");
            }
            hasher.finalize().to_hex()[..32].to_owned()
        })
        .collect()
}

/// The line of a byte without the blanks that authors vary.
fn line_text(text: &str, offset: usize) -> String {
    let offset = offset.min(text.len());
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}
