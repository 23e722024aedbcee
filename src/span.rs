//! Places in source files: byte offsets inside, lines and columns only at the edges.

/// A source file of one [`SourceTree`](crate::load::SourceTree), by its index in path order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one file.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Serialize, serde::Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; an end before the start is taken as empty.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same range, `offset` bytes further on.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A span in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

impl Place {
    /// `span` in `file`.
    #[must_use]
    pub fn new(file: FileId, span: Span) -> Self {
        Self { file, span }
    }
}

/// A value and where it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file that it came from.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A position for people and editors; all three count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
    /// The column in UTF-16 code units, as editors count.
    pub column_utf16: usize,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// How many characters and how many UTF-16 units stand before each block of the text: lines may be as long as a file.
    counts: Vec<(usize, usize)>,
}

/// The bytes of a block.
const BLOCK: usize = 512;

impl LineIndex {
    /// Indexes `text`; lines end with `\n`, a `\r` before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        let mut counts = vec![(0, 0)];
        let (mut chars, mut units) = (0, 0);
        for (at, c) in text.char_indices() {
            // A character counts where it begins.
            while at >= counts.len() * BLOCK {
                counts.push((chars, units));
            }
            chars += 1;
            units += c.len_utf16();
        }
        while text.len() >= counts.len() * BLOCK {
            counts.push((chars, units));
        }
        Self { starts, counts }
    }

    /// How many characters and UTF-16 units stand before a byte, which begins a character.
    fn before(&self, text: &str, offset: usize) -> (usize, usize) {
        let block = (offset / BLOCK).min(self.counts.len() - 1);
        let mut from = block * BLOCK;
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let rest = &text[from.min(offset)..offset];
        let (chars, units) = self.counts[block];
        (chars + rest.chars().count(), units + rest.chars().map(char::len_utf16).sum::<usize>())
    }

    /// The 0-based line that holds the byte `offset`.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The bytes of a line, its end included.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        Span::new(self.starts.get(line).copied().unwrap_or(end), end)
    }

    /// The position of the byte `offset` in `text`, which must be the text that was indexed.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_index(offset);
        let start = self.starts[line];
        let (own, first) = (self.before(text, offset), self.before(text, start));
        // A byte order mark is no column.
        let mark = usize::from(offset > start && text[start..].starts_with('\u{feff}'));
        LineColumn {
            line: line + 1,
            column: own.0 - first.0 - mark + 1,
            column_utf16: own.1 - first.1 - mark + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units_from_one() {
        let text = "가나\r\n🎯다";
        let index = LineIndex::new(text);
        let at = index.line_column(text, text.find('다').unwrap());
        assert_eq!((at.line, at.column, at.column_utf16), (2, 2, 3));
    }

    #[test]
    fn long_lines_are_counted_like_short_ones() {
        let text = "가🎯b\n".repeat(700) + &"나🎯c".repeat(500);
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices().step_by(7) {
            let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[start..at];
            let found = index.line_column(&text, at);
            assert_eq!(found.line, text[..at].matches('\n').count() + 1);
            let expected =
                (before.chars().count() + 1, before.chars().map(char::len_utf16).sum::<usize>() + 1);
            assert_eq!((found.column, found.column_utf16), expected, "byte {at}");
        }
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new("ab");
        assert_eq!(index.line_column("ab", 99).column, 3);
    }
}
