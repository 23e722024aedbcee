//! Handouts: what they say, to whom, and that they are documents that anybody can read, keep and print.
//!
//! `tests/run` installs poppler and qpdf; without them the tests that read documents with them say that they were skipped.

use crate::support::{folder, kurso};
use std::path::{Path, PathBuf};
use std::process::Command;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content");

/// Prints a course, and gives the folder of what was printed.
fn printed(course: &Path, args: &[&str]) -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    let from = course.to_str().unwrap();
    let all = [&["print", from, "-o", out.path().to_str().unwrap(), "-q"], args].concat();
    let made = kurso(&all);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    out
}

/// What a tool says of a file; `None` where there is no such tool.
fn told(tool: &str, args: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(tool).args(args).output() else {
        eprintln!("skipped: there is no {tool} (tests/run installs it)");
        return None;
    };
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The text of a document, its lines joined.
fn text(file: &Path) -> Option<String> {
    let text = told("pdftotext", &["-q", file.to_str().unwrap(), "-"])?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let files =
        walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "pdf")).collect()
}

/// That a text holds others, one behind the other.
#[track_caller]
fn in_order(text: &str, parts: &[&str]) {
    let mut at = 0;
    for part in parts {
        match text[at..].find(part) {
            Some(found) => at += found + part.len(),
            None => panic!("`{part}` is missing, or stands before: {text}"),
        }
    }
}

const COURSE: &str = "//- course.yaml
kurso: course/1
title: 작은 과정
//- week_01/day_01/README.md
# Week 1 Day 1: 기초

- [Session 1: 하나](./session_01.md)
//- week_01/day_01/session_01.md
# Session 1: 하나 (30분)

## 🎯 학습 목표 (5분)

- **클러스터**의 뜻을 말한다[^1].

## 1. 개념 (15분)

