//! Options of `print`.

use super::{EditionArg, date};
use clap::{Args as ClapArgs, ValueEnum};
use kurso::date::Date;
use std::path::PathBuf;

/// Options of `print`.
#[derive(ClapArgs, Debug)]
pub(crate) struct PrintArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// Where the documents go: files that kurso printed there before and that are not asked for now are removed.
    #[arg(short, long, default_value = "handouts", value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// What is printed; several kinds are separated by commas.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "session")]
    pub(crate) kind: Vec<KindArg>,
    /// Who it is for.
    #[arg(long, value_enum, default_value_t = EditionArg::Learner)]
    pub(crate) edition: EditionArg,
    /// What it is printed on.
    #[arg(long, value_enum, default_value_t = PaperArg::A4)]
    pub(crate) paper: PaperArg,
    /// The day for which learners' documents are made: what course.yaml releases later is not there.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Write the default theme's handout.typ to standard output, to be changed, and print nothing.
    #[arg(long)]
    pub(crate) show_theme: bool,
    /// How long printing may take [default: 30 seconds and two for each page].
    #[arg(long, value_name = "SECONDS")]
    pub(crate) time_limit: Option<u64>,
    /// The day that the files say they were made on [default: that of SOURCE_DATE_EPOCH or of --as-of, else the latest that a page
    /// names; kurso reads no clock].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum KindArg {
    /// A document for each page, indexes apart.
    Page,
    /// A document for each session.
    Session,
    /// A booklet for each day.
    Day,
    /// The whole course as one booklet.
    Course,
    /// Labs, discussions and tasks, with room to write.
    Exercises,
    /// The answers.
    Solutions,
    /// A page for each session with its clock, and for instructors with its notes.
    RunSheet,
}

/// What it is printed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum PaperArg {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}
