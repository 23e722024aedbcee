//! Which pages, and which of their blocks, are parts of a document.

use super::content::{Block, Content, Part, Row, SCHEMA};
use super::figure::Figures;
use super::inline::text;
use super::writer::{PageWriter, Solutions, Writer, is_solution, is_text};
use super::{Job, Kind, Paper};
use crate::course::{Child, PageId, UnitId};
use crate::parse::heading::Role;
use crate::realise::page::{self, Inline, Node, Page, walk};
use crate::realise::{Audience, Edition, Visit};
use crate::render::{Renderer, run_sheet};
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
    let course = &renderer.site().course;
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
    let solutions = match kind {
        Kind::Solutions => Solutions::Printed,
        Kind::Exercises => Solutions::LeftOut,
        Kind::Page | Kind::Session | Kind::Day | Kind::Course | Kind::RunSheet => {
            if renderer.scope().shows_answers() { Solutions::Printed } else { Solutions::LeftOut }
        }
    };
    let mut writer = Writer::new(renderer, &levels, solutions);
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
        edition: renderer.scope().edition.name(),
        paper: paper.name(),
        lang: renderer.language().tag(),
        title: title.clone(),
        course: course.title.clone(),
        context: context.clone(),
        // Learners' documents have no words for what they do not hold.
        words: WORDS
            .iter()
            .filter(|key| renderer.scope().edition == Edition::Instructor || !key.starts_with("instructor"))
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
    let own = renderer.site().course.unit(unit);
    if let Some(index) = own.index.filter(|page| unit == UnitId(0) && renderer.scope().shows(*page)) {
        plan.push(Step::Page(index, level));
    }
    for child in &own.children {
        match *child {
            Child::Page(page) if renderer.scope().shows(page) => plan.push(Step::Page(page, level)),
            Child::Unit(inner) if renderer.scope().shows_unit(inner) => {
                let index =
                    renderer.site().course.unit(inner).index.filter(|page| renderer.scope().shows(*page));
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
        title: renderer.site().course.unit(id).title.clone(),
        context: None,
        is_page: false,
        label: format!("u{}", id.0),
        minutes: renderer.scope().unit_minutes(id),
        rows: Vec::new(),
        blocks: Vec::new(),
    }
}

fn of_page(writer: &mut Writer<'_>, kind: Kind, id: PageId, level: u8) -> Option<Part> {
    let renderer = writer.renderer;
    let page = renderer.site().course.page(id);
    let (blocks, rows) = renderer.realised.page(id, Body { document: writer, kind, level });
    if blocks.is_empty() && matches!(kind, Kind::Exercises | Kind::Solutions) {
        return None;
    }
    Some(Part {
        level,
        title: if is_text(&text(&page.title)) { page.title.clone() } else { page.path.clone() },
        context: (!matches!(kind, Kind::Page | Kind::Session)).then(|| renderer.context(id)).flatten(),
        is_page: true,
        label: Writer::label(id, None),
        minutes: renderer.scope().minutes(page),
        rows,
        blocks,
    })
}

/// What a document of a kind has of a page: its blocks, and the rows of its clock.
struct Body<'w, 'r> {
    document: &'w mut Writer<'r>,
    kind: Kind,
    level: u8,
}

impl Visit for Body<'_, '_> {
    type Output = (Vec<Block>, Vec<Row>);

    fn visit<A: Audience>(self, page: &Page<A>) -> Self::Output {
        let renderer = self.document.renderer;
        let mut writer = PageWriter::new(self.document, page, self.level);
        match self.kind {
            Kind::Page | Kind::Session | Kind::Day | Kind::Course => (writer.top(&page.blocks), Vec::new()),
            Kind::Exercises => (exercises(&mut writer), Vec::new()),
            Kind::Solutions => (solutions(&mut writer, self.level), Vec::new()),
            Kind::RunSheet => (Vec::new(), clock(renderer, &mut writer)),
        }
    }
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
fn exercises<A: Audience>(writer: &mut PageWriter<'_, '_, A>) -> Vec<Block> {
    let page = writer.page;
    let is_lab = |role: Role| matches!(role, Role::Lab | Role::Discussion);
    if is_lab(page.role) {
        let mut out = writer.blocks(&page.blocks);
        out.push(Block::Room { lines: ROOM });
        return out;
    }
    let mut out = Vec::new();
    // An answer is looked at as a whole, and not printed here.
    let is_task = |block: &page::Block<A>| has_tasks(block) || is_solution(block);
    // One past the last block that a section before took.
    let mut covered = 0;
    let mut tasks = Vec::new();
    for (_, section) in page.sections().filter(|(heading, _)| is_lab(heading.role)) {
        if section.start < covered {
            continue;
        }
        outermost(&page.blocks[covered..section.start], &is_task, &mut tasks);
        covered = section.end;
        out.extend(writer.blocks(&page.blocks[section]));
        out.push(Block::Room { lines: ROOM });
    }
    outermost(&page.blocks[covered..], &is_task, &mut tasks);
    for list in tasks {
        out.extend(writer.blocks(std::slice::from_ref(list)));
    }
    out
}

fn has_tasks<A: Audience>(block: &page::Block<A>) -> bool {
    matches!(block, page::Block::List(list) if list.items.iter().any(|item| item.task.is_some()))
}

/// The blocks of a kind at any depth, without those in each other.
fn outermost<'b, A: Audience>(
    blocks: &'b [page::Block<A>],
    is: &dyn Fn(&page::Block<A>) -> bool,
    found: &mut Vec<&'b page::Block<A>>,
) {
    for block in blocks {
        if is(block) {
            found.push(block);
        } else {
            block.inside().for_each(|inner| outermost(inner, is, found));
        }
    }
}

/// The answers of a page, each below the heading that it stands under.
fn solutions<A: Audience>(writer: &mut PageWriter<'_, '_, A>, level: u8) -> Vec<Block> {
    let page = writer.page;
    let mut out = Vec::new();
    let mut heading: Option<&page::Heading<A>> = None;
    for block in &page.blocks {
        if let page::Block::Heading(own) = block {
            heading = Some(own);
        }
        let mut found: Vec<&page::Block<A>> = Vec::new();
        outermost(std::slice::from_ref(block), &is_solution, &mut found);
        for answer in found {
            // Below the first answer of a section, its heading need not be said again.
            let above = heading.take().filter(|own| own.level > 1 && is_text(&text(&own.title)));
            out.extend(above.map(|own| Block::Heading {
                level: level + 1,
                depth: 1,
                role: own.role.name(),
                label: Writer::label(page.id, Some(&own.anchor)),
                minutes: None,
                items: vec![text(&own.title)],
            }));
            out.extend(writer.blocks(std::slice::from_ref(answer)));
        }
    }
    out
}

/// The clock of a session's sections, with what instructors are told about each.
fn clock<A: Audience>(renderer: &Renderer, writer: &mut PageWriter<'_, '_, A>) -> Vec<Row> {
    let page = writer.page;
    let mut rows = rows(run_sheet::of_session(renderer, page));
    let sections: BTreeMap<&str, _> =
        page.sections().map(|(heading, section)| (heading.anchor.as_str(), section)).collect();
    for (row, timed) in rows.iter_mut().zip(&page.timed) {
        let Some(section) = sections.get(timed.anchor.as_str()) else { continue };
        let mut notes: Vec<&page::Block<A>> = Vec::new();
        collect_notes(&page.blocks[section.clone()], &mut notes);
        notes.retain(|block| !matches!(block, page::Block::Heading(_)));
        row.notes = notes.into_iter().flat_map(|block| writer.blocks(std::slice::from_ref(block))).collect();
    }
    rows
}

/// What notes hold, wherever they stand among `blocks`.
fn collect_notes<'b, A: Audience>(blocks: &'b [page::Block<A>], notes: &mut Vec<&'b page::Block<A>>) {
    let mut of_section = false;
    for block in blocks {
        if let page::Block::Heading(heading) = block {
            of_section = heading.role == Role::Notes;
        } else if of_section {
            notes.push(block);
            continue;
        }
        walk(std::slice::from_ref(block), &mut |node| match node {
            Node::Block(page::Block::Note(note)) | Node::Inline(Inline::Note(note)) => {
                notes.extend(A::blocks(note));
            }
            Node::Block(_) | Node::Cell(_) | Node::Inline(_) => {}
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
