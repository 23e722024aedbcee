//! `kurso model`

use crate::Outcome;
use crate::args::{DiagramArgs, DiagramFormat, ImportArgs, LanguageArg, ModelCommand, SchemaArgs, ShowArgs};
use crate::terminal::Terminal;
use anyhow::{Context, bail};
use kurso::cluster::{Clusters, import, unknown_cluster, view};
use kurso::lang::Language;
use kurso::report::{model, schema};
use kurso::site::Site;
use kurso::span::{FileId, Place, Span};
use std::path::Path;

pub(crate) fn run(command: ModelCommand, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match command {
        ModelCommand::Show(args) => show(&args, terminal),
        ModelCommand::Schema(args) => schema(&args, terminal),
        ModelCommand::Diagram(args) => diagram(&args, terminal),
        ModelCommand::Import(args) => import(&args, terminal),
    }
}

fn site(course: &Path) -> anyhow::Result<Site> {
    Ok(kurso::site::resolve(kurso::load::load(course, None)?))
}

fn language(chosen: Option<LanguageArg>, site: &Site) -> Language {
    match chosen {
        Some(LanguageArg::Ko) => Language::Korean,
        Some(LanguageArg::En) => Language::English,
        None => site.course.language,
    }
}

fn find(clusters: &Clusters, id: &str) -> anyhow::Result<usize> {
    match clusters.find(id) {
        Some(at) => Ok(at),
        None => {
            let finding = unknown_cluster(Place::new(FileId(0), Span::default()), id, clusters);
            bail!("{}; {}", finding.message, finding.help.join("; "))
        }
    }
}

fn show(args: &ShowArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let site = site(&args.course)?;
    let (clusters, language) = (&site.clusters, language(args.language, &site));
    match &args.cluster {
        None => terminal.print(&model::all(clusters, language)),
        Some(id) => {
            let cluster = &clusters.all[find(clusters, id)?];
            terminal.print(&model::one(cluster, &clusters.catalogue, language));
        }
    }
    Ok(Outcome::Clean)
}

fn schema(args: &SchemaArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    terminal.print(&schema::render(args.file.map(Into::into))?);
    terminal.print("\n");
    Ok(Outcome::Clean)
}

fn diagram(args: &DiagramArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let site = site(&args.course)?;
    let clusters = &site.clusters;
    let cluster = &clusters.all[find(clusters, &args.cluster)?];
    let drawing = view::draw(cluster, &clusters.catalogue, language(args.language, &site), args.view.into());
    terminal.print(&match args.format {
        DiagramFormat::Mermaid => drawing.mermaid(),
        DiagramFormat::Tree => drawing.tree(),
        DiagramFormat::Svg => kurso::render::picture::svg(&drawing, &clusters.catalogue)
            .map_err(|why| anyhow::anyhow!("the diagram cannot be drawn: {why}"))?,
    });
    Ok(Outcome::Clean)
}

fn import(args: &ImportArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut files = Vec::new();
    for path in &args.files {
        let (name, text) = if path.as_os_str() == "-" {
            ("standard input".to_owned(), std::io::read_to_string(std::io::stdin()))
        } else {
            (path.display().to_string(), kurso::load::read_dump(path))
        };
        files.push((name.clone(), text.with_context(|| name)?));
    }
    let text = import::import(&files, args.id.as_deref())?;
    terminal.print(&text);
    terminal.say("save this as a file in the course's folder of clusters, then run `kurso check`");
    Ok(Outcome::Clean)
}
