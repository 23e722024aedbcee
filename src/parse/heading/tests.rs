use super::*;

#[track_caller]
fn minutes(text: &str, expected: u32) {
    assert_eq!(duration(text).map(|d| d.minutes), Some(expected), "{text}");
}

#[test]
fn durations_are_read_in_every_written_form() {
    minutes("1. 개념 (15분)", 15);
    minutes("실습 - 15분", 15);
    minutes("챌린지 (2.5시간)", 150);
    minutes("챌린지 (1시간 30분)", 90);
    minutes("토론 (20-30분)", 30);
    minutes("과제 (예상 시간: 40분)", 40);
    minutes("실습 (35분) ⚠️ 필수!", 35);
    minutes("강의 (45분 - 설명)", 45);
    minutes("실습 (2.5시간 - 50분×3세션)", 150);
    minutes("Lab (15 min)", 15);
    minutes("Lab (1h 30m)", 90);
}

#[test]
fn what_only_looks_like_a_duration_is_none() {
    for text in [
        "복습 (5분 후)",
        "비용 (2시간 기준)",
        "SWOT (4분면 분석)",
        "5분 규칙",
        "발표 (팀당 4분)",
        "도착 (30분 전)",
        "토론 (60분 연장)",
        "5분 안에 시작하기",
        "rate 함수 (5m)",
        "증가 함수 (1h)",
        "로그 보존 - 24시간",
        "저장 용량 (100 M)",
        "보존 기간 (24시간)",
    ] {
        assert_eq!(duration(text), None, "{text}");
    }
}

#[track_caller]
fn is(text: &str, expected: Role) {
    assert_eq!(role(&title(text, duration(text))), expected, "{text}");
}

#[test]
fn roles_match_whole_phrases() {
    is("📍 교과과정에서의 위치", Role::Position);
    is("🎯 학습 목표 (5분)", Role::Objectives);
    is("1. 클러스터 개념 (15분)", Role::Theory);
    is("💬 그룹 토론: 장단점 (8분)", Role::Discussion);
    is("3. 실습: 클러스터 만들기 (20분)", Role::Lab);
    is("💡 핵심 개념 정리", Role::KeyConcepts);
    is("📝 강사 노트", Role::Notes);
    is("💡 강사 팁", Role::Notes);
    is("Instructor notes: timing", Role::Notes);
    is("강사노트", Role::Notes);
    is("강사 노트 - 시간 배분", Role::Notes);
    is("시간 배분 (강사용)", Role::Notes);
    is("Instructor's notes", Role::Notes);
}

#[test]
fn parts_of_words_are_no_role() {
    is("컨테이너 런타임", Role::Plain);
    is("필요성과 한계", Role::Plain);
    is("👨‍🏫 강사 데모: \"배포\"", Role::Plain);
    is("실습생 안내", Role::Plain);
}
