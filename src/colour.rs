//! Colours as authors write them, and how well one is read on another.

pub use csscolorparser::Color;

/// Reads a colour in any notation of CSS; `!important` may follow.
#[must_use]
pub fn parse(text: &str) -> Option<Color> {
    csscolorparser::parse(text.trim().trim_end_matches("!important").trim()).ok()
}

/// The contrast of two colours by WCAG 2, from 1 to 21.
#[must_use]
pub fn contrast(a: &Color, b: &Color) -> f64 {
    let luminance = |colour: &Color| {
        let part = |value: f32| {
            let value = f64::from(value);
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r) + 0.7152 * part(colour.g) + 0.0722 * part(colour.b)
    };
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}
