//! TRE005 malformed-tree: a tree has lines that are nearly branches.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse::ast::{BlockKind, Walked, walk};
use crate::parse::tree::Malformed;
use crate::site::Site;
use crate::span::Place;

pub(super) static RULE: Rule = Rule {
    code: Code("TRE005"),
    name: "malformed-tree",
    severity: Severity::Warning,
    docs: include_str!("../../../../content/rules/TRE005-malformed-tree.md"),
    run: Run::Site(malformed_tree),
};

fn malformed_tree(site: &Site, findings: &mut Vec<Finding>) {
    for (_, page) in site.course.pages() {
        let broken_at = page.document.broken_at.unwrap_or(usize::MAX);
        walk(&page.document.blocks, &mut |node| {
            if let Walked::Block(block) = node
                && let BlockKind::Tree(tree) = &block.kind
                && block.span.end <= broken_at
            {
                findings.extend(tree.malformed.iter().map(|problem| {
                    Finding::new(RULE.code, Place::new(page.file, problem.span), message(problem.value)).help(
                        "write branches as `├── name` and `└── name`, each level four columns further in",
                    )
                }));
            }
        });
    }
}

fn message(problem: Malformed) -> &'static str {
    match problem {
        Malformed::Lost => "a character of this line is lost (U+FFFD)",
        Malformed::OtherSigns => "this branch is typed with other signs than the rest of the tree",
        Malformed::Hanging => "this branch hangs on nothing: a level is missing above it",
    }
}
