//! What may be typed.

mod print;

pub(crate) use print::PrintArgs;
#[cfg(feature = "pdf")]
pub(crate) use print::{KindArg, PaperArg};

use clap::builder::FalseyValueParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use etcetera::{BaseStrategy, choose_base_strategy};
use kurso::cache::Cache;
use kurso::cluster::view::View;
use kurso::date::Date;
use kurso::diagnostic::Severity;
use kurso::report::schema::FileType;
use kurso::report::workflow::Ci;
use std::net::{IpAddr, Ipv4Addr};
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
    /// The folder for what need not be made again [default: kurso's in the user's cache folder].
    #[arg(long, global = true, value_name = "DIR", env = "KURSO_CACHE", hide_env = true)]
    pub(crate) cache: Option<PathBuf>,
    /// Make everything anew, and keep nothing.
    #[arg(long, global = true, env = "KURSO_NO_CACHE", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(crate) no_cache: bool,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Check a course and print what is wrong.
    Check(CheckArgs),
    /// Build the static site of a course.
    Build(BuildArgs),
    /// Print handouts of a course as PDF: sessions, days, the whole course, exercises, solutions, run sheets.
    Print(PrintArgs),
    /// Show a course in the browser while it is written: pages and findings follow every edit.
    Serve(ServeArgs),
    /// Write a first course.yaml with what can be told from the files; nothing else is touched.
    Init(InitArgs),
    /// Say what a rule does, why, and how to mend what it finds.
    Explain(ExplainArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// List the figures of a course with what each is held against, and why.
    Figures(FiguresArgs),
    /// Show, draw and import clusters.
    #[command(subcommand)]
    Model(ModelCommand),
    /// Print a script by which a shell completes kurso's commands.
    Completions(CompletionsArgs),
    /// Print the manual page, or write a page per command into a folder.
    Man(ManArgs),
}

/// What to do with clusters.
#[derive(Subcommand, Debug)]
pub(crate) enum ModelCommand {
    /// Show the clusters of a course, or one of them as table and tree.
    Show(ShowArgs),
    /// Draw a figure of a cluster from its model.
    Diagram(DiagramArgs),
    /// Make a cluster file of what a real cluster gives: `kubectl get nodes,pods -A -o yaml`, or kubeadm's configuration.
    Import(ImportArgs),
    /// Print the JSON Schema of kurso's files, by which editors complete and check them.
    Schema(SchemaArgs),
}

/// Options of `model show`.
#[derive(ClapArgs, Debug)]
pub(crate) struct ShowArgs {
    /// The id of a cluster; without it, all are listed.
    pub(crate) cluster: Option<String>,
    /// The folder of the course.
    #[arg(long, default_value = ".")]
    pub(crate) course: PathBuf,
    /// The language of titles [default: the course's].
    #[arg(long, value_enum)]
    pub(crate) language: Option<LanguageArg>,
}

/// Options of `model diagram`.
#[derive(ClapArgs, Debug)]
pub(crate) struct DiagramArgs {
    /// The id of the cluster.
    pub(crate) cluster: String,
    /// What of it is shown.
    #[arg(long, value_enum, default_value_t = ViewArg::Overview)]
    pub(crate) view: ViewArg,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = DiagramFormat::Mermaid)]
    pub(crate) format: DiagramFormat,
    /// The folder of the course.
    #[arg(long, default_value = ".")]
    pub(crate) course: PathBuf,
    /// The language of labels [default: the course's].
    #[arg(long, value_enum)]
    pub(crate) language: Option<LanguageArg>,
}

/// Options of `model import`.
#[derive(ClapArgs, Debug)]
pub(crate) struct ImportArgs {
    /// Dumps in YAML or JSON, all of one cluster; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The id of the cluster [default: its own name, or the first file's].
    #[arg(long, value_parser = cluster_id)]
    pub(crate) id: Option<String>,
}

fn cluster_id(text: &str) -> Result<String, String> {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if plain && !text.is_empty() {
        Ok(text.to_owned())
    } else {
        Err("an id has letters, digits, `-` and `_` only".to_owned())
    }
}

/// Options of `model schema`.
#[derive(ClapArgs, Debug)]
pub(crate) struct SchemaArgs {
    /// The kind of file; without it, one schema for all, in which the word behind `kurso:` decides.
    #[arg(value_enum)]
    pub(crate) file: Option<FileArg>,
}

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum FileArg {
    /// course.yaml
    Course,
    /// kurso: cluster/1
    Cluster,
    /// kurso: catalogue/1
    Catalogue,
}

impl Args {
    /// The cache that was asked for.
    pub(crate) fn cache(&self) -> Cache {
        if self.no_cache {
            return Cache::none();
        }
        match &self.cache {
            Some(folder) => Cache::at(folder),
            // Somebody without a home has no cache.
            None => choose_base_strategy()
                .map_or_else(|_| Cache::none(), |base| Cache::at(&base.cache_dir().join("kurso"))),
        }
    }
}

impl From<FileArg> for FileType {
    fn from(file: FileArg) -> Self {
        match file {
            FileArg::Course => Self::Course,
            FileArg::Cluster => Self::Cluster,
            FileArg::Catalogue => Self::Catalogue,
        }
    }
}

/// What of a cluster is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ViewArg {
    /// Node groups with what runs on them, and who calls whom.
    Overview,
    /// The inside of the control plane.
    ControlPlane,
    /// Every instance behind its load balancer, and every member.
    Ha,
    /// A node from the inside.
    Node,
    /// The ways of requests and traffic.
    Traffic,
}

