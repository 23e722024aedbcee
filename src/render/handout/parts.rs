//! Which pages, and which of their blocks, are parts of a document.

use super::content::{Block, Content, Part, Row, SCHEMA};
use super::figure::Figures;
use super::inline::text;
use super::writer::{Writer, is_text};
use super::{Job, Kind, Paper};
use crate::course::timing::timed_sections;
use crate::course::{Child, PageId, UnitId};
use crate::parse::answer::{self, Answer};
use crate::parse::ast::{self, BlockKind, Document};
use crate::parse::heading::Role;
use crate::render::{Edition, Renderer, run_sheet};
use crate::span::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Lines to write on below a question.
const ROOM: usize = 6;

/// Words that themes use.
const WORDS: &[&str] = &[
    "minutes",
    "figure",
    "contents",
    "instructor_note",
    "instructor_edition",
    "solution",
    "solutions",
    "exercises",
    "run_sheet",
    "page_of",
    "page_ref",
    "took",
];

/// What a document says, its pictures, and where those are that cannot be printed.
pub(super) fn content(
    renderer: &Renderer,
    paper: Paper,
    job: &Job,
) -> (Content, Figures, BTreeSet<(Place, String)>) {
    let Job { kind, title, context, unit, pages } = job;
    let kind = *kind;
    let course = &renderer.site.course;
    let mut plan = Vec::new();
    match kind {
        Kind::Page | Kind::Session | Kind::RunSheet | Kind::Day => {
            plan.extend(pages.iter().map(|page| Step::Page(*page, 1)));
        }
        Kind::Course | Kind::Exercises | Kind::Solutions => units(renderer, UnitId(0), 1, &mut plan),
    }
    let levels: BTreeMap<PageId, u8> = plan
        .iter()
        .filter_map(|step| match step {
            Step::Page(page, level) | Step::Index(_, page, level) => Some((*page, *level)),
            Step::Unit(..) => None,
        })
        .collect();
    let answers = match kind {
        Kind::Solutions => true,
        Kind::Exercises => false,
        _ => renderer.shows_answers(),
    };
    let mut writer = Writer::new(renderer, &levels, answers);
    let mut parts = Vec::new();
    for step in plan {
        match step {
            Step::Unit(unit, level) => parts.push(of_unit(renderer, unit, level)),
            Step::Page(page, level) => parts.extend(of_page(&mut writer, kind, page, level)),
            // The heading of a unit is there whether its page has something to say or not.
            Step::Index(unit, page, level) => parts.push(match of_page(&mut writer, kind, page, level) {
                Some(part) => Part { is_page: false, ..part },
                None => of_unit(renderer, unit, level),
            }),
        }
    }
    drop_empty_units(&mut parts);
    if let (Kind::Day, Some(unit)) = (kind, unit)
        && let Some(first) = parts.first_mut()
    {
        first.rows = rows(run_sheet::of_unit(renderer, course.unit(*unit)));
    }
    let figures = std::mem::take(&mut writer.figures);
    let content = Content {
        schema: SCHEMA,
        kind: kind.name(),
        edition: renderer.edition.name(),
        paper: paper.name(),
        lang: renderer.language().tag(),
        title: title.clone(),
        course: course.title.clone(),
        context: context.clone(),
        // Learners' documents have no words for what they do not hold.
        words: WORDS
            .iter()
            .filter(|key| renderer.edition == Edition::Instructor || !key.starts_with("instructor"))
            .map(|key| (*key, renderer.word(key)))
            .collect(),
        parts,
    };
    (content, figures, writer.unprinted)
}

enum Step {
    Unit(UnitId, u8),
    /// The page of a unit, below its heading.
    Index(UnitId, PageId, u8),
    Page(PageId, u8),
}

