//! A site that was changed bit by bit is the site that one build makes, byte for byte, with and without a cache.

use crate::support::{files, folder, rendered};
use kurso::cache::Cache;
use kurso::load::{Loaded, Selection, SourceTree};
use kurso::realise::Edition;
use kurso::report::json;
use kurso::site::{self, Site};
use kurso::{check, config};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

const COURSE: &str = "//- course.yaml
kurso: course/1
title: 과정
clusters: {default: one}
site: {theme: default, templates: own}
//- clusters/one.yaml
kurso: cluster/1
id: one
title: 하나
nodes: {control-plane: {count: 1}, worker: {count: 2}}
//- README.md
# 과정

[첫날](./week_01/day_01/README.md)과 [그림](./images/a.svg)
//- images/a.svg
<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\"/></svg>
//- guide.md
# Guide

See [the structure](./week_01/day_01/session_01.md#구조) and [nothing](./nowhere.md).
//- week_01/day_01/README.md
# Day 1

오늘은 구조를 본다.

**총 세션**: 2개 (각 50분)

- [Session 1: 구조](./session_01.md)
- [Session 2: 통신](./session_02.md)
//- week_01/day_01/session_01.md
# Session 1: 구조

## 🎯 학습 목표

- kubelet을 안다

## 구조 (30분)

```mermaid
graph TB
    accTitle: 구조
    subgraph \"컨트롤 플레인\"
        A[API Server] --> B[etcd]
    end
```

```yaml
kind: Pod
```

> [!INSTRUCTOR]
> 여기서 오 분 동안 기다린다.

## 다음 세션

[통신](./session_02.md)
//- week_01/day_01/session_02.md
# Session 2: 통신

## 흐름 (20분)

- kubelet은 [앞](./session_01.md#구조)에서 보았다.

```mermaid
sequenceDiagram
    participant K as kubelet
    participant A as API Server
    K->>A: 등록
```
//- week_01/day_01/session_02.notes.md
## 흐름

강사만 아는 이야기가 여기에 있다.
";

/// What changes, one step after the other: a file and its new text, or none.
fn steps() -> Vec<(&'static str, Option<String>)> {
    let all: BTreeMap<String, String> = files(COURSE).into_iter().collect();
    let with = |path: &'static str, from: &str, to: &str| {
        let text = &all[path];
        assert!(text.contains(from), "{path}: {from}");
        (path, Some(text.replace(from, to)))
    };
    let (one, two, day) =
        ("week_01/day_01/session_01.md", "week_01/day_01/session_02.md", "week_01/day_01/README.md");
    vec![
        with(one, "안다", "설명한다"),
        with(one, "API Server", "kube-apiserver"),
        with(one, "kind: Pod", "kind: Service"),
        with(one, "여기서 오 분", "여기서 십 분"),
        with(one, "(30분)", "(45분)"),
        with(one, "## 구조", "## 뼈대"),
        with(one, "# Session 1: 구조", "# Session 1: 새 이름"),
        with(two, "kubelet은", "kube-proxy는"),
        with(two, "(20분)", "(60분)"),
        with(day, "각 50분", "각 40분"),
        with(day, "오늘은 구조를 본다.", "오늘은 흐름을 본다."),
        with("week_01/day_01/session_02.notes.md", "아는 이야기가", "듣는 말이"),
        // A note says what a page says, and then no longer.
        with(
            "week_01/day_01/session_02.notes.md",
            "강사만 아는 이야기가 여기에 있다.",
            "See the structure and nothing.",
        ),
        ("week_01/day_01/session_02.notes.md", None),
        with("clusters/one.yaml", "title: 하나", "title: 첫째"),
        with("clusters/one.yaml", "worker: {count: 2}", "worker: {count: 3}"),
        ("clusters/two.yaml", Some("kurso: cluster/1\nid: two\ntitle: 둘\n".to_owned())),
        with("course.yaml", "default: one", "default: two"),
        with("course.yaml", "title: 과정", "title: 새 과정"),
        ("week_01/day_01/session_03.md", Some("# Session 3: 끝\n\n## 끝 (10분)\n\n끝.\n".to_owned())),
        ("nowhere.md", Some("# Nowhere\n".to_owned())),
        with("images/a.svg", "width=\"1\"", "width=\"2\""),
        ("images/a.svg", None),
        ("templates/page.html", Some("<main>{{ page.title }}{{ page.html | safe }}</main>".to_owned())),
        ("templates/page.html", Some("{{ page.title }}".to_owned())),
        ("templates/page.html", None),
        ("themes/default/theme.css", Some("body{}".to_owned())),
        (one, None),
        ("clusters/one.yaml", None),
    ]
}

fn build(course: &Path, out: &Path, cache: Option<&Path>) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kurso"));
    command.arg("build").arg(course).arg("-o").arg(out).args(["--edition", "all"]);
    match cache {
        Some(cache) => command.arg("--cache").arg(cache),
        None => command.arg("--no-cache"),
    };
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    said.replace(out.to_str().unwrap(), "OUT") + &String::from_utf8(output.stdout).unwrap()
}

