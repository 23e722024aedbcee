//! The only way from finished output to a disk or a browser: what learners must not have is looked for before either.
//!
//! ```text
//! Realised ─▶ render ─▶ OutputTree ─▶ audit ─┬─▶ stage (a folder beside the place, then in one step)
//!                                            └─▶ file  (one that a browser asks for)
//! ```

use crate::audit::{LeakAudit, LostAudit};
use crate::cache::Cache;
use crate::diagnostic::{Finding, code};
use crate::emit::{self, Destination, EmitError, Staged};
use crate::realise::{Edition, Realised};
use crate::render::{Made, OutputTree, RenderError, render};
use std::sync::{Arc, OnceLock};

/// Why nothing is published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The output cannot be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// It cannot be written.
    #[error(transparent)]
    Emit(#[from] EmitError),
    /// Learners would read what is not for them.
    #[error("instructor text would stand where learners read (NOT001); nothing was written")]
    Leak(Vec<Finding>),
}

/// The output of one edition, on its way to a disk or a browser.
pub struct Publication {
    realised: Arc<Realised>,
    output: OutputTree,
    /// Whether its files are pages, which show all that their sources say.
    is_site: bool,
    /// What learners must not have; gathered when a first file is looked at.
    leaks: OnceLock<LeakAudit>,
}

/// A publication beside its place, and what is to be said of it.
pub struct Ready {
    /// What is to be put in its place.
    pub staged: Staged,
    /// What is to be said of it.
    pub findings: Vec<Finding>,
}

impl Publication {
    /// The site of an edition. With `handouts`, each page has a document to print beside it.
    ///
    /// # Errors
    /// When the theme or a template is wrong, or when it cannot be told what is for instructors.
    pub fn site(realised: &Arc<Realised>, handouts: &Handouts, cache: &Cache) -> Result<Self, RenderError> {
        let mut output = render(realised, handouts.is_some(), cache)?;
        if let Some(documents) = documents(realised, handouts, cache)? {
            output.absorb(documents);
        }
        Ok(Self::new(realised, output, true))
    }

    /// The documents to print of an edition.
    ///
    /// # Errors
    /// When the theme is wrong, or when it cannot be told what is for instructors.
    #[cfg(feature = "pdf")]
    pub fn documents(
        realised: &Arc<Realised>,
        options: crate::render::handout::Options,
        cache: &Cache,
    ) -> Result<Self, RenderError> {
        let output = crate::render::handout::handouts(realised, options, cache)?;
        Ok(Self::new(realised, output, false))
    }

    fn new(realised: &Arc<Realised>, output: OutputTree, is_site: bool) -> Self {
        Self { realised: Arc::clone(realised), output, is_site, leaks: OnceLock::new() }
    }

    /// Whether there is a file at a path.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.output.contains(path)
    }

    /// The bytes of a file; `None` where there is no such file.
    ///
    /// # Errors
    /// When it cannot be made, and when learners must not have it.
    pub fn file(&self, path: &str) -> Option<Result<Vec<u8>, PublishError>> {
        Some(self.output.make(path)?.map_err(PublishError::from).and_then(|made| {
            match self.leaks_of(path, &made) {
                leaks if leaks.is_empty() => Ok(made.bytes),
                leaks => Err(PublishError::Leak(leaks)),
            }
        }))
    }

    /// Makes all files beside their place, which is not touched.
    ///
    /// # Errors
    /// When a file cannot be made or written, and when learners must not have one.
    pub fn stage(&self, out: &Destination) -> Result<Ready, PublishError> {
        let lost = self.is_site.then(|| LostAudit::new(&self.realised.scope));
        let inspect = |path: &str, made: &Made| {
            let mut findings = self.leaks_of(path, made);
            findings.extend(lost.iter().flat_map(|lost| lost.inspect(path, &made.bytes)));
            findings
        };
        let known = self.leak_audit().map_or("", LeakAudit::fingerprint);
        let (staged, mut findings) = emit::stage(&self.output, out, known, &inspect)?;
        findings.sort_by_key(|a| (a.primary.place, a.code));
        findings.dedup();
        let (leaks, findings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.code == code::INSTRUCTOR_TEXT);
        if leaks.is_empty() { Ok(Ready { staged, findings }) } else { Err(PublishError::Leak(leaks)) }
    }

    fn leaks_of(&self, path: &str, made: &Made) -> Vec<Finding> {
        let Some(audit) = self.leak_audit() else { return Vec::new() };
        audit.inspect(path, made.text.as_deref().map_or(&made.bytes, str::as_bytes))
    }

    fn leak_audit(&self) -> Option<&LeakAudit> {
        match self.realised.scope.edition {
            Edition::Learner => Some(self.leaks.get_or_init(|| LeakAudit::new(&self.realised))),
            Edition::Instructor => None,
        }
    }
}

/// How each page of a site is printed, too.
#[cfg(feature = "pdf")]
pub type Handouts = Option<crate::render::handout::Options>;

/// A program without a typesetter prints nothing.
#[cfg(not(feature = "pdf"))]
pub type Handouts = Option<std::convert::Infallible>;

#[cfg(feature = "pdf")]
fn documents(
    realised: &Arc<Realised>,
    handouts: &Handouts,
    cache: &Cache,
) -> Result<Option<OutputTree>, RenderError> {
    let print = |options: &crate::render::handout::Options| {
        crate::render::handout::handouts(realised, options.clone(), cache)
    };
    handouts.as_ref().map(print).transpose()
}

#[cfg(not(feature = "pdf"))]
fn documents(_: &Arc<Realised>, handouts: &Handouts, _: &Cache) -> Result<Option<OutputTree>, RenderError> {
    handouts.map_or(Ok(None), |never| match never {})
}
