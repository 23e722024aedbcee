//! Mutants of the shipped course's figures and clusters, which are clean: each is one mistake that an author could make,
//! and kurso must find it. A table says how many of each kind are found and by which rules.

use crate::support::site;
use kurso::check::check;
use kurso::cluster::relation::RelationKind;
use kurso::figure::{Figure, FigureKind};
use kurso::parse::diagram::{End, Heads};
use kurso::parse::directive::Coverage;
use kurso::site::Site;
use kurso::span::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// One mistake: what kind, in which file, and the new text of that file.
struct Mutant {
    kind: &'static str,
    path: String,
    text: String,
    what: String,
}

/// Groups of rules that hold figures against the model.
const GROUPS: &[&str] = &["DMX", "TRE", "DTX", "HAT", "NET"];

fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files: Vec<(String, String)> = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md" || extension == "yaml"))
        .map(|path| {
            (
                path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .filter(|(path, _)| path.starts_with("week") || path.starts_with("clusters") || path == "course.yaml")
        .collect();
    files.sort();
    files
}

/// A course of the settings, the clusters and one page.
fn course(files: &[(String, String)], path: &str, text: &str) -> String {
    files
        .iter()
        .filter(|(own, _)| own.ends_with(".yaml") || own == path || path.ends_with(".yaml"))
        .map(|(own, own_text)| format!("//- {own}\n{}\n", if own == path { text } else { own_text }))
        .collect()
}

/// The codes of what is found of the figures' groups.
fn codes(fixture: &str) -> Vec<&'static str> {
    let site = site(fixture);
    check(&site)
        .iter()
        .map(|found| found.finding.code.0)
        .filter(|code| GROUPS.contains(&&code[..3]))
        .collect()
}

fn replaced(text: &str, span: Span, new: &str) -> String {
    format!("{}{new}{}", &text[..span.start], &text[span.end..])
}

/// The bytes of the whole line around a span, its end included.
fn line(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    Span::new(start, end)
}

fn component(figure: &Figure, end: End) -> Option<&str> {
    figure.reading(end)?.entity.component()
}

/// A typing mistake in the longest word of a name: two letters change places.
fn typo(label: &str) -> Option<String> {
    let word = label
        .split(|c: char| !c.is_ascii_lowercase())
        .max_by_key(|word| word.len())
        .filter(|word| word.len() >= 6)?;
    let at = label.find(word)? + word.len() / 2;
    let (a, b) = (label.as_bytes()[at], label.as_bytes()[at + 1]);
    (a != b).then(|| format!("{}{}{}{}", &label[..at], b as char, a as char, &label[at + 2..]))
}

fn of_figure(site: &Site, figure: &Figure, out: &mut Vec<Mutant>) {
    let file = site.tree.file(figure.place.file);
    let text = &file.text;
    let Some(binding) = figure.bound() else { return };
    let mut add = |kind: &'static str, mutated: String, what: String| {
        out.push(Mutant { kind, path: file.path.clone(), text: mutated, what });
    };
    for node in &figure.nodes {
        let Some(reading) = &node.reading else { continue };
        let Some(id) = reading.entity.component() else { continue };
        let written = &text[node.label.span.range()];
        if reading.strong
            && let Some(wrong) = typo(written)
        {
            add("renamed by a typo", replaced(text, node.label.span, &wrong), format!("{written} → {wrong}"));
        }
        // A scheduler in place of a node agent in a worker's container.
        let worker = figure
            .around(node.container)
            .find_map(|container| container.reading.as_ref()?.entity.plane())
            .is_some_and(|plane| plane == "worker");
        if worker && id != "kube-scheduler" {
            let moved = replaced(text, node.label.span, "kube-scheduler");
            add("moved to another plane", moved, format!("{written} → kube-scheduler"));
        }
        if figure.kind == FigureKind::Tree && node.container.is_some() && reading.ordinal.is_none() {
            let own = line(text, node.label.span);
            let copy = text[own.range()].replace('└', "├");
            add(
                "duplicated in a tree",
                replaced(text, Span::new(own.start, own.start), &copy),
                written.to_owned(),
            );
        }
        if let Some((first, last)) = reading.port.filter(|_| reading.strong) {
            let shown = if first == last { first.to_string() } else { format!("{first}-{last}") };
            add("port changed", text.replacen(&shown, "9999", 1), shown);
        }
    }
    for edge in &figure.edges {
        let (Some(from), Some(to)) = (component(figure, edge.from), component(figure, edge.to)) else {
            continue;
        };
        let written = &text[edge.span.range()];
        let (End::Node(_), End::Node(target)) = (edge.from, edge.to) else { continue };
        // Statements with `&` or a chain of arrows hold several edges in one span.
        if written.contains('&') || written.matches("--").count() > 1 || written.contains('\n') {
            continue;
        }
        let etcd = figure.nodes_of("etcd").next();
        if let Some((_, etcd)) = etcd
            && ["kube-scheduler", "kube-controller-manager", "kubelet", "kube-proxy"].contains(&from)
            && to == "kube-apiserver"
            && let Some(at) = written.rfind(&figure.nodes[target].id)
        {
            let span = Span::new(edge.span.start + at, edge.span.end);
            add("redirected to a forbidden target", replaced(text, span, &etcd.id), format!("{from} → etcd"));
        }
        if from == "api-load-balancer"
            && to == "kube-apiserver"
            && figure.nodes_of("kube-apiserver").count() > 2
        {
            add(
                "load balancer's edge dropped",
                replaced(text, line(text, edge.span), ""),
                written.to_owned(),
            );
        }
        if let Some(label) = &edge.label
            && label.value.chars().all(|c| c.is_ascii_digit())
        {
            add("port changed", replaced(text, label.span, "7777"), label.value.clone());
        }
        if binding.coverage == Coverage::Complete && from != to && from != "api-load-balancer" {
            let required = |id: &str| site.clusters.catalogue.components[id].required;
            let hub = [from, to].contains(&"kube-apiserver");
            let calls = site.clusters.catalogue.relations.iter();
            let calls = calls
                .filter(|relation| relation.kind == RelationKind::Calls)
                .any(|relation| relation.joins(from, to));
            let joining = figure.edges.iter().filter(|other| {
                let ends = (component(figure, other.from), component(figure, other.to));
                ends == (Some(from), Some(to)) || ends == (Some(to), Some(from))
            });
            let kind = if !hub || !calls || !required(from) || !required(to) {
                "edge removed, and optional"
            } else if joining.filter(|other| other.from == edge.from || other.to == edge.from).count() > 1 {
                "edge removed, and drawn again"
            } else {
                "edge removed"
            };
            add(kind, replaced(text, line(text, edge.span), ""), written.to_owned());
        }
        if binding.initiates.is_some() && edge.heads == Heads::To && from != to {
            let both = site.clusters.catalogue.relations.iter();
            let back = both.clone().any(|r| r.from == to && r.to == from);
            let (End::Node(a), End::Node(b)) = (edge.from, edge.to) else { continue };
            let turned = format!("{} --> {}", figure.nodes[b].id, figure.nodes[a].id);
            let kind = if back { "reversed, and right both ways" } else { "reversed" };
            add(kind, replaced(text, edge.span, &turned), written.to_owned());
        }
    }
    // One more of what the figure numbers, in a figure that says which cluster it shows.
    for (id, _) in figure.components().into_iter().filter(|_| binding.named.is_some()) {
        let Some((_, last)) = figure.nodes_of(id).last() else { continue };
        let number = figure.nodes_of(id).count();
        let own = line(text, last.label.span);
        let counted = site.clusters.catalogue.components[id].hosts.len() == 1;
        let declared = !text[own.range()].contains("--");
        if figure.kind == FigureKind::Diagram && number > 1 && counted && declared {
            let copy = text[own.range()]
                .replacen(&last.id, &format!("{}more", last.id), 1)
                .replace(&number.to_string(), &(number + 1).to_string());
            let at = Span::new(own.end, own.end);
            add("one instance added", replaced(text, at, &copy), format!("{id} {}", number + 1));
        }
    }
    if binding.coverage == Coverage::Complete && figure.kind == FigureKind::Diagram {
        for (id, _) in figure.components() {
            // Every instance renamed to something that is no component: the figure lacks it then.
            let mut mutated = text.clone();
            let mut spans: Vec<Span> = figure.nodes_of(id).map(|(_, node)| node.label.span).collect();
            spans.sort_by_key(|span| std::cmp::Reverse(span.start));
            spans.into_iter().for_each(|span| mutated = replaced(&mutated, span, "다른 것"));
            let required = site.clusters.catalogue.components[id].required;
            let kind = if required { "dropped from a complete figure" } else { "dropped, and optional" };
            add(kind, mutated, id.to_owned());
        }
        for (id, _) in figure.components() {
            let numbered: Vec<_> = figure.nodes_of(id).collect();
            let single = site.clusters.catalogue.components[id].hosts.len() == 1;
            if let Some((_, last)) = numbered.last().filter(|_| numbered.len() > 2 && single) {
                add("one instance dropped", replaced(text, last.label.span, "다른 것"), id.to_owned());
            }
        }
    }
}

