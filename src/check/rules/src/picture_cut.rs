//! SRC002 picture-cut: an SVG file holds more than a picture, and that does not travel.

use crate::check::rule::{Rule, Run};
use crate::check::rules::linked;
use crate::diagnostic::{Code, Finding, Severity};
use crate::picture;
use crate::site::Site;
use crate::travel::{self, Travel};
use rayon::prelude::*;

pub(super) static RULE: Rule = Rule {
    code: Code("SRC002"),
    name: "picture-cut",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/SRC002-picture-cut.md"),
    run: Run::Site(run),
};

fn run(site: &Site, findings: &mut Vec<Finding>) {
    let judge = |(file, place)| {
        let path = &site.tree.file(file).path;
        let is_picture = travel::of(path, || Err(())) == Ok(Travel::Picture);
        let bytes = is_picture.then(|| site.tree.bytes(file).ok())??;
        let finding = |message: String| Finding::new(RULE.code, place, message);
        match picture::clean(&bytes) {
            Err(why) => Some(
                finding(format!("`{path}` is no picture: {why}; an empty one stands in its place"))
                    .help("save it as plain SVG"),
            ),
            Ok(cleaned) if !cleaned.cut.is_empty() => {
                let names: Vec<&str> = cleaned.cut.iter().map(String::as_str).take(6).collect();
                Some(
                    finding(format!("`{path}` travels without {}", names.join(", ")))
                        .help("save it as plain SVG: a picture must neither run nor fetch anything"),
                )
            }
            Ok(_) => None,
        }
    };
    let linked: Vec<_> = linked::files(site).into_iter().collect();
    findings.extend(linked.into_par_iter().filter_map(judge).collect::<Vec<_>>());
}
