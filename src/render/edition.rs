//! Who a site is for. The learner's pages are made from a tree without instructor material: it is not hidden, it is not there.

/// Who a site is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// Students.
    Learner,
    /// Those who teach.
    Instructor,
}

impl Edition {
    /// The lower-case word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Instructor => "instructor",
        }
    }
}
