//! Blocks for instructors in the forms of other tools: `::: instructor` … `:::` and `!!! instructor` with an indented body. They
//! are read as the comments that kurso has for that, so that nothing of them is left in the text.

use super::comment::fence_marker;
use crate::audience;
use crate::span::Span;

/// A block for instructors.
pub(super) struct Division {
    /// From its first sign to the end of its last line, line break apart.
    pub span: Span,
    /// What it holds, its title included.
    pub body: Span,
    /// Whether it is closed.
    pub closed: bool,
}

/// The block that begins in the line from `start` to `end`, if one does.
pub(super) fn at(text: &str, start: usize, end: usize) -> Option<Division> {
    let line = &text[start..end];
    let quoted = line.len() - unquoted(line).len();
    let indent = quoted + unquoted(line).len() - unquoted(line).trim_start_matches([' ', '\t']).len();
    let sign = &line[indent..];
    if sign.starts_with(":::") {
        let name = sign.trim_start_matches(':').trim_start();
        let name = name.trim_start_matches(['{', '.', ' ']);
        return audience::begins_with_people(name)
            .then(|| colons(text, start + indent, end, start + line.len() - name.len()));
    }
    let name = ["!!!", "???+", "???"].iter().find_map(|mark| sign.strip_prefix(mark))?.trim_start();
    audience::begins_with_people(name)
        .then(|| indented(text, start + quoted, start + indent, end, start + line.len() - name.len()))
}

/// Up to the line of colons that closes it; blocks in it have their own, and code has none.
fn colons(text: &str, start: usize, first_end: usize, body: usize) -> Division {
    let mut open = 1;
    let mut code: Option<(u8, usize)> = None;
    let mut at = first_end;
    for line in text[first_end..].split_inclusive('\n') {
        let line_start = at;
        at += line.len();
        if let Some((sign, count, rest)) = fence_marker(line) {
            match code {
                None => code = Some((sign, count)),
                Some((own, length)) if own == sign && count >= length && rest.trim().is_empty() => {
                    code = None;
                }
                Some(_) => {}
            }
            continue;
        }
        let trimmed = unquoted(line).trim();
        if code.is_some() || !trimmed.starts_with(":::") {
            continue;
        }
        open = if trimmed.chars().all(|c| c == ':') { open - 1 } else { open + 1 };
        if open == 0 {
            let end = line_start + line.trim_end().len();
            return Division { span: Span::new(start, end), body: Span::new(body, line_start), closed: true };
        }
    }
    Division { span: Span::new(start, text.len()), body: Span::new(body, text.len()), closed: false }
}

/// The lines below that are indented by four more, or by a tab.
fn indented(text: &str, line_start: usize, start: usize, first_end: usize, body: usize) -> Division {
    let base = width(&text[line_start..start]);
    let mut at = first_end;
    let mut end = line_start + text[line_start..first_end].trim_end().len();
    let quoted = !text[..line_start].is_empty() && text[..line_start].ends_with(['>', ' ']);
    for line in text[first_end..].split_inclusive('\n') {
        let rest = unquoted(line);
        let blank = rest.trim().is_empty();
        let outside = quoted && rest.len() == line.len();
        if outside || !blank && width(&rest[..rest.len() - rest.trim_start().len()]) < base + 4 {
            break;
        }
        if !blank {
            end = at + line.trim_end().len();
        }
        at += line.len();
    }
    Division { span: Span::new(start, end), body: Span::new(body, end), closed: true }
}

/// A line without the signs of the quotations around it.
pub(super) fn unquoted(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bare = rest.trim_start_matches(' ');
        match bare.strip_prefix('>') {
            Some(inner) if rest.len() - bare.len() < 4 => rest = inner.strip_prefix(' ').unwrap_or(inner),
            _ => return rest,
        }
    }
}

/// The columns of white space.
pub(super) fn width(blanks: &str) -> usize {
    blanks.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}
