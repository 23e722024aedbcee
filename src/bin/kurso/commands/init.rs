//! `kurso init`

use crate::Outcome;
use crate::args::{CiArg, InitArgs};
use crate::terminal::Terminal;
use anyhow::{Context, bail};
use kurso::config::FILE_NAME;
use kurso::emit::source;
use kurso::report::{start, workflow};
use kurso::{load, site};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &InitArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let course_file = args.course.join(FILE_NAME);
    let known = course_file.symlink_metadata().is_ok();
    if known && args.ci.is_none() {
        bail!("{}: there is such a file already; nothing was written", course_file.display());
    }
    // Everything is made, and every place is free, before anything is written.
    let mut files = Vec::new();
    if !known {
        let site = site::resolve(load::load(&args.course, None)?);
        if site.course.pages.is_empty() {
            bail!("{}: there is no Markdown file in it", args.course.display());
        }
        files.push((course_file, start::render(&site)));
    }
    if let Some(ci) = args.ci {
        let (path, text) = of_ci(&args.course, ci)?;
        if path.symlink_metadata().is_ok() {
            bail!("{}: there is such a file already; nothing was written", path.display());
        }
        files.push((path, text));
    }
    for (path, text) in files {
        source::create(&path, &text).with_context(|| path.display().to_string())?;
        terminal.say(&format!("{}: written", path.display()));
    }
    Ok(Outcome::Clean)
}

/// The workflow file of a CI, and where it goes: the root of the repository that the course is in.
fn of_ci(course: &Path, ci: CiArg) -> anyhow::Result<(PathBuf, String)> {
    let course = course.canonicalize().with_context(|| course.display().to_string())?;
    let root = course.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&course);
    let inside: Vec<String> = course
        .strip_prefix(root)
        .unwrap_or(Path::new(""))
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let inside = if inside.is_empty() { ".".to_owned() } else { inside.join("/") };
    let ci = workflow::Ci::from(ci);
    Ok((root.join(ci.path()), workflow::render(ci, &inside)))
}
