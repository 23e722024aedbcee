//! Comments, found on the raw source.
//!
//! CommonMark ends a list item's HTML at a blank line, so an instructor's comment with a blank line in it would
//! become text that learners see. Comments are therefore found before the Markdown parser runs and masked:
//! each becomes one short comment on one line, of the same number of bytes, so that every span stays right.

use super::division;
use crate::span::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A comment of the source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comment {
    /// From `<!--` to `-->`, or to the end of the file.
    pub span: Span,
    /// What stands between.
    pub body: Span,
    /// Whether all of it is for instructors, whatever it begins with: a block in the form of another tool.
    pub note: bool,
}

/// The comments of a source.
#[derive(Debug)]
pub(super) struct Comments {
    pub found: Vec<Comment>,
    /// A comment that never ends.
    pub unterminated: Option<Span>,
}

impl Comments {
    /// The blocks of other tools among them that touch a range of the text. Comments stand in the text's order, so this looks at
    /// no others.
    pub(super) fn notes(&self, range: &std::ops::Range<usize>) -> impl Iterator<Item = &Comment> {
        let first = self.found.partition_point(|comment| comment.span.end <= range.start);
        let end = range.end;
        let near = self.found[first..].iter().take_while(move |comment| comment.span.start < end);
        near.filter(|comment| comment.note)
    }
}

/// Finds the comments that are none of a code block's or code span's text.
pub(super) fn scan(text: &str) -> Comments {
    let mut comments = Comments { found: Vec::new(), unterminated: None };
    let mut fence: Option<(u8, usize)> = None;
    let mut home = Home::default();
    let mut around = Around::default();
    let mut at = 0;
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..line_end];
        if fence.is_some() && home.is_left_by(line) {
            fence = None;
        }
        if fence.is_none() {
            around.pass(line);
            if let Some(found) = around.may_begin(line).then(|| division::at(text, at, line_end)).flatten() {
                if !found.closed {
                    comments.unterminated = Some(Span::new(found.span.start, found.span.start + 3));
                }
                comments.found.push(Comment { span: found.span, body: found.body, note: true });
                at = text[found.span.end..].find('\n').map_or(text.len(), |end| found.span.end + end + 1);
                continue;
            }
        }
        let marker = fence_marker(line);
        match (fence, marker) {
            (Some((byte, length)), Some((found, count, rest)))
                if found == byte && count >= length && rest.trim().is_empty() =>
            {
                fence = None;
                at = line_end;
            }
            (Some(_), _) => at = line_end,
            // A backtick fence's info string holds no backtick; such a line is a code span.
            (None, Some((byte, count, rest))) if byte == b'~' || !rest.contains('`') => {
                fence = Some((byte, count));
                home = Home::of(line, around.item);
                at = line_end;
            }
            (None, _) => at = scan_line(text, at, line_end, &mut comments),
        }
    }
    comments
}

/// Scans one line outside of fences; returns where to go on, which is behind a comment that spans lines.
fn scan_line(text: &str, start: usize, end: usize, comments: &mut Comments) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    // Where the paragraph ends; looked for once a line, not once a code span.
    let mut paragraph = None;
    // Runs of backticks that close nothing up to there, by their length.
    let mut alone: BTreeSet<usize> = BTreeSet::new();
    while at < end {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                // A code span may go on over lines of its paragraph, not over a blank one.
                let paragraph = *paragraph.get_or_insert_with(|| paragraph_end(text, at));
                let close = match alone.contains(&run) {
                    true => None,
                    false => closing_run(&bytes[..paragraph], at + run, run),
                };
                if close.is_none() {
                    alone.insert(run);
                }
                at = close.unwrap_or(at + run);
            }
            // CommonMark's two shortest comments.
            b'<' if text[at..].starts_with("<!-->") => at += 5,
            b'<' if text[at..].starts_with("<!--->") => at += 6,
            b'<' if text[at..].starts_with("<!--") => {
                let Some(length) = text[at + 4..].find("-->") else {
                    comments.unterminated = Some(Span::new(at, at + 4));
                    comments.found.push(Comment {
                        span: Span::new(at, text.len()),
                        body: Span::new(at + 4, text.len()),
                        note: false,
                    });
                    return text.len();
                };
                let body = Span::new(at + 4, at + 4 + length);
                let span = Span::new(at, body.end + 3);
                comments.found.push(Comment { span, body, note: false });
                at = span.end;
            }
            // To the next that may begin or hide a comment.
            _ => {
                let rest = &bytes[at + 1..end];
                let next = rest.iter().position(|byte| matches!(byte, b'\\' | b'`' | b'<'));
                at += 1 + next.unwrap_or(rest.len());
            }
        }
    }
    // A code span or a comment may have ended in a later line: the rest of that line is scanned as one.
    let mut next = at.min(text.len());
    while !text.is_char_boundary(next) {
        next += 1;
    }
    next
}

