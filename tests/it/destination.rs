//! Where a site may go, what is never written to, and which course a path belongs to.

use crate::support::{build_folder, folder, kurso};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const COURSE: &str =
    "//- README.md\n# 과정\n\n![그림](pic.png)\n//- pic.png\nx\n//- week_01/README.md\n# 첫 주\n";

fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let own = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| (own(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

fn run_in(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kurso"))
        .args(args)
        .current_dir(folder)
        .env("KURSO_NO_CACHE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn no_site_goes_into_or_around_its_course() {
    let place = tempfile::tempdir().unwrap();
    let course = place.path().join("course");
    for (path, bytes) in all(folder(COURSE).path()) {
        let path = course.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let before = all(place.path());
    let full = course.to_str().unwrap();
    let mut tries = vec![
        (".", "."),
        (".", "../course"),
        (".", ".."),
        (".", "week_01"),
        (".", "week_01/"),
        (".", "week_01/../../course"),
        (".", "none/.."),
        (".", full),
        ("week_01", "."),
        ("README.md", "."),
    ];
    #[cfg(unix)]
    {
        let link = place.path().join("link");
        std::os::unix::fs::symlink(&course, &link).unwrap();
        tries.extend([
            (".", "../link"),
            ("../link", full),
            ("../link", "../link/week_01"),
            (full, "../link/"),
        ]);
    }
    for (from, out) in tries {
        for command in ["build", "print"] {
            if command == "print" && cfg!(not(feature = "pdf")) {
                continue;
            }
            let output = run_in(&course, &[command, from, "-o", out]);
            assert_eq!(output.status.code(), Some(2), "{command} {from} -o {out}: {}", said(&output));
            assert!(said(&output).contains("another folder with -o") || said(&output).contains("is a link"));
            assert_eq!(all(place.path()), before, "{command} {from} -o {out}");
        }
    }
    // A folder of its own in the course is what most people use.
    let output = run_in(&course, &["build", ".", "-o", "site", "--edition", "all"]);
    assert!(output.status.success(), "{}", said(&output));
    let output = run_in(&course, &["build", ".", "-o", "site", "--edition", "all"]);
    assert!(output.status.success() && !course.join("site/learner/site").exists(), "{}", said(&output));
}

/// A list that somebody brings names what it likes: nothing of the course is hidden by it, and nothing removed.
#[test]
fn a_list_of_somebody_elses_hides_and_removes_nothing() {
    let fingerprint = |text: &str| blake3_of(text);
    for list in [
        String::new(),
        "# Files\nsession_01.md\nnotes.txt\n".to_owned(),
        format!("# Files\n{} - session_01.md\n{} - notes.txt\n", "0".repeat(32), "0".repeat(32)),
        format!("# Files\n{} - clusters.yaml\n", fingerprint("other")),
    ] {
        let course = folder(
            "//- README.md\n# 과정\n//- week_01/session_01.md\n# Session 1: 보이는 것\n//- week_01/notes.txt\nx\n",
        );
        fs::write(course.path().join("week_01/.kurso-manifest"), &list).unwrap();
        let out = tempfile::tempdir().unwrap();
        build_folder(course.path(), out.path(), "learner");
        assert!(out.path().join("week_01/session_01.html").exists(), "{list}");
        // In the folder that is written to, only what has the bytes that were written is removed.
        fs::write(out.path().join("mine.txt"), "mine").unwrap();
        let own = fs::read_to_string(out.path().join(".kurso-manifest")).unwrap();
        fs::write(out.path().join(".kurso-manifest"), format!("{own}{} - mine.txt\n", "0".repeat(32)))
            .unwrap();
        fs::write(course.path().join("more.md"), "# 더\n").unwrap();
        build_folder(course.path(), out.path(), "learner");
        assert_eq!(fs::read_to_string(out.path().join("mine.txt")).unwrap(), "mine");
    }
}

/// The fingerprint that a list has for a text.
fn blake3_of(text: &str) -> String {
    // Any other text has another one; which one does not matter here.
    format!("{:032x}", text.bytes().fold(0_u128, |sum, byte| sum.wrapping_mul(257) + u128::from(byte)))
}

/// What stood in the folder with the very same bytes is somebody's, and stays when the site no longer has it.
#[test]
fn what_was_there_before_is_not_removed_later() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    fs::write(out.path().join("pic.png"), "x\n").unwrap();
    build_folder(course.path(), out.path(), "learner");
    fs::write(course.path().join("README.md"), "# 과정\n").unwrap();
    build_folder(course.path(), out.path(), "learner");
    assert_eq!(fs::read_to_string(out.path().join("pic.png")).unwrap(), "x\n");
    // While a picture that kurso wrote goes with the page that shows it.
    let out = tempfile::tempdir().unwrap();
    fs::write(course.path().join("README.md"), "# 과정\n\n![그림](pic.png)\n").unwrap();
    build_folder(course.path(), out.path(), "learner");
    assert!(out.path().join("pic.png").exists());
    fs::write(course.path().join("README.md"), "# 과정\n").unwrap();
    build_folder(course.path(), out.path(), "learner");
    assert!(!out.path().join("pic.png").exists());
}

/// Files and links of somebody's in the site's folder move along with it, rights included.
#[cfg(unix)]
#[test]
fn what_others_put_into_the_site_stays() {
    use std::os::unix::fs::PermissionsExt;
    let (course, place) = (folder(COURSE), tempfile::tempdir().unwrap());
    let out = place.path().join("site");
    build_folder(course.path(), &out, "learner");
    fs::create_dir_all(out.join(".git/empty")).unwrap();
    fs::write(out.join(".git/HEAD"), "ref").unwrap();
    fs::write(out.join("CNAME"), "course.example").unwrap();
    std::os::unix::fs::symlink("CNAME", out.join("alias")).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o750)).unwrap();
    fs::set_permissions(out.join("week_01"), fs::Permissions::from_mode(0o711)).unwrap();
    for text in ["# 하나\n", "# 둘\n"] {
        fs::write(course.path().join("page.md"), text).unwrap();
        build_folder(course.path(), &out, "learner");
        assert_eq!(fs::read_to_string(out.join(".git/HEAD")).unwrap(), "ref");
        assert_eq!(fs::read_to_string(out.join("alias")).unwrap(), "course.example");
        assert_eq!(fs::read_link(out.join("alias")).unwrap(), Path::new("CNAME"));
        assert!(out.join(".git/empty").is_dir());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(&out), mode(&out.join("week_01"))], [0o750, 0o711]);
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing lies beside it");
}

