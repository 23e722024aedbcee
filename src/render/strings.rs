//! The words of the interface, in Korean and English.

use crate::lang::Language;
use std::collections::BTreeMap;

/// Key, Korean, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("skip_to_content", "본문으로 건너뛰기", "Skip to content"),
    ("contents", "차례", "Contents"),
    ("on_this_page", "이 페이지에서", "On this page"),
    ("search", "검색", "Search"),
    ("search_hint", "과정에서 찾기", "Search the course"),
    (
        "search_empty",
        "찾을 말을 적으세요. ↑ ↓로 고르고 Enter로 엽니다.",
        "Type what you are looking for; ↑ ↓ to choose, Enter to open.",
    ),
    ("search_found", "{}쪽에서 찾음", "Found on {} pages"),
    ("search_none", "찾지 못했습니다.", "Nothing was found."),
    ("search_near", "비슷한 말:", "Near to it:"),
    ("search_offline", "색인을 읽을 수 없습니다.", "The index cannot be read."),
    ("search_more", "더 보기", "Show more"),
    ("comparison", "클러스터 비교", "Clusters compared"),
    (
        "comparison_summary",
        "이 과정의 클러스터를 나란히 놓고 봅니다.",
        "The clusters of this course side by side.",
    ),
    ("who_runs_what", "무엇이 어디에서 도는가", "Who runs what"),
    ("members", "합의 멤버", "Members of the consensus"),
    ("tolerates", "견디는 멤버 장애", "Member failures survived"),
    ("course_map", "과정 지도", "Map of the course"),
    (
        "course_map_summary",
        "어느 세션이 어느 컴포넌트를 보여 주는지 봅니다.",
        "Which session shows which component.",
    ),
    ("close", "닫기", "Close"),
    ("done", "다 읽음", "Done"),
    ("continue", "이어서 보기", "Continue where you left off"),
    ("enlarge", "크게 보기", "Enlarge"),
    ("copy_code", "코드 복사", "Copy the code"),
    ("copy_mermaid", "mermaid로 복사", "Copy as mermaid"),
    ("save_svg", "SVG로 저장", "Save as SVG"),
    ("zoom_in", "확대", "Zoom in"),
    ("zoom_out", "축소", "Zoom out"),
    ("present", "발표 시작", "Present"),
    ("presenter", "발표 화면", "Presenter view"),
    ("notes", "노트", "Notes"),
    ("no_notes", "이 섹션에는 노트가 없습니다.", "This section has no notes."),
    ("notes_window", "노트 창", "Notes window"),
    ("following", "다음:", "Next:"),
    ("pause_timer", "멈춤", "Pause"),
    ("elapsed", "경과", "Elapsed"),
    ("actual_minutes", "실제로 걸린 시간(분)", "Minutes it took"),
    ("planned", "계획", "planned"),
    ("took", "실제", "took"),
    ("save_minutes", "제목에 옮길 목록 내려받기", "Download to carry into the headings"),
    ("forget", "기록 지우기", "Forget"),
    ("minutes_heading", "- {title} ({minutes}분)", "- {title} ({minutes} min)"),
    ("previous", "이전", "Previous"),
    ("next", "다음", "Next"),
    ("minutes", "분", " min"),
    ("instructor_edition", "강사용 판", "Instructor edition"),
    ("instructor_note", "강사 노트", "Instructor note"),
    ("objectives", "학습 목표", "Objectives"),
    ("components", "컴포넌트", "Components"),
    ("clusters", "클러스터", "Clusters"),
    ("glossary", "용어집", "Glossary"),
    ("sessions", "세션", "Sessions"),
    ("days", "일차", "Days"),
    ("weeks", "주차", "Weeks"),
    ("menu", "메뉴", "Menu"),
    ("all", "… 모두 보기", "… Show all"),
    ("theme_toggle", "밝기 바꾸기", "Change the colour scheme"),
    ("run_sheet", "진행표", "Run sheet"),
    ("section", "섹션", "Section"),
    ("length", "길이", "Length"),
    ("clock", "시각", "Clock"),
    ("total", "합계", "Total"),
    ("budget", "약속한 시간", "Budget"),
    ("over_budget", "시간 초과", "Over budget"),
    ("break", "쉬는 시간", "Break"),
    ("lunch", "점심", "Lunch"),
    ("plane", "영역", "Plane"),
    ("runs_on", "실행 위치", "Runs on"),
    ("ports", "포트", "Ports"),
    ("required", "필수", "Required"),
    ("optional", "선택", "Optional"),
    ("form", "실행 형태", "Runs as"),
    ("source", "출처", "Source"),
    ("talks_to", "통신 관계", "Connections"),
    ("shown_in", "나오는 곳", "Where it appears"),
    ("shown_in_figure", "그림", "in a figure"),
    ("named_in_text", "본문", "in the text"),
    ("moved_title", "페이지가 옮겨졌습니다", "This page has moved"),
    ("not_found_title", "페이지를 찾을 수 없습니다", "Page not found"),
    ("not_found_text", "주소가 바뀌었거나 없는 페이지입니다.", "The page has moved or never was."),
    ("home", "처음으로", "Home"),
    ("version", "버전", "Version"),
    ("topology", "토폴로지", "Topology"),
    ("highly_available", "고가용성", "Highly available"),
    ("nodes", "노드", "Nodes"),
    ("networks", "네트워크", "Networks"),
    ("load_balancers", "로드 밸런서", "Load balancers"),
    ("yes", "예", "Yes"),
    ("no", "아니요", "No"),
    ("model", "모델", "Model"),
    ("catalogue", "카탈로그", "the catalogue"),
    ("partial", "부분", "partial"),
    ("complete", "완전", "complete"),
    ("illustrative", "참고", "illustrative"),
    ("unbound", "대조하지 않음", "not checked"),
    ("figure", "그림", "Figure"),
    ("figure_source", "그림의 소스", "Source of the figure"),
    (
        "not_drawn",
        "이 그림은 그릴 수 없어 소스를 보입니다",
        "This figure cannot be drawn, so its source is shown",
    ),
    ("tree_source", "원문 보기", "As written"),
    ("overview", "구조", "Overview"),
    ("neighbours", "이웃 컴포넌트", "Neighbours"),
    ("architecture", "아키텍처", "Architecture"),
    ("print", "인쇄", "Print"),
    ("course", "과정", "Course"),
    ("print_version", "인쇄용", "To print"),
    ("solutions", "풀이", "Solutions"),
    ("exercises", "연습", "Exercises"),
    ("page_ref", "{page}쪽", "p. {page}"),
    ("page_of", "{page} / {pages}쪽", "Page {page} of {pages}"),
    ("solution", "정답", "Solution"),
    ("alert_note", "참고", "Note"),
    ("alert_tip", "팁", "Tip"),
    ("alert_important", "중요", "Important"),
    ("alert_warning", "주의", "Warning"),
    ("alert_caution", "경고", "Caution"),
    ("footnotes", "각주", "Footnotes"),
    ("back", "돌아가기", "Back"),
    ("anchor", "이 절의 주소", "Link to this section"),
];

/// A word; the key itself where there is none, which a test rules out.
pub(super) fn word(key: &str, language: Language) -> &'static str {
    WORDS.iter().find(|(name, ..)| *name == key).map_or("", |(_, ko, en)| match language {
        Language::Korean => ko,
        Language::English => en,
    })
}

/// All words, for templates.
pub(super) fn all(language: Language) -> BTreeMap<&'static str, &'static str> {
    WORDS.iter().map(|(key, ..)| (*key, word(key, language))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_no_word_is_empty() {
        assert_eq!(all(Language::Korean).len(), WORDS.len());
        assert!(WORDS.iter().all(|(_, ko, en)| !ko.is_empty() && !en.is_empty()));
    }
}
