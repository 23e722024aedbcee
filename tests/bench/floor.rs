//! The floor under every site generator: read the files, turn Markdown into HTML, write them. No links, menus, checks,
//! highlighting or templates.

use rayon::prelude::*;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(course), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("floor COURSE OUT".into());
    };
    let files: Vec<PathBuf> = walkdir::WalkDir::new(&course)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    let page = |path: &PathBuf| page(path, &course, &out);
    Ok(files.par_iter().try_for_each(page)?)
}

#[expect(clippy::disallowed_methods, reason = "this program is about reading and writing files")]
fn page(path: &Path, course: &Path, out: &Path) -> std::io::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let mut html = String::with_capacity(text.len() * 2);
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()),
    );
    let target = out.join(path.strip_prefix(course).unwrap_or(path)).with_extension("html");
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(target, html)
}
