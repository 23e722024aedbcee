//! Raw HTML in Markdown → tokens of harmless tags. What may run, load or restyle is not in the list and so is gone; a
//! course that trusts its authors has a longer list.

use crate::audience;
use crate::config::RawHtml;

use html5ever::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// A token of raw HTML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum HtmlToken {
    Open {
        tag: String,
        attributes: Vec<(String, String)>,
    },
    Close(String),
    Text(String),
    Comment(String),
    /// A tag that no page has: text that looks like one, such as `Vec<Name>`.
    Unknown,
    /// An element that is left out with all that it holds.
    LeftOut(String),
}

const BLOCK: &[&str] = &[
    "details",
    "summary",
    "div",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "section",
    "article",
    "hr",
];
const INLINE: &[&str] = &[
    "a", "abbr", "audio", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strong", "sub", "sup", "time", "track",
    "u", "var", "video", "wbr",
];
/// Beyond the lists above where a course allows all: what stands as a block of its own.
const BLOCK_IF_ALLOWED: &[&str] =
    &["address", "aside", "dialog", "fieldset", "footer", "form", "header", "hgroup", "menu", "nav"];
const INLINE_IF_ALLOWED: &[&str] = &[
    "area", "bdi", "bdo", "button", "canvas", "data", "datalist", "font", "input", "label", "legend", "map",
    "optgroup", "option", "output", "strike", "tt", "iframe", "meter", "progress",
];
const VOID: &[&str] = &["br", "hr", "img", "wbr", "area", "input", "source", "track"];
/// Elements whose text is no text of the page.
const DROPPED: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "template", "noscript", "textarea", "title", "svg",
    "math", "select",
];
const ATTRIBUTES: &[&str] = &[
    "align", "alt", "href", "src", "title", "width", "height", "id", "name", "open", "start", "colspan",
    "rowspan", "lang", "dir", "role",
];

/// What a film or a sound has beyond these.
const MEDIA_ATTRIBUTES: &[&str] =
    &["controls", "kind", "label", "loop", "muted", "poster", "preload", "srclang", "type"];

pub(super) fn plays(tag: &str) -> bool {
    matches!(tag, "video" | "audio" | "source" | "track")
}

pub(super) fn is_block(tag: &str) -> bool {
    BLOCK.contains(&tag) || BLOCK_IF_ALLOWED.contains(&tag)
}

/// Attributes that name what is loaded or where a click leads.
fn is_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "action" | "formaction" | "poster" | "cite" | "background" | "ping")
}

/// Whether an element of this name may stand in a page.
fn is_kept(tag: &str, policy: RawHtml) -> bool {
    BLOCK.contains(&tag)
        || INLINE.contains(&tag)
        || policy == RawHtml::Allow && (BLOCK_IF_ALLOWED.contains(&tag) || INLINE_IF_ALLOWED.contains(&tag))
}

/// Whether it is a tag of HTML at all: where it may not stand, what it holds stands without it.
fn is_known(tag: &str) -> bool {
    BLOCK_IF_ALLOWED.contains(&tag)
        || INLINE_IF_ALLOWED.contains(&tag)
        || matches!(tag, "big" | "nobr" | "marquee")
}

/// Whether a piece of raw HTML ends an element of that name.
pub(super) fn ends(html: &str, tag: &str) -> bool {
    let name = html.strip_prefix("</").and_then(|rest| rest.get(..tag.len()));
    let behind = html.get(2 + tag.len()..).and_then(|rest| rest.chars().next());
    name.is_some_and(|name| name.eq_ignore_ascii_case(tag))
        && behind.is_some_and(|c| c == '>' || c.is_ascii_whitespace())
}

