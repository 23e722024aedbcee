//! What a CI needs to check a course: a workflow file with the course's folder and this version of kurso in it.

/// A CI system that kurso knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ci {
    /// GitHub Actions: checks pull requests, publishes the site to Pages.
    Github,
    /// GitLab CI: checks merge requests, publishes the site to Pages.
    Gitlab,
}

impl Ci {
    /// Where its file stands in a repository.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/kurso.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }
}

/// The workflow for a course in the folder `course` of its repository (`.` when it is the whole of it).
#[must_use]
pub fn render(ci: Ci, course: &str) -> String {
    let template = match ci {
        Ci::Github => include_str!("../../templates/ci/github.yml"),
        Ci::Gitlab => include_str!("../../templates/ci/gitlab.yml"),
    };
    // The folder stands there as a string of JSON, which is one of YAML whatever is in it.
    let course = serde_json::to_string(course).unwrap_or_default();
    template.replace("\"@course@\"", &course).replace("@version@", env!("CARGO_PKG_VERSION"))
}
