use super::*;
use crate::span::FileId;

fn messages(text: &str) -> Vec<String> {
    parse(FileId(0), text).findings.into_iter().map(|f| format!("{} {}", f.code, f.message)).collect()
}

#[test]
fn every_mistake_is_reported_in_one_run() {
    let found =
        messages("titel: x\nlanguage: kr\nschedule: {start: 9, session: long}\nsite: {theme: ../etc}\n");
    assert_eq!(
        found,
        [
            "CFG001 unknown key `titel`",
            "CFG007 no language is called `kr`",
            "CFG007 expected a time of day such as `09:00`",
            "CFG007 expected minutes such as `50m`",
            "CFG007 a theme's name has letters, digits, `-` and `_` only",
        ]
    );
}

#[test]
fn a_full_file_is_read() {
    let text = "kurso: course/1\ntitle: {ko: 과정, en: Course}\nschedule: {start: \"09:30\", session: 50m, break: 15m, lunch: \"13:00-14:00\"}\nexclude: [\"drafts/**\"]\ncheck: {fail_on: warning, options: {TIM001: {tolerance: 20%}}}\n";
    let config = parse(FileId(0), text);
    assert_eq!(config.findings, []);
    let schedule = Schedule { start: 570, session: Some(50), pause: Some(15), lunch: Some((780, 840)) };
    assert_eq!(config.value.schedule, schedule);
    assert!(config.value.exclude.matches("drafts/a/b.md"));
    assert_eq!(config.value.check.tolerance, Some(20));
}
