//! What kurso says of input that it cannot work with: each case with its exact words and its exit code.

use crate::support::{check, folder, kurso};

/// Runs `kurso` and compares its exit code and what it says.
#[track_caller]
fn refuses(args: &[&str], expected: &str) {
    let output = kurso(args);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), message.as_str()), (Some(2), expected));
}

#[test]
fn no_course() {
    let empty = tempfile::tempdir().unwrap();
    let path = empty.path().join("nowhere");
    let name = path.to_str().unwrap();
    refuses(&["check", name], &format!("error: {name}: no such folder\n"));
    refuses(&["build", name], &format!("error: {name}: no such folder\n"));
    let name = empty.path().to_str().unwrap();
    refuses(&["check", name], &format!("error: {name}: no Markdown file in this folder\n"));
    // A file is a part of the course around it.
    std::fs::write(&path, "# A\n").unwrap();
    refuses(&["check", path.to_str().unwrap()], &format!("error: {name}: no Markdown file in this folder\n"));
}

#[test]
fn a_rule_that_there_is_not() {
    refuses(
        &["check", "x", "--select", "DMX0003"],
        "error: no rule is called `DMX0003`; did you mean `DMX003`?\n",
    );
    refuses(
        &["check", "x", "--ignore", "soup"],
        "error: no rule is called `soup`; `kurso rules` lists them\n",
    );
    check(
        "//- course.yaml\ncheck: {ignore: [DMX0003]}\n//- README.md\n# A\n",
        &["CFG005 course.yaml:1:18 no rule is called `DMX0003`"],
    );
}

#[test]
fn wrong_types_and_unknown_keys() {
    check(
        "//- course.yaml\ntitle: [1]\nlangage: ko\nschedule: yes\nsite: {answers: {learner: shut}}\n//- README.md\n# A\n",
        &[
            "CFG007 course.yaml:1:8 expected text, or `{ko: …, en: …}`, found a list",
            "CFG001 course.yaml:2:1 unknown key `langage`",
            "CFG007 course.yaml:3:11 expected a mapping, found text",
            "CFG007 course.yaml:4:27 no way to show answers is called `shut`",
        ],
    );
}

#[test]
fn a_baseline_of_another_version() {
    check(
        "//- kurso-baseline.json\n{\"version\": 9, \"findings\": []}\n//- README.md\n# A\n",
        &["CFG007 kurso-baseline.json:1:13 this kurso reads baselines of version 1, found 9"],
    );
}

#[test]
fn two_sessions_in_one_place() {
    check(
        "//- week_01/day_01/session_01.md\n# A\n//- week_01/day_01/session_1.md\n# B\n",
        &[
            "STR002 week_01/day_01/session_1.md:1:1 `week_01/day_01/session_01.md` and `week_01/day_01/session_1.md` are both Week 1 > Day 1 > Session 1",
        ],
    );
}

/// What the checker says of a folder, in one line a finding.
fn concise(course: &std::path::Path) -> (Option<i32>, String) {
    let output = kurso(&["check", course.to_str().unwrap(), "--quiet", "--format", "concise"]);
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn not_utf_8() {
    let course = folder("//- README.md\n# A\n");
    std::fs::write(course.path().join("session_01.md"), b"# A\n\xff\n").unwrap();
    let expected =
        "session_01.md:1:1: error[SRC001 unreadable-file]: not UTF-8 text: byte 4 begins no character\n";
    assert_eq!(concise(course.path()), (Some(1), expected.to_owned()));
}

/// A hole in a file has its length.
#[test]
fn a_file_too_large_to_travel() {
    let course = folder("//- README.md\n# A\n\n[film](./film.mp4)\n//- film.mp4\n//- unspoken_of.mp4\n");
    for name in ["film.mp4", "unspoken_of.mp4"] {
        std::fs::File::create(course.path().join(name)).unwrap().set_len(65 << 20).unwrap();
    }
    let expected = "README.md:3:10: warning[LIM001 limit-reached]: `film.mp4` has more than 64 MB and does not travel with \
        the site\n";
    assert_eq!(concise(course.path()), (Some(0), expected.to_owned()));
}

/// The superuser reads everything, so there this is about a link to nowhere.
#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt;
    let course = folder("//- README.md\n# A\n//- session_01.md\n# B\n");
    let path = course.path().join("session_01.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
    if std::fs::read(&path).is_ok() {
        return;
    }
    let expected =
        "session_01.md:1:1: error[SRC001 unreadable-file]: cannot be read: Permission denied (os error 13)\n";
    assert_eq!(concise(course.path()), (Some(1), expected.to_owned()));
}
