//! What kurso wrote to a folder, and of what it made it: the list by which it removes only what is its own, and makes only
//! what is not there yet.

use super::{EmitError, io, scratch};
use crate::cache::BUILD;
use crate::load::{Loaded, MANIFEST};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

const HEAD: &str = "# Files that kurso wrote here. It removes only what stands in this list.";
const MADE_OF: &str = "# made of ";
/// Digits of a fingerprint: 128 bits are enough to tell files apart.
const DIGITS: usize = 32;

/// What is known of a file that was written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Made {
    /// The fingerprint of its bytes; empty while files are put in their places.
    pub(super) content: String,
    /// The fingerprint of what it was made of, where that is known.
    pub(super) inputs: Option<String>,
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
pub fn inputs(loaded: &Loaded, edition: &str) -> Result<String, EmitError> {
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
    let handouts = format!("handouts {}", loaded.config.handouts);
    let all: Vec<String> = [BUILD.to_owned(), edition.to_owned(), day, handouts]
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
    let Some(origin) = manifest.origin.filter(|origin| origin.inputs == inputs) else { return Ok(None) };
    // What a run that was killed left is cleared away by one that writes.
    if scratch::left_behind(out).next().is_some() {
        return Ok(None);
    }
    let whole = manifest.files.par_iter().all(|(path, made)| is_as_written(out, path, made));
    Ok(whole.then_some((origin, manifest.files.len())))
}

/// Whether a file is as it was written.
pub(super) fn is_as_written(out: &Path, path: &str, made: &Made) -> bool {
    let target = out.join(path);
    super::no_links(out, path).is_ok()
        && fs::read(target).is_ok_and(|bytes| fingerprint(&bytes) == made.content)
}

impl Manifest {
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
        let files = lines.skip(usize::from(origin.is_some())).filter_map(file).collect();
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
            let inputs = made.inputs.as_deref().unwrap_or("-");
            text += &match made.content.as_str() {
                "" => format!("{path}\n"),
                content => format!("{content} {inputs} {path}\n"),
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
    let mut words = line.splitn(3, ' ');
    let (path, made) = match (words.next(), words.next(), words.next()) {
        (Some(content), Some(inputs), Some(path))
            if is_fingerprint(content) && (is_fingerprint(inputs) || inputs == "-") =>
        {
            let inputs = (inputs != "-").then(|| inputs.to_owned());
            (path, Made { content: content.to_owned(), inputs })
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
        };
        let origin = Origin { inputs: "a".repeat(DIGITS), found: [1, 2, 3], title: "A b: c".to_owned() };
        for origin in [None, Some(origin)] {
            let files = [
                ("a.html".to_owned(), made("0", Some("1"))),
                ("b c/# d.html".to_owned(), made("2", None)),
                ("c d e.html".to_owned(), Made::default()),
            ];
            let manifest = Manifest { origin, files: files.into() };
            assert_eq!(Manifest::parse(&manifest.render()), manifest);
        }
        let old = Manifest::parse("# Files\na.html\nb c/d e.html\n../out\n/etc/passwd\n\n");
        let files = ["a.html", "b c/d e.html"].map(|path| (path.to_owned(), Made::default()));
        assert_eq!(old, Manifest { origin: None, files: files.into() });
    }
}
