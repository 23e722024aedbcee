//! What authors write beyond plain Markdown, and what becomes of it: formulas, tabs, solutions, emoji, anchors, copies of
//! files; pages that moved, answers that come later, a feed.

use crate::support::{article, check, folder, found, kurso, page};
use insta::assert_snapshot;
use kurso::realise::Edition::{Instructor, Learner};

#[test]
fn formulas_tabs_solutions_emoji_and_anchors() {
    let text = "//- a.md
# T

## :rocket: 과반수 (10분) {#quorum .wide}

구성원이 $n$이면 $\\lfloor n/2 \\rfloor + 1$, 값은 $5. [위로](#quorum)

```math
f = \\frac{n - 1}{2}
```

<!-- kurso: tabs -->
- **kubeadm**

  ```bash
  kubeadm init
  ```
- k3s

  다른 글.

<!-- kurso: solution -->
답은 셋이다.
";
    assert_snapshot!(article(text, Learner, "a.html"));
    assert!(article(text, Instructor, "a.html").contains("<details class=\"k-solution\" open=\"\">"));
    check(text, &[]);
}

#[test]
fn a_formula_that_cannot_be_drawn_is_shown_as_it_is_written() {
    let html = article("//- a.md\n# T\n\n과반수는 $\\flor{<b>}$ 이다.\n", Learner, "a.html");
    assert!(html.contains("<code class=\"k-math-source\">\\flor{&lt;b&gt;}</code>"), "{html}");
}

#[test]
fn a_heading_with_the_name_of_a_part_of_the_page_takes_nothing_from_it() {
    let html = page(
        "//- a.md\n# T\n\n## K search\n\n## figure 1\n\n## fn 1\n\n글[^1]\n\n[^1]: 각주\n",
        Learner,
        "a.html",
    );
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert!(unique.contains(&"k-search") && unique.contains(&"K-search"), "{ids:?}");
}

#[test]
fn copies_of_files_are_written_and_follow_their_lines() {
    let course = folder(
        "//- scripts/setup.sh
#!/bin/sh
set -e
kubeadm init
kubectl get nodes
//- week_01/day_01/session_01.md
# Session 1: 설치

<!-- kurso: include ../../scripts/setup.sh -->
```bash
```

1. 목록에서:

   <!-- kurso: include ../../scripts/setup.sh lines=2-3 -->
   ```bash
   kubeadm init
   kubectl get nodes
   ```

<!-- kurso: include ../../scripts/setup.sh lines=2 -->
```bash
set -x
```
",
    );
    let fixed = kurso(&["check", course.path().to_str().unwrap(), "--fix", "-q"]);
    let session = std::fs::read_to_string(course.path().join("week_01/day_01/session_01.md")).unwrap();
    assert!(fixed.status.success(), "{}", String::from_utf8_lossy(&fixed.stderr));
    assert_snapshot!(session);
}

/// Dollars that begin no formula leave everything between them as it is.
#[test]
fn dollars_of_shells_and_prices_change_nothing() {
    let html = |line: &str| {
        article(&format!("//- a.md\n# T\n\n{line}\n\n[^1]: 각주\n//- b.md\n# B\n"), Learner, "a.html")
    };
    for (line, expected) in [
        ("환경 변수 $HOME은 `$HOME`으로 씁니다.", "$HOME은 <code>$HOME</code>으로"),
        (
            "값은 $VAR이고 `$VAR`와 같고 **중요**: ${VAR}입니다 `x`.",
            "<code>$VAR</code>와 같고 <strong>중요</strong>: ${VAR}입니다 <code>x</code>",
        ),
        ("$HOME/**bin**:$PATH", "$HOME/<strong>bin</strong>:$PATH"),
        ("$5([가격표](b.md))/$7", "$5(<a href=\"b.html\">가격표</a>)/$7"),
        ("| a |\n|---|\n| $5<br>$10 |", "$5<br>\n$10"),
        ("$5[^1]/$7", "$5<sup class=\"k-footnote-ref\">"),
        ("`--from-literal` a=$(cat a) --x=b=$(cat b) $A%B", "a=$(cat a) --x=b=$(cat b) $A%B"),
        (
            "backup-$(date)-$(hostname).tar, 100% of $1,000+$ and",
            "backup-$(date)-$(hostname).tar, 100% of $1,000+$ and",
        ),
        ("[x](b.md?a=$1&b=$2 \"$A and $B\")", "title=\"$A and $B\""),
        ("^[a-z]+$|^[0-9]+$ 그리고 $.spec/$.status", "^[a-z]+$|^[0-9]+$ 그리고 $.spec/$.status"),
    ] {
        let html = html(line);
        assert!(html.contains(expected) && !html.contains("<math"), "{line}: {html}");
    }
    check("//- a.md\n# T\n\n가격은 $5~**$10** 이고 $#/$# args, $5/month vs *$10/month* 입니다.\n", &[]);
    let both = html("$VAR와 $n$ 그리고 $(date), $$O(n)$$");
    assert_eq!(both.matches("<math").count(), 2, "{both}");
}

#[test]
fn a_note_among_dollars_is_a_note() {
    let text = "//- a.md\n# T\n\n글 $VAR <!-- instructor: 메모비밀 --> `$VAR` 끝.\n";
    assert!(!article(text, Learner, "a.html").contains("메모비밀"));
    assert!(article(text, Instructor, "a.html").contains("메모비밀"));
}

#[test]
fn copies_that_could_do_harm_are_refused() {
    let refused = |files: &str, fence: &str, path: &str| {
        let all =
            found(&format!("{files}//- a.md\n# T\n\n<!-- kurso: include {path} -->\n{fence}\n{fence}\n"));
        assert!(all.iter().any(|line| line.starts_with("STR017 a.md:3")), "{path}: {all:?}");
        assert!(!all.iter().any(|line| line.starts_with("STR016")), "{path}: {all:?}");
    };
    refused("//- x.txt\na\n```\nb\n", "```", "x.txt");
    refused("", "```", "a.md");
    refused("//- b.md\n---\naudience: instructor\n---\n# B\n", "```", "b.md");
    refused(
        "//- course.yaml\nkurso: course/1\nrelease: {late.sh: 2027-03-02}\n//- late.sh\nx\n",
        "```",
        "late.sh",
    );
    // A longer fence can hold it, and so can a page that is released as late.
    check(
        "//- x.txt\na\n```\nb\n//- a.md\n# T\n\n<!-- kurso: include x.txt -->\n````\na\n```\nb\n````\n",
        &[],
    );
    // Who asks for more lines than the fence holds wants more lines.
    let wider = found(
        "//- x.sh\n1111\n2222\n3333\n4444\n//- a.md\n# T\n\n<!-- kurso: include x.sh lines=1-4 -->\n```bash\n2222\n3333\n```\n",
    );
    assert_eq!(wider, ["STR016 a.md:5:1 this is no longer what stands in `x.sh`"]);
}

#[test]
fn a_copy_cannot_leave_the_course() {
    let found = found("//- a.md\n# T\n\n<!-- kurso: include ../../etc/passwd -->\n```text\n```\n");
    assert!(found.iter().any(|line| line.starts_with("STR017 a.md:3")), "{found:?}");
}

const MOVED: &str = "//- course.yaml
kurso: course/1
site: {url: https://example.com/k/, redirects: {old/one.md: week_01/new.md, /before/: week_01/README.md, gone.md: secret.md}}
//- README.md
# 과정
//- week_01/README.md
# Week 1
//- week_01/new.md
# 새 <자리>
//- secret.md
---
audience: instructor
---
# 비밀
";

#[test]
fn pages_that_moved_lead_on() {
    check(MOVED, &[]);
    assert_snapshot!(page(MOVED, Learner, "old/one.html"));
    let html = page(MOVED, Learner, "before/index.html");
    assert!(html.contains("0; url=../week_01/index.html"), "{html}");
    assert!(page(MOVED, Instructor, "gone.html").contains("secret.html"));
    let site = std::sync::Arc::new(crate::support::site(MOVED));
    let built = crate::support::rendered(&site, Learner).unwrap().1;
    assert!(!built.contains("gone.html"), "a page for instructors has not moved for learners");
    let map = String::from_utf8(built.make("sitemap.xml").unwrap().unwrap().bytes).unwrap();
    assert!(!map.contains("old/one.html"), "{map}");
}

#[test]
fn redirects_and_releases_that_mean_nothing_are_told() {
    check(
        "//- course.yaml
kurso: course/1
release: {week_3/**: 2027-03-02, week_04: 2027-03-09, labs/answers.md: {solutions: 2027-03-09}}
site: {redirects: {../x.md: a.md, old.md: b.md, a.md: a.md, c.txt: a.md}}
//- a.md
# T
//- week_03/b.md
# T
",
        &[
            "CFG007 course.yaml:2:11 `week_3/**` matches no file, so nothing is kept back",
            "CFG007 course.yaml:3:20 `../x.md` is no place of a page",
            "CFG007 course.yaml:3:43 `b.md` is no page of the course",
            "CFG007 course.yaml:3:49 `a.md` is a page of its own, not one that moved to `a.md`",
            "CFG007 course.yaml:3:61 `c.txt` is no place of a page",
        ],
    );
}

#[test]
fn a_feed_tells_what_is_new_where_days_are_given() {
    let course = folder(
        "//- course.yaml
kurso: course/1
title: 과정
release: {\"week_02/**\": 2027-03-02}
site: {url: https://example.com/k}
//- README.md
# 과정
//- week_01/session_01.md
---
updated: 2027-02-01
---
# Session 1: A & B
//- week_02/session_01.md
# Session 1: 나중에

둘째 주에서 처음으로 배우는 것들을 모아 두었습니다.
",
    );
    let feed = |day: &str, edition: &str| {
        let out = tempfile::tempdir().unwrap();
        let (from, to) = (course.path().to_str().unwrap(), out.path().to_str().unwrap());
        let made = kurso(&["build", from, "-o", to, "-q", "--edition", edition, "--as-of", day]);
        assert!(made.status.success());
        std::fs::read_to_string(out.path().join("feed.xml")).ok()
    };
    assert_snapshot!(feed("2027-03-05", "learner").unwrap());
    assert!(!feed("2027-03-01", "learner").unwrap().contains("week_02"), "not yet");
    assert_eq!(feed("2027-03-05", "instructor"), None);
    let without = "//- course.yaml\nkurso: course/1\nsite: {url: https://example.com}\n//- README.md\n# T\n";
    assert!(!page(without, Learner, "index.html").contains("feed.xml"));
}
