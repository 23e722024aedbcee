//! The first minutes with a stranger's folder: what `check` says at its end, what `init` writes, what a shell and a CI get.

use crate::support::{files, folder, found, kurso};
use std::collections::BTreeMap;
use std::path::Path;

const COURSE: &str = "//- README.md
# 인프라 과정

[첫날](./week_01/day_01/README.md)
//- 강사_안내.md
# 데모 순서

시작 전에 읽는다.
//- week_01/day_01/README.md
# Day 1

**총 세션**: 2개 (각 45분)

- [Session 1: 구조](./session_01.md)
- [Session 2: 이중화](./session_02.md)
- [Session 3: 없는 것](./session_03.md)
//- week_01/day_01/session_01.md
# Session 1: 구조

## 🎯 학습 목표

- 구조를 설명한다

## 이론 (60분)

세 구성 요소가 있다.
//- week_01/day_01/session_02.md
# Session 2: 이중화

## 🎯 학습 목표

- 이중화를 설명한다

## 이론 (45분)

```mermaid
graph TB
    accTitle: 세 대의 API 서버
    subgraph \"컨트롤 플레인\"
        A1[kube-apiserver 1]
        A2[kube-apiserver 2]
        A3[kube-apiserver 3]
        E1[etcd 1]
        E2[etcd 2]
        E3[etcd 3]
    end
    K[kubelet] --> A1
    A1 --> E1
    A2 --> E2
    A3 --> E3
```
";

/// Every file below a folder.
fn all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            out.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
    out
}

