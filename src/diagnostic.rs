//! Findings as data: every stage makes [`Finding`]s, the checker turns them into [`Diagnostic`]s by
//! adding the level, and each output format is a function of its own in [`report`](crate::report).

use crate::span::{FileId, Place, Span};

/// The code of a rule, such as `DMX003`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code(pub &'static str);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// Only codes that files get when they are read are ever read back.
impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let known = code::OF_FILES.iter().find(|code| code.0 == text);
        known.copied().ok_or_else(|| serde::de::Error::custom("no code of a file"))
    }
}

/// Codes of findings that arise before the checker runs.
pub mod code {
    use super::Code;

    /// A file that cannot be read.
    pub const UNREADABLE_FILE: Code = Code("SRC001");
    /// An input beyond a limit.
    pub const LIMIT_REACHED: Code = Code("LIM001");
    /// A key that the file type does not have.
    pub const UNKNOWN_KEY: Code = Code("CFG001");
    /// An `ignore` without a reason.
    pub const SUPPRESSION_WITHOUT_REASON: Code = Code("CFG002");
    /// An `ignore` or `expect` that meets nothing.
    pub const UNUSED_SUPPRESSION: Code = Code("CFG003");
    /// An entry of the baseline that nothing matches.
    pub const STALE_BASELINE_ENTRY: Code = Code("CFG004");
    /// An `ignore` whose day is over.
    pub const EXPIRED_SUPPRESSION: Code = Code("CFG006");
    /// A rule code that does not exist.
    pub const UNKNOWN_RULE_CODE: Code = Code("CFG005");
    /// A value of the wrong type or range, a duplicate, a reference to nothing.
    pub const INVALID_MODEL: Code = Code("CFG007");
    /// A figure or binding that names a cluster that does not exist.
    pub const UNKNOWN_CLUSTER: Code = Code("CFG008");
    /// An orphan or missing closing fence.
    pub const BROKEN_FENCE: Code = Code("STR001");
    /// A directive that kurso does not know.
    pub const UNKNOWN_BLOCK: Code = Code("STR008");
    /// A formula that cannot be drawn.
    pub const MATH_NOT_RENDERED: Code = Code("STR015");
    /// A character that no font for printing has.
    pub const MISSING_GLYPH: Code = Code("PRT001");
    /// A picture that cannot be printed.
    pub const PICTURE_NOT_PRINTED: Code = Code("PRT002");
    /// A comment without an end.
    pub const UNTERMINATED_COMMENT: Code = Code("NOT004");
    /// A sidecar's heading that the session does not have.
    pub const NOTE_WITHOUT_TARGET: Code = Code("NOT002");
    /// Instructor text in a learner's page.
    pub const INSTRUCTOR_TEXT: Code = Code("NOT001");
    /// A page's text that its file does not show.
    pub const LEARNER_TEXT_LOST: Code = Code("NOT003");
    /// A diagram that cannot be drawn.
    pub const FIGURE_NOT_DRAWN: Code = Code("DIA011");
    /// An element of HTML that no page shows.
    pub const ELEMENT_LEFT_OUT: Code = Code("SRC004");
    /// What looks like it is for instructors and is shown to learners.
    pub const LOOKS_FOR_INSTRUCTORS: Code = Code("NOT005");

    /// The codes of what parsing a single file finds.
    pub(super) const OF_FILES: &[Code] = &[
        LIMIT_REACHED,
        UNKNOWN_KEY,
        UNKNOWN_RULE_CODE,
        INVALID_MODEL,
        BROKEN_FENCE,
        UNKNOWN_BLOCK,
        MATH_NOT_RENDERED,
        UNTERMINATED_COMMENT,
        LOOKS_FOR_INSTRUCTORS,
        ELEMENT_LEFT_OUT,
    ];
}

/// How bad a finding is; ordered from mild to severe.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The lower-case word of every output format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// One level milder.
    #[must_use]
    pub fn milder(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|severity| severity.name() == name)
    }
}

/// A place with something to say about it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What; may be empty.
    pub message: String,
}

/// Whether a fix may be applied without a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Applicability {
    /// It cannot change what the author meant.
    Safe,
    /// Somebody must look.
    Unsafe,
}

