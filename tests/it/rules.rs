//! The examples of every rule's page: each `bad` one fires its own rule and nothing else, each `good` one nothing.

use crate::support::found;
use kurso::check::rules::RULES;

/// The examples of a page: whether it is a bad one, its line, its files.
pub(crate) fn examples(page: &str) -> Vec<(bool, usize, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(bool, usize, String)> = None;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        match (&mut open, line.trim_end()) {
            (None, "`````course bad") => open = Some((true, number + 1, String::new())),
            (None, "`````course good") => open = Some((false, number + 1, String::new())),
            (Some(_), "`````") => examples.extend(open.take()),
            (Some((_, _, text)), _) => text.push_str(line),
            (None, _) => {}
        }
    }
    examples
}

#[test]
fn every_example_does_what_its_page_says() {
    let mut wrong = Vec::new();
    for rule in RULES.iter() {
        for (bad, line, fixture) in examples(rule.docs) {
            let found = found(&fixture);
            let own = found.iter().filter(|line| line.starts_with(rule.code.0)).count();
            let right = if bad { own > 0 && own == found.len() } else { found.is_empty() };
            if !right {
                wrong.push(format!(
                    "{} {} example at line {line}: {found:#?}",
                    rule.code,
                    if bad { "bad" } else { "good" }
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn rules_have_examples_that_fire_and_that_do_not() {
    // What cannot be shown as a few files: unreadable files, huge ones, and what only the output shows.
    let without = ["LIM001", "NOT001", "NOT003", "PRT001", "PRT002", "SRC001"];
    for rule in RULES.iter().filter(|rule| !without.contains(&rule.code.0)) {
        let examples = examples(rule.docs);
        let bad = examples.iter().filter(|(bad, ..)| *bad).count();
        assert!(bad >= 1 && examples.len() > bad, "{}", rule.code);
    }
}

#[test]
fn rules_against_the_model_have_three_of_each_in_both_languages() {
    let hangul = |text: &str| text.chars().any(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
    let mut short = Vec::new();
    for rule in RULES.iter() {
        let group = &rule.code.0[..3];
        if !["DIA", "DMX", "TRE", "DTX", "HAT", "NET"].contains(&group) && rule.code.0 != "TRM003" {
            continue;
        }
        let examples = examples(rule.docs);
        for wanted in [true, false] {
            let own: Vec<&str> = examples
                .iter()
                .filter(|(bad, ..)| *bad == wanted)
                .map(|(_, _, text)| text.as_str())
                .collect();
            let korean = own.iter().filter(|text| hangul(text)).count();
            if own.len() < 3 || korean == 0 || korean == own.len() {
                let kind = if wanted { "bad" } else { "good" };
                short.push(format!("{}: {} {kind} examples, {korean} of them Korean", rule.code, own.len()));
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}
