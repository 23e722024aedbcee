//! What happens when: the sections of a session, the sessions of a day, with a running clock.

use super::view::{RunSheetRow, RunSheetView};
use super::{Renderer, url};
use crate::course::{Page, PageId, Unit};
use crate::realise::page::Timed;
use crate::realise::{self, Audience};

/// The sections of a session from the time it begins, or nothing when no section has minutes.
pub(super) fn of_session<A: Audience>(renderer: &Renderer, own: &realise::Page<A>) -> Option<RunSheetView> {
    let page = renderer.site().course.page(own.id);
    let mut clock = begins(renderer, own.id);
    let mut total = 0;
    let row = |timed: &Timed| {
        let start = clock;
        clock += timed.minutes;
        total += timed.minutes;
        RunSheetRow {
            title: timed.title.clone(),
            url: Some(url::fragment(&timed.anchor)),
            start: time(start),
            end: time(clock),
            minutes: timed.minutes,
            over: page.budget.is_some_and(|budget| total > budget.minutes),
        }
    };
    let rows: Vec<RunSheetRow> = own.timed.iter().map(row).collect();
    (!rows.is_empty()).then_some(RunSheetView { rows, total })
}

/// The sessions of a unit with the breaks between them.
pub(super) fn of_unit(renderer: &Renderer, unit: &Unit) -> Option<RunSheetView> {
    let mut rows = Vec::new();
    let mut total = 0;
    for (start, end, what) in plan(renderer, unit) {
        let page = match what {
            Slot::Session(id) => renderer.site().course.page(id),
            Slot::Pause(key) => {
                let title = renderer.word(key).to_owned();
                rows.push(RunSheetRow {
                    title,
                    url: None,
                    start: time(start),
                    end: time(end),
                    minutes: end - start,
                    over: false,
                });
                continue;
            }
        };
        total += end - start;
        rows.push(RunSheetRow {
            title: page.title.clone(),
            url: Some(url::relative(&unit.output, &page.output)),
            start: time(start),
            end: time(end),
            minutes: end - start,
            over: is_over(page),
        });
    }
    (!rows.is_empty()).then_some(RunSheetView { rows, total })
}

/// Whether a session's sections take more than it is promised.
pub(super) fn is_over(page: &Page) -> bool {
    page.minutes.zip(page.budget).is_some_and(|(minutes, budget)| minutes > budget.minutes)
}

enum Slot {
    Session(PageId),
    Pause(&'static str),
}

/// Begin and end of each session and break, in minutes after midnight; sessions without minutes have no place.
fn plan(renderer: &Renderer, unit: &Unit) -> Vec<(u32, u32, Slot)> {
    let schedule = renderer.site().config.schedule;
    let mut clock = schedule.start;
    let mut slots: Vec<(u32, u32, Slot)> = Vec::new();
    for session in &unit.sessions {
        let page = renderer.site().course.page(*session);
        let Some(minutes) = page.minutes.or(page.budget.map(|budget| budget.minutes)) else { continue };
        if !slots.is_empty() {
            let (key, end) = match schedule.lunch {
                // A session that would reach into lunch waits for its end.
                Some((from, to)) if clock < to && clock + schedule.pause() + minutes > from => {
                    ("lunch", to.max(clock))
                }
                _ => ("break", clock + schedule.pause()),
            };
            if end > clock {
                slots.push((clock, end, Slot::Pause(key)));
                clock = end;
            }
        }
        slots.push((clock, clock + minutes, Slot::Session(*session)));
        clock += minutes;
    }
    slots
}

fn begins(renderer: &Renderer, id: PageId) -> u32 {
    let unit = renderer.site().course.unit(renderer.site().course.page(id).unit);
    plan(renderer, unit)
        .into_iter()
        .find_map(|(start, _, slot)| matches!(slot, Slot::Session(page) if page == id).then_some(start))
        .unwrap_or(renderer.site().config.schedule.start)
}

fn time(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}
