use super::*;

#[test]
fn a_file_for_instructors_says_so_in_its_head() {
    for line in [
        "강사용 데모 안내",
        "데모 가이드 (강사용)",
        "이 문서는 강사용입니다.",
        "대상: 강사",
        "For instructors only. Do not share.",
    ] {
        assert_eq!(head(line), Mark::Instructors, "{line}");
    }
    for line in [
        "비강사용 자료",
        "준비물: 강사용 노트북",
        "이 문서는 강사용이 아니라 학생용입니다.",
        "This is not for instructors only.",
        "강사: 김하늘",
        "대상: 강사가 되려는 분",
        "Ask your instructor for the address.",
    ] {
        assert_eq!(head(line), Mark::Nothing, "{line}");
    }
    assert_eq!(head("수강생에게 배포하지 마세요."), Mark::Doubtful);
}

#[test]
fn titles_name_those_who_teach() {
    for text in [
        "강사 노트",
        "강사를 위한 안내",
        "교사용 지도서",
        "실습 가이드 - 강사용",
        "채점 기준 (강사용, 10분)",
        "ＩＮＳＴＲＵＣＴＯＲ notes",
        "For the instructor",
        "Note to instructors",
        "Teacher's guide to loops",
        "Timing – instructor notes",
        "Demo guide (instructor)",
        "IV. Instructor notes",
    ] {
        assert_eq!(title(text), Mark::Instructors, "{text}");
    }
    for text in [
        "강사 데모: \"배포\"",
        "강사용 노트북 연결",
        "강사 소개",
        "Instructor-led lab",
        "Teacher model",
        "How to write speaker notes",
        "For instructors and learners",
        "This is not an instructor guide",
        "Release notes",
        "Trainer API",
    ] {
        assert_eq!(title(text), Mark::Nothing, "{text}");
    }
    for text in ["조교용 메모", "TA notes", "Answers (do not share with students)"] {
        assert_eq!(title(text), Mark::Doubtful, "{text}");
    }
}

#[test]
fn audiences_are_read_in_every_word() {
    for (words, expected) in [
        (&["instructor"][..], Audience::Instructors),
        (&["Instructors only"], Audience::Instructors),
        (&["강사용"], Audience::Instructors),
        (&["beginners"], Audience::Learners),
        (&["developers", "operators"], Audience::Learners),
        (&["learner", "instructor"], Audience::Unknown),
        (&["instuctor"], Audience::Unknown),
        (&["internal"], Audience::Unknown),
        (&[], Audience::Unknown),
    ] {
        assert_eq!(audience(words.iter().copied()), expected, "{words:?}");
    }
}

#[test]
fn marks_of_alerts_may_be_misspelt() {
    for line in [
        "[!INSTRUCTOR]",
        "[!INSRTUCTOR]",
        "[！INSTRUCTOR]",
        "[!ＩＮＳＴＲＵＣＴＯＲ]",
        "**[!강사 노트]**",
        "[! Teacher ]",
    ] {
        assert!(is_alert_mark(line), "{line}");
    }
    for line in
        ["[!NOTE]", "[!INSTRUCTIONS]", "[!INSTALL]", "![!INSTRUCTOR]", "［!INSTRUCTOR］", "[INSTRUCTOR]"]
    {
        assert!(!is_alert_mark(line), "{line}");
    }
}

#[test]
fn whoever_is_spoken_of_is_named() {
    use words::{PEOPLE_OF_NOTES, WITHHELD};
    for person in ENGLISH_PEOPLE.iter().chain(KOREAN_PEOPLE).chain(PEOPLE_OF_NOTES) {
        assert!(label::may_name_people(&format!("Notes of the {}.", person.to_uppercase())), "{person}");
    }
    for who in WITHHELD.iter().flat_map(|(who, _)| who.iter()) {
        assert!(label::may_name_people(&format!("- {who}")), "{who}");
    }
    // Letters that look like others, signs that nobody sees, and blanks in a word.
    for text in [
        "ｉｎｓｔｒｕｃｔｏｒ notes",
        "in\u{200b}structor notes",
        "\u{1100}\u{1161}\u{11bc}사용",
        "강 사 용",
        "강  사용",
        "퍼 실리 테이터용",
        "In\u{17f}tructor",
        "퍼실리 테이터용",
    ] {
        assert!(label::may_name_people(text), "{text}");
    }
    for mark in words::UNSURE {
        assert!(label::may_be_unsure(&format!("## {}", mark.to_uppercase())), "{mark}");
    }
    assert_eq!(title("T A Notes"), Mark::Doubtful);
    assert_eq!(head("강 사 용"), Mark::Instructors);
    assert!(!label::may_name_people("A pod has one address, and 서비스는 그 앞에 있다."));
}
