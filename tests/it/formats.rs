//! Formats of findings: each is what its readers expect, and all say the same.

use crate::rules::examples;
use crate::support::{folder, kurso, site};
use insta::assert_snapshot;
use kurso::check::check;
use kurso::check::rules::RULES;
use kurso::diagnostic::{Diagnostic, Severity};
use kurso::report::{concise, github, gitlab, json, junit, rules, sarif};
use kurso::site::Site;
use serde_json::Value;
use std::path::Path;

/// A course with findings of every severity, in Korean, with labels in other files, fixes, and markup in its names.
const COURSE: &str = "//- clusters/ha, 고가용성.yaml
kurso: cluster/1
id: ha
highly_available: true
nodes: {control-plane: {count: 2}, worker: {count: 2}}
load_balancers: {api: {targets: kube-apiserver}}
//- 안내 & 그림.md
# 안내 <b>|\"

😀 [없는 곳](./없음.md)

<!-- kurso: figure cluster=ha edges=initiates -->
```mermaid
graph TB
    accTitle: 그림
    s[kube-scheduler] --> e[(etcd)]
    a[kube-apiservr] --> e
    e --> b[kube-apiserver]
```
";

fn found(site: &Site) -> Vec<Diagnostic> {
    check(site)
}

fn errors(schema: &str, text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn a_line_a_finding() {
    let site = site(COURSE);
    assert_snapshot!(concise::render(&found(&site), &site.tree));
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = fixture("content/guide/report.schema.json");
    for fixture in [COURSE, "//- a.md\n# A\n"] {
        let site = site(fixture);
        assert_eq!(errors(&schema, &json::render(&found(&site), &site.tree).unwrap()), Vec::<String>::new());
    }
}

#[test]
fn sarif_is_valid_by_the_official_schema() {
    let schema = fixture("tests/fixtures/sarif-2.1.0.schema.json");
    let site = site(COURSE);
    let text = sarif::render(&found(&site), &site.tree, "docs/my course").unwrap();
    assert_eq!(errors(&schema, &text), Vec::<String>::new());
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), RULES.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found(&site).len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["kurso/v1"].as_str().unwrap().len() == 32);
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("docs/my%20course/") && !uri.contains(' '), "{uri}");
    }
    assert!(results.iter().any(|result| result["fixes"].is_array()));
    assert!(results.iter().any(|result| result["relatedLocations"].is_array()));
}

#[test]
fn every_rules_examples_make_valid_reports() {
    let sarif_schema: Value =
        serde_json::from_str(&fixture("tests/fixtures/sarif-2.1.0.schema.json")).unwrap();
    let sarif_schema = jsonschema::validator_for(&sarif_schema).unwrap();
    let json_schema: Value = serde_json::from_str(&fixture("content/guide/report.schema.json")).unwrap();
    let json_schema = jsonschema::validator_for(&json_schema).unwrap();
    let bad = RULES.iter().flat_map(|rule| examples(rule.docs)).filter(|(bad, ..)| *bad);
    for (_, _, fixture) in bad {
        let site = site(&fixture);
        let found = found(&site);
        let log: Value = serde_json::from_str(&sarif::render(&found, &site.tree, "").unwrap()).unwrap();
        assert!(
            sarif_schema.is_valid(&log["runs"][0]["results"]) || sarif_schema.is_valid(&log),
            "{fixture}"
        );
        let report: Value = serde_json::from_str(&json::render(&found, &site.tree).unwrap()).unwrap();
        assert!(json_schema.is_valid(&report), "{fixture}");
    }
}

#[test]
fn github_shows_the_worst_first_and_ten_of_a_kind() {
    let site_ = site(COURSE);
    assert_snapshot!(github::render(&found(&site_), &site_.tree, "docs"));
    assert_snapshot!("summary_table", github::summary(&found(&site_), &site_.tree, "a | <b>"));
    let links: String = (0..25).map(|at| format!("[x{at}](./no{at}.md)\n")).collect();
    let many = site(&format!("//- a.md\n# A\n\n{links}"));
    assert_eq!(github::render(&found(&many), &many.tree, "").lines().count(), 10);
    assert_eq!(github::summary(&found(&many), &many.tree, "A").matches("LNK001").count(), 25);
}

#[test]
fn junit_is_xml_and_fails_what_fails() {
    let site_ = site(COURSE);
    let text = junit::render(&found(&site_), &site_.tree, Severity::Error);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut cases, mut failures) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(start) => {
                cases += usize::from(start.name().as_ref() == "testcase");
                failures += usize::from(start.name().as_ref() == "failure");
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let errors = found(&site_).iter().filter(|own| own.severity == Severity::Error).count();
    assert_eq!((cases, failures), (found(&site_).len(), errors));
    let clean = site("//- a.md\n# A\n");
    assert!(
        junit::render(&found(&clean), &clean.tree, Severity::Error).contains("tests=\"1\" failures=\"0\"")
    );
}

