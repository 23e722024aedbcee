//! What a document could not be printed with: characters without a glyph, pictures.

use crate::diagnostic::{Finding, code};
use crate::span::{FileId, Place, Span};

/// A character of a file that no font of the theme has.
pub(super) fn glyph(file: FileId, at: usize, c: char) -> Finding {
    let place = Place::new(file, Span::new(at, at + c.len_utf8()));
    let message = format!("no font has `{c}` (U+{:04X})", u32::from(c));
    Finding::new(code::MISSING_GLYPH, place, message).help(
        "on paper a box stands in its place; write something else, or add a font to the theme's folder `handout`",
    )
}

/// A picture of the course, by its path, that cannot be printed where it is shown.
pub(super) fn picture(place: Place, path: &str) -> Finding {
    Finding::new(code::PICTURE_NOT_PRINTED, place, format!("`{path}` cannot be printed")).help(
        "save it as PNG, as JPEG in RGB or as plain SVG, with 20 million pixels at most; its alternative text stands in its place",
    )
}