글은 [문서](https://example.com/a)에 있고, `#read(\"/etc/passwd\")` $x$ @ref <b>굵게</b> #eval(\"1\") *기울임*.

| 왼쪽 | 오른쪽 |
|---|---|
| 가 | 나 |

```mermaid
graph TB
  accTitle: 두 상자
  A[하나의 상자] --> B[다른 상자]
```

```text
클러스터
├── 하나: 첫째
└── 둘
```

> [!INSTRUCTOR]
> 강사만아는비밀을 말한다.

<!-- instructor: 또다른비밀은 주석에 있다 -->

<details><summary>정답 보기</summary>

정답은마흔둘이다.

</details>

## 실습: 해 보기 (10분)

- [ ] 첫 과제
- [x] 둘째 과제

[^1]: 각주의 글.
";

#[test]
fn a_session_says_what_its_page_says_in_its_order() {
    let course = folder(COURSE);
    let out = printed(course.path(), &[]);
    let Some(text) = text(&out.path().join("week_01/day_01/session_01.pdf")) else { return };
    in_order(
        &text,
        &[
            "Session 1: 하나",
            "30분",
            "학습 목표",
            "클러스터의 뜻을 말한다",
            "1. 개념",
            "글은 문서",
            "#read(\"/etc/passwd\")",
            "@ref 굵게 #eval(\"1\") 기울임",
            "왼쪽 오른쪽",
            "가 나",
            "하나의 상자",
            "그림 1",
            "├── 하나: 첫째",
            "└── 둘",
            "실습: 해 보기",
            "첫 과제",
        ],
    );
    assert!(text.contains("각주의 글.") && text.contains("https://example.com/a"), "{text}");
}

#[test]
fn formulas_are_set_and_links_tell_their_page() {
    let course = folder(
        "//- a.md\n# 하나\n\n앞의 글 $x$ 뒤.\n$$\n\\frac{n}{2} = \\text{허용}\n$$\n다음 글은 [둘](./b.md)에 있다.\n\n```math\ny^2\n```\n//- b.md\n# 둘\n\n글 $\\nothing{}$ 끝.\n",
    );
    let out = printed(course.path(), &["--kind", "course"]);
    let Some(text) = text(&out.path().join("course.pdf")) else { return };
    in_order(&text, &["앞의 글", "뒤.", "허용", "다음 글은 둘", "(4쪽)에 있다", "둘", "\\nothing{} 끝"]);
}

#[test]
fn who_may_read_what_is_as_on_the_site() {
    let course = folder(COURSE);
    let kinds = "session,day,course,exercises,run-sheet";
    let secrets = ["강사만아는비밀", "또다른비밀", "정답은마흔둘"];
    let read = |edition: &str, kinds: &str| {
        let out = printed(course.path(), &["--kind", kinds, "--edition", edition]);
        documents(out.path())
            .iter()
            .map(|file| text(file))
            .collect::<Option<Vec<_>>>()
            .map(|all| all.join("\n"))
    };
    let (Some(learner), Some(instructor)) = (read("learner", kinds), read("instructor", kinds)) else {
        return;
    };
    assert_eq!(secrets.map(|secret| learner.contains(secret)), [false; 3], "{learner}");
    assert_eq!(secrets.map(|secret| instructor.contains(secret)), [true; 3]);
    // Answers that are folded on the site are a document of their own on paper.
    let solutions = read("learner", "solutions").unwrap();
    assert_eq!(secrets.map(|secret| solutions.contains(secret)), [false, false, true], "{solutions}");
}

/// By the rules of PDF/UA and PDF/A nothing is printed that breaks them; here others look at it.
#[test]
fn documents_of_every_kind_are_sound() {
    let kinds = ["page", "session", "day", "course", "exercises", "solutions", "run-sheet"];
    let course = folder(COURSE);
    for (course, edition) in [(Path::new(CONTENT), "instructor"), (course.path(), "learner")] {
        for kind in kinds.iter().filter(|kind| **kind != "page" || edition == "learner") {
            let out = printed(
                course,
                &["--kind", kind, "--edition", edition, "--paper", "letter", "--date", "2027-03-01"],
            );
            let all = documents(out.path());
            assert!(!all.is_empty(), "{kind}");
            for file in all {
                let file = file.to_str().unwrap();
                let Some(info) = told("pdfinfo", &[file]) else { return };
                let says = |line: &str| assert!(info.contains(line), "{file}: {line}: {info}");
                says("Tagged:          yes");
                says("Title:           ");
                says("612 x 792 pts (letter)");
                says("CreationDate:    Mon Mar  1");
                let Some(fonts) = told("pdffonts", &[file]) else { return };
                for line in fonts.lines().skip(2) {
                    let words: Vec<&str> = line.split_whitespace().collect();
                    assert_eq!(
                        words[words.len() - 5..words.len() - 2],
                        ["yes", "yes", "yes"],
                        "{file}: {line}"
                    );
                    assert!(words[0].as_bytes()[6] == b'+', "{file}: a subset has a name of its own: {line}");
                }
                let Some(checked) = told("qpdf", &["--check", file]) else { return };
                assert!(checked.contains("No syntax or stream encoding errors found"), "{file}: {checked}");
                if *kind == "run-sheet" {
                    says("Pages:           1\n");
                }
            }
        }
    }
}

#[test]
fn a_booklet_has_contents_outline_and_language() {
    let out = printed(Path::new(CONTENT), &["--kind", "course"]);
    let file = out.path().join("course.pdf");
    let plain = out.path().join("plain.pdf");
    let (from, to) = (file.to_str().unwrap(), plain.to_str().unwrap());
    if told("qpdf", &["--qdf", "--object-streams=disable", from, to]).is_none() {
        return;
    }
    let raw = String::from_utf8_lossy(&std::fs::read(&plain).unwrap()).into_owned();
    for part in [
        "/Outlines",
        "/StructTreeRoot",
        "/Lang (ko)",
        "/Alt ",
        "pdfuaid:part",
        "pdfaid:conformance",
        "/MarkInfo",
    ] {
        assert!(raw.contains(part), "{part}");
    }
    let text = text(&file).unwrap();
    in_order(&text, &["차례", "Session 1:", "Session 7:", "Session 1:", "학습 목표"]);
}

#[test]
fn the_same_course_gives_the_same_bytes() {
    let course = folder(COURSE);
    let read = |args: &[&str]| {
        let out = printed(course.path(), args);
        documents(out.path()).iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>()
    };
    let all = ["--kind", "session,day,course"];
    assert_eq!(read(&all), read(&all));
    assert_ne!(read(&[]), read(&["--date", "2027-03-01"]));
    assert_ne!(read(&[]), read(&["--paper", "letter"]));
}

#[test]
fn a_day_of_the_environment_is_the_day_of_the_document() {
    let course = folder(COURSE);
    let out = tempfile::tempdir().unwrap();
    let print = |epoch: &str| {
        Command::new(env!("CARGO_BIN_EXE_kurso"))
            .args(["print", course.path().to_str().unwrap(), "-q", "-o", out.path().to_str().unwrap()])
            .env("SOURCE_DATE_EPOCH", epoch)
            .output()
            .unwrap()
    };
    assert!(print("1803859200").status.success());
    if let Some(info) = told("pdfinfo", &[out.path().join("week_01/day_01/session_01.pdf").to_str().unwrap()])
    {
        assert!(info.contains("CreationDate:    Mon Mar  1"), "{info}");
    }
    let wrong = print("yesterday");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("SOURCE_DATE_EPOCH"));
}

