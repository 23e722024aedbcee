//! Which domain a course is about: Kubernetes, or one that it brings a catalogue of.

use super::catalogue::Catalogue;
use super::catalogue_file;
use crate::diagnostic::{Finding, code};
use crate::load::SourceFile;
use crate::span::{Place, Span, Spanned};
use crate::yaml::Node;

/// The catalogue that holds in a course: the built-in one, or the course's own, and over it, in path order, the files that
/// add to it. A file is a domain of its own when its `id` is another one than the built-in catalogue's and it extends
/// nothing.
pub(super) fn catalogue(files: &[(&SourceFile, Node)], findings: &mut Vec<Finding>) -> Catalogue {
    // A test holds that nothing is wrong with the embedded file.
    let built_in = super::kubernetes().value;
    let is_own = |node: &Node| {
        let other = scalar(node, "id").is_some_and(|id| id.value != built_in.id);
        other && scalar(node, "extends").is_none()
    };
    let mut own = files.iter().filter(|(_, node)| is_own(node));
    let Some((base, node)) = own.next() else {
        return add(files.iter(), built_in, findings);
    };
    let id = scalar(node, "id").map(|id| id.value).unwrap_or_default();
    let checked = catalogue_file::decode(
        base.id,
        &base.path,
        node,
        Catalogue { id: id.clone(), ..Catalogue::default() },
    );
    findings.extend(checked.findings);
    for (other, node) in own.filter(|(_, node)| scalar(node, "id").is_none_or(|other| other.value != id)) {
        let span = scalar(node, "id").map_or(Span::default(), |id| id.span);
        let message = format!("a course has one domain, and this one is about `{id}`");
        findings.push(
            Finding::new(code::INVALID_MODEL, Place::new(other.id, span), message)
                .help(format!("add to it with `extends: {id}`"))
                .label(Place::new(base.id, Span::default()), "its catalogue"),
        );
    }
    let others = files.iter().filter(|(file, node)| {
        file.id != base.id && (!is_own(node) || scalar(node, "id").is_some_and(|other| other.value == id))
    });
    add(others, checked.value, findings)
}

fn add<'f>(
    files: impl Iterator<Item = &'f (&'f SourceFile, Node)>,
    mut catalogue: Catalogue,
    findings: &mut Vec<Finding>,
) -> Catalogue {
    for (file, node) in files {
        if let Some(extends) = scalar(node, "extends").filter(|extends| extends.value != catalogue.id) {
            let place = Place::new(file.id, extends.span);
            let message = format!("no catalogue is called `{}`", extends.value);
            findings.push(
                Finding::new(code::INVALID_MODEL, place, message)
                    .help(format!("the catalogue of this course is `{}`", catalogue.id)),
            );
            continue;
        }
        let checked = catalogue_file::decode(file.id, &file.path, node, catalogue);
        findings.extend(checked.findings);
        catalogue = checked.value;
    }
    catalogue
}

/// The text behind a key, where there is one.
fn scalar(node: &Node, key: &str) -> Option<Spanned<String>> {
    let value = node.get(key)?;
    value.text().map(|text| Spanned::new(text.to_owned(), value.span))
}
