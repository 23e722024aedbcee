//! What diagrams hold for instructors: comments of mermaid, of YAML and of HTML, on lines of their own or behind something.

use super::Diagram;
use crate::parse::comment::instructor_text;
use crate::span::Spanned;
use std::ops::Range;

impl Diagram {
    /// Whether there is anything for instructors in it.
    #[must_use]
    pub fn has_notes(&self) -> bool {
        !notes(&self.source.text).is_empty()
    }

    /// The diagram without that. Places stay what they are.
    #[must_use]
    pub fn for_learners(&self) -> Self {
        let removed = notes(&self.source.text);
        let mut own = self.clone();
        if removed.is_empty() {
            return own;
        }
        own.source = self.source.without(&removed);
        if let Some(problem) = &mut own.problem {
            // It may quote what it stumbled over.
            problem.message.clear();
        }
        // What a broken diagram takes for a name may be a note.
        let hidden: Vec<_> = removed.into_iter().map(|range| self.source.span(range)).collect();
        let clean = |label: &mut Spanned<String>| {
            let inside = hidden.iter().any(|span| span.contains(label.span));
            label.value = if inside { String::new() } else { without_notes(&label.value) };
        };
        own.nodes.iter_mut().for_each(|node| clean(&mut node.label));
        own.containers.iter_mut().for_each(|container| clean(&mut container.title));
        own.edges.iter_mut().filter_map(|edge| edge.label.as_mut()).for_each(clean);
        own.relabels.iter_mut().for_each(|(_, label)| clean(label));
        own
    }

    /// Titles and labels.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let titles = self.containers.iter().map(|container| container.title.value.as_str());
        let nodes = self.nodes.iter().map(|node| node.label.value.as_str());
        titles.chain(nodes).filter(|label| !label.is_empty())
    }

    /// What it says to instructors.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        notes(&self.source.text).into_iter().map(|range| {
            let note = self.source.text[range].trim_start_matches(|c: char| "%<!-#{ \t;".contains(c));
            instructor_text(note).unwrap_or(note).trim_end_matches(|c: char| "->}% \n".contains(c)).trim()
        })
    }
}

fn without_notes(label: &str) -> String {
    let mut rest = 0;
    let mut out = String::new();
    for range in notes(label) {
        out.push_str(&label[rest..range.start]);
        rest = range.end;
    }
    out.push_str(&label[rest..]);
    out.trim_end().to_owned()
}

/// The ranges of a source that are for instructors, in order.
fn notes(text: &str) -> Vec<Range<usize>> {
    // Nearly no diagram has any.
    if !text.contains("%%") && !text.contains("<!--") && !text.contains('#') {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut goes_on = false;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        let comment = line.trim_start();
        // A comment below a note goes on with it.
        if goes_on && comment.starts_with("%%") && !comment.starts_with("%%{") && !comment.contains("kurso:")
        {
            found.push(at..end);
            at = end;
            continue;
        }
        match in_line(text, at, end) {
            Some(range) => {
                goes_on = text[at..range.start].trim().is_empty()
                    && text[range.start..].trim_start().starts_with("%%");
                let next = range.end.max(at + 1);
                found.push(range);
                // There may be more in the rest of the line.
                at = if next < end { next } else { next.max(end) };
            }
            None => {
                goes_on = false;
                at = end;
            }
        }
    }
    found
}

/// The first note that begins between two places of a line.
fn in_line(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let line = &text[start..end];
    let marks = ["%%", "<!--", "#"].iter().flat_map(|mark| line.match_indices(mark));
    let begins = |(at, mark): (usize, &str)| {
        let rest = line[at + mark.len()..].trim_start_matches(['%', '{', ' ', '\t']);
        let apart = mark != "#" || line[..at].chars().next_back().is_none_or(char::is_whitespace);
        (apart && instructor_text(rest).is_some()).then(|| (at, mark.to_owned()))
    };
    let (at, mark) = marks.filter_map(begins).min()?;
    let from = start + at;
    if mark == "<!--" {
        let close = text[from..].find("-->").map_or(text.len(), |close| from + close + 3);
        return Some(from..close);
    }
    let line_end = start + line.trim_end_matches(['\n', '\r']).len();
    let quoted = !line[..at].matches('"').count().is_multiple_of(2);
    let closes = |sign: &str| text[from + 2..line_end].find(sign).map(|close| from + 2 + close);
    let to = match () {
        // In a label it ends with the label.
        () if quoted => closes("\"").unwrap_or(line_end),
        () if text[from..].starts_with("%%{") => closes("}%%").map_or(line_end, |close| close + 3),
        () => line_end,
    };
    // A line that holds nothing else goes whole; what is left keeps no sign that led to it.
    let before = line[..at].trim_end_matches([' ', '\t', ';']);
    if before.is_empty() && text[to..end].trim().is_empty() {
        return Some(start..end);
    }
    Some(start + before.len()..to)
}
