//! The course out of its files: zero configuration.

use super::anchor::Anchors;
use super::aside::aside;
use super::promise::{self, Promises};
use super::withheld::{suspects, withheld};
use super::{
    Budget, Course, Page, PageId, PageKind, Position, Sidecar, Unit, UnitId, UnitKind, order, position,
    timing,
};
use crate::audience;
use crate::config::Config;
use crate::diagnostic::{Checked, Finding, code};
use crate::lang::{Language, letters, nfc};
use crate::load::{FileKind, SourceFile, SourceTree};
use crate::parse::ast::{Document, Section};
use crate::span::{FileId, Place, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes the course of the parsed Markdown files, which come in the tree's order.
#[must_use]
pub fn resolve(documents: Vec<Arc<Document>>, tree: &SourceTree, config: &Config) -> Checked<Course> {
    let mut findings = Vec::new();
    let mut sidecars: BTreeMap<String, Arc<Document>> = BTreeMap::new();
    let (mut sources, mut set_aside) = (Vec::new(), Vec::new());
    for document in documents {
        let file = tree.file(document.file);
        match sidecar_of(&file.path, tree) {
            Some(stem) => {
                sidecars.insert(stem, document);
            }
            None => match aside(&file.path, &document, config) {
                Some(why) => set_aside.push((file.id, why)),
                None => sources.push(document),
            },
        }
    }
    let mut course = Course {
        title: String::new(),
        language: config.language.unwrap_or_else(|| majority(&sources)),
        units: Vec::new(),
        pages: Vec::new(),
        order: Vec::new(),
        aside: set_aside,
        by_file: BTreeMap::new(),
        by_folder: BTreeMap::new(),
    };
    let mut units: BTreeMap<String, UnitId> = BTreeMap::new();
    unit(&mut course, &mut units, "");
    let suspects = suspects(config, tree, &mut findings);
    let bare: BTreeSet<String> = sources
        .iter()
        .map(|document| &tree.file(document.file).path)
        .filter_map(|path| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let number = position::number_in_name(stem, "session")?;
            stem.ends_with(|c: char| c.is_ascii_digit()).then(|| format!("{folder}/{number}"))
        })
        .collect();
    for document in sources {
        let file = tree.file(document.file);
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let unit = unit(&mut course, &mut units, folder);
        let stem = file.path.rsplit_once('.').map_or(file.path.as_str(), |(stem, _)| stem);
        let sidecar =
            sidecars.remove(&stem.to_lowercase()).map(|notes| attach(notes, &document, &mut findings));
        let id = PageId(course.pages.len());
        course.by_file.insert(document.file, id);
        course.pages.push(page(file, document, unit, sidecar, config, (&bare, &suspects)));
    }
    for (path, notes) in sidecars {
        let message = format!("these notes belong to no page: there is no `{path}.md`");
        findings.push(Finding::new(
            code::NOTE_WITHOUT_TARGET,
            Place::new(notes.file, Span::default()),
            message,
        ));
    }
    course.by_folder = units.into_iter().map(|(path, unit)| (nfc(&path).into_owned(), unit)).collect();
    place_pages(&mut course);
    part_outputs(&mut course, tree);
    budgets(&mut course, tree, config);
    titles(&mut course, config);
    course.order = order::reading(&course, UnitId(0));
    Checked { value: course, findings }
}

/// What `session_03.notes.md` belongs to, without its extension and in lower case. Notes by another name are notes where the
/// page is there.
fn sidecar_of(path: &str, tree: &SourceTree) -> Option<String> {
    let lower = path.to_lowercase();
    let stem = lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".markdown"))?;
    if let Some(page) = stem.trim_end().strip_suffix(".notes") {
        return Some(page.to_owned());
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let page = audience::notes_of(name)?;
    let page = if folder.is_empty() { page.to_owned() } else { format!("{folder}/{page}") };
    tree.find(&format!("{page}.md")).map(|_| page.to_lowercase())
}

fn majority(documents: &[Arc<Document>]) -> Language {
    let korean = documents.iter().filter(|document| document.language == Language::Korean).count();
    if korean * 2 >= documents.len() && korean > 0 { Language::Korean } else { Language::English }
}

