//! Fixes: each removes its finding, brings no other, touches nothing else, and comes to an end.

use crate::rules::examples;
use crate::support::{files, folder, kurso, line, loaded};
use kurso::check::fix::{Mended, mend, mendable};
use kurso::check::rules::RULES;
use kurso::check::{Options, check};
use kurso::site;

fn mended(fixture: &str, unsafe_too: bool) -> Mended {
    mend(&loaded(fixture), &Options::default(), unsafe_too)
}

/// The texts after mending, by path.
#[track_caller]
fn mends(fixture: &str, unsafe_too: bool, path: &str, expected: &str) {
    let mended = mended(fixture, unsafe_too);
    let file = mended.site.tree.find(path).unwrap();
    assert_eq!(file.text, expected);
}

/// Places of fixes name their file: in a course of several files, read from the disk as users do, only the file that a finding
/// is about changes. Two that come first and last in the order of paths, and one beside each, stay as they are.
#[test]
fn a_fix_changes_the_file_that_it_is_about_and_no_other() {
    let mut changed = Vec::new();
    for rule in RULES.iter() {
        for (bad, at, fixture) in examples(rule.docs).into_iter().filter(|(bad, ..)| *bad) {
            assert!(bad);
            let own: Vec<String> = files(&fixture).into_iter().map(|(path, _)| path).collect();
            let before: std::collections::BTreeSet<String> =
                kurso::check::check(&site::resolve(loaded(&fixture)))
                    .iter()
                    .flat_map(|found| found.finding.fixes.iter().flat_map(|fix| &fix.edits))
                    .map(|edit| loaded(&fixture).tree.file(edit.place.file).path.clone())
                    .collect();
            if before.is_empty() {
                continue;
            }
            let decoys = "//- 0_first.txt\n가나다\n//- zz_last.txt\n가나다\n//- 0/first.yaml\na: 1\n//- 0.md\n# 첫 글\n\n본문입니다.\n//- zz.md\n# 끝 글\n\n본문입니다.\n";
            let course = folder(&format!("{decoys}{fixture}"));
            let read = || -> std::collections::BTreeMap<String, String> {
                let all = files(&format!("{decoys}{fixture}")).into_iter().map(|(path, _)| path);
                all.map(|path| (path.clone(), std::fs::read_to_string(course.path().join(path)).unwrap()))
                    .collect()
            };
            let old = read();
            let output = kurso(&["check", course.path().to_str().unwrap(), "--unsafe-fixes"]);
            assert!(output.status.code().is_some_and(|code| code < 2), "{} at {at}", rule.code);
            let new = read();
            let touched: Vec<&String> = new.keys().filter(|path| old[*path] != new[*path]).collect();
            assert!(
                touched.iter().all(|path| before.contains(*path)),
                "{} at {at}: {touched:?}, expected {before:?}",
                rule.code
            );
            assert!(
                !touched.is_empty() && touched.iter().all(|path| own.contains(path)),
                "{} at {at}",
                rule.code
            );
            changed.push(rule.code.0);
        }
    }
    changed.dedup();
    assert!(changed.len() > 20, "{changed:?}");
}

