//! A document's content and its theme → PDF. The typesetter sees a fixed set of files that exist nowhere but here: no disk, no
//! network, no packages, no clock.

use crate::date::Date;
use crate::render::RenderError;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Abs, Frame, FrameItem};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The document that is typeset, in the theme's folder.
pub(super) const MAIN: &str = "handout.typ";

/// The fonts of a theme.
#[derive(Debug)]
pub(super) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    faces: Vec<FontInstance>,
}

impl Fonts {
    pub(super) fn new(files: impl IntoIterator<Item = Bytes>) -> Self {
        let fonts: Vec<Font> = files.into_iter().flat_map(Font::iter).collect();
        let face = |font: &Font| {
            font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
        };
        let faces = fonts.iter().map(face).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, faces }
    }

    /// Whether any font has a sign for a character. What it says of the characters that it covers counts those of old encodings
    /// as well, whose numbers mean others.
    pub(super) fn have(&self, c: char) -> bool {
        self.faces.iter().any(|face| face.ttf().glyph_index(c).is_some())
    }
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// What the typesetter can read.
struct Desk {
    fonts: Arc<Fonts>,
    main: FileId,
    files: BTreeMap<String, Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.file(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let place = id.get();
        let path = place.vpath().get_without_slash();
        let found = self.files.get(path).filter(|_| matches!(place.root(), VirtualRoot::Project));
        found.cloned().ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A finished document.
#[derive(Debug)]
pub(super) struct Pdf {
    pub bytes: Vec<u8>,
    /// Everything that is drawn, in the order of drawing.
    pub text: String,
}

/// Typesets `files`, of which [`MAIN`] is the document. `name` tells one document from another.
///
/// # Errors
/// What is wrong in the theme, with its file, line and column.
pub(super) fn typeset(
    name: &str,
    theme: &str,
    files: BTreeMap<String, Bytes>,
    fonts: &Arc<Fonts>,
    date: Date,
) -> Result<Pdf, RenderError> {
    let wrong = |message: String| RenderError::Template { name: format!("{theme}/{MAIN}"), message };
    let path = VirtualPath::new(MAIN).map_err(|error| wrong(error.to_string()))?;
    let main = RootedPath::new(VirtualRoot::Project, path).intern();
    let desk = Desk { fonts: Arc::clone(fonts), main, files };
    let failed = |errors: &[SourceDiagnostic]| failure(&desk, theme, name, errors);
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| failed(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| wrong(error.message().to_string()))?;
    let (year, month, day) = date.parts();
    let options = PdfOptions {
        ident: Smart::Custom(name.to_owned()),
        creator: Smart::Custom(Some(concat!("kurso ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Datetime::from_ymd_hms(i32::from(year), month, day, 0, 0, 0).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))?;
    let mut text = String::new();
    for page in document.pages() {
        drawn(&page.frame, &mut text);
        text.push('\n');
    }
    drop(document);
    // What was worked out for this document is of no use to others, and would stay until the program ends.
    typst::comemo::evict(2);
    Ok(Pdf { bytes, text })
}

/// The first thing that is wrong, where it stands in the theme.
fn failure(desk: &Desk, theme: &str, document: &str, errors: &[SourceDiagnostic]) -> RenderError {
    let place = |span: DiagSpan| {
        let id = span.id()?;
        let source = desk.source(id).ok()?;
        let (line, column) = source.lines().byte_to_line_column(desk.range(span)?.start)?;
        Some(format!("{theme}/{}:{}:{}", id.get().vpath().get_without_slash(), line + 1, column + 1))
    };
    let Some(error) = errors.first() else {
        return RenderError::Template {
            name: format!("{theme}/{MAIN}"),
            message: "cannot be typeset".to_owned(),
        };
    };
    let mut message = error.message.to_string();
    for hint in &error.hints {
        message.push_str("; ");
        message.push_str(&hint.v);
    }
    let message = format!("{message} (in {document})");
    RenderError::Template { name: place(error.span).unwrap_or_else(|| format!("{theme}/{MAIN}")), message }
}

/// The text of a frame.
fn drawn(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => drawn(&group.frame, out),
            FrameItem::Text(text) => {
                out.push_str(&text.text);
                out.push(' ');
            }
            _ => {}
        }
    }
}

/// Whether a drawing can be read as one.
pub(super) fn is_drawing(svg: &str) -> bool {
    pixels_within(svg).is_some_and(|pixels| pixels <= MOST_PIXELS)
        && SvgImage::new(Bytes::from_string(svg.to_owned())).is_ok()
}

/// How many pixels the pictures have that stand in a drawing; `None` where that cannot be told.
fn pixels_within(svg: &str) -> Option<usize> {
    let addresses = svg.split("href=\"data:").skip(1).map(|rest| rest.split('"').next().unwrap_or(""));
    addresses
        .map(|address| pixels_of(&format!("data:{address}")))
        .try_fold(0_usize, |all, own| all.checked_add(own?))
}

fn pixels_of(address: &str) -> Option<usize> {
    let (bytes, _) = data_url::DataUrl::process(address).ok()?.decode_to_vec().ok()?;
    pixels(&bytes)
}

/// How many pixels a photograph has; decoded, each takes four bytes, however small its file is.
fn pixels(bytes: &[u8]) -> Option<usize> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some(size.width.saturating_mul(size.height))
}

/// Whether a photograph is made for a press: its four inks need a profile that it does not bring.
fn has_four_inks(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, kind, high, low]) = jpeg.get(at..at + 4).and_then(|head| head.first_chunk::<4>()) {
        // The head of the frame says how many colours it has.
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            return jpeg.get(at + 9) == Some(&4);
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    false
}

/// The largest picture that is printed: 300 dots an inch on two A4 pages.
const MOST_PIXELS: usize = 20_000_000;

/// The size of a photograph or drawing in points; `None` for what cannot be read as one.
pub(super) fn raster_size(bytes: &[u8], extension: &str) -> Option<(f64, f64)> {
    let format = match extension {
        "png" => ExchangeFormat::Png,
        "jpg" | "jpeg" if has_four_inks(bytes) => return None,
        "jpg" | "jpeg" => ExchangeFormat::Jpg,
        "gif" => ExchangeFormat::Gif,
        "webp" => ExchangeFormat::Webp,
        _ => return None,
    };
    pixels(bytes).filter(|pixels| *pixels <= MOST_PIXELS)?;
    // Pixels of a screen have three quarters of a point.
    let image = RasterImage::plain(Bytes::new(bytes.to_vec()), format).ok()?;
    Some((f64::from(image.width()) * 0.75, f64::from(image.height()) * 0.75))
}
