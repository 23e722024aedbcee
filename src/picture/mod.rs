//! Pictures of the course's own: an SVG file is a document that a browser runs when it is opened by itself. What travels is a
//! copy of what draws, written anew: elements and attributes by an allow-list, by namespace and local name, so that no spelling
//! of anything else is left.

mod css;

mod size;

mod words;

#[cfg(test)]
mod tests;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};
use quick_xml::reader::NsReader;
use size::{MAX_DRAWN, Size};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use words::{ANIMATED, ANIMATIONS, DRAWN, SILENT};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// How deep elements may nest: renderers follow them by recursion.
const MAX_DEPTH: usize = 200;
/// How long the entities of a picture may be, all in all.
const MAX_ENTITIES: usize = 64 * 1024;

/// A picture as it travels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cleaned {
    /// The SVG.
    pub svg: String,
    /// What of the file is not in it, such as `script`, sorted; what no picture shows is not counted.
    pub cut: BTreeSet<String>,
}

/// Why a file is no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoPicture {
    /// The bytes are no text.
    #[error("it is no text in UTF-8 or UTF-16")]
    Encoding,
    /// It is not well-formed, or ends in the middle.
    #[error("it is no well-formed XML")]
    Xml,
    /// Its root is something else than `svg` of SVG's namespace.
    #[error("its first element is no `svg`")]
    Root,
    /// It is beyond a limit.
    #[error("it is too deep or too large")]
    Limit,
}

/// Cleans an SVG file.
///
/// # Errors
/// When it is no picture.
pub fn clean(bytes: &[u8]) -> Result<Cleaned, NoPicture> {
    let text = decode(bytes)?;
    let mut cleaner = Cleaner { out: String::with_capacity(text.len()), ..Cleaner::default() };
    cleaner.run(&text)?;
    if cleaner.size.drawn() > MAX_DRAWN {
        return Err(NoPicture::Limit);
    }
    cleaner.out.push('\n');
    Ok(Cleaned { svg: cleaner.out, cut: cleaner.cut })
}

/// The text, by its mark or as UTF-8. A declaration that names anything else is not believed: what a browser would read by it
/// is not what is read here.
fn decode(bytes: &[u8]) -> Result<String, NoPicture> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| NoPicture::Encoding)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| NoPicture::Encoding),
        _ => String::from_utf8(bytes.to_vec()).map_err(|_| NoPicture::Encoding),
    }
}

/// What becomes of an open element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Open {
    /// It is written.
    Kept,
    /// It is written, and its text is a stylesheet.
    Style,
    /// Only what it holds is written.
    Unwrapped,
    /// Nothing of it is written.
    Dropped,
}

#[derive(Default)]
struct Cleaner {
    out: String,
    cut: BTreeSet<String>,
    /// Open elements, with the name that each was written by.
    open: Vec<(Open, String)>,
    entities: BTreeMap<String, String>,
    style: String,
    size: Size,
    rooted: bool,
}