/// Whether an element ends in the paragraph that goes on with a text, and soon.
pub(super) fn is_ended_near(text: &str, tag: &str) -> bool {
    const NEAR: usize = 4000;
    let near = text.char_indices().nth(NEAR).map_or(text, |(end, _)| &text[..end]);
    let paragraph = near.split("\n\n").next().unwrap_or("");
    // What stands in code is no tag.
    let is_code = |at: usize| paragraph[..at].matches('`').count() % 2 == 1;
    let found = paragraph.match_indices("</").find(|(at, _)| ends(&paragraph[*at..], tag));
    found.is_some_and(|(at, _)| !is_code(at))
}

fn is_kept_attribute(tag: &str, key: &str, value: &str, policy: RawHtml) -> bool {
    // `name` and `id` could hide what the page's own script asks for.
    if key == "name" && !matches!(tag, "a" | "input")
        || key == "id" && (value.starts_with("k-") || value.is_empty())
    {
        return false;
    }
    if is_address(key) && !is_safe_url(value) {
        return false;
    }
    // A page of the course in a frame would run its scripts in the site's name.
    if tag == "iframe"
        && key == "src"
        && !["https://", "http://"].iter().any(|scheme| value.starts_with(scheme))
    {
        return false;
    }
    match policy {
        // A `srcdoc` and a set of sources are pages and addresses that would need the same care.
        RawHtml::Allow => {
            !key.starts_with("on") && !matches!(key, "srcdoc" | "srcset" | "imagesrcset" | "is" | "nonce")
        }
        RawHtml::Sanitize | RawHtml::Escape => {
            ATTRIBUTES.contains(&key) || plays(tag) && MEDIA_ATTRIBUTES.contains(&key)
        }
    }
}

/// The attributes of a tag that may stand, and what follows from others.
fn attributes(tag: &str, own: &[Attribute], policy: RawHtml) -> Vec<(String, String)> {
    let all = || own.iter().map(|own| (own.name.local.to_string(), own.value.to_string()));
    let mut kept: Vec<(String, String)> =
        all().filter(|(key, value)| is_kept_attribute(tag, key, value, policy)).collect();
    let has = |kept: &[(String, String)], wanted: &str| kept.iter().any(|(key, _)| key == wanted);
    // Without its buttons nobody can start a film.
    if matches!(tag, "video" | "audio") && !has(&kept, "controls") {
        kept.push(("controls".to_owned(), String::new()));
    }
    // A picture's size is often a style.
    if let Some((_, style)) = all().find(|(key, _)| tag == "img" && key == "style") {
        for (key, value) in style.split(';').filter_map(|declaration| declaration.split_once(':')) {
            let key = key.trim().to_ascii_lowercase();
            if matches!(key.as_str(), "width" | "height") && !has(&kept, &key) {
                kept.push((key, value.trim().to_owned()));
            }
        }
    }
    kept
}

