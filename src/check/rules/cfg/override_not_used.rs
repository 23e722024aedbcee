//! CFG009 override-not-used: files that would take the place of kurso's own lie in the course, and course.yaml does not ask for
//! them.

use crate::check::rule::{Rule, Run};
use crate::config::TEMPLATE_NAMES;
use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG009"),
    name: "override-not-used",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/CFG009-override-not-used.md"),
    run: Run::Site(run),
};

fn run(site: &Site, findings: &mut Vec<Finding>) {
    let settings = &site.config.site;
    let first = |is_one: &dyn Fn(&str) -> bool| site.tree.files().find(|file| is_one(&file.path));
    // Folders of that name are many tools'; files with the names of kurso's templates are nobody else's by chance.
    let is_template =
        |path: &str| path.strip_prefix("templates/").is_some_and(|name| TEMPLATE_NAMES.contains(&name));
    let is_theme = |path: &str| path.starts_with("themes/default/");
    let mut tell = |file: Option<&crate::load::SourceFile>, setting: &str| {
        let Some(file) = file else { return };
        let place = Place::new(file.id, Span::default());
        findings.push(
            Finding::new(
                RULE.code,
                place,
                "this would take the place of kurso's own file, and course.yaml does not ask for that",
            )
            .help(format!("write `site: {{{setting}}}` in course.yaml, or remove the folder")),
        );
    };
    let own = first(&is_template).filter(|_| {
        // With one file of a common name it is some other tool's folder.
        !settings.own_templates
            && site.tree.files().filter(|file| is_template(&file.path)).any(|file| {
                let text = site.tree.bytes(file.id).unwrap_or_default();
                let text = String::from_utf8_lossy(&text);
                ["page.html |", "page.title", "site.assets", "nav"].iter().any(|name| text.contains(name))
            })
    });
    tell(own, "templates: own");
    tell(first(&is_theme).filter(|_| !settings.own_theme), "theme: default");
}