impl Cleaner {
    fn run(&mut self, text: &str) -> Result<(), NoPicture> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().check_end_names = true;
        loop {
            let event = reader.read_event().map_err(|_| NoPicture::Xml)?;
            match event {
                Event::Eof => break,
                Event::Start(start) => self.start(&start, reader.resolver(), false)?,
                Event::Empty(start) => {
                    self.start(&start, reader.resolver(), true)?;
                }
                Event::End(_) => self.end()?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let resolved = match name.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        Ok(None) => self.entity(&name.xml10_content()),
                        Err(_) => return Err(NoPicture::Xml),
                    };
                    match resolved {
                        Some(text) => self.text(&text),
                        None => drop(self.cut.insert("entity".to_owned())),
                    }
                }
                Event::DocType(declaration) => self.entities(&declaration.xml10_content())?,
                Event::PI(instruction) => {
                    if instruction.target() == "xml-stylesheet" {
                        self.cut.insert("xml-stylesheet".to_owned());
                    }
                }
                Event::Comment(_) | Event::Decl(_) => {}
            }
        }
        if self.rooted && self.open.is_empty() { Ok(()) } else { Err(NoPicture::Xml) }
    }

    fn start(
        &mut self,
        start: &BytesStart<'_>,
        names: &NamespaceResolver,
        empty: bool,
    ) -> Result<(), NoPicture> {
        if self.open.len() >= MAX_DEPTH {
            return Err(NoPicture::Limit);
        }
        let (namespace, local) = names.resolve_element(start.name());
        let name: &str = local.as_ref();
        let is_svg = self.is(&namespace, SVG);
        if self.open.is_empty() {
            if self.rooted {
                return Err(NoPicture::Xml);
            }
            if !is_svg || name != "svg" {
                return Err(NoPicture::Root);
            }
        }
        let inside_dropped = self.open.last().is_some_and(|(open, _)| *open == Open::Dropped);
        let style = self.open.last().is_some_and(|(open, _)| *open == Open::Style);
        let own = match () {
            () if inside_dropped || style => Open::Dropped,
            () if !is_svg => self.foreign(&namespace, name),
            () if name == "a" => Open::Unwrapped,
            () if name == "style" => Open::Style,
            () if ANIMATIONS.contains(&name) && !self.animates(start) => self.drop(name),
            () if DRAWN.contains(&name) || ANIMATIONS.contains(&name) => Open::Kept,
            () if SILENT.contains(&name) => Open::Dropped,
            () => self.drop(name),
        };
        let mut id = None;
        if matches!(own, Open::Kept | Open::Style) {
            let _ = write!(self.out, "<{name}");
            if !self.rooted {
                let _ = write!(self.out, " xmlns=\"{SVG}\"");
            }
            id = self.attributes(start, names, name)?;
            self.out.push_str(if empty { "/>" } else { ">" });
            self.size.element(id.as_deref());
        }
        self.rooted = true;
        if !empty {
            self.open.push((own, name.to_owned()));
            self.size.open(id);
        }
        Ok(())
    }

    fn drop(&mut self, name: &str) -> Open {
        self.cut.insert(name.chars().filter(char::is_ascii_alphanumeric).take(30).collect());
        Open::Dropped
    }

    /// An element of another namespace: what editors keep for themselves goes silently.
    fn foreign(&mut self, namespace: &ResolveResult<'_>, name: &str) -> Open {
        let known = match namespace {
            ResolveResult::Bound(Namespace(uri)) => words::EDITORS.iter().any(|own| uri.contains(own)),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => false,
        };
        if known { Open::Dropped } else { self.drop(name) }
    }

    fn is(&self, namespace: &ResolveResult<'_>, own: &str) -> bool {
        // Some editors write their namespaces as entities.
        let resolved = |uri: &str| self.resolve(uri).is_some_and(|uri| uri == own);
        matches!(namespace, ResolveResult::Bound(Namespace(uri)) if *uri == own || resolved(uri))
    }

    /// Whether an animation changes what is drawn and nothing else.
    fn animates(&self, start: &BytesStart<'_>) -> bool {
        let mut name = None;
        for attribute in start.attributes().flatten() {
            let key: &str = attribute.key.as_ref();
            let value = self.resolve(&attribute.value).unwrap_or_default();
            if key == "attributeName" {
                name = Some(value.rsplit(':').next().unwrap_or("").to_owned());
            } else if matches!(key, "to" | "from" | "by" | "values") && !css::is_harmless(&value) {
                return false;
            }
        }
        name.is_none_or(|name| ANIMATED.contains(&name.as_str()))
    }

    /// Writes the attributes that draw; gives the id.
    fn attributes(
        &mut self,
        start: &BytesStart<'_>,
        names: &NamespaceResolver,
        element: &str,
    ) -> Result<Option<String>, NoPicture> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut id = None;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| NoPicture::Xml)?;
            let full: &str = attribute.key.as_ref();
            if full == "xmlns" || full.starts_with("xmlns:") {
                continue;
            }
            let (namespace, local) = names.resolve_attribute(attribute.key);
            let local: &str = local.as_ref();
            let Some(value) = self.resolve(&attribute.value) else {
                self.cut.insert("entity".to_owned());
                continue;
            };
            let xml = self.is(&namespace, XML) || full.starts_with("xml:");
            let link = local == "href" && (self.is(&namespace, XLINK) || namespace == ResolveResult::Unbound);
            let name = match () {
                () if xml && matches!(local, "lang" | "space") => format!("xml:{local}"),
                () if link => "href".to_owned(),
                () if namespace != ResolveResult::Unbound => continue,
                () => local.to_owned(),
            };
            let plain = name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_' | b'.'));
            if name.to_ascii_lowercase().starts_with("on") || !plain {
                self.cut.insert(name.chars().filter(char::is_ascii_alphanumeric).take(30).collect());
                continue;
            }
            if words::POWERS.contains(&name.as_str()) || !seen.insert(name.clone()) {
                continue;
            }
            let value = match name.as_str() {
                "href" if !is_own_target(element, &value) => {
                    self.cut.insert("href".to_owned());
                    continue;
                }
                "style" => css::declarations(&value, &mut self.cut),
                _ if !css::is_harmless(&value) => {
                    self.cut.insert("url".to_owned());
                    continue;
                }
                _ => value,
            };
            if name == "href" && element == "use" {
                self.size.copy(value.trim_start_matches('#'));
            }
            if name == "id" {
                id = Some(value.clone());
            }
            let _ = write!(self.out, " {name}=\"{}\"", escape(&value));
        }
        Ok(id)
    }

    fn end(&mut self) -> Result<(), NoPicture> {
        let (open, name) = self.open.pop().ok_or(NoPicture::Xml)?;
        self.size.close();
        if open == Open::Style {
            let css = css::sheet(&std::mem::take(&mut self.style), &mut self.cut);
            self.out.push_str(&escape(&css));
        }
        if matches!(open, Open::Kept | Open::Style) {
            let _ = write!(self.out, "</{name}>");
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some((Open::Kept | Open::Unwrapped, _)) => self.out.push_str(&escape(text)),
            Some((Open::Style, _)) => self.style.push_str(text),
            Some((Open::Dropped, _)) | None => {}
        }
    }

    /// Internal entities that are plain text; with any other the file is no picture that can be trusted.
    fn entities(&mut self, declaration: &str) -> Result<(), NoPicture> {
        let mut total = 0;
        for own in declaration.split("<!").skip(1) {
            let Some(own) = own.strip_prefix("ENTITY") else {
                // Attributes that a declaration adds are in no start tag that is read here.
                self.cut.insert("DOCTYPE".to_owned());
                continue;
            };
            let mut words = own.trim_start().splitn(2, char::is_whitespace);
            let (name, rest) = (words.next().unwrap_or(""), words.next().unwrap_or("").trim_start());
            let sign = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''));
            let value = sign.and_then(|sign| rest[1..].split(sign).next());
            match value.filter(|value| !value.contains(['<', '&', '%'])) {
                Some(value) => {
                    total += value.len();
                    if total > MAX_ENTITIES {
                        return Err(NoPicture::Limit);
                    }
                    self.entities.insert(name.to_owned(), value.to_owned());
                }
                None => drop(self.cut.insert("entity".to_owned())),
            }
        }
        Ok(())
    }

    fn entity(&self, name: &str) -> Option<String> {
        let known = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
        known.or_else(|| self.entities.get(name).cloned())
    }

    /// A value with its references resolved; nothing where one is unknown.
    fn resolve(&self, value: &str) -> Option<String> {
        let own = |name: &str| {
            let known = quick_xml::escape::resolve_predefined_entity(name);
            known.or_else(|| self.entities.get(name).map(String::as_str))
        };
        quick_xml::escape::unescape_with(value, own).ok().map(std::borrow::Cow::into_owned)
    }
}

/// Whether a reference stays in the file: a part of the picture, or for images pixels that stand in it.
fn is_own_target(element: &str, value: &str) -> bool {
    let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if value.starts_with('#') {
        return true;
    }
    let pixels = ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"];
    matches!(element, "image" | "feImage")
        && pixels.iter().any(|kind| {
            value.get(..kind.len()).is_some_and(|head| head.eq_ignore_ascii_case(kind))
                && value[kind.len()..].starts_with([';', ','])
        })
}

/// Text and values as XML can hold them: some characters it may not have, escaped or not.
fn escape(text: &str) -> String {
    let fine = |c: &char| matches!(c, '\t' | '\n' | '\r') || crate::lang::is_xml(*c);
    quick_xml::escape::escape(text.chars().filter(fine).collect::<String>()).into_owned()
}
