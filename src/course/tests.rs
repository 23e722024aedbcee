use super::*;
use crate::config::Config;
use crate::load::SourceTree;
use crate::parse;

fn course(files: &[(&str, &str)]) -> (Course, SourceTree) {
    let tree = SourceTree::from_files(files.iter().map(|(path, text)| (*path, *text)));
    let documents = infer::markdown_files(&tree)
        .map(|file| Arc::new(parse::parse(tree.file(file), Default::default())))
        .collect();
    (resolve(documents, &tree, &Config::default()).value, tree)
}

fn page<'a>(course: &'a Course, path: &str) -> (PageId, &'a Page) {
    course.pages().find(|(_, page)| page.path == path).expect("a page of that path")
}

const DAY: &str = "# Week 2 Day 1: 기초\n\n- **총 세션**: 2개 (각 50분)\n- 각 세션 마지막 10분은 개념 토론\n";

#[test]
fn hierarchy_titles_and_budgets_are_inferred() {
    let (course, _) = course(&[
        ("theory/week_02/day_01/README.md", DAY),
        ("theory/week_02/day_01/session_02.md", "# Session 2: 둘\n\n## a (40분)\n\n## b (20분)\n"),
        (
            "theory/week_02/day_01/session_01.md",
            "# Session 1: 하나\n\n## 🕘 세션 정보\n**시간**: 09:00-09:30 (30분)\n",
        ),
        ("theory/week_02/day_10/session_01.md", "# Session 1: 열\n"),
        ("theory/week_02/day_02/session_01.md", "# Session 1: 이틀\n"),
        ("theory/week_02/lab_template.md", "# T\n"),
    ]);
    let order: Vec<&str> = course.order.iter().map(|id| course.page(*id).name.as_str()).collect();
    assert_eq!(order, ["기초", "하나", "둘", "이틀", "열", "T"]);
    let (_, second) = page(&course, "theory/week_02/day_01/session_02.md");
    assert_eq!(
        (
            second.minutes,
            second.budget.expect("a promise").minutes,
            second.discussion_budget.expect("a promise").minutes
        ),
        (Some(60), 50, 10)
    );
    assert_eq!(second.output, "theory/week_02/day_01/session_02.html");
    assert_eq!(course.language, Language::Korean);
}

#[test]
fn links_lead_where_they_say() {
    let (course, tree) = course(&[
        ("week_01/day_01/README.md", "# D\n"),
        ("week_01/day_01/session_01.md", "# Session 1: A\n"),
        ("week_01/day_01/run me.sh", ""),
        ("week_01/labs/x.md", "# X\n"),
    ]);
    let (id, _) = page(&course, "week_01/day_01/session_01.md");
    let target = |text: &str| course.target(id, text, &tree);
    assert_eq!(
        target("./README.md"),
        Target::Page { page: page(&course, "week_01/day_01/README.md").0, anchor: None }
    );
    assert_eq!(target("../day_01/"), target("./README.md"));
    assert!(matches!(target("../labs"), Target::Unit(_)));
    assert!(matches!(target("run%20me.sh"), Target::Asset(_)));
    assert_eq!(target("../../../x.md"), Target::Outside);
    assert_eq!(target("/week_01/day_01/README.md"), target("./README.md"));
    assert_eq!(target("/theory/x.md"), Target::Outside);
    assert_eq!(target("javascript:alert(1)"), Target::Unsafe);
    assert_eq!(target("#%EC%A0%88"), Target::Page { page: id, anchor: Some("절".into()) });
    assert_eq!(target("sesion_01.md"), Target::Missing("week_01/day_01/sesion_01.md".into()));
}

#[test]
fn the_nearest_file_is_one_of_the_same_name_or_nearly_the_same_path() {
    let (course, tree) = course(&[
        ("week_01/session_01.md", "# A\n"),
        ("labs/setup.md", "# B\n"),
        ("week_02/README.md", "# C\n"),
    ]);
    let nearest = |path: &str| course.nearest_file(path, &tree);
    assert_eq!(nearest("week_01/sesion_01.md"), Some("week_01/session_01.md"));
    assert_eq!(nearest("week_02/setup.md"), Some("labs/setup.md"));
    assert_eq!(nearest("week_02/session_01.md"), None);
    assert_eq!(nearest("week_03/README.md"), None);
}

#[test]
fn references_in_text_are_found_in_context() {
    let (course, _) = course(&[
        ("week_01/day_01/session_01.md", "# Session 1: A\n"),
        ("week_01/day_01/session_02.md", "# Session 2: B\n"),
        ("week_02/day_03/README.md", "# Week 2 Day 3: C\n"),
    ]);
    let (id, _) = page(&course, "week_01/day_01/session_02.md");
    let found = |text: &str| {
        course.references(id, text).into_iter().map(|r| text[r.range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("Session 1에서 학습한 것"), ["Session 1"]);
    assert_eq!(found("Week 2 > Day 3와 Session 9에서"), ["Week 2 > Day 3"]);
    assert_eq!(found("Session 2에서"), Vec::<String>::new());
}

#[test]
fn a_sidecar_finds_its_sections() {
    let (course, _) = course(&[
        ("week_01/day_01/session_01.md", "# Session 1: A\n\n## 1. 개념 (10분)\n\n## 💡 핵심 개념 정리\n"),
        ("week_01/day_01/session_01.notes.md", "전체\n\n## 개념\n\n없는 절\n\n## 핵심 개념 정리\n\n말한다\n"),
    ]);
    let sidecar = page(&course, "week_01/day_01/session_01.md").1.sidecar.as_ref().expect("notes beside it");
    let sections: Vec<Option<usize>> = sidecar.notes.iter().map(|(section, _)| *section).collect();
    assert_eq!(sections, [None, None, Some(2)]);
    assert_eq!(course.pages.len(), 1);
}
