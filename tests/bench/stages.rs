//! The stages one by one over the course that ships with kurso: `cargo bench`. Whole programs are timed by `run`.

#![expect(clippy::expect_used, reason = "a bench without its course is none")]

use divan::Bencher;
use kurso::cache::Cache;
use kurso::load::{FileKind, Loaded, Selection, SourceTree, load};
use kurso::render::{Edition, render};
use kurso::{check, config, figure, parse, site};
use std::path::Path;
use std::sync::Arc;

fn course() -> Loaded {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), None).expect("the shipped course")
}

/// Markdown, headings, trees and diagrams of every file.
#[divan::bench]
fn parse_documents(bencher: Bencher<'_, '_>) {
    let Loaded { tree, config, .. } = course();
    let files: Vec<_> = tree.files().filter(|file| file.kind == FileKind::Markdown).collect();
    let documents = || files.iter().map(|file| parse::parse(file, config.site.raw_html)).collect::<Vec<_>>();
    bencher.bench_local(documents);
}

/// The same and all that holds the files together: links, clusters, bindings.
#[divan::bench]
fn resolve_course(bencher: Bencher<'_, '_>) {
    let texts: Vec<(String, String)> =
        course().tree.files().map(|file| (file.path.clone(), file.text.clone())).collect();
    let loaded = || {
        let tree = SourceTree::from_files(texts.iter().cloned());
        let config = tree.find(config::FILE_NAME).map(|file| config::parse(file.id, &file.text).value);
        Loaded {
            tree,
            config: config.unwrap_or_default(),
            findings: Vec::new(),
            selection: Selection::default(),
        }
    };
    bencher.with_inputs(loaded).bench_local_values(site::resolve);
}

/// Names in figures that stand for parts of a model.
#[divan::bench]
fn bind_figures(bencher: Bencher<'_, '_>) {
    let site = site::resolve(course());
    bencher.bench_local(|| figure::bind(&site.course, &site.clusters, |_, _| None));
}

/// Every rule.
#[divan::bench]
fn check_course(bencher: Bencher<'_, '_>) {
    let site = site::resolve(course());
    bencher.bench_local(|| check::check(&site));
}

/// Every page, picture and highlighted block.
#[divan::bench]
fn render_site(bencher: Bencher<'_, '_>) {
    let site = Arc::new(site::resolve(course()));
    bencher.bench_local(|| {
        let realised = Arc::new(kurso::realise::realise(&site, Edition::Instructor));
        let Ok(output) = render(&realised, false, &Cache::none()) else { return 0 };
        let bytes = |path| output.make(path).and_then(Result::ok).map_or(0, |made| made.bytes.len());
        output.paths().map(bytes).sum::<usize>()
    });
}

fn main() {
    divan::main();
}
