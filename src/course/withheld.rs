//! Which pages learners do not have, and why.

use crate::config::{Config, names_instructors};
use crate::diagnostic::{Finding, code};
use crate::load::{SourceFile, SourceTree};
use crate::parse::ast::Document;
use crate::parse::heading::{Role, role};
use crate::span::{FileId, Place};
use std::collections::BTreeSet;

/// Why learners do not have a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Withheld {
    /// Its front matter says so, or what that says of the audience is not understood.
    FrontMatter,
    /// Its front matter says that it is a draft.
    Draft,
    /// The audience in course.yaml says so.
    Setting,
    /// Its day has not come.
    Released,
    /// The name of its file or of a folder around it.
    Name,
    /// Its title.
    Title,
    /// The lines below its title.
    Head,
    /// A pattern in course.yaml that matches no file may mean it.
    Unclear,
    /// A comment in it has no end, so nobody knows what of it is a note.
    OpenComment,
}

impl Withheld {
    /// The reason, in the words of a message.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::FrontMatter => "by its front matter",
            Self::Draft => "because it is a draft",
            Self::Setting => "by `audience` in course.yaml",
            Self::Released => "until its `release`",
            Self::Name => "because of its name or folder",
            Self::Title => "because of its title",
            Self::Head => "because of the lines below its title",
            Self::Unclear => "because a pattern in course.yaml may mean it",
            Self::OpenComment => "because a comment in it has no end",
        }
    }
}

/// Why learners do not have a page. What is not understood about it counts first, then what is written for it, then what it looks
/// like: a page that says plainly that it is for learners is not judged by its looks.
pub(super) fn withheld(
    file: &SourceFile,
    document: &Document,
    title: &str,
    config: &Config,
    suspects: &BTreeSet<FileId>,
) -> Option<Withheld> {
    let head = &document.front_matter;
    let setting = config.audience_of(&file.path);
    let judged = setting.is_none() && !head.learner;
    let reasons = [
        (document.unterminated_comment, Withheld::OpenComment),
        (suspects.contains(&file.id), Withheld::Unclear),
        (head.instructor, Withheld::FrontMatter),
        (head.draft, Withheld::Draft),
        (setting == Some(true), Withheld::Setting),
        (config.is_released_later(&file.path), Withheld::Released),
        (judged && names_instructors(&file.path), Withheld::Name),
        (judged && role(title) == Role::Notes, Withheld::Title),
        (judged && document.head_instructor, Withheld::Head),
    ];
    reasons.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// The pages that a pattern of `audience:` may have meant that matches nothing: until that is clear, learners do not have them.
pub(super) fn suspects(config: &Config, tree: &SourceTree, findings: &mut Vec<Finding>) -> BTreeSet<FileId> {
    let mut suspects = BTreeSet::new();
    let Some(own) = tree.find(crate::config::FILE_NAME).filter(|_| !config.audience_unknown) else {
        return suspects;
    };
    for audience in &config.audience {
        if tree.files().any(|file| audience.paths.matches(&file.path)) {
            continue;
        }
        let pattern = &audience.pattern;
        let wanted = pattern.value.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_lowercase();
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
        let named = |file: &&SourceFile| {
            let name = file.path.rsplit('/').next().unwrap_or("");
            name.to_lowercase() == wanted || stem(name) == wanted || stem(name) == stem(&wanted)
        };
        let meant: Vec<&SourceFile> = tree.files().filter(named).collect();
        let place = Place::new(own.id, pattern.span);
        let message = format!("`{}` matches no file", pattern.value);
        let finding = Finding::new(code::INVALID_MODEL, place, message);
        findings.push(match meant.as_slice() {
            [] => finding.help("nothing is kept back by it; paths count from the course's folder").mild(true),
            [first, ..] if audience.instructor => finding
                .help(format!("did you mean `{}`? until this is clear, learners do not have it", first.path)),
            [first, ..] => finding.help(format!("did you mean `{}`?", first.path)),
        });
        if audience.instructor {
            suspects.extend(meant.iter().map(|file| file.id));
        }
    }
    suspects
}
