//! What course.yaml says about files that the course does not have.

use crate::config::{Config, FILE_NAME, RawHtml};
use crate::course::Course;
use crate::diagnostic::{Finding, code, nearest};
use crate::load::SourceTree;
use crate::span::{Place, Spanned};

/// Findings about patterns of `release:` that keep nothing back, and about redirects that lead nowhere.
pub(super) fn unmet(config: &Config, course: &Course, tree: &SourceTree) -> Vec<Finding> {
    let Some(file) = tree.find(FILE_NAME).map(|file| file.id) else { return Vec::new() };
    let at = |text: &Spanned<String>, message: String| {
        Finding::new(code::INVALID_MODEL, Place::new(file, text.span), message)
    };
    let mut findings = Vec::new();
    for release in &config.release {
        if config.site.raw_html == RawHtml::Escape && (release.solutions.is_some() || release.hints.is_some())
        {
            findings.push(
                at(&release.pattern, "with `raw_html: escape` no `<details>` hides anything".to_owned())
                    .help("mark solutions by `<!-- kurso: solution -->`, or set `raw_html: sanitize`"),
            );
        }
        if tree.files().any(|file| release.paths.matches(&file.path)) {
            continue;
        }
        // What is not written yet may have its day already; a name that is nearly another one is a slip.
        let pattern = &release.pattern;
        let Some(near) = slip(&pattern.value, tree) else { continue };
        let message = format!("`{}` matches no file, so nothing is kept back", pattern.value);
        findings.push(at(pattern, message).nearest(&pattern.value, [near]));
    }
    for redirect in &config.site.redirects {
        let Some(page) = course.moved_to(&redirect.to.value, tree) else {
            let near = course.nearest_file(&redirect.to.value, tree).map(str::to_owned);
            findings.push(
                at(&redirect.to, format!("`{}` is no page of the course", redirect.to.value))
                    .nearest(&redirect.to.value, near.as_deref()),
            );
            continue;
        };
        let Some(output) = course.output_of(&redirect.from.value) else {
            findings.push(
                at(&redirect.from, format!("`{}` is no place of a page", redirect.from.value))
                    .help("write the path that the page's file had, such as `week_01/session_02.md`"),
            );
            continue;
        };
        let taken = course
            .pages()
            .map(|(_, page)| page.output.as_str())
            .chain(course.units.iter().map(|unit| unit.output.as_str()));
        let inside =
            |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
        if taken.into_iter().any(|other| inside(&output, other) || inside(other, &output)) {
            findings.push(at(
                &redirect.from,
                format!("`{}` lies where a page is, or the other way round", redirect.from.value),
            ));
            continue;
        }
        if let Some((_, other)) = course.pages().find(|(_, page)| page.output == output) {
            let message = format!(
                "`{}` is a page of its own, not one that moved to `{}`",
                other.path,
                course.page(page).path
            );
            findings.push(at(&redirect.from, message));
        }
    }
    findings
}

/// The file or folder that a pattern without a match nearly names: the same numbers, and nearly the same letters.
fn slip<'t>(pattern: &str, tree: &'t SourceTree) -> Option<&'t str> {
    let path = pattern.trim_start_matches("./").trim_end_matches("**").trim_end_matches('/');
    let numbers = |path: &str| -> Vec<u32> {
        path.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
    };
    // `part-b` is the next of `part-a`, as 02 is the next of 01.
    let letters = |path: &str| -> Vec<String> {
        let words = path
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() == 1 && word.starts_with(char::is_alphabetic));
        words.map(str::to_lowercase).collect()
    };
    let own = (numbers(path), letters(path));
    let folders = |path: &'t str| path.match_indices('/').map(move |(at, _)| &path[..at]);
    let paths = tree.files().flat_map(|file| folders(&file.path).chain([file.path.as_str()]));
    let candidates: std::collections::BTreeSet<&str> =
        paths.filter(|other| (numbers(other), letters(other)) == own).collect();
    nearest(path, candidates)
}