#[test]
fn a_character_that_no_font_has_is_told_with_its_place() {
    let course = folder("//- a.md\n# 제목\n\n이것은 \u{12000}이고 ✓는 있다.\n");
    let out = tempfile::tempdir().unwrap();
    let made = kurso(&["print", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap(), "-q"]);
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    assert!(made.status.success() && said.contains("PRT001") && said.contains("U+12000"), "{said}");
    assert!(said.contains("a.md:3:5") && !said.contains("U+2713"), "{said}");
    if let Some(text) = text(&out.path().join("a.pdf")) {
        assert!(text.contains("□이고 ✓는"), "{text}");
    }
}

#[test]
fn a_picture_that_cannot_be_printed_is_told() {
    let course = folder("//- a.md\n# T\n\n글\n\n![설명](bad.png) 과 ![](gone.png)\n//- bad.png\nx\n");
    let out = tempfile::tempdir().unwrap();
    let made = kurso(&["print", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap(), "-q"]);
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    assert!(
        made.status.success() && said.matches("PRT002").count() == 1 && said.contains("a.md:5:1"),
        "{said}"
    );
}

/// A picture in a drawing takes as much memory as one by itself.
#[test]
fn pictures_in_drawings_are_measured() {
    let svg = |image: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"><image width=\"90\" height=\"90\" href=\"data:image/{image}\"/></svg>"
        )
    };
    let course = folder(&format!(
        "//- a.md\n# T\n\n![설명](small.svg)\n\n![설명](large.svg)\n//- small.svg\n{}\n//- large.svg\n{}\n",
        svg(
            "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
        ),
        svg("gif;base64,R0lGODlhYOpg6gAAADs="),
    ));
    let out = tempfile::tempdir().unwrap();
    let made = kurso(&["print", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap(), "-q"]);
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    assert!(made.status.success() && said.matches("PRT002").count() == 1, "{said}");
    assert!(said.contains("`large.svg` cannot be printed") && said.contains("a.md:5:1"), "{said}");
}

