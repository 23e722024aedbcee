//! Pictures as paper shows them.

use super::{Mark, Marks};
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The id of every printed picture: there is one in a file.
pub(super) const ID: &str = "figure";

/// Elements that go, with all they hold.
const DROPPED: &[&str] =
    &["script", "filter", "image", "foreignobject", "animate", "animatetransform", "animatemotion", "set"];

/// Lines that have the shade of a ground are seen by nobody; those beside each other differ without colour. The reader of the
/// picture knows no part of a class's name, so each is named.
static LINES: LazyLock<String> = LazyLock::new(|| {
    let mut css = format!("#{ID} .radarGraticule{{fill:none;stroke:#bbbbbb;}}");
    for (at, dashes) in ["none", "7 4", "2 3", "9 3 2 3", "4 4"].iter().cycle().take(12).enumerate() {
        css.push_str(&format!(
            "#{ID} .section-edge-{at}{{stroke:#777777;}}#{ID} .radarCurve-{at},#{ID} .radarLegendBox-{at}{{fill:#8894a0;fill-opacity:.14;stroke:#333333;stroke-width:2;stroke-dasharray:{dashes};}}"
        ));
    }
    css
});

/// Shadows are blurred, and what is blurred is made of pixels.
static FILTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"filter\s*:[^;}]*;?").ok());

/// Copies a picture without what would be made of pixels, run or fetched.
pub(super) fn clean(svg: &str, marks: &Marks, tokens: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::with_capacity(svg.len()));
    let (mut dropped, mut style) = (0_usize, false);
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) if dropped > 0 || is_dropped(&start) => dropped += 1,
            // What stands in a link needs its place.
            Event::Start(start) if start.name().as_ref() == "a" => {
                writer.write_event(Event::Start(super::group(&start)))?;
            }
            Event::Start(start) => {
                style = start.name().as_ref() == "style";
                writer
                    .write_event(Event::Start(with_plane(plain(&start), super::mark(&start, ID, marks))))?;
            }
            Event::Empty(start) => {
                if dropped == 0 && !is_dropped(&start) {
                    writer.write_event(Event::Empty(plain(&start)))?;
                }
            }
            Event::End(end) => {
                if style && dropped == 0 {
                    let css = format!("{}{}", *LINES, planes(marks, tokens));
                    writer.write_event(Event::Text(BytesText::from_escaped(css)))?;
                }
                style = false;
                if dropped > 0 {
                    dropped -= 1;
                } else {
                    let end = if end.name().as_ref() == "a" { BytesEnd::new("g") } else { end };
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

/// An element with the class of its plane.
fn with_plane(mut element: BytesStart<'static>, mark: Option<&Mark>) -> BytesStart<'static> {
    let Some(mark) = mark else { return element };
    let attributes: Vec<(String, String)> = element
        .attributes()
        .flatten()
        .map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.to_string()))
        .collect();
    element.clear_attributes();
    for (key, value) in &attributes {
        let value = if key == "class" { format!("{value} {}", mark.class) } else { value.clone() };
        element.push_attribute((key.as_str(), value.as_str()));
    }
    element
}

/// A hue of the theme on light ground: `--k-hue-worker: light-dark(#17713f, #84d3a0)`.
static HUE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"--k-hue-([\w-]+):\s*(?:light-dark\()?\s*#([0-9a-fA-F]{6})").ok());

/// Lines in the hue of each plane, and a ground that is nearly white.
fn planes(marks: &Marks, tokens: &str) -> String {
    let used: BTreeSet<&str> = marks.values().map(|mark| mark.class.as_str()).collect();
    let mut css = String::new();
    for found in HUE.iter().flat_map(|hue| hue.captures_iter(tokens)) {
        let (plane, hue) = (&found[1], &found[2]);
        let class = format!("k-plane-{plane}");
        let channel = |at: usize| u32::from_str_radix(&hue[at..at + 2], 16).unwrap_or(0);
        let tint = |at: usize| 255 - (255 - channel(at)) / 10;
        if !used.contains(class.as_str()) {
            continue;
        }
        for shape in ["rect", "path", "polygon", "circle", "ellipse"] {
            css.push_str(&format!(
                "#{ID} .{class}.node {shape},#{ID} .{class}.cluster {shape}{{fill:#{:02x}{:02x}{:02x};stroke:#{hue};}}",
                tint(0),
                tint(2),
                tint(4)
            ));
        }
    }
    css
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

#[cfg(test)]
mod tests {
    use super::super::for_print;
    use super::*;

    #[test]
    fn nodes_have_the_colour_of_their_plane_and_nothing_is_blurred() {
        let mark = Mark { class: "k-plane-worker".to_owned(), url: None };
        let marks = Marks::from([("A".to_owned(), mark)]);
        let tokens = ":root { --k-hue-worker: light-dark(#17713f, #84d3a0); --k-hue-addon: #875000; }";
        let svg = for_print("graph TB\n  A[kubelet] --> B[x]\n", &marks, tokens).expect("a picture");
        assert!(svg.contains(".k-plane-worker.cluster rect{fill:#e8f1ec;stroke:#17713f;}"));
        assert_eq!(svg.matches("default k-plane-worker").count(), 1);
        for bad in ["k-plane-addon", "filter", "foreignObject", "<script"] {
            assert!(
                !svg.contains(bad),
                "{bad}: {:?}",
                svg.split(bad).nth(1).map(|rest| &rest[..rest.len().min(80)])
            );
        }
    }

    fn printed(source: &str) -> String {
        for_print(source, &Marks::new(), "").expect("a picture")
    }

    #[test]
    fn a_mindmap_is_round_and_its_lines_are_seen() {
        let svg = printed(
            "mindmap\n  root((가))\n    나\n      다\n    라\n      마\n    바\n      사\n    아\n      자\n",
        );
        let (width, height) = size(&svg).expect("a size");
        assert!(width < height * 2.5, "{width} {height}");
        assert!(svg.contains("class=\"edge section-edge-0") || svg.contains("section-edge-0 "), "{svg}");
        assert!(svg.contains("#figure .section-edge-0{stroke:#777777;}"), "{svg}");
    }

    #[test]
    fn colours_for_another_ground_are_not_on_paper() {
        let init = "%%{init: {\"theme\": \"dark\", \"look\": \"handDrawn\", \"themeVariables\": {\"primaryTextColor\": \"#fefefd\", \"lineColor\": \"#fefefc\"}}}%%\n";
        let body = "flowchart LR\n  A[(가)] --> B[나]\n";
        assert_eq!(printed(&format!("{init}{body}")), printed(body));
    }

    #[test]
    fn a_node_that_leads_somewhere_stays_in_its_place() {
        for (body, click) in [
            ("flowchart LR\n  A[가] --> B[나]\n", "  click A \"https://example.com\"\n"),
            ("classDiagram\n  class A\n  A <|-- B\n", "  click A href \"https://example.com\"\n"),
        ] {
            let places = |svg: &str| svg.matches("transform=\"translate(").count();
            assert_eq!(places(&printed(&format!("{body}{click}"))), places(&printed(body)), "{body}");
        }
    }

    #[test]
    fn shadows_go_and_what_is_around_them_stays() {
        let css = ".a{fill:red;filter:drop-shadow(1px 2px 2px rgba(0,0,0,1))}.b{filter: none;stroke:blue}";
        assert_eq!(without_shadows(css), ".a{fill:red;}.b{stroke:blue}");
    }
}
