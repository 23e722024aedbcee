//! Formulas → trees that a theme can set: the elements of MathML, by their names.

use super::content::{Formula, Math};
use crate::parse::math::mathml;
use quick_xml::Reader;
use quick_xml::events::Event;

impl Math {
    /// Reads TeX; what is none has no tree and is printed as it is written.
    pub(super) fn new(source: &str, display: bool) -> Self {
        let source = source.trim();
        let tree = mathml(source, display).ok().and_then(|xml| tree(&xml));
        Self { source: source.to_owned(), display, tree }
    }
}

/// The tree of one `math` element.
fn tree(xml: &str) -> Option<Formula> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Formula> = Vec::new();
    loop {
        let done = match reader.read_event().ok()? {
            Event::Start(start) => {
                open.push(element(start.name().as_ref()));
                None
            }
            Event::Empty(start) => Some(element(start.name().as_ref())),
            Event::End(_) => open.pop(),
            Event::Text(text) => {
                open.last_mut()?.s.push_str(&text);
                None
            }
            Event::GeneralRef(reference) => {
                let sign = match reference.as_ref() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "",
                };
                open.last_mut()?.s.push_str(sign);
                None
            }
            Event::Eof => return None,
            _ => None,
        };
        if let Some(done) = done {
            match open.last_mut() {
                Some(parent) => parent.c.push(done),
                None => return Some(done),
            }
        }
    }
}

fn element(name: &str) -> Formula {
    Formula { e: name.to_owned(), s: String::new(), c: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_tree_of_elements() {
        let math = Math::new(r"a < \frac{n}{2}", false);
        let tree = math.tree.expect("a tree");
        let names: Vec<&str> = tree.c.iter().map(|part| part.e.as_str()).collect();
        assert_eq!(names, ["mi", "mo", "mfrac"]);
        assert_eq!((tree.c[1].s.as_str(), tree.c[2].c.len()), ("<", 2));
        assert!(Math::new(r"\nothing", false).tree.is_none());
    }
}
