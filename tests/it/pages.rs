//! What pages say: small courses and the article that is made of them.

use crate::support::{article, page};
use insta::assert_snapshot;
use kurso::realise::Edition::{Instructor, Learner};

#[test]
fn headings_have_anchors_and_minutes() {
    let html = article("//- a.md\n# 제목\n\n## 1. 개념 (15분)\n\n본문\n\n### ⚠️ 주의\n", Learner, "a.html");
    assert_snapshot!(html);
}

#[test]
fn blocks_of_every_kind() {
    let text = "//- a.md
# T

| 왼쪽 | 오른쪽 |
|:-----|------:|
| **a** | `b` |

- [x] 끝남
- [ ] 남음
  - 안

1. 하나
2. 둘

> 인용

> [!WARNING]
> 조심

<details>
<summary>정답</summary>

답은 **셋**이다.

</details>

```yaml
a: 1 # 주석
```

각주[^1]와 ~~지움~~ <kbd>Ctrl</kbd>.

[^1]: 설명
";
    assert_snapshot!(article(text, Learner, "a.html"));
}

const COURSE: &str = "//- week_01/day_01/README.md
# Week 1 Day 1: 기초

### [Session 1: 하나](./session_01.md)
### [Session 2: 둘](./session_02.md)
//- week_01/day_01/session_01.md
# Session 1: 하나

