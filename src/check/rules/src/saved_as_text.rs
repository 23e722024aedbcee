//! SRC003 saved-as-text: a linked file could run in the site's name, so learners save it as text.

use crate::check::rule::{Rule, Run};
use crate::check::rules::linked;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::travel::{self, Travel};

pub(super) static RULE: Rule = Rule {
    code: Code("SRC003"),
    name: "saved-as-text",
    severity: Severity::Info,
    docs: include_str!("../../../../content/rules/SRC003-saved-as-text.md"),
    run: Run::Site(run),
};

fn run(site: &Site, findings: &mut Vec<Finding>) {
    if site.config.site.html_files {
        return;
    }
    let saved = linked::files(site).into_iter().filter(|(file, _)| {
        let path = &site.tree.file(*file).path;
        travel::of(path, || site.tree.bytes(*file)).is_ok_and(|travel| travel == Travel::AsText)
    });
    let all: Vec<_> = saved.collect();
    // One cause: how this course's pages travel is settled once.
    let Some((file, place)) = all.first() else { return };
    let path = &site.tree.file(*file).path;
    let others = match all.len() - 1 {
        0 => String::new(),
        more => format!(", and so are {more} others"),
    };
    findings.push(
        Finding::new(
            RULE.code,
            *place,
            format!("`{path}` is saved as text by learners, since it could run in the site's name{others}"),
        )
        .help("if you trust every such file, write `site: {html_files: allow}` in course.yaml"),
    );
}