#[test]
fn gitlab_tells_findings_apart() {
    let site = site(COURSE);
    let issues: Vec<Value> =
        serde_json::from_str(&gitlab::render(&found(&site), &site.tree, "docs").unwrap()).unwrap();
    let prints: std::collections::BTreeSet<&str> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len());
    assert!(issues.iter().all(|issue| issue["location"]["path"].as_str().unwrap().starts_with("docs/")));
}

#[test]
fn several_formats_at_once() {
    let course = folder(COURSE);
    let out = tempfile::tempdir().unwrap();
    let file = |name: &str| out.path().join(name);
    let sarif = format!("sarif={}", file("k.sarif").display());
    let junit = format!("junit={}", file("k.xml").display());
    let output = kurso(&[
        "check",
        course.path().to_str().unwrap(),
        "--format",
        "concise",
        "--output",
        &sarif,
        "--output",
        &junit,
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains(": error[DMX004 forbidden-edge]: "));
    assert!(std::fs::read_to_string(file("k.sarif")).unwrap().starts_with('{'));
    assert!(std::fs::read_to_string(file("k.xml")).unwrap().starts_with("<?xml"));
    let wrong = kurso(&["check", course.path().to_str().unwrap(), "--output", "sarfi=x"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("no format is called `sarfi`"));
}

#[test]
fn the_list_of_rules_is_the_page_of_rules() {
    let page = fixture("content/rules/README.md");
    assert!(
        page.contains(&rules::markdown()),
        "run `kurso rules --format markdown` and put it into content/rules/README.md"
    );
    let list: Vec<Value> = serde_json::from_str(&rules::json().unwrap()).unwrap();
    assert_eq!(list.len(), RULES.len());
}

/// Titles, names and paths are a contributor's: no sign of theirs moves the cursor, and no line is a command of a CI system.
#[cfg(unix)]
#[test]
fn names_and_titles_do_nothing_in_any_format() {
    let course = crate::support::folder(
        "//- course.yaml\nkurso: course/1\ntitle: \"a\\e[31mred\\x07 ::error::x\"\nsite: {url: \"https://example.org/\"}\n//- a.md\n---\ndate: 2027-01-01\n---\n# \u{1b}[31m::error::T\u{fffe}\n\n[\u{1b}]0;x\u{7}](no\u{1b}.md) [b](::x.md)\n\n\u{9b}31m\n//- ::add-mask::b.md\n# x\n\n[a](none.md)\n//- ##[group]c.md\n# x\n\n[a](none.md)\n",
    );
    let path = course.path().to_str().unwrap();
    let plain = |text: &str| {
        text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            && !text.contains(['\u{fffe}', '\u{ffff}'])
    };
    let commands = |text: &str| {
        let begins =
            |line: &&str| line.trim_start().starts_with("::") || line.trim_start().starts_with("##[");
        text.lines().filter(begins).map(str::to_owned).collect::<Vec<_>>()
    };
    for format in ["human", "concise", "json", "sarif", "github", "junit", "gitlab"] {
        let output = crate::support::kurso(&["check", path, "--format", format]);
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(stream.clone()).unwrap();
            assert!(plain(&text), "{format}: {text:?}");
            let own = commands(&text);
            let expected = ["::error file=", "::warning file=", "::notice file="];
            let ours = own.iter().all(|line| expected.iter().any(|own| line.starts_with(own)));
            assert!(if format == "github" { ours } else { own.is_empty() }, "{format}: {own:?}");
        }
    }
    let out = tempfile::tempdir().unwrap();
    let to = out.path().to_str().unwrap();
    for args in
        [vec!["build", path, "-o", to], vec!["figures", path], vec!["model", "show", "--course", path]]
    {
        let output = crate::support::kurso(&args);
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(stream.clone()).unwrap();
            assert!(plain(&text) && commands(&text).is_empty(), "{args:?}: {text:?}");
        }
    }
    let feed = std::fs::read_to_string(out.path().join("feed.xml")).unwrap();
    assert!(plain(&feed), "{feed:?}");
}

/// What is not read is told: names that are no text, folders without the right to read them.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_by_its_name_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let course = crate::support::folder("//- a.md\n# A\n");
    let odd = |bytes: &[u8]| course.path().join(std::ffi::OsStr::from_bytes(bytes));
    std::fs::write(odd(b"b\xff.md"), "# B\n").unwrap();
    std::fs::write(odd(b"c\td.md"), "# C\n").unwrap();
    std::fs::create_dir(odd(b"e\nf")).unwrap();
    let mut deep = course.path().to_owned();
    (0..80).for_each(|_| deep.push("d"));
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("g.md"), "# G\n").unwrap();
    let output = crate::support::kurso(&["check", course.path().to_str().unwrap(), "--format", "concise"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let told = |what: &str| text.lines().filter(|line| line.contains(what)).count();
    assert_eq!(told("bytes that are no UTF-8"), 1, "{text}");
    assert_eq!(told("control characters"), 2, "{text}");
    assert_eq!(told("LIM001"), 1, "{text}");
}
