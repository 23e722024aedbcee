//! Small courses as strings, and the one `check` that most tests go through.

use kurso::cache::Cache;
use kurso::diagnostic::Finding;
use kurso::load::{Loaded, Selection, SourceTree};
use kurso::realise::{Edition, Realised, realise};
use kurso::render::{OutputTree, RenderError, render};
use kurso::site::{self, Site};
use kurso::span::LineIndex;
use std::sync::Arc;

/// Splits a fixture at its `//- path` lines.
pub(crate) fn files(fixture: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            files.push((path.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
        }
    }
    files
}

/// A fixture as if it had been read from disk.
pub(crate) fn loaded(fixture: &str) -> Loaded {
    let tree = SourceTree::from_files(files(fixture));
    let config = tree.find("course.yaml").map(|file| kurso::config::parse(file.id, &file.text));
    let (config, findings) =
        config.map_or_else(Default::default, |checked| (checked.value, checked.findings));
    Loaded { tree, config, findings, selection: Selection::default() }
}

/// A finished site of a fixture.
pub(crate) fn site(fixture: &str) -> Site {
    site::resolve(loaded(fixture))
}

/// `CODE path:line:column message`, one line a finding.
pub(crate) fn line(site: &Site, finding: &Finding) -> String {
    let file = site.tree.file(finding.primary.place.file);
    let at = LineIndex::new(&file.text).line_column(&file.text, finding.primary.place.span.start);
    format!("{} {}:{}:{} {}", finding.code, file.path, at.line, at.column, finding.message)
}

/// Everything that is found in a fixture.
pub(crate) fn found(fixture: &str) -> Vec<String> {
    let site = site(fixture);
    kurso::check::check(&site).iter().map(|diagnostic| line(&site, &diagnostic.finding)).collect()
}

/// What is found beside A11001: figures of tests are too small for titles of their own.
pub(crate) fn found_beside_titles(fixture: &str) -> Vec<String> {
    found(fixture).into_iter().filter(|line| !line.starts_with("A11001")).collect()
}

/// Checks that a fixture gives exactly these findings, A11001 apart.
#[track_caller]
pub(crate) fn check(fixture: &str, expected: &[&str]) {
    assert_eq!(found_beside_titles(fixture), expected, "{fixture}");
}

/// Runs the program.
pub(crate) fn kurso(args: &[&str]) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_kurso"))
        .args(args)
        .env("NO_COLOR", "1")
        .env("KURSO_NO_CACHE", "1")
        .output()
        .unwrap()
}

/// Builds a folder as a user does, and follows all that the site leads to.
pub(crate) fn build_folder(course: &std::path::Path, out: &std::path::Path, edition: &str) {
    let output =
        kurso(&["build", course.to_str().unwrap(), "-o", out.to_str().unwrap(), "--edition", edition]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sites = if edition == "all" {
        vec![out.join("learner"), out.join("instructor")]
    } else {
        vec![out.to_owned()]
    };
    for site in sites {
        assert_eq!(crate::follow::dead(&site), Vec::<String>::new(), "{}", course.display());
    }
}

/// Writes a fixture to a new folder.
pub(crate) fn folder(fixture: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files(fixture) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The finished pages of an edition, and its files.
pub(crate) fn rendered(
    site: &Arc<Site>,
    edition: Edition,
) -> Result<(Arc<Realised>, OutputTree), RenderError> {
    let realised = Arc::new(realise(site, edition));
    let output = render(&realised, false, &Cache::none())?;
    Ok((realised, output))
}

/// A page of a fixture's site as text; panics where there is none.
pub(crate) fn page(fixture: &str, edition: Edition, path: &str) -> String {
    let (_, output) = rendered(&Arc::new(site(fixture)), edition).unwrap();
    let made = output.make(path).unwrap_or_else(|| panic!("no {path}")).unwrap();
    String::from_utf8(made.bytes).unwrap()
}

/// What stands in a page's article.
pub(crate) fn article(fixture: &str, edition: Edition, path: &str) -> String {
    let page = page(fixture, edition, path);
    let start = page
        .find("<article")
        .and_then(|at| page[at..].find('>').map(|end| at + end + 1))
        .expect("an article");
    let end = page.rfind("</article>").expect("an article's end");
    page[start..end].trim().to_owned()
}

/// A page without the sources of its diagrams, which are there to be copied: text in an attribute, escaped like any other.
pub(crate) fn without_sources(html: &str) -> String {
    let source = regex::Regex::new(" data-source=\"[^\"<>]*\"").unwrap();
    source.replace_all(html, "").into_owned()
}
