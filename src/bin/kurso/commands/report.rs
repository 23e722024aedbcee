//! Findings → the terminal and files.

use crate::Outcome;
use crate::args::ReportFormat;
use crate::terminal::Terminal;
use anyhow::Context;
use kurso::diagnostic::{Diagnostic, Severity};
use kurso::lang::counted;
use kurso::report::human::Style;
use kurso::report::{self, Summary};
use kurso::site::Site;
use std::path::{Component, Path, PathBuf};

/// What is reported, and where it stands.
pub(crate) struct Report<'r> {
    pub(crate) site: &'r Site,
    pub(crate) diagnostics: &'r [Diagnostic],
    pub(crate) fail_on: Severity,
    /// The course's folder as the command line names it.
    pub(crate) course: &'r Path,
}

impl Report<'_> {
    /// Whether any finding is bad enough to fail.
    pub(crate) fn outcome(&self) -> Outcome {
        let fails = self.diagnostics.iter().any(|diagnostic| diagnostic.severity >= self.fail_on);
        if fails { Outcome::Findings } else { Outcome::Clean }
    }

    /// Prints the findings.
    pub(crate) fn print(&self, format: ReportFormat, terminal: &Terminal) -> anyhow::Result<()> {
        let text = self.render(format, terminal)?;
        match format {
            ReportFormat::Github => terminal.print_commands(&text),
            _ => terminal.print(&text),
        }
        match format {
            ReportFormat::Human | ReportFormat::Concise => terminal.say(&format!(
                "{} in {}: {}",
                self.site.course.title,
                counted(self.site.tree.files().count() as u64, "file"),
                Summary::of(self.diagnostics)
            )),
            ReportFormat::Github => self.summary()?,
            _ => {}
        }
        Ok(())
    }

    /// Writes the findings to files.
    pub(crate) fn write(&self, files: &[(ReportFormat, PathBuf)], terminal: &Terminal) -> anyhow::Result<()> {
        for (format, path) in files {
            // What goes to a file has no colours.
            let text = match format {
                ReportFormat::Human => self.human(Style::default()),
                format => self.render(*format, terminal)?,
            };
            kurso::emit::source::put(path, &text).with_context(|| path.display().to_string())?;
        }
        Ok(())
    }

    fn human(&self, style: Style) -> String {
        report::human::render(self.diagnostics, &self.site.tree, style)
    }

    fn render(&self, format: ReportFormat, terminal: &Terminal) -> anyhow::Result<String> {
        let (found, tree) = (self.diagnostics, &self.site.tree);
        let root = self.root();
        Ok(match format {
            ReportFormat::Human => self.human(Style { colour: terminal.colour, settings: terminal.verbose }),
            ReportFormat::Concise => report::concise::render(found, tree),
            ReportFormat::Json => report::json::render(found, tree)? + "\n",
            ReportFormat::Sarif => report::sarif::render(found, tree, &root)? + "\n",
            ReportFormat::Github => report::github::render(found, tree, &root),
            ReportFormat::Junit => report::junit::render(found, tree, self.fail_on),
            ReportFormat::Gitlab => report::gitlab::render(found, tree, &root)? + "\n",
        })
    }

    /// The course's folder in the repository, in whose root a CI's steps run: as it was typed, when it lies below.
    fn root(&self) -> String {
        let mut parts = Vec::new();
        for part in self.course.components() {
            match part {
                Component::CurDir => {}
                Component::Normal(name) => parts.push(name.to_string_lossy()),
                _ => return String::new(),
            }
        }
        parts.join("/")
    }

    /// Adds the table to the summary of a step of GitHub's, where this is one.
    fn summary(&self) -> anyhow::Result<()> {
        use std::io::Write;
        let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
            return Ok(());
        };
        let text = report::github::summary(self.diagnostics, &self.site.tree, &self.site.course.title);
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&path)?;
        Ok(file.write_all(text.as_bytes())?)
    }
}