fn said(args: &[&str]) -> (Option<i32>, String) {
    let output = kurso(args);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_first_check_says_what_to_do_next() {
    let course = folder(COURSE);
    let path = course.path().to_str().unwrap();
    let (code, message) = said(&["check", path]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(message.replace(path, "COURSE"), @r"
    인프라 과정 in 5 files: 1 error, 1 warning

    first look at COURSE
      2 sessions in 1 folder, 3 other pages, mostly Korean
      1 figure: 1 held against the catalogue `kubernetes`, 0 about something else
      found: STR 1, TIM 1

    most worth fixing
      1. STR010 listed-session-missing, 1 place: week_01/day_01/README.md:7
         the index lists `week_01/day_01/session_03.md`, which does not exist
      2. TIM001 session-over-budget, 1 place: week_01/day_01/session_01.md:1
         the sections sum to 60 minutes, 45 are promised
         kurso check COURSE --select STR010,TIM001

    next
      kurso init COURSE
        writes course.yaml with what can be told from the files
    ");
    // Programs are told nothing beside the findings, and a course that says what it is has had its first look.
    assert!(!said(&["check", path, "--format", "json"]).1.contains("first look"));
    assert!(!said(&["check", path, "--quiet"]).1.contains("first look"));
    assert_eq!(kurso(&["init", path]).status.code(), Some(0));
    assert!(!said(&["check", path]).1.contains("first look"));
}

#[test]
fn init_writes_course_yaml_and_nothing_else() {
    let course = folder(COURSE);
    let path = course.path().to_str().unwrap();
    let mut before = all(course.path());
    assert_eq!(said(&["init", path]), (Some(0), format!("{path}/course.yaml: written\n")));
    let mut after = all(course.path());
    let written = String::from_utf8(after.remove("course.yaml").unwrap()).unwrap();
    assert_eq!(after, before);
    insta::assert_snapshot!(written, @r#"
    # What this course says of itself. Every line may go; `kurso model schema course` says what else may stand here.
    kurso: course/1
    title: "인프라 과정"
    language: ko
    schedule: {session: 45m}
    # These are not in the learner's edition:
    audience: {"**/강사_안내.md": instructor}

    # The oldest and the newest version that the course is true for:
    # kubernetes: ["1.34", "1.37"]

    # 1 figure draws 3 instances of what runs in the control-plane: week_01/day_01/session_02.md:9
    # With a cluster file, those below `<!-- kurso: figure cluster=ha -->` are held against it as a whole.
    # clusters/ha.yaml would be:
    #   kurso: cluster/1
    #   id: ha
    #   nodes:
    #     control-plane: {count: 3}
    #   load_balancers: {api: {targets: kube-apiserver}}
    "#);
    // What it says, it means: nothing in it is a mistake, and what was found before is found after.
    let with = format!("{COURSE}//- course.yaml\n{written}");
    assert_eq!(found(&with), found(COURSE));
    // The cluster that it proposes is one.
    let proposed: Vec<&str> = written.lines().filter_map(|line| line.strip_prefix("#   ")).collect();
    let with = format!("{with}//- clusters/ha.yaml\n{}\n", proposed.join("\n"));
    assert!(found(&with).iter().all(|line| !line.contains("clusters/ha.yaml")), "{:?}", found(&with));
    // A second time it writes nothing.
    before.insert("course.yaml".to_owned(), written.into_bytes());
    let refusal = format!("error: {path}/course.yaml: there is such a file already; nothing was written\n");
    assert_eq!(said(&["init", path]), (Some(2), refusal));
    assert_eq!(all(course.path()), before);
}

#[test]
fn init_takes_what_it_finds_in_titles_and_names() {
    let course = folder("//- README.md\n# A \"quoted\": title # and more\n//- teacher [1].md\n# B\n");
    let path = course.path().to_str().unwrap();
    assert_eq!(kurso(&["init", path]).status.code(), Some(0));
    assert_eq!(kurso(&["check", path, "--fail-on", "info"]).status.code(), Some(0));
}

#[test]
fn init_reads_names_and_titles_as_disks_and_editors_write_them() {
    // A decomposed name, characters that YAML does not allow, and a day that promises nothing.
    let decomposed: String = "\u{1100}\u{1161}\u{11bc}\u{1109}\u{1161}안내".to_owned();
    let course = folder(&format!(
        "//- README.md\n# A\u{7f}B\u{9b}\u{fffe}\n//- {decomposed}.md\n# 안내\n//- week_01/README.md\n# Week 1\n\n**총 세션**: 1개 (각 0분)\n//- week_01/session_01.md\n# Session 1: 하나\n\n## 이론 (10분)\n\n글\n"
    ));
    let path = course.path().to_str().unwrap();
    assert_eq!(kurso(&["init", path]).status.code(), Some(0));
    let written = std::fs::read_to_string(course.path().join("course.yaml")).unwrap();
    assert!(written.contains("강사안내.md\": instructor") && !written.contains("\nschedule"), "{written}");
    let found = kurso(&["check", path, "--format", "concise"]);
    assert!(!String::from_utf8_lossy(&found.stdout).contains("CFG"), "{found:?}");
}

#[test]
fn the_workflow_stands_in_the_root_of_the_repository() {
    for (ci, file) in [("github", ".github/workflows/kurso.yml"), ("gitlab", ".gitlab-ci.yml")] {
        let repository = tempfile::tempdir().unwrap();
        std::fs::create_dir(repository.path().join(".git")).unwrap();
        let course = repository.path().join("docs/my \"course\"");
        std::fs::create_dir_all(&course).unwrap();
        for (path, text) in files("//- README.md\n# A\n") {
            std::fs::write(course.join(path), text).unwrap();
        }
        let path = course.to_str().unwrap();
        assert_eq!(kurso(&["init", path, "--ci", ci]).status.code(), Some(0));
        let written = std::fs::read_to_string(repository.path().join(file)).unwrap();
        assert!(written.contains("\"docs/my \\\"course\\\"\""), "{written}");
        assert!(written.contains(&format!("kurso=={}", env!("CARGO_PKG_VERSION"))), "{written}");
        assert!(!written.contains('@') || !written.contains("@course@"), "{written}");
        serde_yaml::from_str::<serde_json::Value>(&written).unwrap();
        // Neither file is written when one of them is there.
        std::fs::remove_file(course.join("course.yaml")).unwrap();
        let (code, message) = said(&["init", path, "--ci", ci]);
        assert_eq!(code, Some(2));
        assert!(message.ends_with("there is such a file already; nothing was written\n"), "{message}");
        assert!(!course.join("course.yaml").exists());
        // A course that has its course.yaml gets the workflow alone.
        std::fs::remove_file(repository.path().join(file)).unwrap();
        std::fs::write(course.join("course.yaml"), "title: Own\n").unwrap();
        assert_eq!(kurso(&["init", path, "--ci", ci]).status.code(), Some(0));
        assert_eq!(std::fs::read_to_string(course.join("course.yaml")).unwrap(), "title: Own\n");
    }
}

#[test]
fn the_action_installs_this_version() {
    let action = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/action.yml")).unwrap();
    assert!(action.contains(&format!("default: \"{}\"", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn shells_and_manual_pages_know_every_command() {
    let help = String::from_utf8(kurso(&["--help"]).stdout).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // Their descriptions go on for several lines.
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?.split(' ').next())
        .collect();
    assert!(commands.contains(&"check") && commands.contains(&"man"), "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = String::from_utf8(kurso(&["completions", shell]).stdout).unwrap();
        for command in &commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
        assert!(script.contains("--fail-on") || script.contains("fail-on"), "{shell}");
    }
    let page = String::from_utf8(kurso(&["man"]).stdout).unwrap();
    assert!(page.contains(".TH kurso 1"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man");
    assert_eq!(kurso(&["man", "--output", out.to_str().unwrap()]).status.code(), Some(0));
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(out.join(format!("kurso-{command}.1")).exists(), "{command}");
    }
}
