//! STR011 gap-in-numbering: a number is missing inside a run of sessions or sections.

use crate::check::rule::{Rule, Run};
use crate::check::rules::sessions::{heading_place, sessions, title_place};
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::Place;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code("STR011"),
    name: "gap-in-numbering",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR011-gap-in-numbering.md"),
    run: Run::Site(gap_in_numbering),
};

fn gap_in_numbering(site: &Site, findings: &mut Vec<Finding>) {
    for unit in &site.course.units {
        let pages = unit.sessions.iter().map(|id| site.course.page(*id));
        let own: Vec<(u32, Place)> =
            pages.filter_map(|page| Some((page.position.session?, title_place(page)))).collect();
        let others = unit.pages.iter().filter_map(|id| number_of(&site.course.page(*id).path));
        let known: BTreeSet<u32> = own.iter().map(|(number, _)| *number).chain(others).collect();
        let listed = |number: u32| {
            unit.index.is_some_and(|index| lists(&site.tree.file(site.course.page(index).file).text, number))
        };
        let filled = |number: u32| known.contains(&number) || listed(number);
        findings.extend(gaps(&own, filled).into_iter().map(|gap| gap.finding("session")));
    }
    for page in sessions(site) {
        for run in runs(page) {
            let between = |a: &(u32, Place), b: &(u32, Place)| unnumbered(page, a.1, b.1);
            let filled: BTreeSet<u32> = run
                .windows(2)
                .filter(|pair| {
                    u32::try_from(between(&pair[0], &pair[1])).unwrap_or(0) + 1 >= pair[1].0 - pair[0].0
                })
                .flat_map(|pair| pair[0].0..pair[1].0)
                .collect();
            findings.extend(
                gaps(&run, |number| filled.contains(&number)).into_iter().map(|gap| gap.finding("section")),
            );
        }
    }
}

/// Numbers that are missing between two that are there.
struct Gap {
    missing: Vec<u32>,
    before: Place,
    behind: Place,
}

impl Gap {
    fn finding(&self, what: &str) -> Finding {
        let numbers: Vec<String> = self.missing.iter().map(ToString::to_string).collect();
        Finding::new(
            RULE.code,
            self.behind,
            format!("there is no {what} {} before this one", numbers.join(", ")),
        )
        .label(self.before, "the one before")
        .help("close the gap, or add what is missing")
    }
}

/// The gaps of numbers in order: a run has two that follow each other, and fewer are missing than there are.
fn gaps(numbers: &[(u32, Place)], filled: impl Fn(u32) -> bool) -> Vec<Gap> {
    let mut all = Vec::new();
    let mut follows = false;
    for pair in numbers.windows(2) {
        let ((a, before), (b, behind)) = (pair[0], pair[1]);
        follows |= b == a + 1;
        let missing: Vec<u32> = (a + 1..b).filter(|number| !filled(*number)).collect();
        if !missing.is_empty() {
            all.push(Gap { missing, before, behind });
        }
    }
    let missing: usize = all.iter().map(|gap| gap.missing.len()).sum();
    if follows && missing < numbers.len() { all } else { Vec::new() }
}

/// The number in the name of a page that is no session: `lab_03.md`.
fn number_of(path: &str) -> Option<u32> {
    let file = path.rsplit('/').next()?;
    let digits = file.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Whether an index speaks of a session of that number.
fn lists(text: &str, number: u32) -> bool {
    let text = text.to_lowercase();
    [
        format!("session_{number:02}"),
        format!("session_{number}."),
        format!("session {number}:"),
        format!("세션 {number}:"),
    ]
    .iter()
    .any(|word| text.contains(word.as_str()))
}

/// The numbered headings of level 2; a number that goes back begins a new run.
fn runs(page: &Page) -> Vec<Vec<(u32, Place)>> {
    let mut runs: Vec<Vec<(u32, Place)>> = Vec::new();
    for (at, section) in page.document.sections.iter().enumerate().filter(|(_, section)| section.level == 2) {
        let Some(number) = page.document.heading(section).and_then(|heading| leading(&heading.title)) else {
            continue;
        };
        let goes_on = runs.last().and_then(|run| run.last()).is_some_and(|(last, _)| number > *last);
        if !goes_on {
            runs.push(Vec::new());
        }
        if let Some(run) = runs.last_mut() {
            run.push((number, heading_place(page, at)));
        }
    }
    runs
}

/// The number of `3. Title`, not that of `1.34 Title`.
fn leading(title: &str) -> Option<u32> {
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    let rest = title[digits..].strip_prefix(['.', ')'])?;
    (digits <= 2 && rest.starts_with(' ')).then(|| title[..digits].parse().ok())?
}

/// How many headings of level 2 without a number stand between two places.
fn unnumbered(page: &Page, a: Place, b: Place) -> usize {
    let between = page.document.sections.iter().enumerate().filter(|(at, section)| {
        let start = heading_place(page, *at).span.start;
        section.level == 2 && a.span.start < start && start < b.span.start
    });
    between.count()
}
