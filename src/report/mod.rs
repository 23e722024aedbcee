//! Diagnostics → text, one file per format.

pub mod baseline;

pub mod concise;

pub mod diff;

pub mod figures;

pub mod first_look;

pub mod github;

pub mod gitlab;

pub mod human;

pub mod json;

pub mod junit;

pub mod model;

pub mod overlay;

mod places;

pub mod rules;

pub mod sarif;

pub mod schema;

pub mod start;

pub mod workflow;

use crate::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// How many findings there are of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The rest.
    pub infos: usize,
}

impl Summary {
    /// Counts.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            *counts.entry(diagnostic.severity).or_default() += 1;
        }
        let count = |severity| counts.get(&severity).copied().unwrap_or(0);
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "note")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| crate::lang::counted(count as u64, word))
            .collect();
        if parts.is_empty() { f.write_str("nothing found") } else { f.write_str(&parts.join(", ")) }
    }
}