/// Found by a reader: what was wrong in course.yaml was mended in the file that comes first.
#[test]
fn a_mistake_in_course_yaml_is_mended_there() {
    for name in ["README.md", "zz.md", "0.md"] {
        let course =
            folder(&format!("//- course.yaml\nkurso: course/1\n# 설명\nlangauge: ko\n//- {name}\n# 글\n"));
        let output = kurso(&["check", course.path().to_str().unwrap(), "--fix"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let text = |name: &str| std::fs::read_to_string(course.path().join(name)).unwrap();
        assert_eq!(text("course.yaml"), "kurso: course/1\n# 설명\nlanguage: ko\n");
        assert_eq!(text(name), "# 글\n");
        let json = kurso(&["check", course.path().to_str().unwrap(), "--format", "json"]);
        assert!(json.status.success());
    }
    let course = folder("//- course.yaml\nlangauge: ko\n//- 0.md\n# 글\n");
    let json = kurso(&["check", course.path().to_str().unwrap(), "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let all = value.to_string();
    assert!(all.contains("course.yaml") && !all.contains("0.md"), "{all}");
}

#[test]
fn every_fix_removes_its_finding_and_brings_no_other() {
    let mut wrong = Vec::new();
    let mut with_fix = Vec::new();
    for rule in RULES.iter() {
        for (bad, at, fixture) in examples(rule.docs) {
            if !bad {
                continue;
            }
            let before = check(&site::resolve(loaded(&fixture)));
            let fixable = mendable(&before, true);
            let after = mended(&fixture, true);
            if fixable == 0 {
                continue;
            }
            with_fix.push(rule.code.0);
            let left: Vec<String> = after.diagnostics.iter().map(|d| line(&after.site, &d.finding)).collect();
            if left.len() + fixable != before.len() {
                wrong.push(format!(
                    "{} example at line {at}: {} of {fixable} fixes, left {left:#?}",
                    rule.code, after.applied
                ));
            }
            let again = mend(&loaded(&fixture).with_texts(&after.texts), &Options::default(), true);
            if !again.texts.is_empty() {
                wrong.push(format!("{} example at line {at}: mending goes on", rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    with_fix.dedup();
    // Beside these, DMX006 and DMX007 have tests of their own.
    let expected = [
        "A11001", "CFG001", "CFG003", "CFG005", "CFG008", "DIA002", "DIA003", "DIA007", "DMX001", "DMX009",
        "DMX011", "DMX015", "HAT007", "LNK001", "LNK002", "LNK005", "STR008", "STR014", "STR016", "TRE001",
        "TRM001", "TRM002",
    ];
    assert_eq!(with_fix, expected);
}

const CLUSTER: &str =
    "//- clusters/c.yaml\nkurso: cluster/1\nid: c\ntitle: C\nnodes: {control-plane: {count: 1}}\n";

#[test]
fn a_generated_figure_is_written_where_its_fence_stands() {
    let figure = [
        "flowchart TB",
        "    accTitle: C: Control plane",
        "    subgraph g_control_plane[\"Control plane node\"]",
    ];
    let first = |indent: &str| figure.map(|line| format!("{indent}{line}\n")).concat();
    for (before, indent) in [("", ""), ("- item\n\n  ", "  "), ("> ", "> "), ("1. a\n\n   ", "   ")] {
        let fixture = format!(
            "{CLUSTER}//- a.md\n# A guide\n\n{before}<!-- kurso: generate cluster=c view=control-plane -->\n{indent}```mermaid\n{indent}```\n"
        );
        let after = mended(&fixture, false);
        let text = &after.site.tree.find("a.md").unwrap().text;
        let start = format!("{indent}```mermaid\n{}", first(indent));
        assert!(text.contains(&start), "{text}");
        assert_eq!(after.diagnostics, [], "{text}");
    }
}

#[test]
fn arrows_are_turned_and_ports_written_where_nothing_else_can_be_meant() {
    let mends_line = |asked: &str, before: &str, after: &str| {
        let page = |line: &str| {
            format!(
                "# A\n\n{asked}```mermaid\ngraph LR\n    accTitle: A\n    db[(etcd)]\n    api[kube-apiserver]\n    s[kube-scheduler]\n    {line}\n    s --> api\n```\n"
            )
        };
        mends(&format!("//- a.md\n{}", page(before)), false, "a.md", &page(after));
    };
    let asked = "<!-- kurso: figure edges=initiates -->\n";
    mends_line(asked, "db --> api", "api --> db");
    mends_line(asked, "db -->|watch| api", "api -->|watch| db");
    // A label would have to move along, and nobody asked.
    mends_line(asked, "db[(etcd)] --> api", "db[(etcd)] --> api");
    mends_line("", "db --> api", "db --> api");
    mends_line("", "api -->|6443| db", "api -->|6443| db");
}

#[test]
fn no_link_is_written_that_is_none() {
    for (link, file) in [("myfile.md", "my file.md"), ("a-b.md", "a(b.md")] {
        let text = format!("# A\n\n[x]({link})\n");
        mends(&format!("//- a.md\n{text}//- {file}\n# B\n"), true, "a.md", &text);
    }
}

#[test]
fn a_heading_keeps_the_name_by_which_others_link_to_it() {
    let page = "# A\n\n[x](#마스터-노드의-역할)\n\n## 마스터 노드의 역할\n\nkube-apiserver와 etcd가 있다.\n";
    mends(&format!("//- a.md\n{page}"), true, "a.md", page);
}

#[test]
fn a_port_is_written_where_others_show_that_it_is_one() {
    let page = |port: &str| {
        format!(
            "# A\n\n```mermaid\ngraph LR\n    accTitle: A\n    s[kube-scheduler] -->|{port}| api[kube-apiserver]\n    api -->|2379| db[(etcd)]\n```\n"
        )
    };
    mends(&format!("//- a.md\n{}", page("8080")), true, "a.md", &page("6443"));
    // Nobody says that this is a port.
    let alone = page("8080").replace("|2379|", "");
    mends(&format!("//- a.md\n{alone}"), true, "a.md", &alone);
}

#[test]
fn line_endings_and_marks_stay_as_they_are() {
    let fixture = "//- a.md\n\u{feff}# A\r\n\r\n```mermaid\r\ngraph TB\r\n    accTitle: A\r\n    k[kubelet] --> a[kube-apiservr]\r\n    s[kube-scheduler] --> a\r\n```\r\n\r\nEnd without a newline";
    let expected = files(fixture)[0].1.replace("kube-apiservr", "kube-apiserver");
    mends(fixture, false, "a.md", &expected);
    let generated = format!(
        "{CLUSTER}//- a.md\n# A guide\r\n\r\n<!-- kurso: generate cluster=c view=node -->\r\n```\r\n```\r\n"
    );
    let text = mended(&generated, false).site.tree.find("a.md").unwrap().text.clone();
    assert!(text.contains("└── ") && !text.replace("\r\n", "").contains('\n'), "{text:?}");
}

#[test]
fn unsafe_fixes_wait_to_be_asked_for() {
    let fixture = "//- a.md\n# A\n\n```mermaid\ngraph TB\n    accTitle: A\n    lb[API LB] --> a1[kube-apiserver 1]\n    lb --> a2[kube-apiserver 2]\n    a3[kube-apiserver 3] --> e[(etcd)]\n```\n";
    assert_eq!(mended(fixture, false).texts.len(), 0);
    assert_eq!(mended(fixture, true).diagnostics, []);
}

#[test]
fn the_program_writes_what_it_mends() {
    let broken = "//- a.md\n# A\n\n```mermaid\ngraph TB\n    accTitle: A\n    k[kubelet] --> a[kube-apiservr]\n    s[kube-scheduler] --> a\n```\n";
    let course = folder(broken);
    let path = course.path().to_str().unwrap();
    let read = || std::fs::read_to_string(course.path().join("a.md")).unwrap();
    let diff = kurso(&["check", path, "--diff"]);
    assert_eq!(diff.status.code(), Some(1));
    let shown = String::from_utf8(diff.stdout).unwrap();
    assert!(
        shown.starts_with("--- a/a.md\n+++ b/a.md\n")
            && shown.contains("+    k[kubelet] --> a[kube-apiserver]"),
        "{shown}"
    );
    assert_eq!(read(), files(broken)[0].1, "a diff writes nothing");
    let fix = kurso(&["check", path, "--fix"]);
    assert_eq!(fix.status.code(), Some(0), "{}", String::from_utf8_lossy(&fix.stderr));
    assert!(String::from_utf8(fix.stderr).unwrap().contains("mended 1 finding in 1 file"));
    assert_eq!(read(), files(broken)[0].1.replace("apiservr", "apiserver"));
    assert_eq!(std::fs::read_dir(course.path()).unwrap().count(), 1, "nothing is left beside it");
    assert_eq!(kurso(&["check", path, "--diff"]).status.code(), Some(0));
}
