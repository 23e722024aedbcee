//! Keeping a cache from growing without end.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How many bytes a cache may have; a course of 1,500 sessions with 6,500 diagrams takes a fifth of it.
pub(super) const LIMIT: u64 = 1024 * 1024 * 1024;

/// How often a cache is measured.
const INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);

/// The file whose age says when the cache was measured last.
const MEASURED: &str = "measured";

struct Entry {
    modified: SystemTime,
    bytes: u64,
    path: PathBuf,
}

/// Removes the oldest entries until three quarters of `limit` are left, if there is more than that.
pub(super) fn trim(root: &Path, limit: u64) {
    let measured = root.join(MEASURED);
    let recent = fs::metadata(&measured)
        .and_then(|metadata| metadata.modified())
        .is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age < INTERVAL));
    if recent || !root.is_dir() || fs::write(&measured, "").is_err() {
        return;
    }
    let mut entries = Vec::new();
    collect(root, &mut entries, 0);
    let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
    if total <= limit {
        return;
    }
    entries.sort_by_key(|entry| entry.modified);
    for entry in entries {
        if total <= limit / 4 * 3 {
            break;
        }
        if fs::remove_file(&entry.path).is_ok() {
            total -= entry.bytes;
        }
    }
}

/// The files below a folder; links are not followed, and nothing lies deeper than kurso puts it.
fn collect(folder: &Path, out: &mut Vec<Entry>, depth: usize) {
    const DEPTH: usize = 4;
    let Ok(read) = fs::read_dir(folder) else { return };
    for entry in read.flatten() {
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() && depth < DEPTH {
            collect(&entry.path(), out, depth + 1);
        } else if metadata.is_file() && entry.file_name() != MEASURED {
            let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            out.push(Entry { modified, bytes: metadata.len(), path: entry.path() });
        }
    }
}