const WHOLE: &str = "//- course.yaml
kurso: course/1
audience: {\"**/demo_guide.md\": instructor}
release: {\"week_02/**\": 2027-03-02}
//- README.md
# 과정

[첫 주](week_01/README.md), [둘째 주](week_02/README.md)
//- week_01/README.md
# 첫 주

[안내](demo_guide.md), [나중](../week_02/README.md), [글](session_01.md)
//- week_01/session_01.md
# Session 1: 글

[없음](none.md)
//- week_01/demo_guide.md
# 데모

강사만아는것
//- week_02/README.md
# 둘째 주

나중에배우는것
";

/// A folder or a file of a course selects; who may read what is said by the course.
#[test]
fn a_part_of_a_course_has_the_settings_of_the_whole() {
    let course = folder(WHOLE);
    for part in ["week_01", "week_01/README.md", "week_01/demo_guide.md", "week_02", "week_02/README.md"] {
        let out = tempfile::tempdir().unwrap();
        let output = run_in(
            course.path(),
            &["build", part, "-o", out.path().to_str().unwrap(), "--as-of", "2027-01-01"],
        );
        assert!(output.status.success(), "{part}: {}", said(&output));
        let built = all(out.path());
        for (path, bytes) in &built {
            let text = String::from_utf8_lossy(bytes);
            for secret in ["강사만아는것", "나중에배우는것", "demo_guide.html"] {
                assert!(!text.contains(secret) && !path.contains(secret), "{part}: {secret} in {path}");
            }
        }
        // Places stay what they are in the whole site, and what was not asked for is not there.
        assert_eq!(
            built.contains_key("week_01/session_01.html"),
            part == "week_01",
            "{part}: {:?}",
            built.keys()
        );
        assert!(!built.contains_key("README.html"));
    }
    #[cfg(feature = "pdf")]
    {
        let out = tempfile::tempdir().unwrap();
        let to = out.path().to_str().unwrap();
        let output =
            run_in(course.path(), &["print", "week_01", "-o", to, "--kind", "page", "--as-of", "2027-01-01"]);
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(
            all(out.path()).keys().filter(|path| path.ends_with(".pdf")).collect::<Vec<_>>(),
            ["week_01/session_01.pdf"]
        );
    }
}

#[test]
fn a_part_of_a_course_is_checked_as_that() {
    let course = folder(WHOLE);
    fs::write(course.path().join("other.md"), "# 다른 글\n\n[없음](none.md)\n").unwrap();
    let found = |path: &str| {
        let output = run_in(course.path(), &["check", path, "--format", "concise"]);
        String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.contains("LNK001")).count()
    };
    assert_eq!(
        [found("."), found("week_01"), found("week_01/session_01.md"), found("week_02")],
        [2, 1, 1, 0]
    );
    let output = run_in(course.path(), &["check", "week_01", "--update-baseline"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!course.path().join("week_01/kurso-baseline.json").exists());
    // A file of that name that is another tool's, or stands beyond the repository, is none of this course's.
    let around =
        folder("//- course.yaml\nversion: 3\nsteps: [a]\n//- inner/week_01/a.md\n# A\n//- README.md\n# R\n");
    let output = run_in(around.path(), &["check", "inner", "--format", "json"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("README.md"), "{}", said(&output));
}

/// What a message would quote must be the course's own.
#[cfg(unix)]
#[test]
fn settings_from_elsewhere_are_refused() {
    let course = folder(COURSE);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("x"), "TOKEN=verysecret\n").unwrap();
    let own = course.path().join("course.yaml");
    let refused = |why: &str| {
        for command in ["check", "build"] {
            let out = tempfile::tempdir().unwrap();
            let mut args = vec![command, course.path().to_str().unwrap()];
            let to = out.path().join("out");
            if command == "build" {
                args.extend(["-o", to.to_str().unwrap()]);
            }
            let output = kurso(&args);
            let all = format!("{}{}", said(&output), String::from_utf8_lossy(&output.stdout));
            assert_eq!(output.status.code(), Some(2), "{all}");
            assert!(all.contains(why) && !all.contains("verysecret"), "{all}");
        }
    };
    for target in [elsewhere.path().join("x"), "/dev/zero".into(), "/proc/self/environ".into()] {
        std::os::unix::fs::symlink(&target, &own).unwrap();
        refused("a link that leads out of the course");
        fs::remove_file(&own).unwrap();
    }
    std::os::unix::fs::symlink("nowhere.yaml", &own).unwrap();
    refused("a link that leads nowhere");
    fs::remove_file(&own).unwrap();
    assert!(Command::new("mkfifo").arg(&own).status().unwrap().success());
    refused("no file");
}
