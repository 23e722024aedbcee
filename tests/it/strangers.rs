//! A folder that was written for another tool, or for none: what its author sees there is on the site.

use crate::support::{article, check, folder, found, kurso, page};
use kurso::realise::Edition::{Instructor, Learner};

/// What is left out takes nothing along that is not its own, and tags that say nothing here are no text.
#[test]
fn an_element_in_a_line_is_left_out_whole_and_alone() {
    let html = |text: &str| article(&format!("//- a.md\n# A\n\n{text}\n\n끝\n"), Learner, "a.html");
    let svg = html("앞 <svg width=\"9\"><circle r=\"5\"/><text>그림 안</text></svg> 뒤");
    assert!(
        svg.contains("앞") && svg.contains("뒤") && !svg.contains("그림 안") && !svg.contains("circle"),
        "{svg}"
    );
    let told = html("An <object> tag ends with `</object>` and this stays.");
    assert!(told.contains("this stays"), "{told}");
    let open = html("앞 <svg> 뒤 **굵게**");
    assert!(open.contains("뒤") && open.contains("굵게") && open.contains("끝"), "{open}");
    let font = html("<font color=\"red\">빨간 글</font>과 Vec<Name>");
    assert!(font.contains("<p>빨간 글과 Vec&lt;Name&gt;</p>"), "{font}");
}

/// What stands in each `class="…"` of a page, in order.
fn classed(html: &str, class: &str) -> Vec<String> {
    let mark = format!("class=\"{class}\">");
    html.split(&mark).skip(1).map(|rest| rest.split('<').next().unwrap_or("").to_owned()).collect()
}

