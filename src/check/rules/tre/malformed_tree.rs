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
                let is_other = is_no_tree(&tree.source.text);
                let mut told: Vec<Malformed> = Vec::new();
                for problem in &tree.malformed {
                    // One mistake in the way a tree is typed shows on each of its lines.
                    let silent =
                        problem.value == Malformed::Hanging && is_other || told.contains(&problem.value);
                    if silent {
                        continue;
                    }
                    told.push(problem.value);
                    findings.push(
                        Finding::new(RULE.code, Place::new(page.file, problem.span), message(problem.value))
                            .help("write branches as `├── name` and `└── name`, each level four columns further in"),
                    );
                }
            }
        });
    }
}

/// Whether branches explain a line above them, each further to the left (`│   └─ option`), or arrows lead on between them: these
/// are drawings, and no level is missing in them.
fn is_no_tree(text: &str) -> bool {
    const ARROWS: &[char] = &['↓', '↑', '⬇', '▼', '▲', 'v'];
    let is_arrow = |line: &str| {
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '│' | '|'));
        !line.is_empty() && line.chars().all(|c| ARROWS.contains(&c))
    };
    if text.lines().any(is_arrow) {
        return true;
    }
    let columns: Vec<usize> =
        text.lines().filter_map(|line| line.chars().position(|c| matches!(c, '├' | '└'))).collect();
    columns.len() > 1 && columns.windows(2).all(|pair| pair[0] > pair[1])
}

fn message(problem: Malformed) -> &'static str {
    match problem {
        Malformed::Lost => "a character of this line is lost (U+FFFD)",
        Malformed::OtherSigns => "this branch is typed with other signs than the rest of the tree",
        Malformed::Hanging => "this branch hangs on nothing: a level is missing above it",
    }
}