/// A frame as a link to what it shows; nothing where nobody can tell.
fn linked_frame(own: &[Attribute]) -> Option<[HtmlToken; 3]> {
    let value = |wanted: &str| {
        let found = own.iter().find(|own| *own.name.local == *wanted)?;
        Some(found.value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let address = value("src").filter(|address| is_safe_url(address))?;
    let text = value("title").unwrap_or_else(|| address.clone());
    Some([
        HtmlToken::Open { tag: "a".to_owned(), attributes: vec![("href".to_owned(), address)] },
        HtmlToken::Text(text),
        HtmlToken::Close("a".to_owned()),
    ])
}

/// Whether an element has no end tag.
#[must_use]
pub fn is_void(tag: &str) -> bool {
    VOID.contains(&tag)
}

/// Whether a link target may stand in a page: relative, or of a scheme that cannot run anything.
#[must_use]
pub fn is_safe_url(url: &str) -> bool {
    let url: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let scheme = url
        .split(['/', '?', '#'])
        .next()
        .and_then(|head| head.split_once(':'))
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"))
}

/// Whether a tag says that what it holds is for instructors, by its name or its class. Neither hides anything here.
pub(super) fn calls_itself_instructors(html: &str) -> bool {
    // Most pieces of HTML name nobody, and looking for tags takes its time.
    if !audience::may_name_people(html) {
        return false;
    }
    let lower = html.to_lowercase();
    lower.split('<').skip(1).any(|tag| {
        let tag = tag.split('>').next().unwrap_or("");
        let class = tag.split_once("class").and_then(|(_, rest)| rest.trim_start().strip_prefix('='));
        let class = class.map(|rest| rest.trim_start().trim_start_matches(['"', '\'']));
        let class = class.map_or("", |class| class.split(['"', '\'']).next().unwrap_or(""));
        tag.starts_with("instructor")
            || class.split_whitespace().any(|name| name.starts_with("instructor") || name.starts_with("강사"))
    })
}

/// The tokens of one piece of raw HTML.
pub(super) fn tokens(html: &str, policy: RawHtml) -> Vec<HtmlToken> {
    if policy == RawHtml::Escape || has_endless_tag(html) {
        return as_written(html);
    }
    let sink = Collector { policy, tokens: RefCell::default(), dropping: RefCell::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The sink never asks for a pause, so one call reads all.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.tokens.into_inner()
}

/// More attributes than any tag has: the tokenizer compares each with all before it.
const MOST_ATTRIBUTES: usize = 128;

/// Whether a tag has more attributes than that.
fn has_endless_tag(html: &str) -> bool {
    let (mut words, mut quote, mut between) = (0, None, true);
    for byte in html.bytes() {
        match (quote, byte) {
            (None, b'<') => words = 0,
            (None, b'>') => words = 0,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(own), byte) if own == byte => quote = None,
            _ => {}
        }
        let space = quote.is_none() && (byte.is_ascii_whitespace() || byte == b'/');
        words += usize::from(between && !space);
        between = space;
        if words > MOST_ATTRIBUTES {
            return true;
        }
    }
    false
}

/// Text and comments: what is kurso's or the instructor's is no text of the page either way.
fn as_written(mut html: &str) -> Vec<HtmlToken> {
    let mut tokens = Vec::new();
    while let Some((before, rest)) = html.split_once("<!--") {
        tokens.push(HtmlToken::Text(before.to_owned()));
        let (comment, after) = rest.split_once("-->").unwrap_or((rest, ""));
        tokens.push(HtmlToken::Comment(comment.to_owned()));
        html = after;
    }
    tokens.push(HtmlToken::Text(html.to_owned()));
    tokens.retain(|token| !matches!(token, HtmlToken::Text(text) if text.is_empty()));
    tokens
}

struct Collector {
    policy: RawHtml,
    tokens: RefCell<Vec<HtmlToken>>,
    /// The dropped element that is open.
    dropping: RefCell<Option<String>>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut dropping = self.dropping.borrow_mut();
        if let Some(tag) = &*dropping {
            if matches!(&token, Token::TagToken(end) if end.kind == TagKind::EndTag && *end.name == **tag) {
                *dropping = None;
            }
            return TokenSinkResult::Continue;
        }
        let mut tokens = self.tokens.borrow_mut();
        match token {
            Token::CharacterTokens(text) => tokens.push(HtmlToken::Text(text.to_string())),
            Token::CommentToken(text) => tokens.push(HtmlToken::Comment(text.to_string())),
            Token::TagToken(tag) => {
                // A paragraph or a heading around Markdown blocks would be closed by them; a division is not.
                let name = match &*tag.name {
                    "p" | "center" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "picture" => "div".to_owned(),
                    name => name.to_owned(),
                };
                if DROPPED.contains(&name.as_str()) && !is_kept(&name, self.policy) {
                    if tag.kind == TagKind::StartTag {
                        match linked_frame(&tag.attrs).filter(|_| name == "iframe") {
                            Some(link) => tokens.extend(link),
                            None => tokens.push(HtmlToken::LeftOut(name.clone())),
                        }
                        if !tag.self_closing && name != "embed" {
                            *dropping = Some(name);
                        }
                    }
                } else if is_kept(&name, self.policy) {
                    if tag.kind == TagKind::EndTag {
                        tokens.push(HtmlToken::Close(name));
                        return TokenSinkResult::Continue;
                    }
                    let mut attributes = attributes(&name, &tag.attrs, self.policy);
                    // The sources of a `picture` are sets, which say nothing here: its own picture is shown.
                    if name == "source" && !attributes.iter().any(|(key, _)| key == "src") {
                        return TokenSinkResult::Continue;
                    }
                    // It is a heading all the same, for those who listen to the page and for who may read what is below.
                    if let Some(level @ 1..=6) =
                        tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())
                    {
                        attributes.retain(|(key, _)| key != "role");
                        attributes.push(("role".to_owned(), "heading".to_owned()));
                        attributes.push(("aria-level".to_owned(), level.to_string()));
                    }
                    tokens.push(HtmlToken::Open { tag: name, attributes });
                } else if !is_known(&name) {
                    tokens.push(HtmlToken::Unknown);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_handlers_are_gone() {
        let found = tokens(
            "<details open onclick=x()><script>alert(1)</script><a href=\"javascript:x\">y</a>",
            RawHtml::Sanitize,
        );
        assert_eq!(
            found,
            [
                HtmlToken::Open { tag: "details".into(), attributes: vec![("open".into(), String::new())] },
                HtmlToken::LeftOut("script".into()),
                HtmlToken::Open { tag: "a".into(), attributes: vec![] },
                HtmlToken::Text("y".into()),
                HtmlToken::Close("a".into()),
            ]
        );
    }

    #[test]
    fn what_runs_is_gone_where_all_is_allowed() {
        let open = |tag: &str, attributes: &[(&str, &str)]| HtmlToken::Open {
            tag: tag.into(),
            attributes: attributes.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
        };
        let html = "<video poster=\"javascript:x\" class=a style=\"width:50%\" onplay=x()></video><script>x</script>\
            <iframe src=\"https://x\" srcdoc=\"<script>\"><form action=\"javascript:x\"><svg onload=x>";
        assert_eq!(
            tokens(html, RawHtml::Allow),
            [
                open("video", &[("class", "a"), ("style", "width:50%"), ("controls", "")]),
                HtmlToken::Close("video".into()),
                HtmlToken::LeftOut("script".into()),
                open("iframe", &[("src", "https://x")]),
                open("form", &[]),
                HtmlToken::LeftOut("svg".into()),
            ]
        );
    }

    #[test]
    fn a_frame_is_a_link_and_a_style_may_say_how_large_a_picture_is() {
        let open = |tag: &str, key: &str, value: &str| HtmlToken::Open {
            tag: tag.into(),
            attributes: vec![(key.into(), value.into())],
        };
        let html = "<iframe src=\"https://x/y\" title=Film>z</iframe><img style=\"width: 80px; color:red\">\
            <iframe src=\"javascript:x\"></iframe>";
        assert_eq!(
            tokens(html, RawHtml::Sanitize),
            [
                open("a", "href", "https://x/y"),
                HtmlToken::Text("Film".into()),
                HtmlToken::Close("a".into()),
                open("img", "width", "80px"),
                HtmlToken::LeftOut("iframe".into()),
            ]
        );
    }

    #[test]
    fn tags_are_text_where_they_are_escaped() {
        let text = |text: &str| HtmlToken::Text(text.into());
        assert_eq!(
            tokens("<b>x<!--3--></b>", RawHtml::Escape),
            [text("<b>x"), HtmlToken::Comment("3".into()), text("</b>")]
        );
    }

    #[test]
    fn only_harmless_schemes_pass() {
        for url in ["https://x", "a.md", "#x", "../a b", "mailto:a@b", "a/b:c"] {
            assert!(is_safe_url(url), "{url}");
        }
        for url in ["javascript:1", " java\nscript:1", "data:text/html,x", "VBSCRIPT:x"] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
