//! For people, as rustc would say it. Hangul is two cells wide: annotate-snippets measures by East Asian width.

use super::places::Places;
use crate::diagnostic::{Diagnostic, Setting, Severity};
use crate::load::SourceTree;
use crate::span::{FileId, Place, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;

/// How findings are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// With the setting that put each rule at its level.
    pub settings: bool,
}

/// More than this of a file is not shown with a finding: the renderer's time grows with it.
const MOST_SHOWN: usize = 8 * 1024;

/// Draws the diagnostics, a blank line between them.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], tree: &SourceTree, style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let mut out = String::new();
    let mut places = Places::new(tree);
    for diagnostic in diagnostics {
        out.push_str(&one(diagnostic, &mut places, &renderer, style.settings));
        out.push_str("\n\n");
    }
    out
}

/// A span, what is said there, and whether it is the main place.
type Annotated<'a> = (Span, &'a str, AnnotationKind);

fn one(diagnostic: &Diagnostic, places: &mut Places<'_>, renderer: &Renderer, settings: bool) -> String {
    let tree = places.tree();
    let finding = &diagnostic.finding;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title =
        level.primary_title(finding.message.as_str()).id(format!("{} {}", finding.code, diagnostic.name));
    let mut group = annotate_snippets::Group::with_title(title);
    // One snippet a file, the primary's first.
    let primary = finding.primary.place;
    let mut by_file: BTreeMap<(bool, FileId), Vec<Annotated<'_>>> = BTreeMap::new();
    by_file.entry((false, primary.file)).or_default().push((
        primary.span,
        &finding.primary.message,
        AnnotationKind::Primary,
    ));
    for label in &finding.labels {
        let key = (label.place.file != primary.file, label.place.file);
        by_file.entry(key).or_default().push((label.place.span, &label.message, AnnotationKind::Context));
    }
    for ((_, file), annotations) in by_file {
        let file = tree.file(file);
        // Only the lines that are shown: the renderer's time grows with what it is given.
        let starts = || annotations.iter().map(|(span, ..)| span.start);
        let (first, last) = (starts().min().unwrap_or(0), starts().max().unwrap_or(0));
        let window = places.lines(file.id, first, last);
        let at = places.start(Place::new(file.id, annotations[0].0));
        if window.end - window.start > MOST_SHOWN {
            // As long as a file, a line is not shown.
            let origin = Origin::path(file.path.as_str()).line(at.line).char_column(at.column);
            group = group.element(origin);
            continue;
        }
        let above = places.start(Place::new(file.id, Span::new(window.start, window.start))).line - 1;
        let mut snippet =
            Snippet::source(&file.text[window.range()]).line_start(above + 1).path(file.path.as_str());
        for (span, message, kind) in annotations {
            let shown = one_line(&file.text, span, places, file.id);
            let annotation = kind.span(shown.start - window.start..shown.end - window.start);
            snippet =
                snippet.annotation(if message.is_empty() { annotation } else { annotation.label(message) });
        }
        group = group.element(snippet);
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    if let Some(source) = &finding.source {
        group = group.element(Level::NOTE.with_name("source").message(source.as_str()));
    }
    let setting = settings.then(|| setting(diagnostic, places));
    if let Some(setting) = &setting {
        group = group.element(Level::NOTE.with_name("level").message(setting.as_str()));
    }
    renderer.render(&[group])
}

/// What put a rule at its level.
fn setting(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let severity = diagnostic.severity.name();
    match diagnostic.setting {
        Setting::Default => format!("{severity}, as the rule has it"),
        Setting::CommandLine => format!("{severity}, by the command line"),
        Setting::Config(place) | Setting::Page(place) => {
            let at = places.start(place);
            format!("{severity}, by {}:{}:{}", places.path(place), at.line, at.column)
        }
    }
}

/// The part of a span on its first line, without the line's end: longer ones would draw whole sections.
fn one_line(text: &str, span: Span, places: &mut Places<'_>, file: FileId) -> Span {
    let start = span.start.min(text.len());
    let line = places.lines(file, start, start);
    let end = span.end.clamp(start, line.end.max(start));
    Span::new(start, start + text[start..end].trim_end().len())
}
