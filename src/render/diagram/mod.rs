//! Mermaid → SVG that a page can hold: no script, no style of its own, nothing from elsewhere.

mod ink;

#[cfg(feature = "pdf")]
mod paper;

#[cfg(feature = "pdf")]
pub use paper::size;

use merman::svg::{SvgEnvironment, SvgRenderOptions, export::NativeFontContext};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderOutput, RenderRequest, Renderer, SvgRequest,
};
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, Writer};
use regex::Regex;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::Duration;

/// The face that the site shows, so that measured and shown widths agree.
static FONT: &[u8] = include_bytes!("../../../themes/default/fonts/Pretendard-Regular.otf");

/// One diagram takes some milliseconds; one that takes so long is made to.
const TIME: Duration = Duration::from_secs(10);

static ENVIRONMENT: LazyLock<SvgEnvironment> = LazyLock::new(|| {
    let environment = SvgEnvironment::deterministic();
    NativeFontContext::from_font_bytes(
        [FONT.to_vec()],
        merman::svg::export::NativeFontLimits::default(),
        &OperationControl::new(),
    )
    .and_then(|fonts| environment.clone().with_native_font_context(fonts))
    .unwrap_or(environment)
});

/// What may stand in a label.
const LABEL_TAGS: &[&str] = &[
    "a", "b", "br", "code", "del", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u",
    "ul", "var",
];
const LABEL_ATTRIBUTES: &[&str] =
    &["align", "class", "color", "dir", "href", "lang", "rel", "style", "target", "title"];

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| renderer(serde_json::json!({})));

/// Dark lines on light ground, told apart without colour.
#[cfg(feature = "pdf")]
static PRINTER: LazyLock<Renderer> = LazyLock::new(|| {
    let (ink, ground, line) = ("#111111", "#ffffff", "#333333");
    let mut variables = serde_json::json!({
        "background": ground, "primaryColor": "#f3f5f7", "primaryTextColor": ink, "primaryBorderColor": line,
        "secondaryColor": "#e6eaee", "secondaryTextColor": ink, "secondaryBorderColor": line,
        "tertiaryColor": "#fafbfc", "tertiaryTextColor": ink, "tertiaryBorderColor": "#777777",
        "lineColor": line, "textColor": ink, "mainBkg": "#f3f5f7", "nodeBorder": line, "clusterBkg": "#fafbfc",
        "clusterBorder": "#777777", "titleColor": ink, "edgeLabelBackground": ground, "noteBkgColor": ground,
        "noteTextColor": ink, "noteBorderColor": "#777777", "actorBkg": "#f3f5f7", "actorBorder": line,
        "actorTextColor": ink, "signalColor": line, "signalTextColor": ink, "labelBoxBkgColor": ground,
        "labelTextColor": ink, "loopTextColor": ink, "pieOpacity": "1", "pieStrokeColor": line,
        "pieOuterStrokeColor": line, "pieSectionTextColor": ink, "pieLegendTextColor": ink, "pieTitleTextColor": ink
    });
    for (at, shade) in
        ["#ffffff", "#d5dbe1", "#b3bcc5", "#eceff2", "#9aa5b0", "#c6ced6"].iter().cycle().take(12).enumerate()
    {
        variables[format!("pie{}", at + 1)] = (*shade).into();
    }
    for (at, shade) in ["#eef1f4", "#dfe4e9", "#f8f9fa"].iter().cycle().take(12).enumerate() {
        variables[format!("cScale{at}")] = (*shade).into();
        variables[format!("cScaleLabel{at}")] = ink.into();
        variables[format!("cScaleInv{at}")] = line.into();
    }
    renderer(variables)
});

fn renderer(variables: serde_json::Value) -> Renderer {
    let mut config = serde_json::json!({
        "theme": "base", "look": "classic", "fontFamily": "Kurso Sans, sans-serif",
        "flowchart": {"useMaxWidth": true, "wrappingWidth": 220, "subGraphTitleMargin": {"top": 0, "bottom": 14}}, "securityLevel": "strict",
    });
    // Said once for every kind of diagram that has an appearance of its own, it need not be worked out for each diagram.
    for section in ["class", "er", "flowchart", "requirement", "sequence", "state"] {
        for (key, value) in [("theme", "base"), ("look", "classic"), ("layout", "dagre")] {
            config[section][key] = value.into();
        }
    }
    // An author's own colours of text are for his own ground, which neither a dark page nor paper has; a sketched look brings its
    // colours with it.
    config["secure"] =
        serde_json::json!(["secure", "securityLevel", "theme", "themeVariables", "themeCSS", "look"]);
    // Every label is cleaned as HTML, by lists that are made anew for each: short ones, of what can stand in a label.
    config["dompurifyConfig"] =
        serde_json::json!({"ALLOWED_TAGS": LABEL_TAGS, "ALLOWED_ATTR": LABEL_ATTRIBUTES});
    if variables.as_object().is_some_and(|variables| !variables.is_empty()) {
        config["themeVariables"] = variables;
        config["fontFamily"] = "Pretendard".into();
    }
    let engine = Engine::new().with_site_config(MermaidConfig::from_value(config));
    Renderer::new().with_engine(engine).with_parse_options(ParseOptions::strict())
}

