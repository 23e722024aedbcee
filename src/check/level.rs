//! At which level each rule stands, and which setting put it there: its own level, then course.yaml for a group and for a
//! rule, then for a part of the course, then the command line, then the page itself.

use super::Rule;
use super::rules::{self, RULES};
use crate::config::{FILE_NAME, Patterns, RuleLevels};
use crate::diagnostic::{Code, Finding, Setting, Severity, code};
use crate::site::Site;
use crate::span::{FileId, Place, Spanned};
use std::collections::BTreeMap;

/// Levels that differ from the rules' own.
pub(super) struct Levels<'s> {
    site: &'s Site,
    /// The only rules that are on; all without one.
    selected: Option<Vec<Target>>,
    everywhere: Layer,
    /// For parts of the course; later ones win.
    paths: Vec<(&'s Patterns, Layer)>,
    command_line: Layer,
    pages: BTreeMap<FileId, Layer>,
}

/// What a setting is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Target {
    Rule(Code),
    Group(&'static str),
}

impl Target {
    /// What a code, a name or a group's letters stand for.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let group = || RULES.iter().map(|rule| &rule.code.0[..3]).find(|group| *group == text);
        rules::find(text).map(|rule| Self::Rule(rule.code)).or_else(|| group().map(Self::Group))
    }

    pub(super) fn covers(self, code: Code) -> bool {
        match self {
            Self::Rule(own) => own == code,
            Self::Group(group) => code.0.starts_with(group),
        }
    }
}

/// The settings of one place, by what they are about.
type Layer = BTreeMap<Target, (Level, Setting)>;

#[derive(Clone, Copy)]
enum Level {
    Off,
    At(Severity),
}

/// What the command line says of levels.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    /// The only rules that are on, by code, name or group; empty for all.
    pub select: Vec<String>,
    /// Rules that are off.
    pub ignore: Vec<String>,
}

/// The name that stands for no rule and no group, if there is one among `names`.
#[must_use]
pub fn unknown<'n>(names: impl IntoIterator<Item = &'n String>) -> Option<&'n str> {
    names.into_iter().find(|name| Target::parse(name).is_none()).map(String::as_str)
}

/// The rule or group that is nearest to a name.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::diagnostic::nearest(name, names())
}

/// Everything that rules and groups go by.
fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().flat_map(|rule| [rule.code.0, rule.name, &rule.code.0[..3]])
}

impl<'s> Levels<'s> {
    /// Reads every setting; names that stand for no rule are findings.
    pub(super) fn new(site: &'s Site, command_line: &CommandLine, findings: &mut Vec<Finding>) -> Self {
        let config = &site.config.check;
        let file = site.tree.find(FILE_NAME).map(|file| file.id);
        let mut find = |file: Option<FileId>, name: &Spanned<String>| {
            let target = Target::parse(&name.value);
            if let (None, Some(file)) = (target, file) {
                findings.push(unknown_rule(Place::new(file, name.span), &name.value));
            }
            target
        };
        let mut layer = |file: Option<FileId>, levels: &RuleLevels, page: bool| {
            let mut layer = Layer::new();
            let at = levels.severity.iter().map(|(name, severity)| (name, Level::At(*severity)));
            let off = levels.ignore.iter().map(|name| (name, Level::Off));
            for (name, level) in at.chain(off) {
                if let (Some(target), Some(file)) = (find(file, name), file) {
                    let place = Place::new(file, name.span);
                    let setting = if page { Setting::Page(place) } else { Setting::Config(place) };
                    layer.insert(target, (level, setting));
                }
            }
            layer
        };
        let everywhere = layer(file, &config.levels, false);
        let paths = config.paths.iter().map(|(files, levels)| (files, layer(file, levels, false))).collect();
        let pages = site
            .course
            .pages()
            .map(|(_, page)| (page.file, layer(Some(page.file), &page.document.front_matter.levels, true)))
            .filter(|(_, layer)| !layer.is_empty())
            .collect();
        let of_config: Vec<Target> = config.select.iter().filter_map(|name| find(file, name)).collect();
        let named =
            |names: &[String]| names.iter().filter_map(|name| Target::parse(name)).collect::<Vec<_>>();
        // What is asked for on the command line is asked for now.
        let selected = match (named(&command_line.select), of_config) {
            (now, _) if !now.is_empty() => Some(now),
            (_, always) if !always.is_empty() => Some(always),
            _ => None,
        };
        let off = named(&command_line.ignore).into_iter();
        let command_line = off.map(|target| (target, (Level::Off, Setting::CommandLine))).collect();
        Self { site, selected, everywhere, paths, command_line, pages }
    }

    /// The rule of a code, its level in a file, and what put it there; `None` when it is off there.
    pub(super) fn of(&self, code: Code, file: FileId) -> Option<(&'static Rule, Severity, Setting)> {
        let rule = rules::find(code.0)?;
        if self.selected.as_ref().is_some_and(|targets| !targets.iter().any(|target| target.covers(code))) {
            return None;
        }
        let path = &self.site.tree.file(file).path;
        let paths = self.paths.iter().filter(|(files, _)| files.matches(path)).map(|(_, layer)| layer);
        let layers = std::iter::once(&self.everywhere)
            .chain(paths)
            .chain([&self.command_line])
            .chain(self.pages.get(&file));
        let mut found = (Level::At(rule.severity), Setting::Default);
        for layer in layers {
            let of_group = layer.get(&Target::Group(&rule.code.0[..3]));
            if let Some(setting) = layer.get(&Target::Rule(code)).or(of_group) {
                found = *setting;
            }
        }
        match found {
            (Level::Off, _) => None,
            (Level::At(severity), setting) => Some((rule, severity, setting)),
        }
    }
}

/// The finding that a name stands for no rule.
pub(super) fn unknown_rule(place: Place, name: &str) -> Finding {
    let finding = Finding::new(code::UNKNOWN_RULE_CODE, place, format!("no rule is called `{name}`"));
    let finding = finding.meant(name, names());
    if finding.help.is_empty() { finding.help("`kurso rules` lists them") } else { finding }
}
