//! Raw HTML in Markdown → tokens of harmless tags. What may run, load or restyle is not in the list and so is gone.

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
const VOID: &[&str] = &["br", "hr", "img", "wbr"];
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
    BLOCK.contains(&tag)
}

pub(super) fn is_void(tag: &str) -> bool {
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

/// The tokens of one piece of raw HTML.
pub(super) fn tokens(html: &str) -> Vec<HtmlToken> {
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The sink never asks for a pause, so one call reads all.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.tokens.into_inner()
}

#[derive(Default)]
struct Collector {
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
                if DROPPED.contains(&name.as_str()) {
                    if tag.kind == TagKind::StartTag && !tag.self_closing {
                        *dropping = Some(name);
                    }
                } else if is_block(&name) || INLINE.contains(&name.as_str()) {
                    if tag.kind == TagKind::EndTag {
                        tokens.push(HtmlToken::Close(name));
                        return TokenSinkResult::Continue;
                    }
                    let attributes = tag
                        .attrs
                        .iter()
                        .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                        .filter(|(key, value)| {
                            ATTRIBUTES.contains(&key.as_str())
                                // `name` and `id` could hide what the page's own script asks for.
                                && (key != "name" || name == "a")
                                && !(key == "id" && (value.starts_with("k-") || value.is_empty()))
                                && (!matches!(key.as_str(), "href" | "src") || is_safe_url(value))
                        })
                        .collect();
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
        let found =
            tokens("<details open onclick=x()><script>alert(1)</script><a href=\"javascript:x\">y</a>");
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
    fn only_harmless_schemes_pass() {
        for url in ["https://x", "a.md", "#x", "../a b", "mailto:a@b", "a/b:c"] {
            assert!(is_safe_url(url), "{url}");
        }
        for url in ["javascript:1", " java\nscript:1", "data:text/html,x", "VBSCRIPT:x"] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
