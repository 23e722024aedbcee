//! Raw HTML of harmless tags.

use super::{Inline, InlineKind};

/// An HTML element of an allowed tag with allowed attributes.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Element<C> {
    /// The tag, lower-case.
    pub tag: String,
    /// The attributes in order.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<C>,
}

impl Element<Inline> {
    /// The address of a film or a sound, whose own attribute or first source names it.
    #[must_use]
    pub fn media(&self) -> Option<&str> {
        if !matches!(self.tag.as_str(), "video" | "audio") {
            return None;
        }
        let source = |attributes: &'_ [(String, String)]| attributes.iter().position(|(key, _)| key == "src");
        let own = source(&self.attributes).map(|at| self.attributes[at].1.as_str());
        own.or_else(|| {
            self.children.iter().find_map(|child| match &child.kind {
                InlineKind::Element(child) => {
                    source(&child.attributes).map(|at| child.attributes[at].1.as_str())
                }
                _ => None,
            })
        })
    }
}

impl<C> Element<C> {
    /// The level of a heading that was written as HTML.
    #[must_use]
    pub fn heading_level(&self) -> Option<u8> {
        let attribute =
            |name: &str| self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        attribute("role").filter(|role| *role == "heading")?;
        attribute("aria-level")?.parse().ok()
    }
}
