//! The part of a course that a command is about.

/// The part of a course that a command was given: a folder, a file, or all of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection(Option<String>);

impl Selection {
    /// A folder or a file of the course; empty for all of it.
    #[must_use]
    pub fn of(path: String) -> Self {
        Self(Some(path).filter(|path| !path.is_empty()))
    }

    /// Whether a file is part of it.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.0.as_deref().is_none_or(|own| {
            path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The folder or file; `None` for the whole course.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.as_deref()
    }
}
