//! What authors tell kurso in comments: `<!-- kurso: … -->`, `%% kurso: …`.

use crate::date::Date;
use crate::diagnostic::{Finding, Sink, code, nearest};
use crate::span::{Span, Spanned};

/// A directive.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Directive {
    /// `figure cluster=ID coverage=…`: about the figure below.
    Figure(FigureOptions),
    /// `bind A2=etcd#2`: what names in the figure stand for.
    Bind(Vec<(Spanned<String>, Spanned<String>)>),
    /// `generate cluster=ID view=NAME`: the fence below is kurso's to write.
    Generate(GenerateOptions),
    /// `ignore CODE … -- REASON`
    Ignore(Suppress),
    /// `ignore-start`, `ignore-end`
    IgnoreRange {
        /// Whether it begins or ends here.
        starts: bool,
        /// What is ignored.
        suppress: Suppress,
    },
    /// `expect CODE …`
    Expect(Suppress),
    /// `caption TEXT`
    Caption(String),
    /// `include PATH lines=A-B`: the fence below is a copy of these lines of a file.
    Include(Include),
    /// `tabs`: the items of the list below are tabs.
    Tabs,
    /// `solution`: the block below is an answer.
    Solution,
    /// `audience instructor`: the whole file is for instructors.
    InstructorFile,
    /// `skip -- REASON`: the figure below is not looked at.
    Skip,
    /// A known word whose meaning belongs to a later stage.
    Other(String),
}

/// What a copy is of.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Include {
    /// The file, as a link from the page.
    pub path: Spanned<String>,
    /// The first and the last line, from 1; without them the whole file.
    pub lines: Option<Spanned<(usize, usize)>>,
}

/// Rules, and whether a reason stands behind them.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Suppress {
    /// Codes or names.
    pub codes: Vec<Spanned<String>>,
    /// Whether `-- REASON` follows.
    pub has_reason: bool,
    /// The day on which it expires.
    pub until: Option<Spanned<Date>>,
}

/// What a `figure` directive says.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct FigureOptions {
    /// The cluster that the figure shows.
    pub cluster: Option<Spanned<String>>,
    /// What the figure promises.
    pub coverage: Option<Spanned<Coverage>>,
    /// Where it says that edges run from initiator to target.
    pub initiates: Option<Span>,
}

/// What a `generate` directive says.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct GenerateOptions {
    /// The cluster that is drawn.
    pub cluster: Option<Spanned<String>>,
    /// What of it.
    pub view: Option<Spanned<String>>,
}

/// What a figure promises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Coverage {
    /// Nothing.
    Illustrative,
    /// All that is drawn is true.
    Partial,
    /// And all that is required is drawn.
    Complete,
}

impl Coverage {
    /// The word that authors write.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Illustrative => "illustrative",
            Self::Partial => "partial",
            Self::Complete => "complete",
        }
    }
}

const WORDS: &[&str] = &[
    "figure",
    "bind",
    "generate",
    "ignore",
    "ignore-next",
    "ignore-start",
    "ignore-end",
    "expect",
    "caption",
    "include",
    "tabs",
    "solution",
    "audience",
    "fragment",
    "skip",
];

/// Reads what follows `kurso:`; `body` stands at `offset` in the file.
pub fn parse(body: &str, offset: usize, sink: &mut Sink) -> Option<Spanned<Directive>> {
    let start = body.len() - body.trim_start().len();
    let span = Span::new(offset + start, offset + body.trim_end().len());
    let words = words(body, offset);
    let first = words.first()?;
    let rest = &words[1..];
    let directive = match first.value.as_str() {
        "figure" => Directive::Figure(figure(rest, sink)),
        "generate" => Directive::Generate(generate(rest, sink)),
        "bind" => Directive::Bind(rest.iter().filter_map(pair).collect()),
        "ignore" | "ignore-next" => Directive::Ignore(suppress(rest, sink)),
        "ignore-start" => Directive::IgnoreRange { starts: true, suppress: suppress(rest, sink) },
        "ignore-end" => Directive::IgnoreRange { starts: false, suppress: suppress(rest, sink) },
        "expect" => Directive::Expect(suppress(rest, sink)),
        "caption" => {
            let text = rest.iter().map(|word| word.value.as_str()).collect::<Vec<_>>().join(" ");
            Directive::Caption(super::comment::without_notes(&text).trim().to_owned())
        }
        "include" => Directive::Include(include(first, rest, sink)?),
        "tabs" => Directive::Tabs,
        "solution" => Directive::Solution,
        // Whatever is not plainly for learners is not shown to them.
        "audience" if !rest.first().is_some_and(|word| word.value.starts_with("learner")) => {
            Directive::InstructorFile
        }
        "skip" => Directive::Skip,
        word if WORDS.contains(&word) => Directive::Other(word.to_owned()),
        word => {
            let finding = Finding::new(
                code::UNKNOWN_BLOCK,
                sink.place(first.span),
                format!("unknown directive `{word}`"),
            );
            sink.push(finding.meant(word, WORDS.iter().copied()));
            // A misspelt word about who may read, and when, must not show what it hides.
            match word.to_lowercase() {
                word if word.starts_with("audience") => Directive::InstructorFile,
                word if word.starts_with("solution") || nearest(&word, ["solution"]).is_some() => {
                    Directive::Solution
                }
                _ => return None,
            }
        }
    };
    Some(Spanned::new(directive, span))
}

