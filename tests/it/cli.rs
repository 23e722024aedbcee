//! The program: exit codes, formats, messages.

use crate::support::{folder, kurso};
use insta::assert_snapshot;

const SEED: &str = "//- week_02/day_01/README.md\n# Week 2 Day 1: 기초\n\n- **총 세션**: 1개 (각 50분)\n\n## 세션\n\n### [Session 3: 클러스터](./session_03.md)\n//- week_02/day_01/session_03.md\n# Session 3: 클러스터\n\n## 학습 목표\n\n- 안다\n\n## 1. 구조 (65분)\n\n```mermaid\ngraph TB\n    subgraph \"Control Plane (마스터)\"\n        A[API Server] --> B[etcd]\n    end\n```\n\n```\nControl Plane:\n├── API Server: 허브\n├── etcd: 저장소\n└── Cloud Controller Manager: 클라우드 통합\n```\n";

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn findings_read_like_a_compilers() {
    let course = folder(SEED);
    let output = kurso(&["check", course.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert_snapshot!(text(&output.stdout));
    // What a first look adds behind it has its own test.
    let summary = text(&output.stderr);
    assert_snapshot!("summary", summary.lines().next().unwrap_or_default());
}

#[test]
fn json_has_every_position() {
    let course = folder(SEED);
    let output = kurso(&["check", course.path().to_str().unwrap(), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&report["diagnostics"][1]).unwrap());
    assert_eq!(report["schema"], 1);
    assert_eq!(report["summary"]["warnings"], 1);
}

#[test]
fn exit_codes_say_what_happened() {
    let course = folder(SEED);
    let path = course.path().to_str().unwrap();
    assert_eq!(kurso(&["check", path, "--fail-on", "warning"]).status.code(), Some(1));
    assert_eq!(kurso(&["check", path, "--fail-on", "error"]).status.code(), Some(0));
    assert_eq!(kurso(&["check", "/nowhere/at/all"]).status.code(), Some(2));
    assert_eq!(kurso(&["check", "--no-such-flag"]).status.code(), Some(2));
    assert_eq!(kurso(&["--version"]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_read_is_said() {
    let empty = tempfile::tempdir().unwrap();
    let missing = text(&kurso(&["check", "/nowhere/at/all"]).stderr);
    assert_eq!(missing, "error: /nowhere/at/all: no such folder\n");
    let message = text(&kurso(&["check", empty.path().to_str().unwrap()]).stderr);
    assert!(message.ends_with("no Markdown file in this folder\n"), "{message}");
    let file = empty.path().join("a.md");
    std::fs::write(&file, "# A\n").unwrap();
    // A page by itself is checked as a part of its folder.
    assert!(kurso(&["check", file.to_str().unwrap()]).status.success());
}

#[test]
fn quiet_says_nothing_but_findings() {
    let course = folder("//- a.md\n# A\n");
    let output = kurso(&["check", "-q", course.path().to_str().unwrap()]);
    assert_eq!((text(&output.stdout), text(&output.stderr)), (String::new(), String::new()));
}

#[test]
fn strict_builds_nothing_of_a_course_with_errors() {
    let course = folder("//- a.md\n# A\n\n[x](./nowhere.md)\n");
    let out = course.path().join("site");
    let args = ["build", course.path().to_str().unwrap(), "-o", out.to_str().unwrap()];
    assert_eq!(kurso(&[args.as_slice(), &["--strict"]].concat()).status.code(), Some(1));
    assert!(!out.exists());
    assert_eq!(kurso(&args).status.code(), Some(0));
    assert!(out.join("a.html").exists());
}

#[test]
fn the_shipped_course_is_clean() {
    let content = format!("{}/content", env!("CARGO_MANIFEST_DIR"));
    let output = kurso(&["check", &content, "--fail-on", "info"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}