/// What a picture says of a node beyond its source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mark {
    /// The class of its plane.
    pub class: String,
    /// Where it leads, escaped as a URL.
    pub url: Option<String>,
}

/// The marks of nodes and containers, by their ids in the source.
pub type Marks = BTreeMap<String, Mark>;

/// Draws a diagram. `id` prefixes every id in the picture, which must be unique on its page; nodes whose id is in `marks`
/// get that class and lead there.
///
/// # Errors
/// Why it cannot be drawn.
pub fn svg(source: &str, id: &str, marks: &Marks) -> Result<String, String> {
    let drawn = draw(&RENDERER, source, id, None)?;
    clean(&drawn, id, marks).map_err(|error| error.to_string())
}

/// Draws a diagram for paper: text is text of the picture and no HTML, colours stand in it, and nothing in it is made of pixels.
/// Nodes in `marks` have the colour of their plane, by the theme's `tokens`, thin enough for a printer without colours.
///
/// # Errors
/// Why it cannot be drawn.
#[cfg(feature = "pdf")]
pub fn for_print(source: &str, marks: &Marks, tokens: &str) -> Result<String, String> {
    let drawn = draw(&PRINTER, source, paper::ID, Some(merman::svg::SvgPipeline::resvg_safe()))?;
    paper::clean(&drawn, marks, tokens).map_err(|error| error.to_string())
}

static HR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)<hr\s*/?>").ok());

