//! What the targets share: a course of a few files that is never on a disk, and what holds of every course.

use kurso::cache::Cache;
use kurso::check::check;
use kurso::load::{Loaded, Selection, SourceTree};
use kurso::render::{Edition, render};
use kurso::site::Site;
use kurso::span::Place;
use std::sync::Arc;

/// Files of a course, as if they had been read.
pub fn loaded(files: &[(&str, &str)]) -> Loaded {
    let tree = SourceTree::from_files(files.iter().copied());
    let config = tree.find("course.yaml").map(|file| kurso::config::parse(file.id, &file.text));
    let (config, findings) = config.map_or_else(Default::default, |checked| (checked.value, checked.findings));
    Loaded { tree, config, findings, selection: Selection::default() }
}

/// Panics where something found stands outside its file or within a character.
pub fn is_checked(site: &Site) {
    for diagnostic in check(site) {
        let finding = &diagnostic.finding;
        is_in_its_file(site, finding.primary.place, finding.code.0);
        for label in &finding.labels {
            is_in_its_file(site, label.place, finding.code.0);
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            is_in_its_file(site, edit.place, finding.code.0);
        }
    }
    for figure in &site.figures {
        is_in_its_file(site, figure.place, "figure");
    }
}

fn is_in_its_file(site: &Site, place: Place, of: &str) {
    let text = &site.tree.file(place.file).text;
    assert!(text.get(place.span.start..place.span.end).is_some(), "{of} at {:?}", place.span);
}

/// Panics where a page cannot be made or does not end, or where the instructors' marked words are in the learners' files.
pub fn is_built(site: Site, secret: Option<&str>) {
    let site = Arc::new(site);
    for edition in [Edition::Learner, Edition::Instructor] {
        // What never ends hides who a text is for; that is an error, and no page.
        let realised = std::sync::Arc::new(kurso::realise::realise(&site, edition));
        let Ok(output) = render(&realised, false, &Cache::none()) else { continue };
        // Other files are the theme's.
        for path in output.paths().filter(|path| path.ends_with(".html")) {
            let Some(Ok(made)) = output.make(path) else { panic!("{path} is not made") };
            let bytes = made.bytes;
            let text = String::from_utf8_lossy(&bytes);
            assert!(text.trim_end().ends_with("</html>"), "{path} does not end");
            assert!(!text.contains("<script>"), "{path} has a script of its own");
            if let (Edition::Learner, Some(secret)) = (edition, secret) {
                assert!(!text.contains(secret), "{path} tells");
            }
        }
    }
}