/// The titles from page to page by the links to the next one.
fn read_on(fixture: &str) -> Vec<String> {
    let (mut at, mut titles) = ("index.html".to_owned(), Vec::new());
    loop {
        let html = page(fixture, Learner, &at);
        let title = html.split("<h1").nth(1).and_then(|rest| rest.split_once('>')).unwrap().1;
        titles.push(title.split('<').next().unwrap().to_owned());
        let Some(next) = html.split("rel=\"next\" href=\"").nth(1) else { return titles };
        let next = next.split('"').next().unwrap();
        let folder = at.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in next.split('/') {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        at = parts.join("/");
    }
}

const NUMBERED: &str = "\
//- README.md
# Course
//- lesson-10.md
# Ten
//- lesson-2.md
# Two
//- glossary.md
# Words
//- unit-11/README.md
# Unit eleven

x
//- unit-9/README.md
# Unit nine

x
//- k8s.md
# Kubernetes
//- k3s.md
# Lightweight
//- appendix/README.md
# Appendix

x
";

#[test]
fn numbers_in_names_count_and_files_and_folders_have_one_order() {
    let expected =
        ["Two", "Ten", "Unit nine", "Unit eleven", "Appendix", "Words", "Lightweight", "Kubernetes"];
    let home = page(NUMBERED, Learner, "index.html");
    assert_eq!(classed(&home, "k-nav-title"), expected);
    assert_eq!(read_on(NUMBERED)[1..], expected);
    let printed = folder(NUMBERED);
    let out = tempfile::tempdir().unwrap();
    let made = kurso(&[
        "print",
        printed.path().to_str().unwrap(),
        "-o",
        out.path().to_str().unwrap(),
        "--kind",
        "course",
    ]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let pdf = out.path().join("course.pdf");
    let text = std::process::Command::new("pdftotext").arg(&pdf).arg("-").output();
    let Ok(text) = text else {
        eprintln!("skipped: no pdftotext, so the order on paper was not looked at");
        return;
    };
    let text = String::from_utf8(text.stdout).unwrap();
    // In the contents.
    let at: Vec<Option<usize>> = expected.iter().map(|title| text.find(title)).collect();
    assert!(at.is_sorted() && at.iter().all(Option::is_some), "{at:?} {text}");
}

#[test]
fn a_page_is_called_by_its_first_heading_and_an_index_like_its_folder() {
    for (path, text, title) in [
        ("a.md", "## Second level\n\nx\n", "Second level"),
        ("a.md", "Words first.\n\n### Third level\n", "Third level"),
        ("a.md", "<h1 align=\"center\">In <b>HTML</b></h1>\n\nx\n", "In HTML"),
        ("a.md", "<div align=\"center\"><h2>안쪽 제목</h2></div>\n\nx\n", "안쪽 제목"),
        ("a.md", "## 강사 노트\n\n비밀\n\n## 설치\n\nx\n", "설치"),
        ("kubectl/README.md", "Words only.\n", "kubectl"),
        ("kubectl/ex_03.md", "Words only.\n", "ex_03"),
    ] {
        let fixture = format!("//- README.md\n# Course\n//- {path}\n{text}");
        let output = path.replace("README.md", "index.html").replace(".md", ".html");
        let html = page(&fixture, Learner, &output);
        assert!(html.contains(&format!(">{title}</h1>")), "{text}: {html}");
        assert!(html.contains(&format!("<title>{title} · ")), "{text}");
    }
    // No heading is lost with the title, and none of notes gives it.
    let whole = |text: &str| page(&format!("//- README.md\n# C\n//- a.md\n{text}"), Learner, "a.html");
    let named = whole("---\ntitle: Named\n---\n## Install\n\nx\n");
    assert!(named.contains(">Named</h1>") && named.contains("id=\"install\""), "{named}");
    let once = whole("## Only once\n\nx\n\n## More\n");
    assert!(once.matches("Only once</h").count() == 1 && once.contains("<h1 id=\"only-once\">"), "{once}");
    let block = whole("<h1 align=\"center\">Name</h1>\n<h3>Tag line</h3>\n<h2>Second</h2>\n\nx\n");
    assert!(block.contains("id=\"tag-line\"") && block.contains("id=\"second\""), "{block}");
    let noted = whole("## 강사 노트\n\n### 비밀 제목\n\n비밀\n\n## 설치\n\nx\n");
    assert!(!noted.contains("비밀") && noted.contains(">설치</h1>"), "{noted}");
}

#[test]
fn drafts_and_menus_are_no_pages_and_that_is_said() {
    let course = folder(
        "//- README.md\n# Course\n\n[b](b.md)\n//- b.md\n---\ndraft: true\n---\n# B\n//- c.md\n---\npublished: false\n---\n# C\n\
         //- d.md\n+++\ndraft = true\n+++\n# D\n//- SUMMARY.md\n# Summary\n\n- [Course](README.md)\n  - [B](b.md)\n- [Not written yet]()\n\
         //- week_01/summary.md\n# 요약\n\n이번 주에는 [가](../README.md)와 [나](../b.md)를 배웠고 다음 주에도 이어서 배웁니다.\n\
         //- templates/report.md\n# Report\n//- session_template.md\n# Template\n//- themes/colours.md\n# Colours\n",
    );
    let out = tempfile::tempdir().unwrap();
    let built = kurso(&["build", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap()]);
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(said.contains("not for learners, because it is a draft: b.md, c.md, d.md\n"), "{said}");
    assert!(said.contains("no page, a menu of other tools: SUMMARY.md\n"), "{said}");
    for there in
        ["week_01/summary.html", "templates/report.html", "session_template.html", "themes/colours.html"]
    {
        assert!(out.path().join(there).exists(), "{there}");
    }
    for gone in ["b.html", "c.html", "d.html", "SUMMARY.html"] {
        assert!(!out.path().join(gone).exists(), "{gone}");
    }
    // An audience that is none of instructors hides nothing.
    for who in ["beginners", "[developers, operators]", "DevOps engineers with some Linux"] {
        page(&format!("//- a.md\n---\naudience: {who}\n---\n# A\n"), Learner, "a.html");
    }
}

#[test]
fn addresses_in_a_text_are_links() {
    let html = article(
        "//- a.md\n# A\n\nhttps://kubernetes.io/docs/a_b_c/ 문서, www.cncf.io. `https://code.io` [t](https://t.io) **https://b.io**에서\n\n| h |\n|---|\n| https://cell.io/x |\n\n```\nhttps://fence.io\n```\n",
        Learner,
        "a.html",
    );
    for there in [
        "<a href=\"https://kubernetes.io/docs/a_b_c/\" rel=\"noopener\">https://kubernetes.io/docs/a_b_c/</a> 문서",
        "<a href=\"https://www.cncf.io\" rel=\"noopener\">www.cncf.io</a>.",
        "<code>https://code.io</code>",
        "<strong><a href=\"https://b.io\" rel=\"noopener\">https://b.io</a></strong>에서",
        "<a href=\"https://cell.io/x\" rel=\"noopener\">",
    ] {
        assert!(html.contains(there), "{there}: {html}");
    }
    assert!(!html.contains("href=\"https://fence.io") && !html.contains("href=\"https://code.io"), "{html}");
}

const ANCHORS: &str = "\
//- README.md
# Table of Contents

[up](#table-of-contents) [case](#Own-Part) [git](#user-content-own-part) [top](#top) [readme](#readme)
[roman](#ⅰ-소개) [circled](#-처음) [joined](#\u{200d}-team) [html](#in-html) [id](#Task%20one) [page](b.md#B)

## Own part

## Ⅰ. 소개

## ① 처음

## 👩\u{200d}💻 Team

<h2 align=\"center\">In HTML</h2>

<a name=\"Task one\"></a>
//- b.md
# B
";

#[test]
fn anchors_are_those_of_github_and_lead_somewhere_on_the_page() {
    check(ANCHORS, &[]);
    let html = page(ANCHORS, Learner, "index.html");
    let ids: Vec<&str> = [" id=\"", " name=\""]
        .iter()
        .flat_map(|key| html.split(key).skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    for link in html.split("href=\"#").skip(1) {
        let anchor = link.split('"').next().unwrap();
        let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8().unwrap();
        assert!(anchor == "top" || ids.contains(&anchor.as_ref()), "{anchor}: {ids:?}");
    }
    assert!(html.contains("<h1 id=\"table-of-contents\">"), "{html}");
    assert!(html.contains("href=\"b.html#b\""), "{html}");
    let wrong = "//- a.md\n# A\n\n[x](#Task-1)\n\n<a name=\"Task 1\"></a>\n";
    let course = folder(wrong);
    let path = course.path().to_str().unwrap();
    kurso(&["check", path, "--fix"]);
    let mended = std::fs::read_to_string(course.path().join("a.md")).unwrap();
    assert!(mended.contains("[x](#Task%201)"), "{mended}");
    check(&format!("//- a.md\n{mended}"), &[]);
}

#[test]
fn an_address_without_encryption_is_mended_only_when_asked_for() {
    let course = folder("//- a.md\n# A\n\n[old](http://old.site.kr/x)\n");
    let path = course.path().to_str().unwrap();
    let text = || std::fs::read_to_string(course.path().join("a.md")).unwrap();
    kurso(&["check", path, "--fix"]);
    assert!(text().contains("http://old"));
    kurso(&["check", path, "--fix", "--unsafe-fixes"]);
    assert!(text().contains("https://old"), "{}", text());
}

#[test]
fn pictures_have_the_size_that_their_author_gave() {
    let html = article(
        "//- a.md\n# A\n\n<img src=\"a.png\" width=\"120\"> <img src=\"a.png\" height=\"40px\"> <img src=\"a.png\" width=\"50%\"> <img src=\"a.png\" style=\"width: 80px\"> <img src=\"a.png\" width=\"12em\"> <img src=\"a.png\" width=\"1' onload='x\">\n//- a.png\nx\n",
        Learner,
        "a.html",
    );
    let sizes: Vec<&str> = html
        .split("<img ")
        .skip(1)
        .map(|tag| tag.split(" alt=\"\"").nth(1).unwrap().split(" loading").next().unwrap())
        .collect();
    assert_eq!(sizes, [" width=\"120\"", " height=\"40\"", " width=\"50%\"", " width=\"80\"", "", ""]);
}

#[test]
fn pictures_of_other_sites_are_shown_or_linked_as_the_course_says() {
    let text = "//- a.md\n# A\n\n![build](https://ci.example.org/badge.svg)\n";
    let shown = page(text, Learner, "a.html");
    assert!(shown.contains("<img src=\"https://ci.example.org/badge.svg\" alt=\"build\""), "{shown}");
    assert!(shown.contains("img-src &#39;self&#39; data: http: https:;"), "{shown}");
    let linked = page(
        &format!("{text}//- course.yaml\nkurso: course/1\nsite: {{remote_images: link}}\n"),
        Learner,
        "a.html",
    );
    assert!(
        linked.contains("<a href=\"https://ci.example.org/badge.svg\" rel=\"noopener\">build</a>"),
        "{linked}"
    );
    assert!(linked.contains("img-src &#39;self&#39; data:;"), "{linked}");
}

#[test]
fn films_play_frames_are_links_and_what_is_left_out_is_told() {
    let text = "//- a.md\n# A\n\n<video src=\"film.mp4\" width=\"320\"></video>\n\n<video controls><source src=\"film.mp4\" type=\"video/mp4\"></video>\n\n\
        <iframe src=\"https://www.youtube.com/embed/x\" title=\"Intro\"></iframe>\n\nText <object data=\"x.pdf\"></object>\n\n<svg><circle r=\"5\"/></svg>\n//- film.mp4\nx\n";
    let html = article(text, Learner, "a.html");
    assert!(html.contains("<video src=\"film.mp4\" width=\"320\" controls=\"\"></video>"), "{html}");
    assert!(html.contains("<source src=\"film.mp4\" type=\"video/mp4\">"), "{html}");
    assert!(
        html.contains("<a href=\"https://www.youtube.com/embed/x\" rel=\"noopener\">Intro</a>"),
        "{html}"
    );
    assert_eq!(
        found(text),
        ["SRC004 a.md:9:6 the page does not show `<object>`, `<svg>`, nor what stands in it"]
    );
    assert_eq!(
        found("//- a.md\n# A\n\n<video src=\"gone.mp4\"></video>\n"),
        ["LNK001 a.md:3:1 the file `gone.mp4` does not exist"]
    );
}

#[test]
fn the_page_for_what_is_not_there_finds_its_styles_below_a_path() {
    let at = |site: &str| {
        page(
            &format!("//- a.md\n# A\n//- course.yaml\nkurso: course/1\nsite: {{{site}}}\n"),
            Learner,
            "404.html",
        )
    };
    assert!(
        at("url: \"https://example.org/courses/k8s\"").contains("href=\"/courses/k8s/kurso-assets/theme.css")
    );
    assert!(at("url: \"https://example.org\"").contains("href=\"/kurso-assets/theme.css"));
    assert!(at("url: \"https://example.org/a\", base_path: /b").contains("href=\"/b/kurso-assets/theme.css"));
    assert!(at("url: \"https://example.org//evil.example/\"").contains("href=\"/kurso-assets/theme.css"));
}

#[test]
fn what_is_for_those_who_teach_is_not_said_to_learners() {
    let text = "//- week_01/day_01/session_01.md\n# Session 1: A (50분)\n\n## 1. 가 (40분)\n\n## 2. 나 (30분)\n\n```mermaid\ngraph TB\n    A[no (quotes)] --> B\n```\n";
    let learner = page(text, Learner, "week_01/day_01/session_01.html");
    let instructor = page(text, Instructor, "week_01/day_01/session_01.html");
    assert!(instructor.contains("<dd>50<") && !learner.contains("<dd>50<"), "{learner}");
    let why = "structural characters";
    assert!(instructor.contains(why) && !learner.contains(why), "{learner}");
    assert!(learner.contains("이 그림은 그릴 수 없어 소스를 보입니다</p>"), "{learner}");
    assert!(learner.contains("A[no (quotes)]"), "the source is shown whole: {learner}");
}

#[test]
fn a_diagram_that_cannot_be_drawn_is_told_by_each_build() {
    let course = folder(
        "//- a.md\n# A\n\n```mermaid\nflowchart LR\n    subgraph A\n    B\n    end\n    subgraph B\n    A\n    end\n```\n\n```mermaid\nflowchart LR\n    C --> D\n```\n",
    );
    let out = tempfile::tempdir().unwrap();
    let build = || {
        let built = kurso(&["build", course.path().to_str().unwrap(), "-o", out.path().to_str().unwrap()]);
        assert!(built.status.success());
        [built.stdout, built.stderr].map(|said| String::from_utf8(said).unwrap()).concat()
    };
    for said in [build(), build()] {
        assert_eq!(said.matches("DIA011 figure-not-drawn").count(), 1, "{said}");
        assert!(said.contains("a.md:4:1"), "{said}");
    }
}
