//! The text of fences: where its lines stand in the file, and whether colours for it are worth their time.

use crate::span::Span;

/// The text of a fence. In a list or a quote its lines do not stand in one piece in the file, so it knows
/// for each line where it comes from.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct CodeText {
    /// The text without indentation.
    pub text: String,
    /// Pairs of an offset in the text and the offset in the file where that piece begins.
    pieces: Vec<(usize, usize)>,
}

impl CodeText {
    /// Adds a piece that stands at `offset` in the file.
    pub fn push(&mut self, piece: &str, offset: usize) {
        // What goes on where the last piece ends is no piece of its own.
        let goes_on =
            self.pieces.last().is_some_and(|(start, file)| file + (self.text.len() - start) == offset);
        if !goes_on {
            self.pieces.push((self.text.len(), offset));
        }
        self.text.push_str(piece);
    }

    /// Why colours for it would take longer than they are worth: grammars look again and again at long lines and at long runs
    /// of blanks. By numbers and not by the clock, so that the same text looks the same everywhere.
    #[must_use]
    pub fn costs_too_much(&self) -> Option<&'static str> {
        const MOST_BYTES: usize = 64 * 1024;
        const LONGEST_LINE: usize = 2_000;
        // Lines and runs that are shorter cost nothing that shows.
        const LONG_LINE: usize = 400;
        const LONG_LINES: usize = 8_000_000;
        const LONG_RUN: usize = 64;
        const LONG_RUNS: usize = 400_000;
        let (mut lines, mut runs) = (0_usize, 0_usize);
        if self.text.len() > MOST_BYTES {
            return Some("it has more than 64 kB");
        }
        for line in self.text.lines() {
            if line.len() > LONGEST_LINE {
                return Some("a line has more than 2,000 bytes");
            }
            if line.len() > LONG_LINE {
                lines += line.len() * line.len();
            }
            let blanks = line.split(|c: char| !c.is_whitespace()).map(str::len);
            runs += blanks.filter(|run| *run >= LONG_RUN).map(|run| run * run).sum::<usize>();
        }
        if lines > LONG_LINES {
            return Some("it has many long lines");
        }
        (runs > LONG_RUNS).then_some("it has long runs of blanks")
    }

    /// The text without some ranges, which are in order.
    #[must_use]
    pub fn without(&self, ranges: &[std::ops::Range<usize>]) -> Self {
        let mut out = Self::default();
        let mut from = 0;
        let end = self.text.len();
        for range in ranges.iter().cloned().chain(std::iter::once(end..end)) {
            // A piece of one line each: the lines of a fence do not stand in one piece in the file.
            let mut at = from;
            for line in self.text[from..range.start.max(from)].split_inclusive('\n') {
                out.push(line, self.offset(at));
                at += line.len();
            }
            from = range.end.max(from);
        }
        out
    }

    /// The bytes in the file of a range of the text.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(
            self.offset(range.start),
            self.offset(range.end.saturating_sub(1).max(range.start)) + usize::from(range.end > range.start),
        )
    }

    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |(start, file)| file + (at - start))
    }
}