/// A unit's pages and units in the order of reading.
fn units(renderer: &Renderer, unit: UnitId, level: u8, plan: &mut Vec<Step>) {
    let own = renderer.site.course.unit(unit);
    if let Some(index) = own.index.filter(|page| unit == UnitId(0) && renderer.shows(*page)) {
        plan.push(Step::Page(index, level));
    }
    for child in &own.children {
        match *child {
            Child::Page(page) if renderer.shows(page) => plan.push(Step::Page(page, level)),
            Child::Unit(inner) if renderer.shows_unit(inner) => {
                let index = renderer.site.course.unit(inner).index.filter(|page| renderer.shows(*page));
                plan.push(match index {
                    Some(page) => Step::Index(inner, page, level),
                    None => Step::Unit(inner, level),
                });
                units(renderer, inner, level + 1, plan);
            }
            Child::Page(_) | Child::Unit(_) => {}
        }
    }
}

fn of_unit(renderer: &Renderer, id: UnitId, level: u8) -> Part {
    Part {
        level,
        title: renderer.site.course.unit(id).title.clone(),
        context: None,
        is_page: false,
        label: format!("u{}", id.0),
        minutes: renderer.unit_minutes(id),
        rows: Vec::new(),
        blocks: Vec::new(),
    }
}

fn of_page(writer: &mut Writer<'_>, kind: Kind, id: PageId, level: u8) -> Option<Part> {
    let renderer = writer.renderer;
    let page = renderer.site.course.page(id);
    let document = renderer.document(id);
    let mut of_clock = Vec::new();
    let blocks = match kind {
        Kind::Page | Kind::Session | Kind::Day | Kind::Course => writer.page(id, &document, level),
        Kind::Exercises => exercises(writer, id, &document, level),
        Kind::Solutions => solutions(writer, id, &document, level),
        Kind::RunSheet => {
            of_clock = clock(writer, id, &document, level);
            Vec::new()
        }
    };
    if blocks.is_empty() && matches!(kind, Kind::Exercises | Kind::Solutions) {
        return None;
    }
    Some(Part {
        level,
        title: if is_text(&text(&page.title)) { page.title.clone() } else { page.path.clone() },
        context: (!matches!(kind, Kind::Page | Kind::Session)).then(|| renderer.context(id)).flatten(),
        is_page: true,
        label: Writer::label(id, None),
        minutes: renderer.minutes(page),
        rows: of_clock,
        blocks,
    })
}

/// A heading of a unit with nothing below it says nothing.
fn drop_empty_units(parts: &mut Vec<Part>) {
    let holds = |at: usize, parts: &[Part]| {
        let mut below = parts[at + 1..].iter().take_while(|next| next.level > parts[at].level);
        parts[at].is_page
            || !parts[at].blocks.is_empty()
            || below.any(|next| next.is_page || !next.blocks.is_empty())
    };
    let kept: Vec<bool> = (0..parts.len()).map(|at| holds(at, parts)).collect();
    let mut kept = kept.into_iter();
    parts.retain(|_| kept.next().unwrap_or(true));
}

/// Sections that are labs or discussions, and tasks wherever they stand, each with room to write.
fn exercises(writer: &mut Writer<'_>, id: PageId, document: &Document, level: u8) -> Vec<Block> {
    writer.begin(id, document, level);
    let mut out = Vec::new();
    // An answer is looked at as a whole, and not printed here.
    let is_task = |block: &ast::Block| has_tasks(block) || answer::of(block) == Some(Answer::Solution);
    // One past the last block that a section before took.
    let mut covered = 0;
    let mut tasks = Vec::new();
    for section in &document.sections {
        if section.heading < covered || !matches!(section.role, Role::Lab | Role::Discussion) {
            continue;
        }
        outermost(&document.blocks[covered..section.heading], &is_task, &mut tasks);
        covered = section.end;
        out.extend(writer.blocks(&document.blocks[section.heading..section.end]));
        out.push(Block::Room { lines: ROOM });
    }
    outermost(&document.blocks[covered..], &is_task, &mut tasks);
    for list in tasks {
        out.extend(writer.blocks(std::slice::from_ref(list)));
    }
    out
}

fn has_tasks(block: &ast::Block) -> bool {
    matches!(&block.kind, BlockKind::List(list) if list.items.iter().any(|item| item.task.is_some()))
}

