//! Pictures of a handout, and lines of code that fit its width.

use super::content::Block;
use super::writer::Writer;
use crate::lang::cells;
use crate::parse::ast::{Length, Size};
use crate::realise::page::{Diagram, Image, Source};
use crate::render::diagram;
use std::collections::BTreeMap;

/// The cells of a line in the smallest size that can be read; what is longer goes on below.
const MAX_CELLS: usize = 132;

/// The height of a picture that stays in its line, in points.
const SMALL: f64 = 24.0;

/// What stands before a line that goes on.
const GOES_ON: &str = "↪ ";

/// The pictures of a document: files beside `content.json`.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub files: BTreeMap<String, Vec<u8>>,
    /// How many have a number.
    pub numbered: usize,
}

impl Figures {
    fn add(&mut self, bytes: Vec<u8>, extension: &str) -> String {
        let name = format!("{}.{extension}", self.files.len() + 1);
        self.files.insert(name.clone(), bytes);
        name
    }
}

/// Code or a tree as it stands, its longest lines wrapped with a mark.
pub(super) fn lines(text: &str, tree: bool) -> Block {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.trim_end().replace('\t', "    ");
        // One pass over the line, since there are lines of a megabyte.
        let (mut start, mut used, mut blank) = (0, 0, None);
        for (at, c) in line.char_indices() {
            let width = cells(c.encode_utf8(&mut [0; 4]));
            if used + width > MAX_CELLS {
                // Rather at a blank, where there is one not far from the end.
                let end = blank.filter(|blank| (at - start) * 3 < (*blank - start) * 4).unwrap_or(at);
                lines.push(piece(&line, start..end));
                start = end;
                used = cells(GOES_ON) + cells(&line[start..at]);
                blank = None;
            }
            used += width;
            if c == ' ' {
                blank = Some(at + 1);
            }
        }
        lines.push(piece(&line, start..line.len()));
    }
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    if lines.is_empty() {
        lines.push(" ".to_owned());
    }
    let cells = lines.iter().map(|line| cells(line)).max().unwrap_or(0);
    Block::Code { lines, cells, tree }
}

/// What a diagram calls itself, and how it describes itself.
fn told(source: &str) -> Option<String> {
    let of = |key: &str| {
        let line = source
            .lines()
            .find_map(|line| line.trim_start().strip_prefix(key)?.trim_start().strip_prefix(':'))?;
        Some(line.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let said: Vec<String> = [of("accTitle"), of("accDescr")].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(". "))
}

/// A part of a line, with a mark where the line goes on in it.
fn piece(line: &str, range: std::ops::Range<usize>) -> String {
    let mark = if range.start > 0 { GOES_ON } else { "" };
    format!("{mark}{}", &line[range])
}

impl Writer<'_> {
    /// A diagram as a picture; its source where it cannot be drawn.
    pub(super) fn diagram(&mut self, diagram: &Diagram) -> Block {
        let drawn = self.renderer.printed_picture(diagram).ok();
        let Some((svg, size)) = drawn.and_then(|svg| diagram::size(&svg).map(|size| (svg, size))) else {
            return lines(&diagram.source, false);
        };
        let (width, height) = size;
        self.figures.numbered += 1;
        let alt = told(&diagram.source).or_else(|| diagram.caption.clone()).unwrap_or_else(|| {
            let labels = diagram.labels.iter();
            let labels: Vec<String> =
                labels.map(|label| label.replace("<br/>", " ").replace("<br>", " ")).collect();
            format!("{}: {}", self.renderer.word("figure"), labels.join(", "))
        });
        Block::Figure {
            file: self.figures.add(svg.into_bytes(), "svg"),
            number: self.figures.numbered,
            caption: diagram.caption.clone(),
            alt,
            width,
            height,
        }
    }

    /// A picture on a line of its own.
    pub(super) fn image(&mut self, image: &Image) -> Option<Block> {
        let (file, width, height) = self.picture(image)?;
        self.figures.numbered += 1;
        // An icon stays in its line.
        if height <= SMALL {
            return None;
        }
        let caption = (!image.title.is_empty()).then(|| image.title.clone());
        let alt = match image.alternative.as_str() {
            "" => self.renderer.word("figure").to_owned(),
            alternative => alternative.to_owned(),
        };
        Some(Block::Figure { file, number: self.figures.numbered, caption, alt, width, height })
    }

    /// A picture of the course's own: its file, width and height in points; `None` where it is none that can be printed.
    pub(super) fn picture(&mut self, image: &Image) -> Option<(String, f64, f64)> {
        let Source::File(file) = image.source else { return None };
        let site = self.renderer.site();
        let path = &site.tree.file(file).path;
        let read = || {
            let bytes = site.tree.bytes(file).ok()?;
            let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
            if extension == "svg" {
                let svg = crate::picture::clean(&bytes).ok()?.svg;
                let (width, height) = diagram::size(&svg).filter(|_| super::typeset::is_drawing(&svg))?;
                return Some((svg.into_bytes(), "svg".to_owned(), width, height));
            }
            let (width, height) = super::typeset::raster_size(&bytes, &extension)?;
            Some((bytes, extension, width, height))
        };
        let Some((bytes, extension, width, height)) = read() else {
            self.unprinted.insert((image.place, path.clone()));
            return None;
        };
        let (width, height) = sized(image.size, width, height);
        Some((self.figures.add(bytes, &extension), width, height))
    }
}

/// The width and height in points of a picture that has others of its own, as large as its author wants it. Its form stays.
fn sized(size: Size, width: f64, height: f64) -> (f64, f64) {
    /// Of the lines of a page, in points.
    const TEXT_WIDTH: f64 = 480.0;
    let points = |length: Length| match length {
        Length::Pixels(pixels) => f64::from(pixels) * 0.75,
        Length::Percent(percent) => f64::from(percent) / 100.0 * TEXT_WIDTH,
    };
    // A height in percent is one of nothing.
    let high = size.height.filter(|height| matches!(height, Length::Pixels(_)));
    let scale = match (size.width, high) {
        (Some(wanted), _) => points(wanted) / width,
        (None, Some(wanted)) => points(wanted) / height,
        (None, None) => 1.0,
    };
    (width * scale, height * scale)
}
