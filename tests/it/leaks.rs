//! Instructor material in awkward places: for each, nothing of it is in any file of the learner's site, or there is no
//! such site; and the text around it is still there. Each of these leaked once, or lost a learner's text.

use crate::support::{rendered, site};
use kurso::realise::Edition;
use std::sync::Arc;

const SECRET: &str = "비밀번호는고양이";

/// The learner's whole site as text, or nothing where it is refused.
fn learner_site(fixture: &str) -> Option<String> {
    let site = Arc::new(site(fixture));
    let (_, output) = rendered(&site, Edition::Learner).ok()?;
    let mut all = String::new();
    for path in output.paths().filter(|path| !path.starts_with("kurso-assets/")) {
        let bytes = output.make(path).unwrap().unwrap().bytes;
        all.push_str(path);
        all.push('\n');
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    Some(all)
}

#[test]
fn no_secret_gets_out() {
    let s = SECRET;
    let mut leaked = Vec::new();
    for (name, text) in [
        (
            "unclosed details before notes",
            format!("# T\n\n<details><summary>x</summary>\n\nhi\n\n## 강사 노트\n\n{s}\n"),
        ),
        ("notes in details", format!("# T\n\n<details>\n\n### 강사 노트\n\n{s}\n\n</details>\n")),
        ("notes in a quotation", format!("# T\n\n> ## 강사 노트\n>\n> {s}\n")),
        ("notes in a list", format!("# T\n\n- ## 강사 노트\n\n  {s}\n")),
        (
            "comment behind a quoted fence",
            format!("# T\n\n> ```\n> code\n\nText <!-- instructor: a\n\n{s} --> end\n"),
        ),
        (
            "comment behind a fence in a list",
            format!("# T\n\n- ```\n  code\n\nText <!-- instructor: a\n\n{s} --> end\n"),
        ),
        (
            "comment behind indented code",
            format!("# T\n\n    ```\n    code\n\nText <!-- instructor: a\n\n{s} --> end\n"),
        ),
        (
            "comment behind a lone backtick",
            format!("# T\n\nPress ` key\r\n\r\nText <!-- instructor: a ` b\r\n\r\n{s} --> end\r\n"),
        ),
        ("another mark", format!("# T\n\n<!-- 강사: {s} -->\n\n<!-- Instructor : {s} -->\n")),
        ("joined words", format!("# T\n\n## 강사노트\n\n{s}\n")),
        ("a subject behind a dash", format!("# T\n\n## 강사 노트 - 시간 배분\n\n{s}\n")),
        ("marked in parentheses", format!("# T\n\n## 시간 배분 (강사용)\n\n{s}\n")),
        (
            "English near misses",
            format!("# T\n\n## Instructor's notes\n\n{s}\n\n## For instructors only\n\n{s}\n"),
        ),
        ("numbered otherwise", format!("# T\n\n## A. 강사 노트\n\n{s}\n\n## Day 1 강사 노트\n\n{s}\n")),
        (
            "behind a transition",
            format!("# T\n\n```mermaid\nstateDiagram-v2\n  A --> B : x %% instructor: {s}\n```\n"),
        ),
        ("misspelt alert", format!("# T\n\n> [!INSTRUTOR]\n> {s}\n")),
        ("alert behind a blank line", format!("# T\n\n>\n> [!INSTRUCTOR]\n> {s}\n")),
        (
            "a drawn diagram's comment",
            format!("# T\n\n```mermaid\ngraph TB\n  %% Instructor: {s}\n  A --> B\n```\n"),
        ),
        (
            "a broken diagram's comment",
            format!("# T\n\n```mermaid\ngraph TB\n  %% 강사: {s}\n  A[x (y)] --> B\n```\n"),
        ),
        ("front matter in other words", format!("---\naudience: Instructors\n---\n# {s}\n\n{s}\n")),
        ("front matter that is broken", format!("---\ntitle: a: b\naudience: instructor\n---\n# {s}\n")),
        ("directive in other words", format!("<!-- kurso: audience: instructor -->\n# {s}\n")),
        ("a title that is a note", format!("# 강사 노트: {s}\n\n{s}\n")),
    ] {
        let fixture = format!("//- index.md\n# Home\n\n[a](./a.md)\n//- a.md\n{text}");
        if learner_site(&fixture).is_some_and(|all| all.contains(s)) {
            leaked.push(name);
        }
    }
    assert_eq!(leaked, Vec::<&str>::new());
}

#[test]
fn no_secret_gets_out_through_other_files() {
    let s = SECRET;
    for (name, fixture) in [
        ("assets of notes", format!("//- a.md\n# A\n\n## 강사 노트\n\n[x]({s}.sh)\n//- {s}.sh\nx\n")),
        ("a linked sidecar", format!("//- a.md\n# A\n\n[n](a.notes.md)\n//- a.notes.md\n{s}\n")),
        ("a sidecar in capitals", format!("//- a.md\n# A\n//- a.Notes.MD\n{s}\n")),
        (
            "a linked file of the theme",
            format!(
                "//- course.yaml\nkurso: course/1\nsite: {{templates: own}}\n//- a.md\n# A\n\n[n](templates/n.md)\n//- templates/n.md\n{s}\n"
            ),
        ),
        (
            "an index for instructors",
            format!("//- sec/README.md\n---\naudience: instructor\n---\n# {s}\n//- sec/a.md\n# A\n"),
        ),
        (
            "a folder for instructors",
            format!("//- a.md\n# A\n//- {s}/b.md\n---\naudience: instructor\n---\n# B\n"),
        ),
        (
            "settings that cannot be read",
            format!(
                "//- course.yaml\naudience: {{\"a.md\": instructor}}\ntitle: \"x\n//- a.md\n# {s}\n//- b.md\n# B\n"
            ),
        ),
        (
            "a misspelt setting",
            format!("//- course.yaml\naudiences: {{\"a.md\": instructor}}\n//- a.md\n# {s}\n//- b.md\n# B\n"),
        ),
        (
            "a pattern with a dot",
            format!(
                "//- course.yaml\naudience: {{\"./a.md\": instructor}}\n//- a.md\n# {s}\n//- b.md\n# B\n"
            ),
        ),
    ] {
        assert!(!learner_site(&fixture).is_some_and(|all| all.contains(s)), "{name}");
    }
}

#[test]
fn no_learners_text_is_lost() {
    let l = "학습자가읽을글";
    for (name, text) in [
        ("an unclosed tag in notes", format!("# T\n\n## 강사 노트\n\n<details>\n\nx\n\n## 다음\n\n{l}\n")),
        ("a footnote under notes", format!("# T\n\ntext[^1]\n\n## 강사 노트\n\nx\n\n[^1]: {l}\n")),
        ("short comments", format!("# T\n\na <!--> {l} <!-- x -->\n")),
        ("a demonstration", format!("# T\n\n## 👨‍🏫 강사 데모: \"배포\"\n\n{l}\n")),
        ("what instructors bring", format!("# T\n\n**준비물**: 강사용 노트북\n\n{l}\n")),
        ("what is not for instructors", format!("# T\n\n> 이 문서는 강사용이 아니라 학생용입니다.\n\n{l}\n")),
        ("a quotation in a quotation", format!("# T\n\n> > [!INSTRUCTOR]\n> > x\n>\n> {l}\n")),
        ("a notebook", format!("# T\n\n## 강사 노트북 준비\n\n{l}\n")),
        ("a type", format!("# T\n\nVec<{l}> 와 Map<String>\n\n{l}\n")),
        ("a comment in code", format!("# T\n\n```html\n<!-- instructor: {l} -->\n```\n")),
    ] {
        let all = learner_site(&format!("//- a.md\n{text}"));
        assert!(all.is_some_and(|all| all.contains(l)), "{name}");
    }
}

/// What is released later is not in a learner's site before, and instructors have it all the time.
#[test]
fn what_is_not_released_leaves_no_trace() {
    let course = crate::support::folder(
        "//- course.yaml
kurso: course/1
release: {\"week_02/**\": 2027-03-02, \"**/solutions.md\": 2027-03-09}
//- README.md
# 과정

[둘째 주](./week_02/day_01/session_01.md), [풀이](./week_01/day_01/solutions.md)
//- week_01/day_01/session_01.md
# Session 1: 처음
//- week_01/day_01/solutions.md
# 풀이

첫 문제의 답은 마흔둘입니다, 틀림없이.
//- week_02/day_01/session_01.md
# Session 1: 나중에 배우는 것

나중에야 알려지는 비밀스러운 문장입니다.

![그림](./later.png)
//- week_02/day_01/later.png
x
",
    );
    let built = |edition: &str, day: &[&str]| {
        let out = tempfile::tempdir().unwrap();
        let (from, to) = (course.path().to_str().unwrap(), out.path().to_str().unwrap());
        let args = [&["build", from, "-o", to, "-q", "--edition", edition], day].concat();
        assert!(crate::support::kurso(&args).status.success());
        let files = walkdir::WalkDir::new(out.path()).into_iter().flatten();
        let texts = files.filter(|file| file.file_type().is_file()).map(|file| {
            let text = std::fs::read(file.path()).unwrap();
            format!("{}\n{}", file.path().display(), String::from_utf8_lossy(&text))
        });
        texts.collect::<String>()
    };
    let tells =
        |site: &str| [site.contains("later.png"), site.contains("비밀스러운"), site.contains("마흔둘")];
    assert_eq!(tells(&built("learner", &["--as-of", "2027-03-01"])), [false, false, false]);
    assert_eq!(tells(&built("learner", &["--as-of", "2027-03-02"])), [true, true, false]);
    assert_eq!(tells(&built("learner", &["--as-of", "2027-03-09"])), [true, true, true]);
    assert_eq!(tells(&built("learner", &[])), [true, true, true]);
    assert_eq!(tells(&built("instructor", &["--as-of", "2027-03-01"])), [true, true, true]);
}

/// Every file of a learner's site as text.
fn learners_site(fixture: &str) -> String {
    let course = crate::support::folder(fixture);
    let out = tempfile::tempdir().unwrap();
    let (from, to) = (course.path().to_str().unwrap(), out.path().to_str().unwrap());
    let made = crate::support::kurso(&["build", from, "-o", to, "-q", "--as-of", "2027-01-01"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let files = walkdir::WalkDir::new(out.path()).into_iter().flatten();
    let text =
        |file: walkdir::DirEntry| String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).into_owned();
    files.filter(|file| file.file_type().is_file()).map(text).collect()
}

/// The index of the search is made of what the pages show, and of nothing else.
#[test]
fn the_index_knows_no_secret() {
    let site = learners_site(
        "//- a.md
# 제목

보이는 글[^1]과 **굵은** 글.

> [!INSTRUCTOR]
> 강사에게만 하는 말[^2].

```mermaid
graph TB
  A[\"API Server %% instructor: 레이블비밀을 아무도 모른다\"] --> B[etcd]
```

> 인용한 글.
>
> [^4]: 인용속각주는 강사만 읽는다.

<!-- instructor: 여기서 말한다[^4]. -->

[^1]: 보이는각주 설명[^3].
[^2]: 각주비밀은 강사만 읽는다.
[^3]: 이어지는각주 설명.
",
    );
    for secret in ["각주비밀", "인용속각주", "레이블비밀"] {
        assert!(!site.contains(secret), "{secret}");
    }
    for shown in ["보이는각주", "이어지는각주"] {
        assert!(site.matches(shown).count() >= 2, "{shown} is on the page and in the index");
    }
}

/// Models and files are held back like pages, and nothing leads to them.
#[test]
fn models_and_files_are_held_back_too() {
    let site = learners_site(
        "//- course.yaml
kurso: course/1
release: {clusters/later.yaml: 2027-03-02, images: 2027-03-02, week_02: 2027-03-02}
//- README.md
# 과정

![그림 하나](./images/later.png) [파일](./images/later.txt) kube-apiserver와 etcd.
//- images/later.png
x
//- images/later.txt
x
//- week_02/README.md
# 둘째 주의 제목
//- clusters/now.yaml
kurso: cluster/1
id: now
title: 지금 클러스터
//- clusters/later.yaml
kurso: cluster/1
id: later-cluster
title: 나중 클러스터
",
    );
    for secret in ["later.png", "later.txt", "나중 클러스터", "later-cluster", "둘째 주의 제목"] {
        assert!(!site.contains(secret), "{secret}");
    }
    assert!(site.contains("지금 클러스터") && site.contains("그림 하나"));
}

/// Solutions and hints have days of their own; what leads up to them is there from the beginning.
#[test]
fn answers_come_when_their_day_has_come() {
    let course = crate::support::folder(
        "//- course.yaml
kurso: course/1
release: {week_01: {solutions: 2027-03-09, hints: 2027-03-05}}
//- week_01/day_01/session_01.md
# Session 1: 문제

문제는 모두가 처음부터 읽습니다.

<details><summary>힌트</summary>

힌트비밀을 먼저 생각해 보십시오[^1].

</details>

- 목록에서도:

  <details>
  <summary>정답 보기</summary>

  정답비밀은 목록 안에도 있습니다.

  ```yaml
  answer: manifestsecret
  ```

  </details>

<!-- kurso: solution -->
다른비밀은 지시문 아래에 있습니다.

[^1]: 각주비밀은 힌트가 부릅니다.
//- week_02/session_01.md
# Session 1: 다른 주

<details><summary>정답</summary>

열린정답은 언제나 있습니다.

</details>
",
    );
    let built = |day: &str, edition: &str| {
        let out = tempfile::tempdir().unwrap();
        let (from, to) = (course.path().to_str().unwrap(), out.path().to_str().unwrap());
        let made =
            crate::support::kurso(&["build", from, "-o", to, "-q", "--edition", edition, "--as-of", day]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let files = walkdir::WalkDir::new(out.path()).into_iter().flatten();
        let text = |file: walkdir::DirEntry| {
            String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).into_owned()
        };
        let all: String = files.filter(|file| file.file_type().is_file()).map(text).collect();
        ["모두가 처음부터", "열린정답", "힌트비밀", "각주비밀", "정답비밀", "manifestsecret", "다른비밀"]
            .map(|secret| all.contains(secret))
    };
    assert_eq!(built("2027-03-01", "learner"), [true, true, false, false, false, false, false]);
    assert_eq!(built("2027-03-05", "learner"), [true, true, true, true, false, false, false]);
    assert_eq!(built("2027-03-09", "learner"), [true; 7]);
    assert_eq!(built("2027-03-01", "instructor"), [true; 7]);
}

/// Solutions in every way that authors write them, on a day before theirs.
#[test]
fn solutions_are_whole() {
    let secrets = "답하나 답둘 답셋 답넷 답다섯 답여섯 답일곱 답여덟 답아홉";
    let text = "//- course.yaml
kurso: course/1
release: {a.md: {solutions: 2027-03-02}}
//- a.md
# T

보임하나

<!-- kurso: solution -->
## 풀이

답하나 글

### 더

답둘 글

## 다음

보임둘

<!-- kurso: solution --> 답셋 글

보임셋

<!-- kurso: solution -->
<table><tr><td>답넷</td></tr></table>

보임넷

<!-- kurso: solution -->
---

보임다섯

- 몇 대? <details><summary>정답</summary>답다섯 대</details> 보임여섯
- 둘

| 몇 | <details><summary>정답</summary>답여섯</details> |
|---|---|
| 보임일곱 | 2 |

<details><summary><h4>정답</h4></summary>

답일곱

</details>

<!-- kurso: solutions -->
답여덟

<!-- kurso: solution -->
<details>

답아홉

</details>

<details open><summary>Name resolution 과정</summary>

보임여덟

</details>
";
    let site = learners_site(text);
    let told: Vec<&str> = secrets.split(' ').filter(|secret| site.contains(secret)).collect();
    assert!(told.is_empty(), "{told:?}");
    for shown in ["하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟"] {
        assert!(site.contains(&format!("보임{shown}")), "{shown}");
    }
    let all = crate::support::found(&format!("{text}\n- 하나 <!-- kurso: solution -->\n"));
    let unknown = all.iter().filter(|line| line.starts_with("STR008")).count();
    assert_eq!(unknown, 2, "the misspelt one and the one with nothing below: {all:?}");
}

/// Each of these stopped a build once: learners read the same letters, and no secret.
#[test]
fn letters_that_only_look_alike_stop_no_build() {
    let later = |title: &str| {
        format!(
            "//- course.yaml\nkurso: course/1\nrelease: {{later.md: 2030-01-01}}\n//- later.md\n# Later\n\n## {title}\n\nText.\n"
        )
    };
    for (name, course) in [
        (
            "an address",
            later("Cloud providers message service")
                + "//- a.md\n# A\n\n[here](https://example.com/cloud-providers/message-service?x=1)\n",
        ),
        (
            "cells side by side",
            later("Ada Lovelace Grace Hopper of England")
                + "//- a.md\n# A\n\n| Ada Lovelace | Grace Hopper of England |\n|---|---|\n| Ada Lovelace | [Grace](https://example.com) Hopper of England |\n",
        ),
    ] {
        let course = crate::support::folder(&course);
        let out = tempfile::tempdir().unwrap();
        let out = out.path().join("site");
        let (course, out) = (course.path().to_str().unwrap(), out.to_str().unwrap());
        let output = crate::support::kurso(&["build", course, "-o", out, "--as-of", "2027-01-01"]);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
    }
}
