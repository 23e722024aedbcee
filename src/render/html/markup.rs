//! HTML that is being written. Whatever comes in as text goes out escaped: there is no other way in, but for markup that one of
//! kurso's own drawers made.

/// Escapes text for elements and attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_escaped(&mut out, text);
    out
}

fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    // All of these are ASCII, so no letter is cut.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Markup that a drawer of kurso's made and cleaned: a picture, coloured code, a formula.
pub(in crate::render) struct Drawn(pub(in crate::render) String);

/// HTML that is being written.
#[derive(Default)]
pub(super) struct Markup {
    out: String,
}

impl Markup {
    /// A start tag with its attributes.
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            push_escaped(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// An end tag.
    pub(super) fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// An element that holds a text and nothing else.
    pub(super) fn element(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text);
    }

    /// A line break in the file, which says nothing on the page.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }

    /// What a drawer made.
    pub(super) fn drawn(&mut self, drawn: &Drawn) {
        self.out.push_str(&drawn.0);
    }

    /// The file's text.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_wherever_it_stands() {
        let mut markup = Markup::default();
        markup.element("p", &[("title", "\"><script>")], "a < b & 'c'");
        assert_eq!(markup.finish(), "<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &#39;c&#39;</p>");
    }
}