fn of_clusters(files: &[(String, String)], out: &mut Vec<Mutant>) {
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("clusters/")) {
        let mut add = |kind: &'static str, from: &str, to: &str| {
            if text.contains(from) {
                let what = format!("{from} → {to}");
                out.push(Mutant { kind, path: path.clone(), text: text.replacen(from, to, 1), what });
            }
        };
        for count in [2, 4, 6] {
            add("member count made even", "count: 3", &format!("count: {count}"));
        }
        add("too many members", "count: 3", "count: 9");
        add("range overlapped", "service: 10.96.0.0/12", "service: 10.244.128.0/17");
        add("range overlapped", "node: 10.0.0.0/16", "node: 10.0.0.0/8");
        add("range broken", "pod: 10.244.0.0/16", "pod: 10.244.0.0/64");
        add("version out of skew", "topology:", "versions: {kubelet: \"1.30\"}\ntopology:");
        add("version out of skew", "topology:", "versions: {kube-scheduler: \"1.37\"}\ntopology:");
        add("version out of skew", "topology:", "versions: {kube-proxy: \"1.31\"}\ntopology:");
        if !text.contains("managed") {
            add(
                "load balancer removed",
                "load_balancers: {api: {targets: kube-apiserver, redundant: true}}\n",
                "",
            );
        }
        // Of the group that holds the members.
        let group =
            if text.contains("  etcd:") { "  etcd: {plane: control-plane, " } else { "  control-plane: {" };
        add(
            "zones become one",
            &format!("{group}count: 3, zones: [a, b, c]"),
            &format!("{group}count: 3, zones: [a]"),
        );
    }
}

