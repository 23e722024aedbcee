//! STR016 include-differs: a fence that is a copy holds something else than its file.

use crate::check::rule::{Rule, Run};
use crate::course::fence::{first_difference, same_lines};
use crate::course::include::{Include, Source};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("STR016"),
    name: "include-differs",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/STR016-include-differs.md"),
    run: Run::Site(include_differs),
};

fn include_differs(site: &Site, findings: &mut Vec<Finding>) {
    for include in &site.includes {
        if let Source::Lines { file, wanted, moved } = &include.source
            && !same_lines(&include.written, wanted)
        {
            let path = &site.tree.file(*file).path;
            findings.push(match moved {
                Some((numbers, from, to)) => of_moved(include, path, *numbers, *from, *to),
                None => of_changed(include, path, wanted),
            });
        }
    }
}

/// The lines are still there, further up or down.
fn of_moved(include: &Include, path: &str, numbers: Place, from: usize, to: usize) -> Finding {
    let now = if from == to { from.to_string() } else { format!("{from}-{to}") };
    Finding::new(RULE.code, numbers, format!("these lines of `{path}` are the lines {now} now"))
        .label(include.content, "this is what the page shows")
        .help("run `kurso check --fix`")
        .fix("name the lines anew", Applicability::Safe, Edit { place: numbers, replacement: now })
}

fn of_changed(include: &Include, path: &str, wanted: &str) -> Finding {
    let first = first_difference(&include.written, wanted);
    let start = include.content.span.start;
    let place = Place::new(include.content.file, Span::new(start + first.start, start + first.end));
    let message = match include.written.trim().is_empty() {
        true => format!("the copy of `{path}` is not written yet"),
        false => format!("this is no longer what stands in `{path}`"),
    };
    Finding::new(RULE.code, place, message)
        .label(include.directive, "the fence below is a copy")
        .help("run `kurso check --fix`, or remove the directive to let the two differ")
        .fix(
            "copy the lines anew",
            Applicability::Safe,
            Edit { place: include.content, replacement: wanted.to_owned() },
        )
}