fn words(body: &str, offset: usize) -> Vec<Spanned<String>> {
    body.split_whitespace()
        .map(|word| {
            // `split_whitespace` yields slices of `body`.
            let at = offset + (word.as_ptr() as usize - body.as_ptr() as usize);
            Spanned::new(word.to_owned(), Span::new(at, at + word.len()))
        })
        .collect()
}

fn suppress(words: &[Spanned<String>], sink: &mut Sink) -> Suppress {
    let reason = words.iter().position(|word| word.value == "--");
    let has_reason = reason.is_some_and(|at| at + 1 < words.len());
    let words = &words[..reason.unwrap_or(words.len())];
    let at = words.iter().position(|word| word.value == "until");
    let codes = words[..at.unwrap_or(words.len())].to_vec();
    let until = at.and_then(|at| {
        let date = words.get(at + 1);
        let parsed = date.and_then(|date| Some(Spanned::new(Date::parse(&date.value)?, date.span)));
        if parsed.is_none() {
            let place = sink.place(date.map_or(words[at].span, |date| date.span));
            sink.push(Finding::new(code::UNKNOWN_BLOCK, place, "expected a date such as `until 2027-01-31`"));
        }
        parsed
    });
    Suppress { codes, has_reason, until }
}

fn pair(word: &Spanned<String>) -> Option<(Spanned<String>, Spanned<String>)> {
    let (name, value) = word.value.split_once('=')?;
    let middle = word.span.start + name.len();
    Some((
        Spanned::new(name.to_owned(), Span::new(word.span.start, middle)),
        Spanned::new(value.to_owned(), Span::new(middle + 1, word.span.end)),
    ))
}

fn generate(words: &[Spanned<String>], sink: &mut Sink) -> GenerateOptions {
    let mut options = GenerateOptions::default();
    for word in words {
        match pair(word).filter(|(_, value)| !value.value.is_empty()) {
            Some((name, value)) if name.value == "cluster" => options.cluster = Some(value),
            Some((name, value)) if name.value == "view" => options.view = Some(value),
            _ => sink.push(
                Finding::new(
                    code::UNKNOWN_BLOCK,
                    sink.place(word.span),
                    format!("`{}` means nothing to `generate`", word.value),
                )
                .help("it takes cluster=ID and view=NAME"),
            ),
        }
    }
    options
}

fn include(first: &Spanned<String>, words: &[Spanned<String>], sink: &mut Sink) -> Option<Include> {
    const TAKES: &str = "it takes the path of a file, and lines=A-B or lines=A";
    let Some((path, words)) = words.split_first() else {
        let place = sink.place(first.span);
        sink.push(Finding::new(code::UNKNOWN_BLOCK, place, "this names no file").help(TAKES));
        return None;
    };
    let mut lines = None;
    for word in words {
        let range = pair(word).filter(|(name, _)| name.value == "lines").and_then(|(_, value)| {
            let (from, to) = value.value.split_once('-').unwrap_or((&value.value, &value.value));
            let range = (from.parse::<usize>().ok()?, to.parse::<usize>().ok()?);
            (range.0 >= 1 && range.0 <= range.1).then_some(Spanned::new(range, value.span))
        });
        match range {
            Some(range) => lines = Some(range),
            None => sink.push(
                Finding::new(
                    code::UNKNOWN_BLOCK,
                    sink.place(word.span),
                    format!("`{}` means nothing to `include`", word.value),
                )
                .help(TAKES),
            ),
        }
    }
    Some(Include { path: path.clone(), lines })
}

fn figure(words: &[Spanned<String>], sink: &mut Sink) -> FigureOptions {
    let mut options = FigureOptions::default();
    for word in words {
        let (name, value) =
            pair(word).unwrap_or_else(|| (word.clone(), Spanned::new(String::new(), word.span)));
        match (name.value.as_str(), value.value.as_str()) {
            ("cluster", id) if !id.is_empty() => options.cluster = Some(value),
            ("coverage", "illustrative") => {
                options.coverage = Some(Spanned::new(Coverage::Illustrative, word.span));
            }
            ("coverage", "partial") => options.coverage = Some(Spanned::new(Coverage::Partial, word.span)),
            ("coverage", "complete") => options.coverage = Some(Spanned::new(Coverage::Complete, word.span)),
            ("edges", "any") => options.initiates = None,
            ("edges", "initiates") => options.initiates = Some(word.span),
            ("view", _) => {}
            _ => {
                let finding = Finding::new(
                    code::UNKNOWN_BLOCK,
                    sink.place(word.span),
                    format!("`{}` means nothing to `figure`", word.value),
                )
                .help("it takes cluster=ID, coverage=illustrative|partial|complete, edges=any|initiates and view=NAME");
                sink.push(finding);
            }
        }
    }
    options
}