/// The unit of a folder, made with the units around it at its first mention.
fn unit(course: &mut Course, units: &mut BTreeMap<String, UnitId>, path: &str) -> UnitId {
    if let Some(id) = units.get(path) {
        return *id;
    }
    let parent = (!path.is_empty())
        .then(|| unit(course, units, path.rsplit_once('/').map_or("", |(folder, _)| folder)));
    let name = path.rsplit('/').next().unwrap_or("");
    let week = position::number_in_name(name, "week");
    let day = position::number_in_name(name, "day");
    let kind = match (path.is_empty(), week, day) {
        (true, ..) => UnitKind::Course,
        (_, Some(_), _) => UnitKind::Week,
        (_, _, Some(_)) => UnitKind::Day,
        _ => UnitKind::Part,
    };
    let id = UnitId(course.units.len());
    course.units.push(Unit {
        path: path.to_owned(),
        kind,
        number: week.or(day),
        title: String::new(),
        parent,
        children: Vec::new(),
        units: Vec::new(),
        index: None,
        sessions: Vec::new(),
        pages: Vec::new(),
        output: if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") },
    });
    if let Some(parent) = parent {
        course.units[parent.0].units.push(id);
    }
    units.insert(path.to_owned(), id);
    id
}

fn page(
    file: &SourceFile,
    document: Arc<Document>,
    unit: UnitId,
    sidecar: Option<Sidecar>,
    config: &Config,
    (bare, suspects): (&BTreeSet<String>, &BTreeSet<FileId>),
) -> Page {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut position = position::of_path(&file.path);
    // `session_04_lab.md` beside `session_04.md` is a page that belongs to it.
    let suffixed = !stem.ends_with(|c: char| c.is_ascii_digit());
    if suffixed && position.session.is_some_and(|number| bare.contains(&format!("{folder}/{number}"))) {
        position.session = None;
    }
    let is_index = matches!(stem.to_ascii_lowercase().as_str(), "readme" | "index");
    let kind = match position.session {
        _ if is_index => PageKind::Index,
        Some(number) => PageKind::Session(number),
        None => PageKind::Page,
    };
    let output = match (is_index, folder) {
        (true, "") => "index.html".to_owned(),
        (true, folder) => format!("{folder}/index.html"),
        (false, "") => format!("{stem}.html"),
        (false, folder) => format!("{folder}/{stem}.html"),
    };
    let title = document
        .front_matter
        .title
        .clone()
        .or_else(|| document.title().map(|(heading, _)| heading.title.clone()))
        .or_else(|| document.first_heading())
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| {
            let folder = folder.rsplit('/').next().filter(|folder| is_index && !folder.is_empty());
            nfc(folder.unwrap_or(stem)).into_owned()
        });
    let held = config.held_back(&file.path);
    Page {
        file: file.id,
        path: file.path.clone(),
        output,
        kind,
        unit,
        position: if is_index { Position { session: None, ..position } } else { position },
        name: position::of_title(&title).1.to_owned(),
        withheld: withheld(file, &document, &title, config, suspects),
        title,
        held,
        anchors: Anchors::of(&document),
        minutes: timing::minutes(&document),
        learner_minutes: timing::minutes(&crate::parse::learner::for_learners(&document, held)),
        budget: None,
        discussion_budget: None,
        sidecar,
        document,
    }
}

/// Finds the section of the session that each section of the notes is about, by normalised text.
fn attach(notes: Arc<Document>, session: &Document, findings: &mut Vec<Finding>) -> Sidecar {
    let key = |document: &Document, section: &Section| {
        document.heading(section).map(|heading| letters(&heading.title))
    };
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for (at, section) in session.sections.iter().enumerate() {
        if let Some(key) = key(session, section) {
            keys.entry(key).or_insert(at);
        }
    }
    let mut found = Vec::new();
    let title = notes.title().map(|(_, span)| span);
    let first = notes
        .sections
        .iter()
        .find(|section| section.level > 1)
        .map_or(notes.blocks.len(), |section| section.heading);
    let preamble = usize::from(title.is_some() && first > 0)..first;
    if !preamble.is_empty() {
        found.push((None, preamble));
    }
    for (at, section) in notes.sections.iter().enumerate().filter(|(_, section)| section.level > 1) {
        let own_end = notes.sections.get(at + 1).map_or(notes.blocks.len(), |next| next.heading);
        let wanted = key(&notes, section);
        let target = wanted.as_ref().and_then(|wanted| keys.get(wanted).copied());
        if target.is_none() {
            let heading = notes.heading(section).map_or("", |heading| heading.title.as_str());
            let place = Place::new(notes.file, notes.blocks[section.heading].span);
            findings.push(
                Finding::new(code::NOTE_WITHOUT_TARGET, place, format!("the session has no section `{heading}`"))
                    .help("write the heading as the session has it; the note is shown at the session's head until then"),
            );
        }
        if section.heading + 1 < own_end {
            found.push((target, section.heading + 1..own_end));
        }
    }
    Sidecar { document: notes, notes: found }
}

