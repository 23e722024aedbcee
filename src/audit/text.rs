//! A written file → what it says, block by block. Words of neighbouring blocks are no sentence, whatever stands between them.

use crate::lang::push_letters;
use std::borrow::Cow;

/// What a file says, as letters and digits only: its blocks, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Said {
    letters: String,
    /// Where a block ends in `letters`, and the line of the file in which it begins, from 1.
    blocks: Vec<(usize, usize)>,
}

impl Said {
    /// All that is said.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// The blocks, each with the line in which it begins, from 1.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (&str, usize)> {
        let mut start = 0;
        self.blocks.iter().map(move |(end, line)| {
            let block = &self.letters[start..*end];
            start = *end;
            (block, *line)
        })
    }
}

/// Elements that are part of a sentence.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "mark", "math", "mi", "mn", "mo", "mrow", "mspace", "mtext", "q", "s", "samp", "small", "span",
    "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
];

/// The blocks of an HTML file: the text between tags, and each attribute and comment by itself.
pub(super) fn of_html(html: &str) -> Said {
    let mut blocks = Blocks::default();
    let mut line = 1;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        blocks.text(&unescape(&rest[..at]), line);
        line += newlines(&rest[..at]);
        rest = &rest[at..];
        let end = match rest.strip_prefix("<!--") {
            Some(_) => rest.find("-->").map_or(rest.len(), |end| end + 3),
            None => tag_end(rest),
        };
        let tag = &rest[..end];
        if tag.starts_with("<!--") {
            blocks.alone(tag, line);
        } else {
            let name = tag.trim_start_matches(['<', '/']);
            let name: &str = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
            if !INLINE.iter().any(|own| own.eq_ignore_ascii_case(name)) {
                blocks.end();
            }
            attributes(tag, |value, before| blocks.alone(&unescape(value), line + before));
        }
        line += newlines(tag);
        rest = &rest[end..];
    }
    blocks.text(&unescape(rest), line);
    blocks.end();
    blocks.done
}

/// The blocks of any other text: its lines, be they ended by a line break or by one that is written as `\n`.
pub(super) fn of_lines(text: &str) -> Said {
    let mut blocks = Blocks::default();
    for (at, line) in text.lines().enumerate() {
        line.split("\\n").for_each(|part| blocks.alone(&unescape(part), at + 1));
    }
    blocks.done
}

#[derive(Default)]
struct Blocks {
    done: Said,
    open: String,
    line: usize,
}

impl Blocks {
    /// Text that goes on with what stands before it.
    fn text(&mut self, text: &str, line: usize) {
        if self.open.is_empty() {
            self.line = line;
        }
        push_letters(&mut self.open, text);
    }

    fn end(&mut self) {
        if !self.open.is_empty() {
            self.done.letters.push_str(&self.open);
            self.done.blocks.push((self.done.letters.len(), self.line));
            self.open.clear();
        }
    }

    /// Text that belongs to nothing around it; its lines are blocks of their own.
    fn alone(&mut self, text: &str, line: usize) {
        for (at, own) in text.lines().enumerate() {
            let before = self.done.letters.len();
            push_letters(&mut self.done.letters, own);
            if self.done.letters.len() > before {
                self.done.blocks.push((self.done.letters.len(), line + at));
            }
        }
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Where a tag ends: a `>` in a value does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            (Some(own), byte) if own == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The values of a tag's attributes, each with the line breaks before it.
fn attributes(tag: &str, mut visit: impl FnMut(&str, usize)) {
    let mut at = 0;
    while let Some(found) = tag[at..].find(['"', '\'']) {
        let start = at + found + 1;
        let sign = &tag[start - 1..start];
        let Some(length) = tag[start..].find(sign) else { return };
        visit(&tag[start..start + length], newlines(&tag[..start]));
        at = start + length + 1;
    }
}

/// The characters that HTML writes as something else.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> Vec<(String, usize)> {
        of_html(html).blocks().map(|(letters, line)| (letters.to_owned(), line)).collect()
    }

    #[test]
    fn blocks_end_where_sentences_do() {
        assert_eq!(
            said("<p>Health <b>Check</b>s</p>\n<p title=\"a > b\nnext\">Service Mesh</p><!-- x y -->"),
            [
                ("healthchecks".to_owned(), 1),
                ("ab".to_owned(), 2),
                ("next".to_owned(), 3),
                ("servicemesh".to_owned(), 3),
                ("xy".to_owned(), 3),
            ]
        );
    }

    #[test]
    fn lines_of_other_files_are_blocks() {
        let said = of_lines("a b\\nc\nd &amp; e");
        let all: Vec<&str> = said.blocks().map(|(letters, _)| letters).collect();
        assert_eq!(all, ["ab", "c", "de"]);
        assert_eq!(said.letters(), "abcde");
    }
}
