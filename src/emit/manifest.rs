//! What kurso wrote to a folder, and of what it made it: the list by which it removes only what is its own, and makes only
//! what is not there yet.

use super::{EmitError, io, scratch};
use crate::cache::BUILD;
use crate::load::{FINGERPRINT as DIGITS, Loaded, MANIFEST};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

const HEAD: &str = "# Files that kurso wrote here. It removes only what stands in this list.";
const MADE_OF: &str = "# made of ";
/// Before files that were there already.
const FOUND: &str = "found ";

/// What is known of a file of the site.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Made {
    /// The fingerprint of its bytes; empty in lists of older versions.
    pub(super) content: String,
    /// The fingerprint that it had before, in a list that was written while files were put in their places one by one.
    pub(super) before: Option<String>,
    /// The fingerprint of what it was made of, where that is known.
    pub(super) inputs: Option<String>,
    /// Whether it was there already, with the same bytes, when kurso first wanted to write it: somebody may miss it.
    pub(super) found: bool,
}

impl Made {
    /// Whether these bytes are what kurso wrote.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        let own = fingerprint(bytes);
        own == self.content || self.before.as_ref() == Some(&own)
    }
}

/// What a whole site was made of, and what was found on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The fingerprint of every file of the course and of the program.
    pub inputs: String,
    /// How many errors, warnings and notes there were.
    pub found: [usize; 3],
    /// The course's title.
    pub title: String,
}

/// The list of a folder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Manifest {
    pub(super) origin: Option<Origin>,
    pub(super) files: BTreeMap<String, Made>,
}

/// The fingerprint of some bytes.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..DIGITS].to_owned()
}

/// The fingerprint of everything that a site is made of: the course's files, what could not be read of them, the program.
///
/// # Errors
/// When a file cannot be read.
pub fn inputs(loaded: &Loaded, asked: &str) -> Result<String, EmitError> {
    let files: Vec<_> = loaded.tree.files().collect();
    let hashes: Vec<String> = files
        .into_par_iter()
        .map(|file| {
            let bytes = loaded.tree.bytes(file.id).map_err(io(Path::new(&file.path)))?;
            Ok(format!("{:?} {:?} {}", file.path, file.kind, fingerprint(&bytes)))
        })
        .collect::<Result<_, EmitError>>()?;
    let left_out = loaded.tree.left_out().iter().map(|path| format!("{path:?}"));
    let findings = loaded.findings.iter().map(|finding| format!("{} {}", finding.code, finding.message));
    let day = loaded.config.as_of.map_or_else(String::new, |day| day.to_string());
    let selection = format!("{:?}", loaded.selection);
    let all: Vec<String> = [BUILD.to_owned(), asked.to_owned(), day, selection]
        .into_iter()
        .chain(hashes)
        .chain(left_out)
        .chain(findings)
        .collect();
    Ok(fingerprint(all.join("\n").as_bytes()))
}

/// The site in a folder as it was written last, when it was made of the same and every file is still as it was written.
///
/// # Errors
/// When the list is there and cannot be read.
pub fn current(out: &Path, inputs: &str) -> Result<Option<(Origin, usize)>, EmitError> {
    let manifest = Manifest::read(out)?;
    let origin = manifest.origin.clone().filter(|origin| origin.inputs == inputs);
    let Some(origin) = origin else { return Ok(None) };
    // What a run that was killed left is cleared away by one that writes.
    if scratch::left_behind(out).next().is_some() {
        return Ok(None);
    }
    let whole = manifest.files.par_iter().all(|(path, _)| manifest.is_as_written(out, path));
    Ok(whole.then_some((origin, manifest.files.len())))
}

impl Manifest {
    /// Whether a file of the list is as it was written.
    pub(super) fn is_as_written(&self, out: &Path, path: &str) -> bool {
        let Some(made) = self.files.get(path) else { return false };
        super::no_links(out, path).is_ok()
            && fs::read(out.join(path)).is_ok_and(|bytes| fingerprint(&bytes) == made.content)
    }

    /// Whether kurso wrote the file that stands there now, so that it may remove it.
    pub(super) fn may_remove(&self, out: &Path, path: &str) -> bool {
        let Some(made) = self.files.get(path).filter(|made| !made.found) else { return false };
        super::no_links(out, path).is_ok() && fs::read(out.join(path)).is_ok_and(|bytes| made.is(&bytes))
    }

