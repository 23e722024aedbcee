//! Disks that are full, cannot be written, or are written by two builds at once.

use crate::support::{build_folder, folder, kurso};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn course(word: &str, pages: usize) -> tempfile::TempDir {
    let page =
        |number| format!("//- page_{number}.md\n# {word} {number}\n\n{}\n", format!("{word} ").repeat(4000));
    folder(&format!("//- README.md\n# {word}\n{}", (0..pages).map(page).collect::<String>()))
}

fn written(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(out).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let relative = |path: &Path| path.strip_prefix(out).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| (relative(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A process that may write no file beyond 8 kB gets the same answer from the system as one on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let (old, new) = (course("old", 3), course("new", 3));
    let out = tempfile::tempdir().unwrap();
    build_folder(old.path(), out.path(), "learner");
    let before = written(out.path());
    let build = "trap '' XFSZ; ulimit -f 16; exec \"$0\" build \"$1\" -o \"$2\" --no-cache";
    let output = Command::new("sh")
        .args(["-c", build, env!("CARGO_BIN_EXE_kurso")])
        .args([new.path(), out.path()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains(&format!("{}/", out.path().display())), "{}", said(&output));
    assert!(written(out.path()) == before, "the old site is not whole");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_named() {
    let course = course("x", 1);
    let output = kurso(&["build", course.path().to_str().unwrap(), "-o", "/proc/kurso"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("/proc/kurso"), "{}", said(&output));
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let courses = [course("left", 40), course("right", 40)];
    let clean = courses.each_ref().map(|course| {
        let out = tempfile::tempdir().unwrap();
        build_folder(course.path(), out.path(), "learner");
        written(out.path())
    });
    for _ in 0..5 {
        let out = tempfile::tempdir().unwrap();
        let builds = courses.each_ref().map(|course| {
            Command::new(env!("CARGO_BIN_EXE_kurso"))
                .args(["build", course.path().to_str().unwrap(), "-q", "--no-cache", "-o"])
                .arg(out.path())
                .spawn()
                .unwrap()
        });
        for mut build in builds {
            assert!(build.wait().unwrap().success());
        }
        assert!(clean.contains(&written(out.path())), "{:?}", written(out.path()).keys());
    }
}
