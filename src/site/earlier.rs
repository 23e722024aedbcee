//! What an earlier [`Site`] of the same course made that is still so: after an edit, nearly everything.

use super::Site;
use crate::course::{Page, PageId};
use crate::figure::Figure;
use crate::load::{FileKind, SourceFile, SourceTree};
use crate::parse::ast::Document;
use crate::span::FileId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An earlier site, and how far it still holds.
pub(super) struct Earlier<'s> {
    site: Option<&'s Site>,
    documents: BTreeMap<FileId, &'s Arc<Document>>,
    /// Whether files have the same numbers and the clusters are the same, so that figures are, too.
    same_clusters: bool,
}

impl<'s> Earlier<'s> {
    pub(super) fn new(site: Option<&'s Site>, tree: &SourceTree) -> Self {
        let pages = || site.into_iter().flat_map(|site| &site.course.pages);
        let sidecars = pages().filter_map(|page| page.sidecar.as_ref()).map(|sidecar| &sidecar.document);
        Self {
            documents: pages()
                .map(|page| &page.document)
                .chain(sidecars)
                .map(|document| (document.file, document))
                .collect(),
            same_clusters: site.is_some_and(|site| same_models(&site.tree, tree)),
            site,
        }
    }

    /// The parsed file, where its text is the same.
    pub(super) fn document(&self, file: &SourceFile) -> Option<Arc<Document>> {
        let before = self.site?.tree.find(&file.path).filter(|before| before.text == file.text)?;
        let document = self.documents.get(&before.id)?;
        Some(match before.id == file.id {
            true => Arc::clone(document),
            false => Arc::new(document.as_ref().clone().of_file(file.id)),
        })
    }

    /// The bound figures of a page, where both the page and the clusters are the same.
    pub(super) fn figures(&self, id: PageId, page: &Page) -> Option<&'s [Figure]> {
        let site = self.site.filter(|_| self.same_clusters)?;
        let before = site.course.pages.get(id.0)?;
        Arc::ptr_eq(&before.document, &page.document).then(|| site.figures_of(id))
    }
}

/// Whether two trees have the same files, and those that can hold models or settings the same text.
fn same_models(before: &SourceTree, now: &SourceTree) -> bool {
    let same = |(before, now): (&SourceFile, &SourceFile)| {
        before.path == now.path && (before.kind != FileKind::Yaml || before.text == now.text)
    };
    before.files().count() == now.files().count() && before.files().zip(now.files()).all(same)
}
