//! Pages that lead from where a page stood to where it stands.

use super::output::{Content, OutputTree};
use super::{Renderer, url};
use serde::Serialize;
use std::sync::Arc;

/// What `moved.html` may see.
#[derive(Serialize)]
struct MovedView {
    lang: &'static str,
    title: String,
    url: String,
    policy: String,
    /// The whole address, where the course says its own.
    canonical: Option<String>,
}

/// Adds a page for each redirect of course.yaml that leads to a page of this edition. What is wrong with the others, the
/// checker says.
pub(super) fn add(renderer: &Arc<Renderer>, output: &mut OutputTree) {
    let site = &renderer.site();
    for redirect in &site.config.site.redirects {
        let to =
            site.course.moved_to(&redirect.to.value, &site.tree).filter(|page| renderer.scope().shows(*page));
        let (Some(to), Some(from)) = (to, site.course.output_of(&redirect.from.value)) else { continue };
        if output.is_taken(&from) {
            continue;
        }
        let (own, place) = (Arc::clone(renderer), from.clone());
        let make = move || {
            let page = own.site().course.page(to);
            let view = MovedView {
                lang: page.document.language.tag(),
                title: page.title.clone(),
                url: url::relative(&place, &page.output),
                policy: super::standards::policy(&own.site().config.site),
                canonical: own.site().config.site.url.as_ref().map(|root| {
                    format!(
                        "{root}{}",
                        url::path(page.output.strip_suffix("index.html").unwrap_or(&page.output))
                    )
                }),
            };
            own.theme.render("moved.html", &view)
        };
        output.insert(from, Content::made(make));
    }
}