/// A theme of the course's own: what becomes of it, its mistakes, and what it cannot do.
#[test]
fn a_theme_is_a_copy_of_one_file() {
    let with = |theme: &str| {
        folder(&format!(
            "//- course.yaml\nkurso: course/1\nsite: {{theme: ours}}\n//- a.md\n# 제목\n\n본문.\n//- themes/ours/handout.typ\n{theme}"
        ))
    };
    let print = |theme: &str| {
        let (course, out) = (with(theme), tempfile::tempdir().unwrap());
        let (from, to) = (course.path().to_str().unwrap(), out.path().to_str().unwrap());
        let made = kurso(&["print", from, "-o", to, "-q", "--time-limit", "5"]);
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        (
            made.status.code(),
            said,
            made.status.success().then(|| text(&out.path().join("a.pdf"))).flatten(),
            documents(out.path()).len(),
        )
    };
    let shown = kurso(&["print", "--show-theme"]);
    let (code, said, _, left) = print(&String::from_utf8(shown.stdout).unwrap());
    assert!(code == Some(0) && left == 1, "{said}");
    let head = "#let data = json(\"content.json\")\n#set document(title: data.title)\n#set text(font: \"Pretendard\", lang: data.lang)\n= #data.title\n";
    let (code, said, text, _) = print(&format!("{head}우리 것: #data.course\n"));
    assert_eq!(code, Some(0), "{said}");
    assert!(text.is_none_or(|text| text.contains("제목 우리 것: 제목")));
    for (theme, expected) in [
        ("#let x = (\n", "themes/ours/handout.typ:1:10"),
        ("= T\n#data.nothing\n", "themes/ours/handout.typ:2:2"),
        ("#read(\"/etc/passwd\")\n", "file not found"),
        ("#read(\"../../a.md\")\n", "themes/ours/handout.typ:1:7"),
        ("#import \"@preview/cetz:0.3.0\"\n", "themes/ours/handout.typ:1:9"),
        ("#datetime.today()\n", "themes/ours/handout.typ:1:2"),
        (
            "#let f(n) = range(30000).map(i => range(30000).map(j => i * j).sum()).sum()\n#f(1)\n",
            "longer than 5 seconds",
        ),
    ] {
        let (code, said, _, left) = print(theme);
        assert!(code == Some(2) && said.contains(expected) && left == 0, "{theme}: {code:?} {said}");
    }
}

#[test]
fn a_site_offers_its_pages_to_print() {
    let course = folder(COURSE);
    let out = tempfile::tempdir().unwrap();
    let (from, to) = (course.path().to_str().unwrap(), out.path().to_str().unwrap());
    let build = |with: &[&str]| {
        let made = kurso(&[&["build", from, "-o", to], with].concat());
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        String::from_utf8_lossy(&made.stderr).into_owned()
    };
    build(&["--with-handouts"]);
    let page = || std::fs::read_to_string(out.path().join("week_01/day_01/session_01.html")).unwrap();
    let pdf = out.path().join("week_01/day_01/session_01.pdf");
    assert!(page().contains("href=\"session_01.pdf\"") && pdf.is_file());
    assert!(build(&["--with-handouts"]).contains("(0 changed, 0 removed)"));
    build(&[]);
    assert!(!page().contains("session_01.pdf") && !pdf.exists());
}

/// Where a page is dark, in twenty columns: what moved is seen here, and a tenth more ink is not.
#[test]
fn pages_look_as_they_looked() {
    let course = folder(COURSE);
    let out = printed(course.path(), &["--kind", "session,course"]);
    let mut maps = String::new();
    for (file, page) in [("week_01/day_01/session_01.pdf", "1"), ("course.pdf", "2"), ("course.pdf", "4")] {
        let path = out.path().join(file);
        let to = out.path().join("page");
        let args = [
            "-q",
            "-r",
            "24",
            "-gray",
            "-f",
            page,
            "-l",
            page,
            "-singlefile",
            path.to_str().unwrap(),
            to.to_str().unwrap(),
        ];
        if told("pdftoppm", &args).is_none() {
            return;
        }
        maps.push_str(&format!(
            "{file} {page}\n{}\n",
            ink(&std::fs::read(to.with_extension("pgm")).unwrap())
        ));
    }
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/print/pages.txt");
    if std::env::var_os("KURSO_KEEP").is_some() {
        std::fs::write(kept, &maps).unwrap();
    }
    let kept = std::fs::read_to_string(kept).unwrap();
    assert_eq!(kept.lines().count(), maps.lines().count(), "{maps}");
    let shade = |c: char| c.to_digit(10).map_or(0, i64::from);
    let pairs = || kept.chars().zip(maps.chars());
    let far = pairs().filter(|(one, other)| (shade(*one) - shade(*other)).abs() > 2).count();
    assert!(far <= 6, "{far} places differ (KURSO_KEEP=1 keeps what is there now):\n{maps}");
}

