//! Building to disk: what is written, what is left alone, what is never touched.

use crate::support::{build_folder, folder, kurso};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const COURSE: &str = "//- week_01/day_01/session_01.md\n# Session 1: A\n\n[파일](<./a b.sh>)\n![그림](pic.png)\n//- week_01/day_01/a b.sh\necho\n//- week_01/day_01/pic.png\nx\n//- week_01/day_01/not-linked.txt\nx\n//- .hidden/a.md\n# H\n";

fn files(folder: &Path) -> BTreeSet<String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned())
        .collect()
}

/// Every relative link of a built site leads to a file of it, and every anchor to an id.
fn dead_links(folder: &Path) -> Vec<String> {
    let all = files(folder);
    let pattern = regex::Regex::new(r#"(?:href|src)="([^"]*)""#).unwrap();
    let ids = regex::Regex::new(r#" id="([^"]*)""#).unwrap();
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let text = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    let mut dead = Vec::new();
    for path in all.iter().filter(|path| path.ends_with(".html") && !path.ends_with("404.html")) {
        for found in pattern.captures_iter(&text(path)) {
            let url = found[1].to_owned();
            if url.starts_with("http") || url.starts_with("mailto:") || url.starts_with("data:") {
                continue;
            }
            let (target, anchor) =
                url.split_once('#').map_or((url.as_str(), None), |(target, anchor)| (target, Some(anchor)));
            let target = target.split('?').next().unwrap_or_default();
            let mut parts: Vec<String> = match target {
                "" => path.split('/').map(str::to_owned).collect(),
                _ => path
                    .rsplit_once('/')
                    .map_or(Vec::new(), |(folder, _)| folder.split('/').map(str::to_owned).collect()),
            };
            for part in target.split('/').filter(|part| !part.is_empty()) {
                match part {
                    ".." => drop(parts.pop()),
                    part => parts.push(decode(part)),
                }
            }
            let target = parts.join("/");
            if !all.contains(&target) {
                dead.push(format!("{path}: {url}"));
            } else if let Some(anchor) =
                anchor.filter(|anchor| !anchor.is_empty() && target.ends_with(".html"))
            {
                let anchor = decode(anchor);
                if !ids.captures_iter(&text(&target)).any(|id| id[1] == anchor) {
                    dead.push(format!("{path}: {url} (no such id)"));
                }
            }
        }
    }
    dead
}

#[test]
fn linked_files_travel_and_others_stay() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    build_folder(course.path(), out.path(), "learner");
    let written = files(out.path());
    for path in [
        "index.html",
        "week_01/index.html",
        "week_01/day_01/session_01.html",
        "week_01/day_01/a b.sh",
        "week_01/day_01/pic.png",
        "404.html",
    ] {
        assert!(written.contains(path), "{path} is missing from {written:?}");
    }
    assert!(!written.contains("week_01/day_01/not-linked.txt"));
    assert!(!written.iter().any(|path| path.contains("hidden")));
    assert_eq!(dead_links(out.path()), Vec::<String>::new());
}

#[test]
fn the_shipped_course_has_no_dead_link_in_either_edition() {
    let out = tempfile::tempdir().unwrap();
    build_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), out.path(), "all");
    assert_eq!(dead_links(&out.path().join("learner")), Vec::<String>::new());
    assert_eq!(dead_links(&out.path().join("instructor")), Vec::<String>::new());
}

#[test]
fn a_second_build_changes_nothing_and_what_is_gone_goes() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    build_folder(course.path(), out.path(), "learner");
    let before = fs::metadata(out.path().join("index.html")).unwrap().modified().unwrap();
    fs::write(out.path().join("mine.txt"), "mine").unwrap();
    build_folder(course.path(), out.path(), "learner");
    assert_eq!(fs::metadata(out.path().join("index.html")).unwrap().modified().unwrap(), before);
    fs::remove_dir_all(course.path().join("week_01")).unwrap();
    fs::write(course.path().join("other.md"), "# Other\n").unwrap();
    build_folder(course.path(), out.path(), "learner");
    let written = files(out.path());
    assert!(
        written.contains("other.html") && !written.iter().any(|path| path.starts_with("week_01")),
        "{written:?}"
    );
    assert!(written.contains("mine.txt"));
}

