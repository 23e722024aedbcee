//! A generated figure as a picture that stands alone: the site's diagram with the default theme's style in it.

use super::diagram::{Mark, Marks};
use super::{diagram, theme};
use crate::cluster::Catalogue;
use crate::cluster::view::Drawing;

/// The SVG of a drawing, in the colours of the default theme, light or dark as its reader prefers.
///
/// # Errors
/// Why the engine cannot draw it.
pub fn svg(drawing: &Drawing, catalogue: &Catalogue) -> Result<String, String> {
    let drawn = diagram::svg(&drawing.mermaid(), "figure", &marks(drawing, catalogue, |_| None))?;
    let style = format!(
        "{}{}svg {{ background: var(--k-surface); font-family: var(--k-sans); font-size: 16px; line-height: 1.5; }}\n",
        theme::carried("tokens.css"),
        theme::carried("diagram.css")
    );
    // The style's selectors ask for the page's figure around the picture; here that is a group inside it.
    let body = drawn.find('>').map_or(0, |at| at + 1);
    let end = drawn.rfind("</svg>").unwrap_or(drawn.len());
    Ok(format!(
        "{}\n<style><![CDATA[\n{style}]]></style>\n<g class=\"k-figure k-figure-bound\">{}</g></svg>\n",
        &drawn[..body],
        &drawn[body..end]
    ))
}

/// The class of each node's plane, and the address of its component, by the node's id.
pub(super) fn marks(drawing: &Drawing, catalogue: &Catalogue, url: impl Fn(&str) -> Option<String>) -> Marks {
    let plane = |about: &'_ str| match catalogue.components.get(about) {
        Some(component) => Some(component.plane.clone()),
        None => catalogue.planes.contains_key(about).then(|| about.to_owned()),
    };
    let ids = drawing.ids();
    ids.filter_map(|(id, about)| {
        let url = catalogue.components.contains_key(about).then(|| url(about)).flatten();
        Some((id.to_owned(), Mark { class: format!("k-plane-{}", plane(about)?), url }))
    })
    .collect()
}
