//! What a page is made of, as a fingerprint: a page of the same fingerprint is the same page, and need not be made again.
//!
//! A page shows its own text, and of everything else only what links, menus and badges need: what pages are called and where
//! they stand, their minutes and anchors, the models, the theme. That part is one fingerprint for all pages.

use super::Renderer;
use crate::cache::BUILD;
use crate::course::{Page, PageId};
use crate::load::FileKind;
use blake3::Hasher;
use rayon::prelude::*;

/// The fingerprint of what all pages of an edition share.
pub(super) fn shared(renderer: &Renderer) -> Hasher {
    let site = &renderer.site;
    let mut hasher = Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for word in [
        BUILD,
        renderer.edition.name(),
        &site.course.title,
        &renderer.model_folder,
        &renderer.assets_folder,
        &renderer.search_folder,
    ] {
        add(word);
    }
    add(&format!("{:?} {}", site.course.language, renderer.speaks_of_model()));
    add(&format!("{:?} {:?} {}", site.tree.left_out(), site.config.as_of, site.config.handouts));
    add(&format!("{:?}", site.selection));
    for file in site.tree.files() {
        add(&file.path);
        let overrides = file.path.starts_with("templates/") || file.path.starts_with("themes/");
        match file.kind {
            FileKind::Markdown => {}
            // Settings, clusters, catalogues.
            FileKind::Yaml => add(&file.text),
            FileKind::Asset if overrides => {
                // What cannot be read now is an error when the theme is loaded.
                let bytes = site.tree.bytes(file.id).unwrap_or_default();
                add(blake3::hash(&bytes).to_hex().as_str());
            }
            FileKind::Asset | FileKind::Unreadable => {}
        }
    }
    for copy in renderer.copies.values() {
        add(&format!("{copy:?}"));
    }
    for term in renderer.terms.all() {
        add(&format!("{term:?}"));
    }
    add(renderer.terms.names());
    for unit in &site.course.units {
        add(&format!("{:?} {:?} {:?} {:?} {:?}", unit.path, unit.kind, unit.number, unit.title, unit.output));
    }
    let of_page = |id: &PageId| {
        let page = site.course.page(*id);
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {} {:?} {:?} {:?} {:?}",
            page.output,
            page.kind,
            page.position,
            page.title,
            page.name,
            page.document.language,
            page.is_for_instructors(),
            page.minutes,
            page.learner_minutes,
            page.budget.map(|budget| budget.minutes),
            site.course.page(*id).anchors.all().collect::<Vec<_>>(),
        )
    };
    for text in site.course.order.par_iter().map(of_page).collect::<Vec<_>>() {
        add(&text);
    }
    hasher
}

/// The fingerprint of a page that shows nothing of other pages but what all pages share.
pub(super) fn of_page(shared: &Hasher, renderer: &Renderer, id: PageId, page: &Page) -> String {
    let tree = &renderer.site.tree;
    let mut hasher = shared.clone();
    let sidecar = page.sidecar.as_ref().map_or("", |sidecar| &tree.file(sidecar.document.file).text);
    for part in [page.output.as_str(), &tree.file(page.file).text, sidecar] {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    // Which components it shows is bound up with clusters that other pages name.
    for (component, pages) in &renderer.site.mentions {
        if let Some(drawn) = pages.get(&id) {
            hasher.update(format!("{component:?} {drawn}").as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}
