//! Everybody's use, by the rules that a program can judge.

use super::{Reader, SESSION};
use serde_json::json;
use std::path::Path;

const RUN: &str = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})\
    .then(found => found.violations.map(each => `${each.id} ${each.nodes.length} ${each.nodes[0].html}`))";

/// Copies the shipped course, and gives its settings with a theme.
fn with_theme(to: &Path, theme: &str) -> String {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for entry in walkdir::WalkDir::new(&from).into_iter().map(Result::unwrap) {
        let place = to.join(entry.path().strip_prefix(&from).unwrap());
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(&place).unwrap(),
            false => drop(std::fs::copy(entry.path(), &place).unwrap()),
        }
    }
    let settings = std::fs::read_to_string(from.join("course.yaml")).unwrap();
    assert!(!settings.contains("site:"));
    format!("{settings}site: {{theme: {theme}}}\n")
}

/// Every kind of page, in both editions, schemes and themes, by the rules of WCAG 2.2 AA that a program can judge.
#[test]
fn no_page_shuts_anybody_out() {
    let Ok(axe) = std::env::var("KURSO_AXE") else {
        eprintln!("skipped: KURSO_AXE names no axe.min.js (tests/run installs one and sets it)");
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    let pages = [
        ("learner", "index.html"),
        ("learner", "GLOSSARY.html"),
        ("learner", "week_01/index.html"),
        ("learner", "week_01/day_01/index.html"),
        ("learner", SESSION),
        ("learner", "architecture/compare.html"),
        ("learner", "architecture/index.html"),
        ("learner", "architecture/components/etcd.html"),
        ("learner", "architecture/clusters/basic.html"),
        ("instructor", "index.html"),
        ("instructor", "week_01/day_01/index.html"),
        ("instructor", SESSION),
    ];
    let mut wrong = Vec::new();
    for theme in ["default", "plain"] {
        let course = tempfile::tempdir().unwrap();
        let settings = with_theme(course.path(), theme);
        std::fs::write(course.path().join("course.yaml"), settings).unwrap();
        for edition in ["learner", "instructor"] {
            let Some(mut reader) = Reader::of_course(course.path(), edition) else { return };
            // The page's own policy lets no script of ours in.
            reader.browser.call("Page.setBypassCSP", json!({"enabled": true}));
            for (_, page) in pages.iter().filter(|(own, _)| *own == edition) {
                for scheme in ["light", "dark"] {
                    let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
                    reader.browser.call("Emulation.setEmulatedMedia", json!({"features": features}));
                    reader.open(page);
                    reader.browser.evaluate(&format!("{axe};0"));
                    for found in reader.browser.evaluate(RUN).as_array().unwrap() {
                        wrong.push(format!("{theme} {edition}/{page} {scheme}: {found}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
