//! What may be typed.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use kurso::diagnostic::Severity;
use std::path::PathBuf;

/// A compiler for courses: checks diagrams, component trees, times and links of Markdown sessions against a typed
/// cluster model, and builds a static site of them.
#[derive(Parser, Debug)]
#[command(name = "kurso", version, about, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say nothing but findings and errors.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more: how long each stage took.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Check a course and print what is wrong.
    Check(CheckArgs),
    /// Build the static site of a course.
    Build(BuildArgs),
    /// Say what a rule does, why, and how to mend what it finds.
    Explain(ExplainArgs),
    /// List the rules.
    Rules,
    /// List the figures of a course with what each is held against, and why.
    Figures(FiguresArgs),
}

/// Options of `figures`.
#[derive(ClapArgs, Debug)]
pub(crate) struct FiguresArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// Only figures of files whose path in the course begins so.
    #[arg(long, default_value = "")]
    pub(crate) path: String,
    /// How they are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// Options of `explain`.
#[derive(ClapArgs, Debug)]
pub(crate) struct ExplainArgs {
    /// A code or a name, such as DMX003 or wrong-plane.
    pub(crate) rule: String,
}

/// Options of `build`.
#[derive(ClapArgs, Debug)]
pub(crate) struct BuildArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// The folder of the site; what kurso did not write there is left alone.
    #[arg(short, long, default_value = "site", value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Who the site is for; `all` writes OUT/learner and OUT/instructor.
    #[arg(long, value_enum, default_value_t = EditionArg::Learner)]
    pub(crate) edition: EditionArg,
    /// Do not build a course that has errors.
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Who a site is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum EditionArg {
    /// Students.
    Learner,
    /// Those who teach.
    Instructor,
    /// Both, in two folders.
    All,
}

/// Options of `check`.
#[derive(ClapArgs, Debug)]
pub(crate) struct CheckArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Exit with 1 when there is a finding of this level or above [default: error, or what course.yaml says].
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<Level>,
}

/// An output format.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// A level of findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Level {
    /// Every finding.
    Info,
    /// Warnings and errors.
    Warning,
    /// Errors.
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Info => Self::Info,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}
