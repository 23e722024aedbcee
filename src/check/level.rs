//! At which level each rule stands.

use super::Rule;
use super::rules::{self, RULES};
use crate::config::{CheckConfig, FILE_NAME};
use crate::diagnostic::{Code, Finding, Severity, code};
use crate::load::SourceTree;
use crate::span::{Place, Spanned};
use std::collections::BTreeMap;

/// The levels that differ from the rules' own.
pub(super) struct Levels {
    ignored: Vec<Code>,
    severities: BTreeMap<Code, Severity>,
}

impl Levels {
    /// Reads the configuration; codes that do not exist are findings.
    pub(super) fn new(config: &CheckConfig, tree: &SourceTree, findings: &mut Vec<Finding>) -> Self {
        let mut find = |wanted: &Spanned<String>| {
            let rule = rules::find(&wanted.value);
            if rule.is_none()
                && let Some(file) = tree.find(FILE_NAME)
            {
                let place = Place::new(file.id, wanted.span);
                let finding = Finding::new(
                    code::UNKNOWN_RULE_CODE,
                    place,
                    format!("no rule is called `{}`", wanted.value),
                );
                findings.push(
                    finding.nearest(&wanted.value, RULES.iter().flat_map(|rule| [rule.code.0, rule.name])),
                );
            }
            rule.map(|rule| rule.code)
        };
        let ignored = config.ignore.iter().filter_map(&mut find).collect();
        let severities = config
            .severity
            .iter()
            .filter_map(|(wanted, severity)| Some((find(wanted)?, *severity)))
            .collect();
        Self { ignored, severities }
    }

    /// The rule of a code and its level; `None` when it is off.
    pub(super) fn of(&self, code: Code) -> Option<(&'static Rule, Severity)> {
        let rule = rules::find(code.0)?;
        let level = self.severities.get(&code).copied().unwrap_or(rule.severity);
        (!self.ignored.contains(&code)).then_some((rule, level))
    }
}