/// The blocks of a kind at any depth, without those in each other.
fn outermost<'b>(
    blocks: &'b [ast::Block],
    is: &dyn Fn(&ast::Block) -> bool,
    found: &mut Vec<&'b ast::Block>,
) {
    for block in blocks {
        if is(block) {
            found.push(block);
            continue;
        }
        match &block.kind {
            BlockKind::List(list) => list.items.iter().for_each(|item| outermost(&item.blocks, is, found)),
            BlockKind::Quote(inner)
            | BlockKind::Alert(_, inner)
            | BlockKind::Note(inner)
            | BlockKind::Solution(inner) => {
                outermost(inner, is, found);
            }
            BlockKind::Element(element) => outermost(&element.children, is, found),
            _ => {}
        }
    }
}

/// The answers of a page, each below the heading that it stands under.
fn solutions(writer: &mut Writer<'_>, id: PageId, document: &Document, level: u8) -> Vec<Block> {
    writer.begin(id, document, level);
    let mut out = Vec::new();
    let mut told = None;
    let mut found: Vec<&ast::Block> = Vec::new();
    outermost(&document.blocks, &|block| answer::of(block) == Some(Answer::Solution), &mut found);
    for block in found {
        let heading = document.headings_around(block.span.start).next();
        let heading = heading.filter(|heading| is_text(&text(&heading.title)));
        if let Some(heading) =
            heading.filter(|heading| heading.level > 1 && told.as_ref() != Some(&heading.slug))
        {
            told = Some(heading.slug.clone());
            out.push(Block::Heading {
                level: level + 1,
                depth: 1,
                role: heading.role.name(),
                label: Writer::label(id, Some(&heading.slug)),
                minutes: None,
                items: vec![text(&heading.title)],
            });
        }
        out.extend(writer.blocks(std::slice::from_ref(block)));
    }
    out
}

/// The clock of a session's sections, with what instructors are told about each.
fn clock(writer: &mut Writer<'_>, id: PageId, document: &Document, level: u8) -> Vec<Row> {
    writer.begin(id, document, level);
    let renderer = writer.renderer;
    let mut rows = rows(run_sheet::of_session(renderer, id));
    if renderer.edition == Edition::Learner {
        return rows;
    }
    let sidecar = renderer.site.course.page(id).sidecar.as_ref();
    for (row, timed) in rows.iter_mut().zip(timed_sections(document)) {
        let section = &document.sections[timed.section];
        let mut notes: Vec<ast::Block> = Vec::new();
        collect_notes(&document.blocks[section.heading..section.end], &mut notes);
        for (about, blocks) in sidecar.iter().flat_map(|sidecar| &sidecar.notes) {
            let within = |at: usize| {
                document
                    .sections
                    .get(at)
                    .is_some_and(|about| (section.heading..section.end).contains(&about.heading))
            };
            if let Some(sidecar) = sidecar.filter(|_| about.is_some_and(within)) {
                notes.extend(sidecar.document.blocks[blocks.clone()].iter().cloned());
            }
        }
        notes.retain(|block| !matches!(block.kind, BlockKind::Heading(_)));
        row.notes = writer.blocks(&notes);
    }
    rows
}

/// What notes hold, wherever they stand among `blocks`.
fn collect_notes(blocks: &[ast::Block], notes: &mut Vec<ast::Block>) {
    let mut of_section = false;
    for block in blocks {
        if let BlockKind::Heading(heading) = &block.kind {
            of_section = heading.role == Role::Notes;
        } else if of_section {
            notes.push(block.clone());
            continue;
        }
        ast::walk(std::slice::from_ref(block), &mut |node| match node {
            ast::Walked::Block(ast::Block { kind: BlockKind::Note(inner), .. }) => {
                notes.extend(inner.iter().cloned());
            }
            ast::Walked::Inline(ast::Inline { kind: ast::InlineKind::Note(inner), .. }) => {
                notes.extend(inner.iter().cloned());
            }
            _ => {}
        });
    }
}

fn rows(sheet: Option<crate::render::view::RunSheetView>) -> Vec<Row> {
    let row = |row: crate::render::view::RunSheetRow| Row {
        start: row.start,
        end: row.end,
        minutes: row.minutes,
        title: row.title,
        over: row.over,
        notes: Vec::new(),
    };
    sheet.map_or_else(Vec::new, |sheet| sheet.rows.into_iter().map(row).collect())
}