fn written(out: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(out)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// What is said of a run, but for how many files changed.
fn findings(said: &str) -> Vec<&str> {
    said.lines().filter(|line| !line.contains(" edition: ")).collect()
}

#[test]
fn a_site_changed_step_by_step_is_the_site_built_at_once() {
    let course = folder(COURSE);
    let place = tempfile::tempdir().unwrap();
    let (out, cache) = (place.path().join("out"), place.path().join("cache"));
    build(course.path(), &out, Some(&cache));
    for (at, (path, text)) in steps().into_iter().enumerate() {
        let target = course.path().join(path);
        match &text {
            Some(text) => {
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::write(&target, text).unwrap();
            }
            None => fs::remove_file(&target).unwrap(),
        }
        let step = format!("step {at}: {path}");
        let said = build(course.path(), &out, Some(&cache));
        let clean = place.path().join("clean");
        let said_at_once = build(course.path(), &clean, None);
        assert_eq!(findings(&said), findings(&said_at_once), "{step}");
        let (own, expected) = (written(&out), written(&clean));
        assert_eq!(own.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{step}");
        for (name, bytes) in expected {
            assert!(own[&name] == bytes, "{step}: {name} differs");
        }
        // And the same again, when there is nothing to do.
        let before = written(&out);
        let again = build(course.path(), &out, Some(&cache));
        assert_eq!(findings(&again), findings(&said), "{step}");
        assert_eq!(again.matches("(0 changed, 0 removed)").count(), 2, "{step}: {again}");
        assert_eq!(written(&out), before, "{step}");
        fs::remove_dir_all(clean).unwrap();
    }
}

/// Every page and every finding of a site, as text.
fn everything(site: Site) -> String {
    let site = Arc::new(site);
    let found = json::render(&check::check(&site), &site.tree).unwrap();
    let pages = [Edition::Learner, Edition::Instructor].map(|edition| match rendered(&site, edition) {
        Ok((_, output)) => output
            .paths()
            .map(|path| match output.make(path).unwrap() {
                Ok(made) => format!("{path}\n{}\n", String::from_utf8_lossy(&made.bytes)),
                Err(error) => format!("{path}: {error}\n"),
            })
            .collect(),
        Err(error) => error.to_string(),
    });
    format!("{found}\n{}", pages.concat())
}

#[test]
fn a_site_that_takes_over_what_an_edit_left_is_the_site_made_anew() {
    let mut all: BTreeMap<String, String> = files(COURSE).into_iter().collect();
    let load = |all: &BTreeMap<String, String>| {
        let tree = SourceTree::from_files(all.clone());
        let own = tree.find("course.yaml").map(|file| config::parse(file.id, &file.text)).unwrap();
        Loaded { tree, config: own.value, findings: own.findings, selection: Selection::default() }
    };
    let mut earlier = site::resolve(load(&all));
    for (path, text) in steps() {
        match text {
            Some(text) => drop(all.insert(path.to_owned(), text)),
            None => drop(all.remove(path)),
        }
        let next = site::resolve_with(load(&all), &Cache::none(), Some(&earlier));
        assert!(everything(next.clone()) == everything(site::resolve(load(&all))), "{path}");
        earlier = next;
    }
}

/// What a run that was killed has to leave behind.
#[test]
fn a_build_that_is_killed_leaves_whole_files_and_no_trouble() {
    const KILLS: usize = 200;
    let course = folder(COURSE);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let settings = course.path().join("course.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    // Two courses of which every page differs, and one has files that the other has not.
    let version = |at: usize| {
        fs::write(&settings, text.replace("title: 과정", &format!("title: 과정 {at}"))).unwrap();
        let more = course.path().join("week_01/more.md");
        match at {
            0 => fs::remove_file(more).unwrap_or_default(),
            _ => fs::write(more, "# 더\n").unwrap(),
        }
    };
    let clean = [0, 1].map(|at| {
        version(at);
        let clean = place.path().join(format!("clean{at}"));
        build(course.path(), &clean, None);
        written(&clean)
    });
    let start = Instant::now();
    build(course.path(), &out, None);
    let whole_run = start.elapsed();
    let (mut mixed, mut random, mut versions) = (0, 1_u64, BTreeSet::new());
    for kill in 0..KILLS {
        version(kill % 2);
        let mut command = Command::new(env!("CARGO_BIN_EXE_kurso"));
        command.args(["build", "--no-cache", "-q", "--edition", "all", "-o"]).arg(&out).arg(course.path());
        let mut child = command.spawn().unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = f64::from((random >> 33) as u32) / f64::from(u32::MAX >> 1);
        std::thread::sleep(whole_run.mul_f64(part * 1.2));
        child.kill().unwrap();
        child.wait().unwrap();
        let own = written(&out);
        // Each edition is a site of its own, and changes in one step.
        for edition in ["learner/", "instructor/"] {
            let shown = |all: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
                let own = |path: &String| path.starts_with(edition) && !path.contains("/.kurso-");
                all.iter().filter(|(path, _)| own(path)).map(|(a, b)| (a.clone(), b.clone())).collect()
            };
            let site = shown(&own);
            let whole = [0, 1].map(|at| site == shown(&clean[at]));
            versions.insert((edition, whole));
            mixed += usize::from(whole == [false, false]);
        }
    }
    // Elsewhere files change one by one.
    let in_one_step = cfg!(any(target_os = "linux", target_os = "macos"));
    assert!(mixed == 0 || !in_one_step, "{mixed} of {KILLS} killed runs left old and new files");
    assert_eq!(
        versions.len(),
        if in_one_step { 4 } else { versions.len() },
        "both versions were seen: {versions:?}"
    );
    for at in [0, 1] {
        version(at);
        build(course.path(), &out, None);
        let own = written(&out);
        let all: BTreeSet<&String> = own.keys().chain(clean[at].keys()).collect();
        let differ: Vec<_> = all.into_iter().filter(|path| own.get(*path) != clean[at].get(*path)).collect();
        assert!(differ.is_empty(), "the next run makes it good, and clears up: {differ:?}");
    }
}

#[test]
fn only_what_changed_is_made_and_what_somebody_broke_is_made_again() {
    let course = folder(COURSE);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    build(course.path(), &out, None);
    let whole = written(&out);
    let page = out.join("learner/week_01/day_01/session_01.html");
    let changes: [&dyn Fn(); 3] =
        [&|| fs::write(&page, "broken").unwrap(), &|| fs::remove_file(&page).unwrap(), &|| {
            fs::write(out.join("learner/.kurso-manifest"), "nonsense\n").unwrap();
        }];
    for change in changes {
        change();
        // Without its list, kurso takes no file for its own but those that are as it would write them.
        build(course.path(), &out, None);
        // What was found there without a list is marked so in the new one, and never removed.
        let site = |all: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
            all.into_iter().filter(|(path, _)| !path.ends_with(".kurso-manifest")).collect()
        };
        assert_eq!(site(written(&out)), site(whole.clone()));
    }
    let path = course.path().join("week_01/day_01/session_02.md");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\n더.\n").unwrap();
    let said = build(course.path(), &out, None);
    // The page, and in the index its text, its terms and the version.
    assert_eq!(said.matches("(4 changed, 0 removed)").count(), 2, "{said}");
}

/// Found by a reader: the fingerprint of a page did not tell where its text ends and that of its notes begins.
#[test]
fn what_moves_from_a_page_to_its_notes_leaves_the_page() {
    let course = folder("//- a.md\n# 제목\n\n본문.\n\n정답: 3번\n//- a.notes.md\n# 노트\n//- b.md\n# B\n");
    let out = tempfile::tempdir().unwrap();
    let (out, page) = (out.path().join("out"), course.path().join("a.md"));
    build(course.path(), &out, None);
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("정답: 3번\n", "")).unwrap();
    fs::write(course.path().join("a.notes.md"), "정답: 3번\n# 노트\n").unwrap();
    build(course.path(), &out, None);
    let learner = written(&out.join("learner"));
    assert!(learner.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("3번")));
}