/// One replacement of bytes.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// The new text.
    pub replacement: String,
}

/// Edits that belong together and remove a finding.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: String,
    /// Whether it is safe.
    pub applicability: Applicability,
    /// The edits, none overlapping.
    pub edits: Vec<Edit>,
}

/// What is wrong and where, before anybody decided how bad that is.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// A short lower-case sentence.
    pub message: String,
    /// The main place.
    pub primary: Label,
    /// Further places, other files included.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Vec<String>,
    /// Where the fact comes from.
    pub source: Option<String>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// Whether it stands one level below its rule: what rests on evidence alone is said more softly.
    pub mild: bool,
    /// What of an author's style it shows: findings of the same rule and style on many pages are told once.
    pub style: Option<String>,
}

impl Finding {
    /// A finding of `code` at `place`.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: Label { place, message: String::new() },
            labels: Vec::new(),
            help: Vec::new(),
            source: None,
            fixes: Vec::new(),
            mild: false,
            style: None,
        }
    }

    /// Puts it one level below its rule when `mild`.
    #[must_use]
    pub fn mild(mut self, mild: bool) -> Self {
        self.mild = mild;
        self
    }

    /// Names the style of the author's that it shows.
    #[must_use]
    pub fn style(mut self, style: impl Into<String>) -> Self {
        self.style = Some(style.into());
        self
    }

    /// Says something at the main place.
    #[must_use]
    pub fn here(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, place: Place, message: impl Into<String>) -> Self {
        self.labels.push(Label { place, message: message.into() });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Names the nearest of `candidates`, when one is near.
    #[must_use]
    pub fn nearest<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(name, candidates) {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }

    /// Names the nearest of `candidates`, when one is near, and offers to write it, where `name` stands as it is at the
    /// finding's place: an escape or a quotation mark would go with it.
    #[must_use]
    pub fn meant<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let place = self.primary.place;
        match nearest(name, candidates) {
            Some(candidate) => {
                let finding = self.help(format!("did you mean `{candidate}`?"));
                if place.span.end - place.span.start != name.len() {
                    return finding;
                }
                let edit = Edit { place, replacement: candidate.to_owned() };
                finding.fix(format!("write `{candidate}`"), Applicability::Safe, edit)
            }
            None => self,
        }
    }

    /// Says where the fact comes from; nothing where that is empty.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into()).filter(|source| !source.is_empty());
        self
    }

    /// Adds a fix of one edit.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, applicability: Applicability, edit: Edit) -> Self {
        self.fixes.push(Fix { title: title.into(), applicability, edits: vec![edit] });
        self
    }
}

/// The candidate that is nearest to `name`, when it is near enough to be meant. Other numbers mean other things:
/// `day_02` is no misspelling of `day_01`.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let digits = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    let (wanted, lower, length) = (digits(name), name.to_lowercase(), name.chars().count());
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            let most = length.max(other).max(3) / 3;
            // A name that is much longer is far off without being compared letter by letter.
            if length.abs_diff(other) > most || digits(candidate) != wanted {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance <= most).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// What put a rule at its level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// The rule itself.
    Default,
    /// A place in course.yaml.
    Config(Place),
    /// The command line.
    CommandLine,
    /// A place in the page's front matter.
    Page(Place),
}

/// A finding at its level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule's name, such as `wrong-plane`.
    pub name: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What put it at that level.
    pub setting: Setting,
    /// What and where.
    pub finding: Finding,
}

/// A value that could be made, and what was wrong on the way.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value; broken input yields as much of it as can be told.
    pub value: T,
    /// What was wrong.
    pub findings: Vec<Finding>,
}

/// Collects findings of one file.
#[derive(Debug)]
pub struct Sink {
    file: FileId,
    findings: Vec<Finding>,
}

impl Sink {
    /// A sink for findings in `file`.
    #[must_use]
    pub fn new(file: FileId) -> Self {
        Self { file, findings: Vec::new() }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// A place in the sink's file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    /// Takes a finding in.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// How much was found so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether nothing was found so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// All that was found, in the order it was found.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