/// Every file of a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder)
        .into_iter()
        .map(|path| {
            let bytes = fs::read(folder.join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

#[test]
fn the_same_course_gives_the_same_bytes() {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let place = tempfile::tempdir().unwrap();
    let elsewhere = place.path().join("another folder/과정");
    for (path, bytes) in bytes(&course) {
        let target = elsewhere.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
    let cache = place.path().join("cache");
    let cached = ["--cache", cache.to_str().unwrap()];
    let runs: [(&str, &Path, &str, &[&str]); 6] = [
        ("as it comes", &course, "2", &["--no-cache"]),
        ("one thread", &course, "1", &["--no-cache"]),
        ("eight threads", &course, "8", &["--no-cache"]),
        ("another folder", &elsewhere, "2", &["--no-cache"]),
        ("a new cache", &course, "2", &cached),
        ("an old cache", &course, "8", &cached),
    ];
    let mut first: Option<BTreeMap<String, Vec<u8>>> = None;
    for (at, (name, course, threads, more)) in runs.into_iter().enumerate() {
        let out = place.path().join(format!("out{at}"));
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kurso"))
            .args(["build", ".", "--edition", "all", "-o"])
            .arg(&out)
            .args(more)
            .current_dir(course)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let own = bytes(&out);
        assert!(own.len() > 100, "{name}: {} files", own.len());
        let first = first.get_or_insert_with(|| own.clone());
        assert!(own.keys().eq(first.keys()), "{name}: other files");
        for (path, bytes) in &own {
            assert!(bytes == &first[path], "{name}: {path} differs");
        }
    }
}

/// What settles who may see what counts wherever it lies, and what is no part of the course counts where it is linked.
#[test]
fn settings_and_left_out_files_are_noticed() {
    let clean = |course: &Path| {
        let out = tempfile::tempdir().unwrap();
        build_folder(course, out.path(), "learner");
        bytes(out.path())
    };
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    let (own, elsewhere) = (course.path().join("course.yaml"), course.path().join("ours.yaml"));
    let settings = |who: &str| {
        format!("kurso: course/1\nexclude: [\"*.yaml\"]\naudience: {{\"week_01/*2.md\": {who}}}\n")
    };
    fs::write(&elsewhere, settings("learner")).unwrap();
    fs::write(course.path().join("page.md"), "# 글\n\n[숨은 것](./.hidden/a.md)\n").unwrap();
    fs::create_dir_all(course.path().join(".hidden")).unwrap();
    fs::write(course.path().join(".hidden/a.md"), "# 숨은 것\n").unwrap();
    fs::copy(&elsewhere, &own).unwrap();
    let site = out.path().join("site");
    for step in 0..4 {
        match step {
            0 => {}
            1 => drop(fs::write(&own, settings("instructor"))),
            2 => fs::remove_dir_all(course.path().join(".hidden")).unwrap(),
            _ => {
                fs::remove_file(&own).unwrap();
                #[cfg(unix)]
                std::os::unix::fs::symlink(&elsewhere, &own).unwrap();
            }
        }
        build_folder(course.path(), &site, "learner");
        assert!(bytes(&site) == clean(course.path()), "step {step}");
    }
    #[cfg(unix)]
    {
        fs::write(&elsewhere, settings("instructor")).unwrap();
        build_folder(course.path(), &site, "learner");
        assert!(bytes(&site) == clean(course.path()));
    }
}

#[test]
fn a_page_is_not_called_like_a_folder() {
    let course = folder("//- a.md\n# 하나\n//- a.html/b.md\n# 둘\n");
    let out = tempfile::tempdir().unwrap();
    build_folder(course.path(), out.path(), "learner");
    build_folder(course.path(), out.path(), "learner");
    let written = files(out.path());
    assert!(written.contains("a-2.html") && written.contains("a.html/b.html"), "{written:?}");
}

#[test]
fn a_damaged_manifest_is_none() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    build_folder(course.path(), out.path(), "learner");
    let whole = bytes(out.path());
    fs::write(out.path().join(".kurso-manifest"), [0xff, 0xfe, b'\n', 0]).unwrap();
    build_folder(course.path(), out.path(), "learner");
    let site = |all: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        all.into_iter().filter(|(path, _)| path != ".kurso-manifest").collect()
    };
    assert!(site(bytes(out.path())) == site(whole));
}

#[test]
fn a_file_that_somebody_else_wrote_is_not_overwritten() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    fs::write(out.path().join("index.html"), "mine").unwrap();
    let output = kurso(&["build", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(files(out.path()), BTreeSet::from(["index.html".to_owned()]));
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "mine");
}

#[test]
fn a_manifest_that_names_files_elsewhere_removes_nothing() {
    let (course, around) = (folder(COURSE), tempfile::tempdir().unwrap());
    let out = around.path().join("site");
    fs::create_dir(&out).unwrap();
    fs::write(around.path().join("precious"), "x").unwrap();
    fs::write(out.join(".kurso-manifest"), "../precious\n/etc/hostname\n").unwrap();
    build_folder(course.path(), &out, "learner");
    assert!(around.path().join("precious").exists());
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_not_followed() {
    let (course, around) = (folder(COURSE), tempfile::tempdir().unwrap());
    let (out, elsewhere) = (around.path().join("site"), around.path().join("elsewhere"));
    fs::create_dir(&out).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("week_01")).unwrap();
    let output = kurso(&["build", course.path().to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(files(&elsewhere), BTreeSet::new());
}

#[test]
fn a_broken_template_leaves_the_old_site() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    build_folder(course.path(), out.path(), "learner");
    let before = files(out.path());
    fs::create_dir(course.path().join("templates")).unwrap();
    fs::write(course.path().join("course.yaml"), "kurso: course/1\nsite: {theme: default, templates: own}\n")
        .unwrap();
    fs::write(course.path().join("templates/page.html"), "{{ nonsense.x }}").unwrap();
    let output = kurso(&["build", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("page.html"));
    assert_eq!(files(out.path()), before);
}

#[test]
fn a_course_overrides_templates_and_theme_file_by_file() {
    let (course, out) = (folder(COURSE), tempfile::tempdir().unwrap());
    fs::create_dir_all(course.path().join("themes/default")).unwrap();
    fs::write(course.path().join("course.yaml"), "kurso: course/1\nsite: {theme: default, templates: own}\n")
        .unwrap();
    fs::create_dir(course.path().join("templates")).unwrap();
    fs::write(course.path().join("themes/default/theme.css"), "body{}").unwrap();
    fs::write(course.path().join("templates/page.html"), "<p>{{ page.title }}</p>").unwrap();
    build_folder(course.path(), out.path(), "learner");
    assert_eq!(fs::read_to_string(out.path().join("kurso-assets/theme.css")).unwrap(), "body{}");
    assert!(out.path().join("kurso-assets/diagram.css").exists());
    assert_eq!(
        fs::read_to_string(out.path().join("week_01/day_01/session_01.html")).unwrap(),
        "<p>Session 1: A</p>"
    );
}

#[test]
fn a_template_that_leaks_stops_the_learners_build() {
    let course = folder("//- a.md\n# A\n\n<!-- instructor: 이것은 아무도 보면 안 되는 이야기 -->\n");
    fs::create_dir(course.path().join("templates")).unwrap();
    fs::write(course.path().join("course.yaml"), "kurso: course/1\nsite: {theme: default, templates: own}\n")
        .unwrap();
    fs::write(course.path().join("templates/page.html"), "<!-- 이것은 아무도 보면 안 되는 이야기 -->")
        .unwrap();
    let out = course.path().join("site");
    let output = kurso(&["build", course.path().to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("NOT001"));
    assert!(!out.exists());
}

#[test]
fn a_template_that_drops_text_is_told_so_and_the_site_is_written() {
    let course = folder(
        "//- a.md\n# A\n\n## 이론 (10분)\n\n첫 문단과 `코드`[^1]\n\n[^1]: 각주\n\n```mermaid\ngraph LR\n    X[긴 상자] --> Y\n```\n\n\
         ```\nControl Plane:\n├── etcd: 저장소\n└── API Server\n```\n\n| 표 | 칸 |\n|---|---|\n| 하나 | 둘 |\n\n\
         > [!INSTRUCTOR]\n> 강사만 보는 말\n",
    );
    fs::write(course.path().join("course.yaml"), "kurso: course/1\nsite: {theme: default, templates: own}\n")
        .unwrap();
    let out = course.path().join("site");
    let lost = |template: Option<&str>, edition: &str| {
        fs::create_dir_all(course.path().join("templates")).unwrap();
        let path = course.path().join("templates/page.html");
        match template {
            Some(text) => fs::write(path, text).unwrap(),
            None => drop(fs::remove_file(path)),
        }
        let (course, out) = (course.path().to_str().unwrap(), out.to_str().unwrap());
        let output = kurso(&["build", course, "-o", out, "--edition", edition]);
        assert_eq!(output.status.code(), Some(0));
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.matches("NOT003").count(), text.matches("does not show").count());
        text.lines()
            .filter_map(|line| line.split_once("does not show `")?.1.strip_suffix('`').map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(lost(None, "learner"), Vec::<String>::new());
    assert_eq!(lost(None, "instructor"), Vec::<String>::new());
    // One paragraph, and what only the other edition shows.
    let without = |text: &str| {
        format!("{{{{ page.title }}}}{{{{ page.html | replace(from=\"{text}\", to=\"\") | safe }}}}")
    };
    assert_eq!(lost(Some(&without("첫 문단과")), "learner"), ["첫 문단과"]);
    assert_eq!(lost(Some(&without("강사만 보는 말")), "learner"), Vec::<String>::new());
    assert_eq!(lost(Some(&without("강사만 보는 말")), "instructor"), ["강사만 보는 말"]);
    assert_eq!(lost(Some(&without("저장소")), "learner"), ["저장소"]);
    assert_eq!(
        lost(Some("{{ page.title }}"), "learner"),
        ["이론", "첫 문단과", "코드", "상자", "Control Plane", "etcd", "저장소", "API Server", "하나"]
    );
    assert!(out.join("a.html").exists());
}

#[test]
fn the_model_has_pages_where_an_edition_speaks_of_it() {
    let model = |course: &str, edition: &str| {
        let (course, out) = (folder(course), tempfile::tempdir().unwrap());
        build_folder(course.path(), out.path(), edition);
        assert_eq!(dead_links(out.path()), Vec::<String>::new());
        files(out.path()).iter().any(|path| path.starts_with("architecture/"))
    };
    assert!(!model("//- a.md\n# Git\n\n가지와 병합\n", "instructor"));
    assert!(model("//- a.md\n# A\n\nkubelet\n", "learner"));
    assert!(model("//- a.md\n# A\n//- clusters/c.yaml\nkurso: cluster/1\nid: c\ntitle: C\n", "learner"));
    // What only a note shows has a page to link to where the note is read.
    let noted =
        "//- a.md\n# A\n\n> [!INSTRUCTOR]\n> ```\n> Control Plane:\n> ├── API Server\n> └── etcd\n> ```\n";
    assert!(!model(noted, "learner"));
    assert!(model(noted, "instructor"));
}

/// What is not in the site is told with its reason, so that a page that is missing by mistake is noticed.
#[test]
fn a_build_says_which_pages_learners_do_not_get() {
    let course = folder(concat!(
        "//- course.yaml\nkurso: course/1\naudience: {\"keys/**\": instructor}\nrelease: {late.md: 2027-03-02}\n",
        "//- a.md\n# A\n\nText.\n//- instructor/guide.md\n# Guide\n\nText.\n//- keys/k.md\n# K\n\nText.\n",
        "//- head.md\n# Demo\n\n**Audience**: instructors\n\nText.\n//- title.md\n# Instructor notes\n\nText.\n",
        "//- front.md\n---\naudience: instructor\n---\n# F\n\nText.\n//- late.md\n# Late\n\nText.\n",
        "//- open.md\n# O\n\n<!-- instructor: no end\n",
    ));
    let out = tempfile::tempdir().unwrap();
    let (course, out) = (course.path().to_str().unwrap(), out.path().join("site"));
    let output = kurso(&["build", course, "-o", out.to_str().unwrap(), "--as-of", "2027-03-01"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("not for learners")).collect();
    assert_eq!(
        lines,
        [
            "not for learners, by its front matter: front.md",
            "not for learners, by `audience` in course.yaml: keys/k.md",
            "not for learners, until its `release`: late.md",
            "not for learners, because of its name or folder: instructor/guide.md",
            "not for learners, because of its title: title.md",
            "not for learners, because of the lines below its title: head.md",
            "not for learners, because a comment in it has no end: open.md",
        ]
    );
    for absent in ["front", "keys/k", "late", "instructor/guide", "title", "head", "open"] {
        assert!(!out.join(format!("{absent}.html")).exists(), "{absent}");
    }
    assert!(out.join("a.html").exists());
}