Session 2에서 이어진다. [다음](./session_02.md#1-개념), [밖](https://example.com), [없음](./x.md), [파일](./run.sh), ![그림](a.png).
//- week_01/day_01/session_02.md
# Session 2: 둘

## 1. 개념
//- week_01/day_01/run.sh
echo
";

#[test]
fn links_are_rewritten_and_dead_ones_are_text() {
    assert_snapshot!(article(COURSE, Learner, "week_01/day_01/session_01.html"));
}

const FIGURES: &str = "//- a.md
# T

```
구성:

Control Plane (제어 평면):
├── API Server: 허브
│   └── 인증
└── etcd: 저장소
```

```
장점/단점
├── 확장성
└── 가용성
```

```mermaid
graph TB
    A[no (quotes)] --> B
```
";

#[test]
fn html_is_cleaned_shown_or_kept_as_the_course_says() {
    let page = "//- a.md\n# A\n\n<video src=\"./film.mp4\" onplay=\"x()\">\n<b style=\"color:red\">굵게</b>\n</video>\n\n\
        <iframe src=\"./a.html\"></iframe><audio src=\"film.mp4\"></audio> Text <kbd class=\"x\">Ctrl</kbd> <script>x</script> <!-- instructor: 비밀 -->끝\n//- film.mp4\nx\n";
    let made = |policy: &str| {
        let course = format!("{page}//- course.yaml\nkurso: course/1\nsite: {{raw_html: {policy}}}\n");
        article(&course, Learner, "a.html")
    };
    assert_snapshot!(["sanitize", "escape", "allow"].map(made).join("\n======\n"));
}

#[test]
fn component_trees_are_lists_and_other_trees_keep_their_shape() {
    assert_snapshot!(article(FIGURES, Learner, "a.html"));
}

#[test]
fn a_diagram_is_a_picture_in_the_page() {
    let html = article(
        "//- a.md\n# T\n\n```mermaid\ngraph TB\n  A[API Server] --> B[(etcd)]\n```\n",
        Learner,
        "a.html",
    );
    assert!(html.contains("<svg") && html.contains("k-figure-bound"), "{html}");
    assert!(html.contains("k-plane-control-plane"), "{html}");
    assert!(!html.contains("<style") && !html.contains("<script"), "{html}");
}

const NOTES: &str = "//- s.md
# T

학습자가 읽는 글 <!-- instructor: 줄 안의 비밀 이야기 --> 이어진다.

<!-- instructor:
여러 줄에 걸친

비밀 이야기
-->

- 항목

  <!-- instructor: 목록 안의 비밀

  두 번째 문단 -->
- 다음 항목

| 표 <!-- instructor: 칸 안의 비밀 --> | x |
|---|---|
| 1 | 2 |

> [!INSTRUCTOR]
> 알림으로 쓴 비밀

<details>
<summary>풀이</summary>

<!-- instructor: 접힌 곳의 비밀 -->

답

</details>

```mermaid
graph TB
    %% instructor: 그림 안의 비밀
    A --> B
```

```mermaid
graph TB
    %% instructor: 그릴 수 없는 그림 안의 비밀
    A[x (y)] --> B
```

## 강사 노트

절 전체가 비밀이다.

### 그 안의 절

이것도 비밀이다.

## 다음 절

두 노트 사이에 있는 글은 남는다.

## Instructor notes

A secret in English.
//- s.notes.md
옆 파일의 비밀 이야기

## 다음 절

절에 붙는 비밀 이야기
//- guide.md
---
audience: instructor
---
# 강사만 보는 안내

통째로 비밀인 파일
";

#[test]
fn no_secret_of_any_kind_is_in_a_learners_page() {
    let html = page(NOTES, Learner, "s.html");
    for secret in ["비밀", "secret", "instructor:"] {
        assert!(!html.contains(secret), "{secret} in {html}");
    }
    for text in ["학습자가 읽는 글", "이어진다", "항목", "다음 항목", "답", "두 노트 사이에 있는 글은 남는다"]
    {
        assert!(html.contains(text), "{text} is lost");
    }
    let site = std::sync::Arc::new(crate::support::site(NOTES));
    let output = crate::support::rendered(&site, Learner).unwrap().1;
    assert!(!output.contains("guide.html"));
}

#[test]
fn instructors_see_every_note() {
    let html = page(NOTES, Instructor, "s.html");
    for secret in [
        "줄 안의 비밀 이야기",
        "여러 줄에 걸친",
        "두 번째 문단",
        "칸 안의 비밀",
        "알림으로 쓴 비밀",
        "접힌 곳의 비밀",
        "절 전체가 비밀이다",
        "이것도 비밀이다",
        "옆 파일의 비밀 이야기",
        "절에 붙는 비밀 이야기",
        "A secret in English",
    ] {
        assert!(html.contains(secret), "{secret} is missing");
    }
}

#[test]
fn a_link_to_a_page_for_instructors_is_text_for_learners() {
    let course = "//- a.md\n# A\n\n[안내](./b.md)\n//- b.md\n---\naudience: instructor\n---\n# B\n";
    assert_eq!(article(course, Learner, "a.html"), "<p>안내</p>");
    assert_eq!(article(course, Instructor, "a.html"), "<p><a href=\"b.html\">안내</a></p>");
}

#[test]
fn an_unterminated_comment_keeps_its_page_from_learners() {
    let text = "//- a.md\n# A\n\n<!-- instructor: never ends\n\nsecret\n//- b.md\n# B\n";
    let site = std::sync::Arc::new(crate::support::site(text));
    let has = |edition, path: &str| {
        let output = crate::support::rendered(&site, edition).unwrap().1;
        output.contains(path)
    };
    assert_eq!([has(Learner, "a.html"), has(Learner, "b.html")], [false, true]);
    assert_eq!([has(Instructor, "a.html"), has(Instructor, "b.html")], [true, true]);
}

#[test]
fn the_run_sheet_has_a_clock() {
    let course = "//- week_01/day_01/README.md\n# Week 1 Day 1: D\n\n- **총 세션**: 2개 (각 50분)\n//- week_01/day_01/session_01.md\n# Session 1: A\n\n## 1. x (30분)\n\n## 2. y (30분)\n//- week_01/day_01/session_02.md\n# Session 2: B\n\n## 1. z (20분)\n";
    let day = page(course, Instructor, "week_01/day_01/index.html");
    assert!(day.contains("09:00–10:00") && day.contains("10:10–10:30"), "{day}");
    let session = page(course, Instructor, "week_01/day_01/session_02.html");
    assert!(session.contains("10:10–10:30"), "{session}");
    assert!(!page(course, Learner, "week_01/day_01/index.html").contains("k-run-sheet"));
}