fn place_pages(course: &mut Course) {
    for at in 0..course.pages.len() {
        let id = PageId(at);
        let (kind, unit) = (course.pages[at].kind, course.pages[at].unit);
        let unit = &mut course.units[unit.0];
        match kind {
            PageKind::Index if unit.index.is_none() => unit.index = Some(id),
            PageKind::Session(_) => unit.sessions.push(id),
            PageKind::Index | PageKind::Page => unit.pages.push(id),
        }
    }
    let keys: Vec<(u32, String)> =
        course.pages.iter().map(|page| (page.position.session.unwrap_or(0), page.path.clone())).collect();
    for at in 0..course.units.len() {
        let children = order::children(course, UnitId(at));
        let is_session = |page: &PageId| matches!(course.page(*page).kind, PageKind::Session(_));
        let pages =
            children.iter().filter_map(|child| child.page()).filter(|page| !is_session(page)).collect();
        let unit = &mut course.units[at];
        unit.sessions.sort_by(|a, b| keys[a.0].cmp(&keys[b.0]));
        unit.units = children.iter().filter_map(|child| child.unit()).collect();
        unit.pages = pages;
        unit.children = children;
    }
}

/// Two pages never share a file, on disks that ignore case either: `README.md` beside `index.md`. None is called like a
/// folder: `a.md` beside `a.html/b.md`.
fn part_outputs(course: &mut Course, tree: &SourceTree) {
    let indexes: Vec<String> = course
        .units
        .iter()
        .filter(|unit| unit.index.is_none())
        .map(|unit| unit.output.to_lowercase())
        .collect();
    let mut taken: std::collections::BTreeSet<String> = indexes.into_iter().collect();
    for page in &mut course.pages {
        while tree.is_folder(&page.output) || !taken.insert(nfc(&page.output).to_lowercase()) {
            let stem = page.output.trim_end_matches(".html").to_owned();
            page.output = format!("{stem}-2.html");
        }
    }
}

/// A session is promised what its index says for it, then what its index says for each, then what it says itself,
/// then what course.yaml says.
fn budgets(course: &mut Course, tree: &SourceTree, config: &Config) {
    for unit in 0..course.units.len() {
        let index = course.units[unit].index.map(|page| course.page(page).file);
        let promises = index.map_or_else(Promises::default, |file| promise::of_index(tree.file(file)));
        let default = config.schedule.session.and_then(|minutes| {
            let file = tree.find(crate::config::FILE_NAME)?;
            Some(Budget { minutes, place: Place::new(file.id, Span::default()) })
        });
        for session in course.units[unit].sessions.clone() {
            let page = &mut course.pages[session.0];
            let single = promises
                .single
                .iter()
                .find(|(number, _)| Some(*number) == page.position.session)
                .map(|(_, budget)| *budget);
            let titled = page.document.title().and_then(|(heading, span)| {
                Some(Budget { minutes: heading.duration?.minutes, place: Place::new(page.file, span) })
            });
            let own = promise::of_session(tree.file(page.file)).or(titled);
            page.budget = single.or(promises.each).or(own).or(default);
            page.discussion_budget = promises.discussion;
        }
    }
}

fn titles(course: &mut Course, config: &Config) {
    for at in 0..course.units.len() {
        let unit = &course.units[at];
        let name = unit.path.rsplit('/').next().unwrap_or("").to_owned();
        // What is for instructors gives no name to what learners see.
        let index = unit.index.filter(|page| !course.page(*page).is_for_instructors());
        let title = match (index, unit.kind, unit.number) {
            (Some(page), ..) => course.page(page).title.clone(),
            (None, UnitKind::Week, Some(number)) => format!("Week {number}"),
            (None, UnitKind::Day, Some(number)) => format!("Day {number}"),
            _ => nfc(&name).into_owned(),
        };
        course.units[at].title = title;
    }
    let configured = config.title.as_ref().map(|title| title.get(course.language).to_owned());
    let open = |unit: &&Unit| unit.index.is_some_and(|page| !course.page(page).is_for_instructors());
    let only = course.units.iter().find(open).map(|unit| unit.title.clone());
    let root = course.units.first().filter(open).map(|unit| unit.title.clone());
    course.title = configured.or(root).or(only).filter(|title| !title.is_empty()).unwrap_or_else(|| {
        course
            .pages
            .iter()
            .find(|page| !page.is_for_instructors())
            .map_or_else(|| "Course".to_owned(), |page| page.title.clone())
    });
    course.units[0].title.clone_from(&course.title);
}

/// The Markdown files of a tree, which [`resolve`] wants parsed.
pub fn markdown_files(tree: &SourceTree) -> impl Iterator<Item = FileId> {
    tree.files().filter(|file| file.kind == FileKind::Markdown).map(|file| file.id)
}