/// What no promise of the course covers: counted apart, with the reason.
const UNCOVERED: &[(&str, &str)] = &[
    (
        "reversed, and right both ways",
        "a relation runs in either direction, so the mutant is as true as the original",
    ),
    ("dropped, and optional", "no rule asks for an optional component"),
    ("edge removed, and drawn again", "another edge leads from the same instance to the same component"),
    (
        "edge removed, and optional",
        "no rule asks for what only some clusters have or what is no call at the hub",
    ),
];

#[test]
fn mutants_are_found() {
    let files = files();
    let fixture: String = files.iter().map(|(path, text)| format!("//- {path}\n{text}\n")).collect();
    let whole = site(&fixture);
    assert_eq!(codes(&fixture), Vec::<&str>::new(), "the course itself is clean");
    let mut mutants = Vec::new();
    for figure in &whole.figures {
        of_figure(&whole, figure, &mut mutants);
    }
    of_clusters(&files, &mut mutants);
    let results: Vec<(&Mutant, Vec<&str>)> = mutants
        .par_iter()
        .map(|mutant| (mutant, codes(&course(&files, &mutant.path, &mutant.text))))
        .collect();
    let mut table: BTreeMap<&str, (usize, usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (mutant, found) in &results {
        let row = table.entry(mutant.kind).or_default();
        row.0 += 1;
        row.1 += usize::from(!found.is_empty());
        found.iter().for_each(|code| *row.2.entry(code).or_default() += 1);
        if found.is_empty() && !UNCOVERED.iter().any(|(kind, _)| *kind == mutant.kind) {
            missed.push(format!("{} in {}: {}", mutant.kind, mutant.path, mutant.what));
        }
    }
    let mut report = format!("{} mutants\n", mutants.len());
    for (kind, (all, found, rules)) in &table {
        let rules: Vec<String> = rules.iter().map(|(code, times)| format!("{code}×{times}")).collect();
        let apart = UNCOVERED
            .iter()
            .find(|(own, _)| own == kind)
            .map_or(String::new(), |(_, why)| format!("  (apart: {why})"));
        report += &format!("{kind:<34} {found:>3} of {all:>3}  {}{apart}\n", rules.join(" "));
    }
    eprintln!("{report}");
    let weak: Vec<&&str> = table
        .iter()
        .filter(|(kind, (all, found, _))| {
            found * 100 < all * 95 && !UNCOVERED.iter().any(|(own, _)| own == *kind)
        })
        .map(|(kind, _)| kind)
        .collect();
    assert!(weak.is_empty(), "{report}\nmissed:\n{}", missed.join("\n"));
    assert!(mutants.len() >= 300, "only {} mutants", mutants.len());
}
