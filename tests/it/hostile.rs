//! Input that means harm: no panic, no hang, no read outside the course, no script in a page.

use crate::support::{folder, found, kurso, page, without_sources};
use kurso::realise::Edition::Learner;

#[test]
fn nothing_that_runs_comes_into_a_page() {
    let text = "//- a.md\n# <script>alert(1)</script> T\n\n<script>alert(2)</script>\n\n<img src=x onerror=alert(3)> <a href=\"javascript:alert(4)\">x</a>\n\n[y](javascript:alert(5)) ![z](data:text/html,<script>alert(6)</script>)\n\n<iframe src=\"https://example.com\"></iframe> <svg onload=alert(7)></svg>\n\n<div style=\"background:url(https://example.com)\" onclick=alert(8)>a</div>\n\n```html\n<script>shown(9)</script>\n```\n\n```mermaid\ngraph TB\n A[\"<img src=x onerror=alert(10)>\"] --> B\n click A \"javascript:alert(11)\"\n```\n";
    let html = page(text, Learner, "a.html");
    let body = without_sources(&html[html.find("<article").unwrap()..]);
    for bad in [
        "<script",
        "onerror",
        "onload",
        "onclick",
        "javascript:",
        "<iframe",
        "data:text",
        "style=\"background",
    ] {
        assert!(!body.contains(bad), "{bad} in {body}");
    }
    assert!(body.contains("shown"));
}

#[test]
fn links_do_not_leave_the_course() {
    let html = page(
        "//- a.md\n# A\n\n[a](../../../../etc/passwd) [b](/../../etc/passwd) ![c](file:///etc/passwd) [d](..%2f..%2fetc/passwd)\n",
        Learner,
        "a.html",
    );
    assert!(!html.contains("passwd"), "{html}");
}

#[test]
fn deep_and_wide_input_ends() {
    let deep =
        format!("//- a.md\n{}\n\n{}\n\n{}x\n", "> ".repeat(3000), "- ".repeat(3000), "*".repeat(20_000));
    let _ = found(&deep);
    let nested = format!(
        "//- a.md\n```mermaid\ngraph TB\n{}{}\n```\n",
        "subgraph x\n".repeat(500),
        "end\n".repeat(500)
    );
    let _ = found(&nested);
    let wide = format!("//- a.md\n```mermaid\ngraph TB\n{}\n```\n", "A --> B\n".repeat(20_000));
    assert_eq!(found(&wide).len(), 1, "a limit is said");
    let tags = format!("//- a.md\n{}\n", "<div>\n\n".repeat(5000));
    let _ = page(&tags, Learner, "a.html");
}

#[test]
fn files_that_are_no_text_are_findings_with_their_path() {
    let course = folder("//- a.md\n# A\n//- clusters/b.yaml\na: &a [x, *a]\n");
    std::fs::write(course.path().join("bad.md"), b"# A \xff\xfe\n").unwrap();
    std::fs::write(course.path().join("big.md"), "x".repeat(50 << 20)).unwrap();
    let output = kurso(&["check", course.path().to_str().unwrap()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("bad.md") && text.contains("big.md") && text.contains("SRC001"), "{text}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_course_are_not_read() {
    let course = folder("//- a.md\n# A\n\n[p](./passwd.txt) [q](./folder/hostname)\n");
    std::os::unix::fs::symlink("/etc/passwd", course.path().join("passwd.txt")).unwrap();
    std::os::unix::fs::symlink("/etc", course.path().join("folder")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let output = kurso(&["build", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap()]);
    assert!(output.status.success());
    assert!(!out.path().join("passwd.txt").exists() && !out.path().join("folder").exists());
}

#[test]
fn a_yaml_bomb_is_refused() {
    let mut text = String::from(
        "//- a.md\n# A\n//- clusters/x.yaml\nkurso: cluster/1\nid: x\na: &a [x,x,x,x,x,x,x,x,x]\n",
    );
    for (from, to) in ["a", "b", "c", "d", "e", "f", "g"].iter().zip(["b", "c", "d", "e", "f", "g", "h"]) {
        text += &format!(
            "{to}: &{to} [*{from},*{from},*{from},*{from},*{from},*{from},*{from},*{from},*{from}]\n"
        );
    }
    assert!(found(&text)[0].starts_with("LIM001 clusters/x.yaml"));
}
