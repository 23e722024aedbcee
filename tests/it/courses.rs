//! Whole small courses: what is found in them.

use crate::support::check;

#[test]
fn a_course_without_any_configuration_is_checked() {
    check(
        "//- week_02/day_01/README.md
# Week 2 Day 1: 기초

- **총 세션**: 1개 (각 50분)

## 세션

### [Session 3: 클러스터](./session_03.md)
//- week_02/day_01/session_03.md
# Session 3: 클러스터

## 1. 개념 (45분)

## 2. 구조 (20분)
",
        &["TIM001 week_02/day_01/session_03.md:1:1 the sections sum to 65 minutes, 50 are promised"],
    );
}

#[test]
fn levels_hold_for_parts_of_a_course() {
    let links = "# A\n\n[x](./nowhere.md)\n";
    let course = format!(
        "//- course.yaml\nkurso: course/1\ncheck: {{paths: {{\"labs/**\": {{ignore: [LNK001]}}}}}}\n//- labs/a.md\n{links}//- b.md\n{links}"
    );
    check(&course, &["LNK001 b.md:3:1 the file `nowhere.md` does not exist"]);
}
