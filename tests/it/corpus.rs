//! Real courses from outside the repository: the folder that `KURSO_CORPUS` names builds and checks without a panic.

use crate::support::kurso;

#[test]
fn a_real_course_builds_and_checks() {
    let Some(corpus) = std::env::var_os("KURSO_CORPUS") else {
        eprintln!("skipped: KURSO_CORPUS names no course");
        return;
    };
    let corpus = corpus.to_str().unwrap();
    let check = kurso(&["check", corpus, "--format", "json"]);
    assert!(matches!(check.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&check.stderr));
    let report: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    assert_eq!(report["schema"], 1);
    let out = tempfile::tempdir().unwrap();
    let build = kurso(&["build", corpus, "-o", out.path().to_str().unwrap(), "--edition", "all"]);
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
}
