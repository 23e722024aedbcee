//! Pictures as paper shows them.

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use regex::Regex;
use std::sync::LazyLock;

/// Elements that go, with all they hold.
const DROPPED: &[&str] = &[
    "script",
    "filter",
    "image",
    "foreignobject",
    "animate",
    "animatetransform",
    "animatemotion",
    "set",
    "a",
];

/// Shadows are blurred, and what is blurred is made of pixels.
static FILTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"filter\s*:[^;}]*;?").ok());

/// Copies a picture without what would be made of pixels, run or fetched.
pub(super) fn clean(svg: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::with_capacity(svg.len()));
    let (mut dropped, mut style) = (0_usize, false);
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) if dropped > 0 || is_dropped(&start) => {
                // Links keep what they hold.
                if start.name().as_ref() == "a" && dropped == 0 {
                    continue;
                }
                dropped += 1;
            }
            Event::Start(start) => {
                style = start.name().as_ref() == "style";
                writer.write_event(Event::Start(plain(&start)))?;
            }
            Event::Empty(start) => {
                if dropped == 0 && !is_dropped(&start) {
                    writer.write_event(Event::Empty(plain(&start)))?;
                }
            }
            Event::End(end) => {
                style = false;
                if dropped > 0 {
                    dropped -= 1;
                } else if end.name().as_ref() != "a" {
                    writer.write_event(Event::End(end))?;
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Decl(_) => {}
            Event::Text(text) if style && dropped == 0 => {
                let text: &str = &text;
                let css = without_shadows(text);
                writer.write_event(Event::Text(BytesText::from_escaped(css)))?;
            }
            event => {
                if dropped == 0 {
                    writer.write_event(event)?;
                }
            }
        }
    }
    Ok(String::from_utf8(writer.into_inner()).unwrap_or_default())
}

fn is_dropped(start: &BytesStart<'_>) -> bool {
    DROPPED.contains(&start.local_name().as_ref().to_ascii_lowercase().as_str())
}

/// The element without filters and without addresses of other files.
fn plain(start: &BytesStart<'_>) -> BytesStart<'static> {
    let mut out = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes().flatten() {
        let (key, value): (&str, &str) = (attribute.key.as_ref(), attribute.value.as_ref());
        let foreign = key.ends_with("href") && !value.starts_with('#');
        if key == "filter" || foreign || key.starts_with("on") {
            continue;
        }
        if key == "style" {
            out.push_attribute((key, without_shadows(value).as_str()));
            continue;
        }
        out.push_attribute(attribute);
    }
    out.into_owned()
}

fn without_shadows(css: &str) -> String {
    FILTER.as_ref().map_or_else(|| css.to_owned(), |filter| filter.replace_all(css, "").into_owned())
}

/// Width and height in points, by the picture's own frame.
#[must_use]
pub fn size(svg: &str) -> Option<(f64, f64)> {
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == "svg" => {
                let of = |name: &str| {
                    let found =
                        start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
                    Some(found.value.to_string())
                };
                let frame: Option<Vec<f64>> = of("viewBox")
                    .map(|frame| frame.split([' ', ',']).filter_map(|part| part.parse().ok()).collect());
                let pixels = |name: &str| of(name)?.trim_end_matches("px").parse::<f64>().ok();
                let (width, height) = match frame.as_deref() {
                    Some([_, _, width, height]) => (*width, *height),
                    _ => (pixels("width")?, pixels("height")?),
                };
                let real = width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0;
                return real.then_some((width * 0.75, height * 0.75));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