impl From<ViewArg> for View {
    fn from(view: ViewArg) -> Self {
        match view {
            ViewArg::Overview => Self::Overview,
            ViewArg::ControlPlane => Self::ControlPlane,
            ViewArg::Ha => Self::Ha,
            ViewArg::Node => Self::Node,
            ViewArg::Traffic => Self::Traffic,
        }
    }
}

/// A form of a generated figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum DiagramFormat {
    /// A mermaid flowchart.
    Mermaid,
    /// A picture that stands alone.
    Svg,
    /// A tree of what stands where.
    Tree,
}

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum LanguageArg {
    /// 한국어
    Ko,
    /// English
    En,
}

/// Options of `figures`.
#[derive(ClapArgs, Debug)]
pub(crate) struct FiguresArgs {
    /// The folder of the course, or a folder or file of a course that has a course.yaml.
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// How they are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// Options of `init`.
#[derive(ClapArgs, Debug)]
pub(crate) struct InitArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// Write a workflow as well, which checks what is proposed and publishes what is merged.
    #[arg(long, value_enum)]
    pub(crate) ci: Option<CiArg>,
}

/// A CI system.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum CiArg {
    /// .github/workflows/kurso.yml
    Github,
    /// .gitlab-ci.yml
    Gitlab,
}

impl From<CiArg> for Ci {
    fn from(ci: CiArg) -> Self {
        match ci {
            CiArg::Github => Self::Github,
            CiArg::Gitlab => Self::Gitlab,
        }
    }
}

/// Options of `completions`.
#[derive(ClapArgs, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Options of `man`.
#[derive(ClapArgs, Debug)]
pub(crate) struct ManArgs {
    /// The folder for `kurso.1`, `kurso-check.1` and so on; without it, the page of kurso itself is printed.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
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
    /// Make each page as a PDF, too, and offer it there.
    #[arg(long)]
    pub(crate) with_handouts: bool,
    /// The day for which the site is built: what course.yaml releases later, learners do not get. Without it they get all.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
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

/// Options of `serve`.
#[derive(ClapArgs, Debug)]
pub(crate) struct ServeArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// The port; 0 takes any that is free [default: the first free one from 4000].
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// The address to listen at; at anything but a loopback address others see the learner's edition, and only that.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) host: IpAddr,
    /// The day for which learners' pages are made: what course.yaml releases later is not there.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Open the browser.
    #[arg(long)]
    pub(crate) open: bool,
    /// Look at the files again and again, where the disk tells nothing of changes: in containers, over networks.
    #[arg(long)]
    pub(crate) poll: bool,
}

/// Options of `check`.
#[derive(ClapArgs, Debug)]
pub(crate) struct CheckArgs {
    /// The folder of the course.
    #[arg(default_value = ".")]
    pub(crate) course: PathBuf,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
    /// Write them to a file as well, in a format of its own; may be given several times.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report_file)]
    pub(crate) output: Vec<(ReportFormat, PathBuf)>,
    /// Exit with 1 when there is a finding of this level or above [default: error, or what course.yaml says].
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<Level>,
    /// Only these rules, by code, name or group.
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub(crate) select: Vec<String>,
    /// Not these rules, by code, name or group.
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub(crate) ignore: Vec<String>,
    /// The day by which suppressions with `until` have expired, such as 2027-01-31; kurso reads no clock.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<Date>,
    /// Report only findings of files that changed since a git revision; the whole course is read.
    #[arg(long, value_name = "REV")]
    pub(crate) changed_since: Option<String>,
    /// Accept what is found now: write kurso-baseline.json, and report only what is new from then on.
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "changed_since", "select", "ignore"])]
    pub(crate) update_baseline: bool,
    /// Report what the baseline accepts, too.
    #[arg(long)]
    pub(crate) no_baseline: bool,
    /// Mend what can be mended safely, and report the rest.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Mend also what somebody must look at afterwards.
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// Print what would be mended as a diff, and change nothing; exit with 1 when there is something.
    #[arg(long)]
    pub(crate) diff: bool,
}

pub(crate) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date such as 2027-01-31".to_owned())
}

fn report_file(text: &str) -> Result<(ReportFormat, PathBuf), String> {
    let (format, file) = text.split_once('=').ok_or("expected FORMAT=FILE, such as sarif=kurso.sarif")?;
    let format = ReportFormat::from_str(format, false)
        .map_err(|_| format!("no format is called `{format}`; there is {}", ReportFormat::names()))?;
    if file.is_empty() { Err("the file has no name".to_owned()) } else { Ok((format, PathBuf::from(file))) }
}

/// A format of findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people, with the lines of the files.
    Human,
    /// A line a finding.
    Concise,
    /// For programs.
    Json,
    /// For code scanning.
    Sarif,
    /// Annotations of a pull request; the table goes to the step's summary.
    Github,
    /// Test cases, for any CI.
    Junit,
    /// GitLab's code quality report.
    Gitlab,
}

impl ReportFormat {
    fn names() -> String {
        let names = Self::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        names.map(|name| name.get_name().to_owned()).collect::<Vec<_>>().join(", ")
    }
}

/// An output format.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// Options of `rules`.
#[derive(ClapArgs, Debug)]
pub(crate) struct RulesArgs {
    /// How they are printed.
    #[arg(long, value_enum, default_value_t = RulesFormat::Text)]
    pub(crate) format: RulesFormat,
}

/// A format of the list of rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum RulesFormat {
    /// A line a rule.
    Text,
    /// For programs, with the whole text of each.
    Json,
    /// A table.
    Markdown,
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