fn draw(
    renderer: &Renderer,
    source: &str,
    id: &str,
    pipeline: Option<merman::svg::SvgPipeline>,
) -> Result<String, String> {
    // The engine leaves no room for a rule in a label; a new line says nearly the same.
    let source = HR.as_ref().map_or(Cow::Borrowed(source), |hr| hr.replace_all(source, "<br/>"));
    let source = source.as_ref();
    let request = SvgRequest {
        environment: ENVIRONMENT.clone(),
        options: SvgRenderOptions { diagram_id: Some(id.to_owned()), ..SvgRenderOptions::default() },
        pipeline,
        ..SvgRequest::default()
    };
    let control = OperationControl::new().with_deadline(TIME);
    // A panic in the engine is its bug, and for the page just a diagram that cannot be drawn.
    let drawn =
        catch_unwind(AssertUnwindSafe(|| renderer.render(RenderRequest::svg(source, control, request))));
    let drawn = drawn.map_err(|_| "the diagram engine failed on it".to_owned())?;
    match drawn {
        Ok(RenderOutput::Svg(Some(svg))) => Ok(svg.svg().to_owned()),
        Ok(_) => Err("no diagram".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Elements that go, with all they hold.
const DROPPED: &[&str] = &[
    "style",
    "script",
    "filter",
    "image",
    "iframe",
    "object",
    "embed",
    "a",
    "animate",
    "animatetransform",
    "animatemotion",
    "set",
    "handler",
];
/// What a label may be made of.
const LABEL: &[&str] = &[
    "div", "span", "p", "br", "b", "i", "em", "strong", "code", "ul", "ol", "li", "u", "s", "sub", "sup",
    "small",
];

/// Copies the SVG without what the page must not have, and without markers that nothing refers to.
fn clean(svg: &str, id: &str, marks: &Marks) -> Result<String, quick_xml::Error> {
    let by_url = svg.split("url(#").skip(1).filter_map(|rest| rest.split(')').next());
    let by_link = svg.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    let referred: BTreeSet<&str> = by_url.chain(by_link).collect();
    // Ids that nothing refers to are only there to be the same as others on the page.
    let is_title = |own: &str| own.starts_with("chart-title-") || own.starts_with("chart-desc-");
    let own = |own: &str| id.is_empty() || own == id || is_title(own) || referred.contains(own);
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::with_capacity(svg.len() / 2));
    // How deep we are inside a dropped element, and inside HTML labels.
    let (mut dropped, mut label) = (0usize, 0usize);
    // How deep we are, and where links of ours are open.
    let (mut depth, mut links) = (0usize, Vec::new());
    let mut inks = ink::Inks::default();
    // The author's own links that are open: outside of labels each is a group, whose place its contents need.
    let mut groups: Vec<bool> = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) if start.name().as_ref() == "a" && dropped == 0 => {
                groups.push(label == 0);
                if label == 0 {
                    depth += 1;
                    writer.write_event(Event::Start(group(&start)))?;
                }
            }
            Event::Start(start) => {
                if dropped > 0 || is_dropped(&start, &referred, label > 0) {
                    dropped += 1;
                } else {
                    label += usize::from(label > 0 || start.name().as_ref() == "foreignObject");
                    let mark = mark(&start, id, marks);
                    if let Some(url) = mark.and_then(|mark| mark.url.as_deref()).filter(|_| links.is_empty())
                    {
                        let link = BytesStart::new("a").with_attributes([("href", url), ("rel", "noopener")]);
                        writer.write_event(Event::Start(link))?;
                        links.push(depth);
                    }
                    let ink = inks.pass(&start, depth, false);
                    depth += 1;
                    writer.write_event(Event::Start(rewrite(&start, mark, ink, &own)))?;
                }
            }
            Event::Empty(start) => {
                if dropped == 0 && !is_dropped(&start, &referred, label > 0) {
                    let ink = inks.pass(&start, depth, true);
                    writer.write_event(Event::Empty(rewrite(&start, mark(&start, id, marks), ink, &own)))?;
                }
            }
            Event::End(end) => {
                if dropped > 0 {
                    dropped -= 1;
                } else if end.name().as_ref() == "a" {
                    if groups.pop() == Some(true) {
                        depth = depth.saturating_sub(1);
                        writer.write_event(Event::End(BytesEnd::new("g")))?;
                    }
                } else {
                    label = label.saturating_sub(1);
                    depth = depth.saturating_sub(1);
                    inks.leave(depth);
                    let end = if end.name().as_ref() == "p" { BytesEnd::new("span") } else { end };
                    writer.write_event(Event::End(end))?;
                    if links.pop_if(|at| *at == depth).is_some() {
                        writer.write_event(Event::End(BytesEnd::new("a")))?;
                    }
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Decl(_) => {}
            event => {
                if dropped == 0 {
                    writer.write_event(event)?;
                }
            }
        }
    }
    Ok(String::from_utf8(writer.into_inner()).unwrap_or_default())
}

fn is_dropped(start: &BytesStart<'_>, referred: &BTreeSet<&str>, in_label: bool) -> bool {
    let name = start.name();
    let name: &str = name.as_ref();
    let lower = name.to_ascii_lowercase();
    DROPPED.contains(&lower.as_str())
        || in_label && !LABEL.contains(&lower.as_str())
        || name == "marker" && !attribute(start, "id").is_some_and(|id| referred.contains(id.as_str()))
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)
        .map(|attribute| attribute.value.to_string())
}

/// A group in the place of a link.
fn group(start: &BytesStart<'_>) -> BytesStart<'static> {
    let mut out = BytesStart::new("g");
    if let Some(transform) = attribute(start, "transform") {
        out.push_attribute(("transform", transform.as_str()));
    }
    out
}

/// The element without handlers and foreign links, with its plane's class and with the colour of what is written on it.
fn rewrite(
    start: &BytesStart<'_>,
    mark: Option<&Mark>,
    mut ink: Option<String>,
    own: &dyn Fn(&str) -> bool,
) -> BytesStart<'static> {
    let name = start.name();
    let name: &str = name.as_ref();
    // The engine puts paragraphs into spans, where HTML has none.
    if name == "p" {
        return BytesStart::new("span").with_attributes([("class", "k-line")]);
    }
    let mut out = BytesStart::new(name.to_owned());
    let class = mark.map(|mark| mark.class.as_str()).filter(|class| !class.is_empty());
    let mut classed = false;
    let is_root = name == "svg";
    for attribute in start.attributes().flatten() {
        let key: &str = attribute.key.as_ref();
        let value: &str = attribute.value.as_ref();
        // Shapes have no names, nor circles widths.
        let odd = match key {
            "id" => !own(value),
            "name" => true,
            "width" | "height" => name == "circle",
            _ => false,
        };
        let handler = key.to_ascii_lowercase().starts_with("on");
        let foreign = key.ends_with("href") && !value.starts_with('#');
        let lower = value.to_ascii_lowercase();
        // Escapes could spell anything; the only place to load from is the picture itself.
        let loads = lower.contains("image-set")
            || lower.contains('\\')
            || lower.contains("expression")
            || lower
                .split("url(")
                .skip(1)
                .any(|rest| !rest.trim_start_matches(['"', '\'', ' ']).starts_with('#'));
        if odd || handler || foreign || loads || lower.contains("javascript:") {
            continue;
        }
        // The engine says the natural width; below some part of it nobody could read the text, so the figure scrolls.
        if key == "style"
            && is_root
            && let Some(width) = natural_width(value)
        {
            out.push_attribute(("style", format!("{value} min-width: {:.0}px;", width * READABLE).as_str()));
            continue;
        }
        if key == "style"
            && let Some(ink) = ink.take()
        {
            out.push_attribute(("style", format!("{};{ink}", value.trim_end_matches(';')).as_str()));
            continue;
        }
        if key == "class"
            && let Some(class) = class
        {
            out.push_attribute(("class", format!("{value} {class}").as_str()));
            classed = true;
            continue;
        }
        out.push_attribute(attribute);
    }
    if let Some(ink) = ink {
        out.push_attribute(("style", ink.as_str()));
    }
    if let Some(class) = class.filter(|_| !classed) {
        out.push_attribute(("class", class));
    }
    out.into_owned()
}

