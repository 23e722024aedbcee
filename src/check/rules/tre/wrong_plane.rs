//! TRE002 wrong-plane: a component is listed under a node or plane where it does not run.

use crate::check::rule::{Rule, Run};
use crate::check::rules::plane;
use crate::diagnostic::{Code, Finding, Severity};
use crate::figure::FigureKind;
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    code: Code("TRE002"),
    name: "wrong-plane",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/TRE002-wrong-plane.md"),
    run: Run::Site(wrong_plane),
};

fn wrong_plane(site: &Site, findings: &mut Vec<Finding>) {
    plane::misplaced(site, FigureKind::Tree, RULE.code, findings);
}
