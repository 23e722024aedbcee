//! LNK001 broken-link: a link leads to a file that does not exist.

use crate::check::rule::{Rule, Run};
use crate::course::{PageKind, Target, position};
use crate::diagnostic::{Applicability, Code, Edit, Finding, Severity};
use crate::parse::ast::{InlineKind, Walked, walk};
use crate::site::Site;
use crate::span::{Place, Span};

pub(super) static RULE: Rule = Rule {
    code: Code("LNK001"),
    name: "broken-link",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/LNK001-broken-link.md"),
    run: Run::Site(broken_link),
};

/// A link to nothing.
pub(in crate::check::rules) struct Missing {
    pub place: Place,
    pub path: String,
    pub nearest: Option<String>,
    /// The link's target as written, and where.
    pub target: Option<(String, Place)>,
    pub image: bool,
}

/// Where a dead link stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::check::rules) enum Listed {
    /// In an index of sessions, which promises one here: STR010 speaks of it.
    Session,
    /// Anywhere else: LNK001.
    Elsewhere,
}

/// For how many dead links a near name is looked for.
const MAX_NEAREST: usize = 300;

fn broken_link(site: &Site, findings: &mut Vec<Finding>) {
    for missing in missing_links(site, Listed::Elsewhere) {
        let what = if missing.image { "image" } else { "file" };
        let mut finding =
            Finding::new(RULE.code, missing.place, format!("the {what} `{}` does not exist", missing.path));
        if let Some(nearest) = &missing.nearest {
            finding = finding.help(format!("did you mean `{nearest}`?"));
            if let Some((target, place)) = &missing.target
                && let Some(replacement) = retarget(target, &missing.path, nearest)
            {
                finding = finding.fix(
                    format!("link to `{nearest}`"),
                    Applicability::Unsafe,
                    Edit { place: *place, replacement },
                );
            }
        }
        findings.push(finding);
    }
}

/// The target with its last part replaced, when the nearest file lies in the same folder and its name can stand in a link.
fn retarget(target: &str, path: &str, nearest: &str) -> Option<String> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let (old, new) = (path.rsplit('/').next()?, nearest.rsplit('/').next()?);
    let is_plain = !new.contains([' ', '(', ')', '<', '>', '#', '?', '%', '"', '\\']);
    (folder(path) == folder(nearest) && target.contains(old) && is_plain)
        .then(|| target.replacen(old, new, 1))
}

/// The dead links of one of the two places.
pub(in crate::check::rules) fn missing_links(site: &Site, wanted: Listed) -> Vec<Missing> {
    let mut missing = Vec::new();
    for (id, page) in site.course.pages() {
        let broken_at = page.document.broken_at.unwrap_or(usize::MAX);
        walk(&page.document.blocks, &mut |node| {
            let Walked::Inline(inline) = node else { return };
            let address = match &inline.kind {
                InlineKind::Link(link) | InlineKind::Image(link) => link.target.as_str(),
                InlineKind::Element(element) => element.media().unwrap_or_default(),
                _ => return,
            };
            if address.is_empty() || inline.span.start >= broken_at {
                return;
            }
            let Target::Missing(path) = site.course.target(id, address, &site.tree) else {
                return;
            };
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
            let is_session = page.kind == PageKind::Index
                && folder == site.course.unit(page.unit).path
                && file.to_ascii_lowercase().ends_with(".md")
                && position::number_in_name(file, "session").is_some();
            if wanted != if is_session { Listed::Session } else { Listed::Elsewhere } {
                return;
            }
            let place = Place::new(page.file, inline.span);
            let source = site.tree.file(page.file).text.get(inline.span.range()).unwrap_or("");
            let target = source.rfind(address).map(|at| {
                let start = inline.span.start + at;
                (address.to_owned(), Place::new(page.file, Span::new(start, start + address.len())))
            });
            let image = matches!(inline.kind, InlineKind::Image(_));
            // Looking through all files for each of thousands of dead links would take minutes.
            let near =
                (missing.len() < MAX_NEAREST).then(|| site.course.nearest_file(&path, &site.tree)).flatten();
            let nearest = near.map(str::to_owned);
            missing.push(Missing { place, path, nearest, target, image });
        });
    }
    missing
}
