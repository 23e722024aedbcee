//! What a rule is.

use crate::diagnostic::{Code, Finding, Severity};
use crate::site::Site;

/// A check with a code: one record, read by the checker, `explain`, the site's rule pages and the tests.
#[derive(Debug)]
pub struct Rule {
    /// The code, such as `DMX003`; its letters are its group.
    pub code: Code,
    /// The name: states the defect and reads well after "allow".
    pub name: &'static str,
    /// The level without any configuration.
    pub severity: Severity,
    /// Its page in `content/rules/`.
    pub docs: &'static str,
    /// How it is found.
    pub run: Run,
}

/// How a rule's findings arise.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    /// By a function over the finished site.
    Site(fn(&Site, &mut Vec<Finding>)),
    /// By an earlier stage, on the way to the site.
    Earlier,
    /// By the audit of the output.
    Output,
}

impl Rule {
    /// The sentence under the title of its page.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.docs.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("")
    }
}
