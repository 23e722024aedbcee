//! LNK010 image-not-shown: a picture is there, but no part of the course.

use crate::check::rule::{Rule, Run};
use crate::course::Target;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("LNK010"),
    name: "image-not-shown",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/LNK010-image-not-shown.md"),
    run: Run::Site(image_not_shown),
};

fn image_not_shown(site: &Site, findings: &mut Vec<Finding>) {
    for (id, page) in site.course.pages() {
        walk(&page.document.blocks, &mut |node| {
            let Walked::Inline(inline) = node else { return };
            let InlineKind::Image(image) = &inline.kind else { return };
            if page.document.broken_at.is_some_and(|at| inline.span.start >= at) {
                return;
            }
            let why = match site.course.target(id, &image.target, &site.tree) {
                Target::Outside if image.target.starts_with('/') => "there is no such file in the course",
                Target::Outside => "it lies outside of the course, or the course leaves it out",
                Target::Page { .. } | Target::Unit(_) => "it is no picture",
                Target::Unsafe => "its address is none that a page may have",
                Target::Asset(_) | Target::External | Target::Missing(_) => return,
            };
            let shown: String = image.target.chars().take(80).collect();
            let message = format!("the page shows the text of `{shown}` only: {why}");
            findings.push(
                Finding::new(RULE.code, Place::new(page.file, inline.span), message).help(
                    "copy the picture into the folder of the course, or build the folder that holds both",
                ),
            );
        });
    }
}