/// The end of the paragraph around a byte: the next blank line, of blanks or a carriage return perhaps. No further than
/// a code span reasonably goes, so that a file of one paragraph takes no quadratic time.
fn paragraph_end(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in text[at..].split_inclusive('\n').take(64) {
        if end > at && line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

fn closing_run(bytes: &[u8], mut at: usize, run: usize) -> Option<usize> {
    while at < bytes.len() {
        if bytes[at] == b'`' {
            let found = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
            if found == run {
                return Some(at + found);
            }
            at += found;
        } else {
            at += 1;
        }
    }
    None
}

/// The quotation or the list item that a fence stands in, and ends with.
#[derive(Clone, Copy, Default)]
pub(super) struct Home {
    quoted: bool,
    indent: usize,
    /// Where the text of the list item around it stands; 0 for none.
    item: usize,
}

/// What indented lines may belong to.
#[derive(Default)]
struct Around {
    /// Where the text of the newest list item stands; 0 for none.
    item: usize,
    /// How far a block of another tool (`!!! note`) is indented, whose body goes on.
    block: Option<usize>,
    /// Whether the line before was blank: what is indented less then leaves the item.
    blank: bool,
}

impl Around {
    fn pass(&mut self, line: &str) {
        let rest = line.trim_start_matches([' ', '\t']);
        let indent = division::width(&line[..line.len() - rest.len()]);
        if rest.trim().is_empty() {
            self.blank = true;
            return;
        }
        if self.block.is_some_and(|block| indent <= block) {
            self.block = None;
        }
        if indent < self.item && self.blank {
            self.item = 0;
        }
        self.blank = false;
        let bullet = matches!(rest.as_bytes().first(), Some(b'-' | b'*' | b'+')).then_some(1);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = (1..=9).contains(&digits) && rest[digits..].starts_with(['.', ')']);
        if let Some(marker) = bullet.or(number.then_some(digits + 1))
            && rest[marker..].starts_with([' ', '\t'])
        {
            let text = rest[marker..].trim_start_matches(' ');
            self.item = indent + rest.len() - text.len();
        }
        if rest.starts_with("!!!") || rest.starts_with("???") {
            self.block.get_or_insert(indent);
        }
    }

    /// Whether a block may begin in a line, which is no indented code.
    fn may_begin(&self, line: &str) -> bool {
        let line = division::unquoted(line);
        let rest = line.trim_start_matches([' ', '\t']);
        let indent = division::width(&line[..line.len() - rest.len()]);
        let inside = self.block.is_some_and(|block| block < indent);
        inside || indent < self.item + 4 && (indent >= self.item || indent < 4)
    }
}

impl Home {
    /// That of a fence's opening line.
    pub(super) fn of(line: &str, item: usize) -> Self {
        let quoted = line.trim_start().starts_with('>');
        // Where the fence's own characters stand: what is further left is outside of its list item.
        let indent = if quoted { 0 } else { line.find(['`', '~']).unwrap_or(0) };
        let own = division::width(&line[..line.len() - line.trim_start_matches([' ', '\t']).len()]);
        // The item's own line, `- ```, begins further left.
        let item = if own >= item
            || fence_marker(line).is_some_and(|_| line.trim_start().starts_with(['-', '*', '+']))
        {
            item
        } else {
            0
        };
        Self { quoted, indent, item }
    }

    /// Whether a line is outside, so that the fence has ended.
    pub(super) fn is_left_by(self, line: &str) -> bool {
        if self.quoted {
            return !line.trim_start().starts_with('>');
        }
        let blanks = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if self.item > 0 && !line.trim().is_empty() && division::width(blanks) < self.item {
            return true;
        }
        // Up to three blanks may stand before any fence.
        self.indent > 3 && !line.trim().is_empty() && !line.starts_with([' ', '\t'])
    }
}

/// The fence that begins in `line`, in a list or a quote too: its character, its length, the rest of the line.
pub(super) fn fence_marker(line: &str) -> Option<(u8, usize, &str)> {
    let mut rest = line.trim_start_matches([' ', '\t']);
    loop {
        let byte = *rest.as_bytes().first()?;
        if matches!(byte, b'`' | b'~') {
            let count = rest.bytes().take_while(|b| *b == byte).count();
            return (count >= 3).then(|| (byte, count, rest[count..].trim_end_matches(['\r', '\n'])));
        }
        // `> ```, `- ```, `1. ```
        let marker = if byte == b'>' {
            1
        } else if matches!(byte, b'-' | b'*' | b'+') && rest[1..].starts_with([' ', '\t']) {
            2
        } else {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let delimited =
                rest[digits..].strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with([' ', '\t']));
            if digits == 0 || digits > 9 || !delimited {
                return None;
            }
            digits + 2
        };
        rest = rest[marker..].trim_start_matches([' ', '\t']);
    }
}

/// The source with each comment replaced by `<!--N-->`, blanks filling it up: N is its index. What is too short
/// for a number holds nothing of interest and is blanked.
pub(super) fn mask(text: &str, comments: &Comments) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (index, comment) in comments.found.iter().enumerate() {
        let name = index.to_string();
        let mut body = comment.body.range();
        if comment.note {
            // Its signs are those of another tool, and longer than a comment's.
            let span = comment.span.range();
            body = span.start + 4..span.end - 3;
            bytes[span.start..body.start].copy_from_slice(b"<!--");
            bytes[body.end..span.end].copy_from_slice(b"-->");
        }
        bytes[body.clone()].fill(b' ');
        if name.len() <= body.len() {
            bytes[body.start..body.start + name.len()].copy_from_slice(name.as_bytes());
        }
        if comment.span.end == text.len()
            && comments.unterminated.is_some()
            && index + 1 == comments.found.len()
        {
            // Everything behind an unterminated comment is hidden.
            bytes[comment.span.range()].fill(b' ');
        }
    }
    // Whole comments were replaced by ASCII, so this is UTF-8 still.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// What a comment says to instructors: `instructor: …`, `강사: …`, in any case.
pub(super) fn instructor_text(comment: &str) -> Option<&str> {
    ["instructor", "instructors", "강사", "강사 노트", "강사노트", "강사용", "강사 팁"].iter().find_map(
        |mark| {
            let head = comment.get(..mark.len()).filter(|head| head.eq_ignore_ascii_case(mark))?;
            comment[head.len()..].trim_start().strip_prefix([':', '\u{ff1a}'])
        },
    )
}

/// Whether a comment begins as those for instructors do.
pub(super) fn names_instructors(comment: &str) -> bool {
    let head: String = comment.chars().take(10).collect();
    head.to_lowercase().starts_with("instructor") || head.starts_with("강사")
}

/// The ranges of comments for instructors in text that is no Markdown.
pub(super) fn notes_in(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!--").map(|start| at + start) {
        let end = text[start..].find("-->").map_or(text.len(), |end| start + end + 3);
        if instructor_text(text[start + 4..end].trim_start()).is_some() {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// The text without its comments: where text is no Markdown, nobody else takes them out. One that never ends takes the rest.
pub(super) fn without_notes(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find("<!--") else { return Cow::Borrowed(text) };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find("-->").map_or("", |end| &rest[at + end + 3..]);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(text: &str) -> Vec<&str> {
        scan(text).found.iter().map(|comment| &text[comment.body.range()]).collect()
    }

    #[test]
    fn comments_are_found_over_blank_lines_and_in_lists() {
        let text = "- item\n  <!-- instructor: a\n\n  b -->\n- next <!--c-->\n";
        assert_eq!(bodies(text), [" instructor: a\n\n  b ", "c"]);
        let masked = mask(text, &scan(text));
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains("instructor"));
    }

    #[test]
    fn code_is_no_comment() {
        assert_eq!(bodies("```html\n<!-- a -->\n```\n"), Vec::<&str>::new());
        assert_eq!(bodies("- ```\n  <!-- a -->\n  ```\n<!-- b -->"), [" b "]);
        assert_eq!(bodies("`<!-- a -->` and <!-- b -->"), [" b "]);
        assert_eq!(bodies("a `b\n<!-- c -->\n\nd ` <!-- e -->"), [" c ", " e "]);
    }

    #[test]
    fn a_fence_in_a_comment_is_no_fence() {
        assert_eq!(bodies("<!-- a\n```\n-->\n\n<!-- b -->"), [" a\n```\n", " b "]);
    }

    #[test]
    fn what_follows_an_unterminated_comment_is_hidden() {
        let text = "a <!-- secret\n\nmore";
        let comments = scan(text);
        assert!(comments.unterminated.is_some());
        assert_eq!(mask(text, &comments).trim_end(), "a");
    }
}
