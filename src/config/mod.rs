//! `course.yaml` → [`Config`]. Everything in it is optional: a course without the file is inferred.

pub mod check;

mod file;

mod release;

pub use check::{CheckConfig, RuleLevels};
pub use file::{FIELDS, exclude, is_ours, parse};
pub use release::{HeldBack, Release};

use crate::audience;
use crate::date::Date;
use crate::lang::{Language, Text, nfc};
use crate::span::Spanned;
use crate::version::Version;
use globset::GlobSet;

/// The templates that a course may have its own of; a test holds them against those that the program carries.
pub const TEMPLATE_NAMES: &[&str] = &[
    "base.html",
    "cluster.html",
    "comparison.html",
    "component.html",
    "home.html",
    "map.html",
    "moved.html",
    "not_found.html",
    "page.html",
    "run_sheet.html",
    "unit.html",
];

/// The name of the file, beside the content.
pub const FILE_NAME: &str = "course.yaml";

/// What a course says about itself, validated and with defaults applied.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The course's title; without it the home page's.
    pub title: Option<Text>,
    /// The course's language; without it the one that most of its text is in.
    pub language: Option<Language>,
    /// Oldest and newest Kubernetes version that the course is true for.
    pub kubernetes: Vec<Version>,
    /// Where cluster files are and which one figures mean that name none.
    pub clusters: ClusterConfig,
    /// Clock and breaks.
    pub schedule: Schedule,
    /// Paths that are no part of the course.
    pub exclude: Patterns,
    /// Whom whole files are for; the last pattern that matches counts.
    pub audience: Vec<Audience>,
    /// What learners get later.
    pub release: Vec<Release>,
    /// The day for which a site is built; without one everything is released.
    pub as_of: Option<Date>,
    /// Whether it cannot be told which files are for instructors: no learner edition is made then.
    pub audience_unknown: bool,
    /// How the checker judges.
    pub check: CheckConfig,
    /// How the site looks and where it stands.
    pub site: SiteConfig,
}

impl Config {
    /// Whether course.yaml gives a file to instructors alone: for good, or until it is released.
    #[must_use]
    pub fn is_for_instructors(&self, path: &str) -> bool {
        self.audience_of(path).unwrap_or_else(|| names_instructors(path)) || self.is_released_later(path)
    }

    /// Whether course.yaml gives a file to instructors or to learners, by a pattern; `None` where no pattern matches.
    #[must_use]
    pub fn audience_of(&self, path: &str) -> Option<bool> {
        self.audience.iter().rev().find(|own| own.paths.matches(path)).map(|own| own.instructor)
    }

    /// Whether learners get a file only later.
    #[must_use]
    pub fn is_released_later(&self, path: &str) -> bool {
        self.holds_back(path, |release| release.pages)
    }

    /// Which answers of a file are not released yet.
    #[must_use]
    pub fn held_back(&self, path: &str) -> HeldBack {
        HeldBack {
            solutions: self.holds_back(path, |release| release.solutions),
            hints: self.holds_back(path, |release| release.hints),
        }
    }

    /// The day on which learners got a file, where the site is built for a day.
    #[must_use]
    pub fn released(&self, path: &str) -> Option<Date> {
        let as_of = self.as_of?;
        let days = self
            .release
            .iter()
            .filter(|release| release.paths.matches(path))
            .filter_map(|release| release.pages);
        days.filter(|day| *day <= as_of).max()
    }

    fn holds_back(&self, path: &str, day: impl Fn(&Release) -> Option<Date>) -> bool {
        let Some(as_of) = self.as_of else { return false };
        let later = |release: &&Release| day(release).is_some_and(|day| day > as_of);
        self.release.iter().filter(later).any(|release| release.paths.matches(path))
    }
}

/// Whether a file, or a folder that it lies in, is called as what is for instructors is.
#[must_use]
pub fn names_instructors(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    let says = |name: &str| audience::name(name) == audience::Mark::Instructors;
    // `session_03.notes.txt`, a copy of notes.
    let copied = file.split('.').rev().skip(1).any(|part| part.eq_ignore_ascii_case("notes"))
        && file.matches('.').count() > 1;
    folders.split('/').any(says) || copied || says(stem) && !audience::is_person_alone(stem)
}