/// The part of its natural size at which a picture's text, 16 px there, is still readable: 12 px.
const READABLE: f64 = 0.75;

/// The width of the text beside which a figure stands, in pixels.
const TEXT_WIDTH: f64 = 660.0;

/// Whether a picture of this module is wider than the text at its natural size.
#[must_use]
pub fn is_wide(svg: &str) -> bool {
    natural_width(svg.split('>').next().unwrap_or("")).is_some_and(|width| width > TEXT_WIDTH)
}

/// The width in `max-width: 1004.1px;`.
fn natural_width(style: &str) -> Option<f64> {
    style.split("max-width:").nth(1)?.trim().split("px").next()?.parse().ok()
}

/// The mark of a node or a cluster by the engine's id for it: `ID-flowchart-NODE-0`, `ID-CONTAINER`.
fn mark<'m>(start: &BytesStart<'_>, id: &str, marks: &'m Marks) -> Option<&'m Mark> {
    if marks.is_empty() {
        return None;
    }
    let own = attribute(start, "id")?;
    let rest = own.strip_prefix(id)?.trim_start_matches(['-', '_']);
    let of_kind = ["flowchart-", "state-", "classId-"].iter().find_map(|kind| rest.strip_prefix(kind));
    let node = of_kind.and_then(|rest| rest.rsplit_once('-')).map_or(rest, |(node, _)| node);
    marks.get(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_no_style_no_script_and_nothing_from_elsewhere() {
        let source = "graph TB\n  A[API Server] --> B[\"<img src=x onerror=alert(1)> etcd\"]\n  click A \"javascript:alert(1)\"\n  C@{ img: \"https://example.com/x.png\", label: \"x\" }\n";
        let svg = svg(source, "f1", &Marks::new()).expect("a picture");
        for bad in ["<style", "<script", "onerror", "javascript:", "<image", "<img", "https://example.com"] {
            assert!(!svg.contains(bad), "{bad} in {svg}");
        }
    }

    #[test]
    fn labels_and_styles_ask_nothing_of_other_hosts() {
        let source = "graph TB\n  A[\"<video src='https://evil.example/x'></video><form action='https://evil.example'><input></form>ok\"] --> B\n  linkStyle 0 stroke:url(https://evil.example)\n  style A background-image:u\\72l(https://evil.example)\n";
        let svg = svg(source, "f1", &Marks::new()).unwrap_or_default();
        assert!(!svg.contains("evil.example") && !svg.contains("<form"), "{svg}");
    }

    #[test]
    fn the_same_source_gives_the_same_picture() {
        let source = "sequenceDiagram\n  A->>B: 안녕\n";
        assert_eq!(svg(source, "f1", &Marks::new()), svg(source, "f1", &Marks::new()));
    }

    #[test]
    fn nodes_get_the_class_of_their_plane_and_lead_to_its_page() {
        let mark = Mark { class: "k-plane-worker".to_owned(), url: Some("../kubelet.html".to_owned()) };
        let marks = Marks::from([("A".to_owned(), mark)]);
        let svg = svg("graph TB\n  A[kubelet] --> B[x]\n", "f1", &marks).expect("a picture");
        assert_eq!(svg.matches("k-plane-worker").count(), 1, "{svg}");
        assert_eq!(svg.matches("<a href=\"../kubelet.html\" rel=\"noopener\"><g").count(), 1, "{svg}");
        assert_eq!(svg.matches("</g></a>").count(), 1, "{svg}");
    }
}
