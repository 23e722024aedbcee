//! Notes in awkward places: `tests/fixtures/attack/notes.txt` says for each small course what learners must not get, and
//! what they must.

use crate::cases::{Case, cases, with_signs};
use crate::support::rendered;
use kurso::audit::{LeakAudit, LostAudit};
use kurso::date::Date;
use kurso::realise::Edition;
use kurso::site;
use std::collections::BTreeSet;
use std::sync::Arc;

const CASES: &str = include_str!("../fixtures/attack/notes.txt");

/// The course as the flags have it.
fn read(case: &Case, folder: &std::path::Path) -> Result<kurso::load::Loaded, kurso::load::LoadError> {
    let text = with_signs(&case.text);
    let files = crate::support::files(&text).into_iter().map(|(path, text)| {
        // The blank line before the next file is none of this one's.
        let text = text.trim_end_matches('\n').to_owned() + "\n";
        let text = match () {
            () if case.has("cr") => text.replace('\n', "\r"),
            () if case.has("crlf") => text.replace('\n', "\r\n"),
            () => text,
        };
        (path, if case.has("bom") { format!("\u{feff}{text}") } else { text })
    });
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut course = kurso::load::load(folder, None)?;
    let day = case.flags.iter().find_map(|flag| flag.strip_prefix("as-of "));
    course = course.as_of(day.map(|day| Date::parse(day).unwrap()));
    Ok(course)
}

/// The words that begin with one of the marks.
fn words<'t>(text: &'t str, mark: &str) -> BTreeSet<&'t str> {
    let end = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.match_indices(mark).map(|(at, _)| &text[at..at + end(&text[at..])]).collect()
}

/// What is wrong with what a case gives.
fn wrong(case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let course = match read(case, folder.path()) {
        Ok(course) => course,
        Err(_) if case.has("refused") => return Vec::new(),
        Err(error) => return vec![format!("not read: {error}")],
    };
    let site = Arc::new(site::resolve(course));
    let (realised, output) = match rendered(&site, Edition::Learner) {
        Ok(output) => output,
        Err(_) if case.has("refused") => return Vec::new(),
        Err(error) => return vec![format!("no site: {error}")],
    };
    let (leaks, whole) = (LeakAudit::new(&realised), LostAudit::new(&realised.scope));
    let mut alarms = Vec::new();
    let (mut files, mut pages) = (String::new(), String::new());
    for path in output.paths().filter(|path| !path.starts_with("kurso-assets")) {
        let bytes = output.make(path).unwrap().unwrap().bytes;
        alarms.extend(leaks.inspect(path, &bytes));
        alarms.extend(whole.inspect(path, &bytes));
        let text = String::from_utf8_lossy(&bytes);
        files += &format!("{path}\n{text}\n");
        if path.ends_with(".html") {
            pages.push_str(&text);
        }
    }
    let mut wrong = Vec::new();
    let shown: Vec<&str> = words(&case.text, "SECRET").into_iter().filter(|word| has(&files, word)).collect();
    if !shown.is_empty() {
        wrong.push(format!("LEAK {shown:?}"));
    }
    let lost: Vec<&str> = words(&case.text, "LEARN").into_iter().filter(|word| !has(&pages, word)).collect();
    // What nobody can understand may take the page with it.
    if !lost.is_empty() && !case.has("refused") {
        wrong.push(format!("LOST {lost:?}"));
    }
    let found = kurso::check::check(&site);
    let told = found.iter().any(|found| found.finding.code.0 == "NOT005");
    if case.has("noted") != told {
        let said = found
            .iter()
            .filter(|found| found.finding.code.0 == "NOT005")
            .map(|found| found.finding.message.clone());
        wrong.push(if told {
            format!("false NOT005 {:?}", said.collect::<Vec<_>>())
        } else {
            "no NOT005".to_owned()
        });
    }
    wrong.extend(alarms.into_iter().map(|finding| format!("ALARM {} {}", finding.code, finding.message)));
    wrong
}

/// Whether a word stands in a text, and not only the beginning of a longer one.
fn has(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[at + word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
}

#[test]
fn learners_get_what_is_theirs_and_nothing_else() {
    let all = cases(CASES);
    assert!(all.len() >= 120 || std::env::var("KURSO_CASE").is_ok(), "{} cases", all.len());
    let wrong: Vec<String> = all
        .iter()
        .flat_map(|case| wrong(case).into_iter().map(|what| format!("{}: {what}", case.name)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}