/// A grey picture as digits, 0 for white.
fn ink(pgm: &[u8]) -> String {
    let mut head = pgm.splitn(4, |byte| *byte == b'\n');
    let (_, size, _) = (head.next(), head.next().unwrap(), head.next());
    let pixels = head.next().unwrap();
    let size = String::from_utf8_lossy(size).into_owned();
    let (width, height) = size.split_once(' ').unwrap();
    let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
    let cell = width / 20;
    let mut map = String::new();
    for row in 0..height / cell {
        for column in 0..20 {
            let dark: usize = (0..cell * cell)
                .map(|at| {
                    255 - usize::from(pixels[(row * cell + at / cell) * width + column * cell + at % cell])
                })
                .sum();
            map.push(char::from(b'0' + (dark * 30 / (255 * cell * cell)).min(9) as u8));
        }
        map.push('\n');
    }
    map
}

/// What once ended the whole run, or lost a text: everything here is printed, and says what it says.
#[test]
fn odd_input_is_printed_whole() {
    let rows = |cells: &str| format!("{cells}\n").repeat(70);
    let url = format!("https://example.com/{}", "abc".repeat(2000));
    let deep: String = (0..40).map(|depth| format!("{}- 깊이{depth}\n", "  ".repeat(depth))).collect();
    let quotes: String = (0..40).map(|depth| format!("{} 인용{depth}\n", ">".repeat(depth + 1))).collect();
    let bomb: String =
        (0..40).map(|at| format!("[^{at}]: 각주{at} [^{}] [^{}]\n\n", at + 1, at + 2)).collect();
    let nfd: String = "한글 본문".chars().flat_map(decomposed).collect();
    for (name, text, shown) in [
        ("blank code", "```\n```\n\n```mermaid\n```\n\n```text\n\u{3000}\n```\n\n끝\n".to_owned(), "끝"),
        ("links in a long table", format!("| [가](http://x.y) | 나[^1] |\n|---|---|\n{}\n[^1]: 각주\n", rows("| 1 | 2 |")), "가"),
        ("empty headings", "##\n\n## <!-- x -->\n\n## <br>\n\n## \u{200b}\n\n> ##\n\n끝\n".to_owned(), "끝"),
        ("signs in pictures", "```mermaid\ngraph TB\n  A[kube-sched❤️ 1️⃣ 👨‍👩‍👧 🇰🇷uler] --> C[\"❤️ 1️⃣ 简体 مرحبا\"] --> B[\"끝\u{feff}\u{e000}\"]\n```\n".to_owned(), "끝"),
        ("a solution below an empty heading", "## 절\n\n##\n\n<!-- kurso: solution -->\n끝\n".to_owned(), "끝"),
        ("two lines at one text", "~~*하나*~~ *~~둘~~* 끝\n".to_owned(), "끝"),
        ("private and control characters", "앞\u{e000}\u{80}\u{9b}\u{1}뒤 \u{2028}끝\n\n```sh\n\u{e0b0} ls\u{c}\n```\n".to_owned(), "뒤 끝"),
        ("long address", format!("[링크]({url}) 끝\n"), "끝"),
        ("deep lists", deep, "깊이39"),
        ("deep quotes", quotes, "인용39"),
        ("footnotes that refer to two others each", format!("글[^0] 끝\n\n{bomb}"), "각주5"),
        ("blocks in a footnote", "글[^1]\n\n[^1]:\n    - 항목\n\n    ```\n    코드줄\n    ```\n\n    | 표 |\n    |---|\n    | 칸안 |\n".to_owned(), "칸안"),
        ("summaries with headings", "<details><summary><h3>요약제목</h3></summary>\n\n안\n\n</details>\n".to_owned(), "요약제목"),
        ("decomposed Hangul", format!("{nfd}\n"), "한글 본문"),
        ("a picture that is not there", "글 ![](x.png) 끝\n".to_owned(), "x.png 끝"),
        ("a drawing that is none", "![그림설명](bad.svg)\n".to_owned(), "그림설명"),
        ("pictures in lines", "글\n![그림](ok.svg)\n\n1. 단계\n   ![그림](ok.svg)\n\n끝 ![](ok.svg) 뒤\n".to_owned(), "그림 3"),
        ("headings that are twice", "## 둘\n\n[x](#둘)\n\n<!-- instructor:\n## 둘\n\nx\n-->\n\n끝\n".to_owned(), "끝"),
        ("a long line", format!("```\n{}\n```\n\n끝\n", "가나다라 ".repeat(40_000)), "끝"),
    ] {
        let course = folder(&format!(
            "//- a.md\n# 제목\n\n{text}\n//- bad.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><g x:y=\"1\"/>\n//- ok.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 90\"><rect width=\"90\" height=\"90\"/></svg>\n"
        ));
        let begun = std::time::Instant::now();
        for kind in ["page", "course", "exercises", "solutions"] {
            let out = printed(course.path(), &["--kind", kind, "--edition", "instructor"]);
            let document = &documents(out.path())[0];
            if let Some(text) = self::text(document).filter(|_| matches!(kind, "page" | "course")) {
                assert!(text.contains(shown), "{name}, {kind}: {text}");
            }
        }
        assert!(begun.elapsed().as_secs() < 30, "{name}: {:?}", begun.elapsed());
    }
}

