//! A cache gives back what was put in, or nothing. What the disk refuses here fails the test, as it should.

use super::{Cache, Kind, trim};
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

fn entries(root: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            if entry.path().is_dir() { open.push(entry.path()) } else { out.push(entry.path()) }
        }
    }
    out.sort();
    out
}

/// Asks a cache, and says whether it had to be made.
fn ask(cache: &Cache, parts: &[&str]) -> (String, bool) {
    let made = Cell::new(false);
    let text = cache.or_make(Kind::Code, parts, || {
        made.set(true);
        parts.join("+")
    });
    (text, made.get())
}

#[test]
fn what_was_made_once_is_not_made_again() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let cache = Cache::at(&folder.path().join("not/there/yet"));
    assert_eq!(ask(&cache, &["a", "bc"]), ("a+bc".to_owned(), true));
    assert_eq!(ask(&cache, &["a", "bc"]), ("a+bc".to_owned(), false));
    assert_eq!(ask(&cache, &["ab", "c"]), ("ab+c".to_owned(), true));
    assert_eq!(ask(&Cache::none(), &["a", "bc"]), ("a+bc".to_owned(), true));
}

#[test]
fn what_is_not_as_it_was_written_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let cache = Cache::at(folder.path());
    ask(&cache, &["a"]);
    let [entry] = entries(folder.path()).try_into().expect("one entry");
    let whole = fs::read(&entry).expect("the entry");
    for at in 0..whole.len() {
        let mut broken = whole.clone();
        broken[at] ^= 1;
        for bytes in [&broken[..], &whole[..at]] {
            fs::write(&entry, bytes).expect("the entry takes it");
            assert_eq!(ask(&cache, &["a"]), ("a".to_owned(), true), "byte {at}");
            assert_eq!(fs::read(&entry).expect("the entry"), whole);
        }
    }
}

#[test]
fn a_folder_that_cannot_be_is_no_cache() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("a file");
    let cache = Cache::at(&file);
    assert_eq!(ask(&cache, &["a"]), ("a".to_owned(), true));
    assert_eq!(ask(&cache, &["a"]), ("a".to_owned(), true));
    cache.trim();
}

#[test]
fn the_oldest_goes_when_there_is_too_much() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let cache = Cache::at(folder.path());
    for (age, name) in [(3, "c"), (1, "a"), (2, "b")] {
        let before = entries(folder.path());
        ask(&cache, &[name, &"x".repeat(1000)]);
        let new =
            entries(folder.path()).into_iter().find(|path| !before.contains(path)).expect("a new entry");
        let modified = std::time::SystemTime::now() - std::time::Duration::from_secs(age * 3600);
        fs::File::options()
            .append(true)
            .open(new)
            .expect("the entry")
            .set_modified(modified)
            .expect("its time");
    }
    trim::trim(folder.path(), 3000);
    assert!(!ask(&cache, &["a", &"x".repeat(1000)]).1);
    assert!(!ask(&cache, &["b", &"x".repeat(1000)]).1);
    assert!(ask(&cache, &["c", &"x".repeat(1000)]).1);
    // It is measured once a day.
    trim::trim(folder.path(), 0);
    assert!(!ask(&cache, &["a", &"x".repeat(1000)]).1);
}
