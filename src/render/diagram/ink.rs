//! The colour of what is written on an author's own fill: the author's, else dark or light, whichever can be read on it. A fill
//! stays as it is in every scheme, so the text on it must not follow the scheme.

use crate::colour::{self, Color};
use quick_xml::events::BytesStart;

/// The property that labels take their colour from.
const PROPERTY: &str = "--k-label-ink";

const DARK: &str = "#1a2430";
const LIGHT: &str = "#ffffff";

/// Groups that hold a shape and what is written on it.
const GROUPS: &[&str] = &["node", "cluster", "statediagram-state", "classGroup", "actor"];

/// The groups that are open, each with how deep it stands and the ink for its fill.
#[derive(Default)]
pub(super) struct Inks {
    open: Vec<(usize, Option<&'static str>)>,
}

impl Inks {
    /// What an element that stands at a depth adds to its style.
    pub(super) fn pass(&mut self, start: &BytesStart<'_>, depth: usize, is_empty: bool) -> Option<String> {
        let name = start.name();
        let name: &str = name.as_ref();
        let style = super::attribute(start, "style").unwrap_or_default();
        let own = declared(&style, "color");
        if name == "g" && !is_empty {
            let class = super::attribute(start, "class").unwrap_or_default();
            if class.split_whitespace().any(|class| GROUPS.contains(&class)) {
                self.open.push((depth, None));
            }
        }
        let (group, ink) = self.open.last_mut()?;
        if let Some(colour) = own {
            return Some(format!("{PROPERTY}:{}", colour.to_css_hex()));
        }
        let is_shape = matches!(name, "rect" | "path" | "polygon" | "circle" | "ellipse");
        let is_child = depth == *group + 1 && matches!(name, "g" | "text" | "foreignObject");
        // A shape may be a group of several, which has the fill.
        if is_shape || is_child && name == "g" {
            let fill = declared(&style, "fill").filter(|fill| fill.a > 0.5);
            if let (None, Some(fill)) = (*ink, fill) {
                *ink = Some(on(&fill));
            }
        }
        is_child.then_some(*ink).flatten().map(|ink| format!("{PROPERTY}:{ink}"))
    }

    /// The element at a depth ends.
    pub(super) fn leave(&mut self, depth: usize) {
        self.open.pop_if(|(open, _)| *open == depth);
    }
}

/// A colour that a style declares.
fn declared(style: &str, name: &str) -> Option<Color> {
    style
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .filter(|(key, _)| key.trim() == name)
        .filter_map(|(_, value)| colour::parse(value))
        .next_back()
}

/// Dark or light, whichever has more contrast with a fill.
fn on(fill: &Color) -> &'static str {
    let contrast = |ink: &str| colour::parse(ink).map_or(0.0, |ink| colour::contrast(&ink, fill));
    if contrast(DARK) >= contrast(LIGHT) { DARK } else { LIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_on_a_fill_can_be_read() {
        let ink = |colour: &str| on(&colour::parse(colour).expect("a colour"));
        for light in ["#fff", "lightyellow", "pink", "#4caf50", "rgba(255,255,200,1)"] {
            assert_eq!(ink(light), DARK, "{light}");
        }
        for dark in ["#000", "navy", "#1f2937", "#1565c0"] {
            assert_eq!(ink(dark), LIGHT, "{dark}");
        }
    }

    #[test]
    fn the_last_declaration_counts() {
        let found = declared("fill:red;color:#000;fill:#fff !important", "fill").expect("a fill");
        assert_eq!(found.to_css_hex().to_string(), "#ffffff");
        assert!(declared("background-color:red", "color").is_none());
    }
}