/// A syllable as macOS writes it.
fn decomposed(c: char) -> Vec<char> {
    let Some(at) = u32::from(c).checked_sub(0xac00).filter(|at| *at < 11_172) else { return vec![c] };
    let parts = [0x1100 + at / 588, 0x1161 + at % 588 / 28, 0x11a7 + at % 28];
    parts.into_iter().filter(|part| *part != 0x11a7).filter_map(char::from_u32).collect()
}

/// What is in a course's own folders is in its booklets, whatever its pages are called.
#[test]
fn nothing_is_left_out_of_booklets() {
    let course = folder(
        "//- README.md\n# 과정\n\n첫머리글.\n//- course.md\n# 안내\n\n안내글.\n//- week_01/README.md\n# 첫주차\n\n주머리글.\n//- week_01/session_01.md\n# Session 1: 하나\n\n세션글. > [둘](./session_02.md)\n\n> - [ ] 인용과제\n\n1. 첫\n   - [ ] 안쪽과제\n//- week_01/session_02.md\n# Session 2: 둘\n\n둘째글.\n",
    );
    let out = printed(course.path(), &["--kind", "page,course,day,exercises"]);
    let read = |name: &str| text(&out.path().join(name));
    let Some(booklet) = read("course-course.pdf") else { return };
    in_order(&booklet, &["첫머리글.", "첫주차", "주머리글.", "세션글.", "둘째글.", "안내글."]);
    in_order(&read("course.pdf").unwrap(), &["안내글."]);
    in_order(&read("week_01.pdf").unwrap(), &["주머리글.", "세션글.", "둘째글."]);
    in_order(&read("exercises.pdf").unwrap(), &["인용과제", "안쪽과제"]);
}

/// Words that kurso brings are no secret of the course.
#[test]
fn a_note_in_words_of_the_theme_stops_nothing() {
    let course = folder(
        "//- a.md\n# T\n\n글 <!-- instructor: Instructor edition -->\n\n<!-- instructor: 강사용 판입니다 \"strong\":false -->\n",
    );
    printed(course.path(), &[]);
}

/// The typesetter shares its work out, and so does kurso: neither may pile up on the other.
#[test]
fn many_documents_are_printed_side_by_side() {
    let page = |at: usize| {
        format!(
            "//- week_01/session_{at:03}.md\n# Session {at}: 제목\n\n## 절\n\n글 **굵게** 글.\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |\n"
        )
    };
    let course = folder(&(1..=300).map(page).collect::<String>());
    assert_eq!(documents(printed(course.path(), &[]).path()).len(), 300);
}

/// A character that only an old table of a font speaks of is one that no font has: a box stands in its place, and that is told.
#[test]
fn a_character_that_no_font_has_ends_no_print() {
    let course = folder("//- a.md\n# 한자\n\n진(真), 만(晩), 애(爱), 비교(毎)\n");
    let out = tempfile::tempdir().unwrap();
    let made = kurso(&["print", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap()]);
    let said = [made.stdout, made.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    assert!(made.status.success(), "{said}");
    assert!(
        said.contains("PRT001 missing-glyph]: no font has `真` (U+771F)") && said.contains("a.md:3:3"),
        "{said}"
    );
    if let Some(printed) = text(&out.path().join("a.pdf")) {
        assert!(printed.contains("진(□)"), "{printed}");
    }
}