/// A pattern of `audience:` of course.yaml.
#[derive(Clone, Debug)]
pub struct Audience {
    /// The files.
    pub paths: Patterns,
    /// What the author wrote for them.
    pub pattern: Spanned<String>,
    /// Whether they are for instructors, or for learners.
    pub instructor: bool,
}

/// `clusters:` of course.yaml.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// The cluster of figures that name none.
    pub default: Option<Spanned<String>>,
    /// The folder of the cluster files, relative to the course.
    pub folder: String,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self { default: None, folder: "clusters".to_owned() }
    }
}

/// `schedule:` of course.yaml; minutes, and minutes after midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// When the first session of a day begins.
    pub start: u32,
    /// What a session is promised when its day says nothing.
    pub session: Option<u32>,
    /// Between two sessions, where the course says it.
    pub pause: Option<u32>,
    /// Begin and end of the lunch break.
    pub lunch: Option<(u32, u32)>,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { start: 9 * 60, session: None, pause: None, lunch: None }
    }
}

impl Schedule {
    /// The minutes between two sessions, ten where the course says nothing.
    #[must_use]
    pub fn pause(&self) -> u32 {
        self.pause.unwrap_or(10)
    }
}

/// `site:` of course.yaml.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The theme's folder name.
    pub theme: String,
    /// Whether course.yaml names it: only then files of the course's own take the place of kurso's.
    pub own_theme: bool,
    /// The path below which the site is served.
    pub base_path: Option<String>,
    /// Whether answers stand open, per edition.
    pub answers: Answers,
    /// What becomes of HTML in Markdown.
    pub raw_html: RawHtml,
    /// What becomes of pictures of other sites.
    pub remote_images: RemoteImages,
    /// Where pages stood before.
    pub redirects: Vec<Redirect>,
    /// The address at which the site will stand, with its `/`.
    pub url: Option<String>,
    /// Whether pages of the course's own, which may run scripts in the site's name, travel as they are.
    pub html_files: bool,
    /// Whether the templates in the course's folder `templates` take the place of kurso's.
    pub own_templates: bool,
}

impl SiteConfig {
    /// The path below which the site stands, from `/` to `/`: as it is said, else as the site's address has it.
    #[must_use]
    pub fn base(&self) -> &str {
        let of_url = || {
            let (_, rest) = self.url.as_deref()?.split_once("://")?;
            // Two slashes would begin the name of another host.
            rest.find('/').map(|at| &rest[at..]).filter(|path| !path.starts_with("//"))
        };
        self.base_path.as_deref().or_else(of_url).unwrap_or("/")
    }
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            theme: "default".to_owned(),
            own_theme: false,
            base_path: None,
            answers: Answers::default(),
            raw_html: RawHtml::default(),
            remote_images: RemoteImages::default(),
            redirects: Vec::new(),
            url: None,
            html_files: false,
            own_templates: false,
        }
    }
}

/// A page that stood somewhere else.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// Where it stood: a path of a page or of its file.
    pub from: Spanned<String>,
    /// The file that it is now.
    pub to: Spanned<String>,
}

/// What becomes of pictures of other sites.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RemoteImages {
    /// The page shows them, and the reader's browser asks the other site for them.
    #[default]
    Show,
    /// The page links to them.
    Link,
}

/// What becomes of HTML in Markdown. Scripts, handlers and addresses that run are in no page, whatever it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RawHtml {
    /// Every other element and attribute stays: films, frames, forms, styles.
    Allow,
    /// What belongs to text stays.
    #[default]
    Sanitize,
    /// Tags are shown as they are written.
    Escape,
}

impl RawHtml {
    /// As course.yaml writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Sanitize => "sanitize",
            Self::Escape => "escape",
        }
    }
}

/// How `<details>` with answers are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answers {
    /// Whether they stand open for learners.
    pub learner_open: bool,
    /// Whether they stand open for instructors.
    pub instructor_open: bool,
}

impl Default for Answers {
    fn default() -> Self {
        Self { learner_open: false, instructor_open: true }
    }
}

/// Path patterns, matched against paths relative to the course.
#[derive(Clone, Debug, Default)]
pub struct Patterns(GlobSet);

impl Patterns {
    /// Whether any pattern matches `path`.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(&*nfc(path))
    }
}

/// Minutes after midnight of `09:30`.
#[must_use]
pub fn clock(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests;