    /// The list while files are put in their places one by one: a file is then either the old or the new one.
    pub(super) fn both(old: &Self, new: &Self) -> Self {
        let mut files = old.files.clone();
        for (path, made) in &new.files {
            let before = old.files.get(path).map(|old| old.content.clone());
            files.insert(path.clone(), Made { before, inputs: None, ..made.clone() });
        }
        Self { origin: None, files }
    }

    /// The list of a folder; empty where there is none.
    pub(super) fn read(out: &Path) -> Result<Self, EmitError> {
        let path = out.join(MANIFEST);
        match fs::read(&path) {
            // What somebody damaged names fewer files, and none that is not there.
            Ok(bytes) => Ok(Self::parse(&String::from_utf8_lossy(&bytes))),
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) =>
            {
                Ok(Self::default())
            }
            Err(error) => Err(EmitError::Io { path, error }),
        }
    }

    fn parse(text: &str) -> Self {
        let mut lines = text.lines().skip(1).peekable();
        let origin = lines.peek().and_then(|line| origin(line));
        let mut files: BTreeMap<String, Made> = BTreeMap::new();
        for (path, mut made) in lines.skip(usize::from(origin.is_some())).filter_map(file) {
            // A file that stands twice was written twice: by the last whole run, and by one that was killed.
            made.before = files.remove(&path).map(|before| before.content);
            files.insert(path, made);
        }
        Self { origin, files }
    }

    pub(super) fn render(&self) -> String {
        let mut text = format!("{HEAD}\n");
        if let Some(Origin { inputs, found: [errors, warnings, notes], title }) = &self.origin {
            text += &format!(
                "{MADE_OF}{inputs} {errors} {warnings} {notes} {}\n",
                title.replace(['\n', '\r'], " ")
            );
        }
        for (path, made) in &self.files {
            if let Some(before) = &made.before {
                text += &format!("{before} - {path}\n");
            }
            let found = if made.found { FOUND } else { "" };
            let inputs = made.inputs.as_deref().unwrap_or("-");
            text += &match made.content.as_str() {
                "" => format!("{path}\n"),
                content => format!("{found}{content} {inputs} {path}\n"),
            };
        }
        text
    }
}

fn origin(line: &str) -> Option<Origin> {
    let mut words = line.strip_prefix(MADE_OF)?.splitn(5, ' ');
    let inputs = words.next().filter(|word| is_fingerprint(word))?.to_owned();
    let mut number = || words.next()?.parse().ok();
    let found = [number()?, number()?, number()?];
    Some(Origin { inputs, found, title: words.next()?.to_owned() })
}

/// A file and what is known of it, which may be nothing; lines that lead out of the folder are none: anybody can write that
/// file.
fn file(line: &str) -> Option<(String, Made)> {
    let (found, line) = line.strip_prefix(FOUND).map_or((false, line), |line| (true, line));
    let mut words = line.splitn(3, ' ');
    let (path, made) = match (words.next(), words.next(), words.next()) {
        (Some(content), Some(inputs), Some(path))
            if is_fingerprint(content) && (is_fingerprint(inputs) || inputs == "-") =>
        {
            let inputs = (inputs != "-").then(|| inputs.to_owned());
            (path, Made { content: content.to_owned(), inputs, found, before: None })
        }
        _ => (line, Made::default()),
    };
    let is_plain =
        !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    is_plain.then(|| (path.to_owned(), made))
}

fn is_fingerprint(word: &str) -> bool {
    word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_older_lists_too() {
        let made = |content: &str, inputs: Option<&str>| Made {
            content: content.repeat(DIGITS),
            inputs: inputs.map(|inputs| inputs.repeat(DIGITS)),
            ..Made::default()
        };
        let twice = Made { before: Some("3".repeat(DIGITS)), found: true, ..made("4", Some("5")) };
        let origin = Origin { inputs: "a".repeat(DIGITS), found: [1, 2, 3], title: "A b: c".to_owned() };
        for origin in [None, Some(origin)] {
            let files = [
                ("a.html".to_owned(), made("0", Some("1"))),
                ("b c/# d.html".to_owned(), made("2", None)),
                ("c d e.html".to_owned(), Made::default()),
                ("found.png".to_owned(), twice.clone()),
            ];
            let manifest = Manifest { origin, files: files.into() };
            assert_eq!(Manifest::parse(&manifest.render()), manifest);
        }
        let old = Manifest::parse("# Files\na.html\nb c/d e.html\n../out\n/etc/passwd\n\n");
        let files = ["a.html", "b c/d e.html"].map(|path| (path.to_owned(), Made::default()));
        assert_eq!(old, Manifest { origin: None, files: files.into() });
    }
}
