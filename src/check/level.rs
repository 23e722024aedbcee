//! At which level each rule stands: its own, then what course.yaml says of it, then what it says of a part of the course.

use super::Rule;
use super::rules::{self, RULES};
use crate::config::{CheckConfig, FILE_NAME, Patterns};
use crate::diagnostic::{Code, Finding, Severity, code};
use crate::load::SourceTree;
use crate::span::{FileId, Place, Spanned};
use std::collections::BTreeMap;

/// Levels that differ from the rules' own.
pub(super) struct Levels<'t> {
    tree: &'t SourceTree,
    everywhere: BTreeMap<Code, Level>,
    /// For parts of the course; later ones win.
    paths: Vec<(Patterns, BTreeMap<Code, Level>)>,
}

#[derive(Clone, Copy)]
enum Level {
    Off,
    At(Severity),
}

impl<'t> Levels<'t> {
    /// Reads the configuration; codes that do not exist are findings.
    pub(super) fn new(config: &CheckConfig, tree: &'t SourceTree, findings: &mut Vec<Finding>) -> Self {
        let mut levels = |severity: &[(Spanned<String>, Severity)], ignore: &[Spanned<String>]| {
            let at = severity.iter().map(|(wanted, severity)| (wanted, Level::At(*severity)));
            let off = ignore.iter().map(|wanted| (wanted, Level::Off));
            at.chain(off).filter_map(|(wanted, level)| Some((find(wanted, tree, findings)?, level))).collect()
        };
        let everywhere = levels(&config.severity, &config.ignore);
        let paths = config
            .paths
            .iter()
            .map(|path| (path.files.clone(), levels(&path.severity, &path.ignore)))
            .collect();
        Self { tree, everywhere, paths }
    }

    /// The rule of a code and its level in a file; `None` when it is off there.
    pub(super) fn of(&self, code: Code, file: FileId) -> Option<(&'static Rule, Severity)> {
        let rule = rules::find(code.0)?;
        let path = &self.tree.file(file).path;
        let own = self
            .paths
            .iter()
            .rev()
            .filter(|(files, _)| files.matches(path))
            .find_map(|(_, levels)| levels.get(&code));
        match own.or_else(|| self.everywhere.get(&code)) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => Some((rule, *severity)),
            None => Some((rule, rule.severity)),
        }
    }
}

fn find(wanted: &Spanned<String>, tree: &SourceTree, findings: &mut Vec<Finding>) -> Option<Code> {
    let rule = rules::find(&wanted.value);
    if rule.is_none()
        && let Some(file) = tree.find(FILE_NAME)
    {
        let place = Place::new(file.id, wanted.span);
        let finding =
            Finding::new(code::UNKNOWN_RULE_CODE, place, format!("no rule is called `{}`", wanted.value));
        findings.push(finding.nearest(&wanted.value, RULES.iter().flat_map(|rule| [rule.code.0, rule.name])));
    }
    rule.map(|rule| rule.code)
}
