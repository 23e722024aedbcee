//! LNK006 next-session-differs: a session announces another title than the next session has.

use crate::check::rule::{Rule, Run};
use crate::course::Page;
use crate::diagnostic::{Code, Finding, Severity};
use crate::lang::{is_hangul, letters};
use crate::parse::ast::{BlockKind, Inline, InlineKind, plain_text};
use crate::parse::heading::Role;
use crate::site::Site;
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    code: Code("LNK006"),
    name: "next-session-differs",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/LNK006-next-session-differs.md"),
    run: Run::Site(next_session_differs),
};

fn next_session_differs(site: &Site, findings: &mut Vec<Finding>) {
    for pair in site.course.units.iter().flat_map(|unit| unit.sessions.windows(2)) {
        let [page, next] = [pair[0], pair[1]].map(|id| site.course.page(id));
        let Some((claimed, span)) = announced(page) else { continue };
        // Between the two a session may be missing; `Session 3` and a lab are no titles.
        let follows = page.position.session.map(|number| number + 1) == next.position.session;
        let lower = claimed.to_lowercase();
        let is_title =
            !["session", "lab", "실습", "challenge", "챌린지"].iter().any(|word| lower.starts_with(word));
        if !follows || !is_title || related(&claimed, &next.name) {
            continue;
        }
        let own = next.document.title().map(|(_, span)| next.document.place(span));
        let mut finding = Finding::new(
            RULE.code,
            page.document.place(span),
            format!("announces `{claimed}`, the next session is `{}`", next.name),
        );
        if let Some(own) = own {
            finding = finding.label(own, "the next session");
        }
        findings.push(finding.help("announce the session that follows, or mend the order"));
    }
}

/// The bold text behind "다음 세션에서는" or "the next session" in the section about it.
fn announced(page: &Page) -> Option<(String, Span)> {
    let document = &page.document;
    let section = document.sections.iter().find(|section| section.role == Role::Next)?;
    let heading = document.heading(section)?;
    // The next day is somebody else's.
    if heading.title.contains("날") || heading.title.contains("내일") {
        return None;
    }
    document.blocks[section.heading..section.end].iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => bold_behind_cue(inlines),
        _ => None,
    })
}

fn bold_behind_cue(inlines: &[Inline]) -> Option<(String, Span)> {
    let at = inlines.iter().position(|inline| matches!(inline.kind, InlineKind::Strong(_)))?;
    let before = plain_text(&inlines[..at]).to_lowercase();
    let cue = before.trim_end().ends_with("다음 세션에서는")
        || before.trim_end().ends_with("다음 세션은")
        || before.contains("next session");
    let InlineKind::Strong(children) = &inlines[at].kind else { return None };
    cue.then(|| (plain_text(children), inlines[at].span))
}

/// Whether the two share a word: a paraphrase is no difference. Korean words count by their beginning, since
/// particles follow.
pub(super) fn related(claimed: &str, title: &str) -> bool {
    let (a, b) = (letters(claimed), letters(title));
    if a.is_empty() || a.contains(&b) || b.contains(&a) {
        return true;
    }
    // A translation shares no letter with what it translates.
    let korean = |text: &str| text.chars().any(is_hangul);
    let latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
    if korean(claimed) && !latin(claimed) && !korean(title)
        || korean(title) && !latin(title) && !korean(claimed)
    {
        return true;
    }
    let stems = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '-')
            .map(letters)
            .filter(|word| word.chars().count() >= 2)
            .map(|word| {
                if word.chars().next().is_some_and(is_hangul) { word.chars().take(2).collect() } else { word }
            })
            .collect()
    };
    let titles = stems(title);
    stems(claimed).iter().any(|stem| titles.contains(stem))
}
