//! Raw HTML in Markdown → tokens of harmless tags. What may run, load or restyle is not in the list and so is gone; a
//! course that trusts its authors has a longer list.

use crate::audience;
use crate::config::RawHtml;

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
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];
/// Beyond the lists above where a course allows all: what stands as a block of its own.
const BLOCK_IF_ALLOWED: &[&str] =
    &["address", "aside", "dialog", "fieldset", "footer", "form", "header", "hgroup", "menu", "nav"];
const INLINE_IF_ALLOWED: &[&str] = &[
    "area", "bdi", "bdo", "button", "canvas", "data", "datalist", "font", "input", "label", "legend", "map",
    "optgroup", "option", "output", "source", "strike", "track", "tt", "audio", "iframe", "meter",
    "progress", "video",
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
        RawHtml::Sanitize | RawHtml::Escape => ATTRIBUTES.contains(&key),
    }
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
    if !audience::may_speak(html) {
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
                    if tag.kind == TagKind::StartTag && !tag.self_closing {
                        *dropping = Some(name);
                    }
                } else if is_kept(&name, self.policy) {
                    if tag.kind == TagKind::EndTag {
                        tokens.push(HtmlToken::Close(name));
                        return TokenSinkResult::Continue;
                    }
                    let mut attributes: Vec<(String, String)> = tag
                        .attrs
                        .iter()
                        .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                        .filter(|(key, value)| is_kept_attribute(&name, key, value, self.policy))
                        .collect();
                    // It is a heading all the same, for those who listen to the page and for who may read what is below.
                    if let Some(level @ 1..=6) =
                        tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())
                    {
                        attributes.retain(|(key, _)| key != "role");
                        attributes.push(("role".to_owned(), "heading".to_owned()));
                        attributes.push(("aria-level".to_owned(), level.to_string()));
                    }
                    tokens.push(HtmlToken::Open { tag: name, attributes });
                } else {
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
                open("video", &[("class", "a"), ("style", "width:50%")]),
                HtmlToken::Close("video".into()),
                open("iframe", &[("src", "https://x")]),
                open("form", &[]),
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
