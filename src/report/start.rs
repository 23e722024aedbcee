//! A first course.yaml: what can be told from the files, and as comments what cannot.

use crate::cluster::catalogue::Trait;
use crate::course::PageKind;
use crate::figure::Figure;
use crate::lang::nfc;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

/// How many places of a guess are named.
const PLACES: usize = 3;

/// The text of a course.yaml for a course that has none.
#[must_use]
pub fn render(site: &Site) -> String {
    let mut text = format!(
        "# What this course says of itself. Every line may go; `kurso model schema course` says what else may stand here.\n\
         kurso: course/1\n\
         title: {}\n\
         language: {}\n",
        quoted(&site.course.title),
        site.course.language.tag()
    );
    match minutes(site) {
        Some(minutes) => text += &format!("schedule: {{session: {minutes}m}}\n"),
        None => {
            text += "# How long a session may take, when its day does not say:\n# schedule: {session: 50m}\n";
        }
    }
    let guides = guides(site);
    if !guides.is_empty() {
        let list: Vec<String> = guides.iter().map(|path| format!("{}: instructor", quoted(path))).collect();
        text += &format!("# These are not in the learner's edition:\naudience: {{{}}}\n", list.join(", "));
    }
    if let Some((oldest, newest)) = site.clusters.catalogue.supported {
        text += &format!(
            "\n# The oldest and the newest version that the course is true for:\n# kubernetes: [\"{oldest}\", \"{newest}\"]\n"
        );
    }
    text + &clusters(site)
}

/// A scalar of YAML that stays what it is.
fn quoted(text: &str) -> String {
    // JSON's strings are YAML's but for what no text should hold, and no string fails to be written.
    let text: String =
        text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    serde_json::to_string(&text).unwrap_or_default()
}

/// What most sessions are promised.
fn minutes(site: &Site) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, page) in site.course.pages().filter(|(_, page)| matches!(page.kind, PageKind::Session(_))) {
        if let Some(budget) = page.budget.as_ref().filter(|budget| budget.minutes > 0) {
            *counts.entry(budget.minutes).or_default() += 1;
        }
    }
    let (minutes, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some(minutes)
}

/// Files whose names say that they are for those who teach.
fn guides(site: &Site) -> BTreeSet<String> {
    const WORDS: [&str; 4] = ["instructor", "teacher", "trainer", "강사"];
    let pages = site.course.pages().filter(|(_, page)| {
        !page.document.front_matter.instructor && !matches!(page.kind, PageKind::Session(_))
    });
    pages
        .map(|(_, page)| page.path.rsplit('/').next().unwrap_or(&page.path))
        // Some disks store decomposed names; patterns are matched composed.
        .map(nfc)
        .filter(|name| WORDS.iter().any(|word| name.to_lowercase().contains(word)))
        // A bracket or a star in a name would be a pattern.
        .filter(|name| !name.contains(['*', '?', '[', ']', '{', '}', '!']))
        .map(|name| format!("**/{name}"))
        .collect()
}

/// The clusters that there are, or a guess at one that figures draw.
fn clusters(site: &Site) -> String {
    if let Some(first) = site.clusters.all.first() {
        let all: Vec<&str> = site.clusters.all.iter().map(|cluster| cluster.id.value.as_str()).collect();
        return format!(
            "\n# The cluster that figures mean when they name none; there is {}:\n# clusters: {{default: {}}}\n",
            all.join(", "),
            first.id.value
        );
    }
    let Some((count, figures)) = several(site) else { return String::new() };
    let places: Vec<String> = figures.iter().take(PLACES).map(|figure| place(site, figure)).collect();
    let more = if figures.len() > PLACES { ", …" } else { "" };
    let Some(plane) = site.clusters.catalogue.planes.keys().next() else { return String::new() };
    let draw = match figures.len() {
        1 => "1 figure draws".to_owned(),
        many => format!("{many} figures draw"),
    };
    let mut text = format!(
        "\n# {draw} {count} instances of what runs in the {plane}: {}{more}\n\
         # With a cluster file, those below `<!-- kurso: figure cluster=ha -->` are held against it as a whole.\n\
         # clusters/ha.yaml would be:\n\
         #   kurso: cluster/1\n\
         #   id: ha\n\
         #   nodes:\n\
         #     {plane}: {{count: {count}}}\n",
        places.join(", "),
    );
    let mut components = site.clusters.catalogue.components.iter();
    let balanced = components.find(|(_, component)| {
        component.plane == *plane && component.required && component.traits.contains(&Trait::Balanced)
    });
    if let Some((id, _)) = balanced {
        text += &format!("#   load_balancers: {{api: {{targets: {id}}}}}\n");
    }
    text
}

fn place(site: &Site, figure: &Figure) -> String {
    let file = site.tree.file(figure.place.file);
    let line = file.text[..figure.place.span.start.min(file.text.len())].lines().count();
    format!("{}:{line}", file.path)
}

/// The number of instances that most figures draw of a component that there are several of, and those figures.
fn several(site: &Site) -> Option<(usize, Vec<&Figure>)> {
    let catalogue = &site.clusters.catalogue;
    let first = catalogue.planes.keys().next()?;
    let counted = |figure: &Figure| {
        let own = catalogue
            .components
            .iter()
            .filter(|(_, component)| component.required && component.plane == *first);
        own.map(|(id, _)| figure.one_set(id).len()).max().filter(|count| *count > 1)
    };
    let mut counts: BTreeMap<usize, Vec<&Figure>> = BTreeMap::new();
    for figure in site.figures.iter().filter(|figure| figure.bound().is_some()) {
        if let Some(count) = counted(figure) {
            counts.entry(count).or_default().push(figure);
        }
    }
    counts.into_iter().max_by_key(|(_, figures)| figures.len())
}
