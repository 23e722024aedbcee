use super::ast::{BlockKind, Document, Inline, InlineKind, Walked, plain_text, walk};
use super::*;
use crate::load::SourceTree;

fn read(text: &str) -> Document {
    let tree = SourceTree::from_files([("a.md", text)]);
    parse(tree.files().next().expect("the file"), RawHtml::default())
}

/// The document in one line a block, as a reviewer would want to see it.
fn outline(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Heading(h) => format!("h{} {} #{}", h.level, h.title, h.slug),
            BlockKind::Paragraph(inlines) => format!("p {}", plain_text(inlines)),
            BlockKind::Plain(inlines) => format!("plain {}", plain_text(inlines)),
            BlockKind::List(list) => {
                let items: Vec<String> =
                    list.items.iter().map(|item| outline(&item.blocks).join(", ")).collect();
                format!("list [{}]", items.join(" | "))
            }
            BlockKind::Solution(blocks) => format!("solution [{}]", outline(blocks).join(", ")),
            BlockKind::Note(blocks) => format!("note [{}]", outline(blocks).join(", ")),
            BlockKind::Alert(kind, blocks) => format!("{} [{}]", kind.name(), outline(blocks).join(", ")),
            BlockKind::Element(e) => format!("<{}> [{}]", e.tag, outline(&e.children).join(", ")),
            BlockKind::Code(code) => format!("code {}", code.language.as_deref().unwrap_or("-")),
            BlockKind::Diagram(diagram) => format!("diagram {}", diagram.keyword),
            BlockKind::Tree(_) => "tree".into(),
            BlockKind::Table(table) => format!("table {}x{}", table.head.len(), table.rows.len()),
            BlockKind::Quote(blocks) => format!("quote [{}]", outline(blocks).join(", ")),
            BlockKind::Rule => "rule".into(),
            BlockKind::FootnoteDefinition(label, _) => format!("footnote {label}"),
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(&read(text).blocks), expected);
}

#[test]
fn instructor_notes_of_every_inline_form_become_nodes() {
    check("<!-- instructor: 말한다 -->\n\ntext\n", &["note [p 말한다]", "p text"]);
    check("- a\n\n  <!-- instructor: x\n\n  y -->\n- b\n", &["list [p a, note [p x, p y] | p b]"]);
    check("> [!INSTRUCTOR]\n> 천천히\n>\n> 또\n", &["note [p 천천히, p 또]"]);
    check("> [!NOTE]\n> 학습자\n", &["note [p 학습자]"]);
}

#[test]
fn a_note_in_a_paragraph_or_a_cell_is_inline() {
    let document =
        read("a <!-- instructor: n --> b\n\n| x <!-- instructor: m --> | y |\n|---|---|\n| 1 | 2 |\n");
    let mut notes = 0;
    walk(&document.blocks, &mut |node| {
        if let Walked::Inline(inline) = node {
            notes += usize::from(matches!(inline.kind, InlineKind::Note(_)));
        }
    });
    assert_eq!(notes, 2);
}

#[test]
fn details_hold_the_markdown_between_their_tags() {
    check(
        "<details>\n<summary>정답</summary>\n\n- a\n\n</details>\n\nafter\n",
        &["<details> [<summary> [plain 정답], list [plain a]]", "p after"],
    );
}

#[test]
fn tags_that_never_close_hold_nothing() {
    check("- <details>\n\n  a\n- b\n\nafter\n", &["list [p a | p b]", "p after"]);
}

#[test]
fn scripts_leave_no_trace() {
    check("<script>alert(1)</script>\n\na\n", &["p a"]);
}

#[test]
fn sections_know_what_they_hold() {
    let document = read("# T\n\n## A (10분)\n\n### A1\n\ntext\n\n## B\n");
    let shape: Vec<(u8, Option<usize>)> = document.sections.iter().map(|s| (s.level, s.parent)).collect();
    assert_eq!(shape, [(1, None), (2, Some(0)), (3, Some(1)), (2, Some(0))]);
    assert_eq!(
        document.heading(&document.sections[1]).expect("a heading").duration.expect("its minutes").minutes,
        10
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_keep_spans_right() {
    let text = "\u{feff}# 제목\r\n\r\n## 절 (5분)\r\n\r\n```mermaid\r\ngraph TB\r\n  A[etcd]\r\n```\r\n";
    let document = read(text);
    assert!(text[document.sections[1].span.start..].starts_with("## 절"));
    let label = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Diagram(diagram) => Some(diagram.nodes[0].label.span),
        _ => None,
    });
    assert_eq!(&text[label.expect("a diagram").range()], "etcd");
}

#[test]
fn front_matter_is_understood_and_a_rule_is_not_taken_for_it() {
    let document = read("---\ntitle: 제목\naudience: instructor\n---\n\ntext\n");
    assert!(document.front_matter.instructor);
    check("---\n\nnot: yaml: at all\n\n---\n", &["rule", "p not: yaml: at all", "rule"]);
}

#[test]
fn deep_nesting_is_a_limit_and_no_overflow() {
    let document = read(&format!("{} x\n", ">".repeat(5_000)));
    assert_eq!(document.findings[0].code, code::LIMIT_REACHED);
}

#[test]
fn a_solution_and_tabs_are_about_the_block_below() {
    check("<!-- kurso: solution -->\n답은 3입니다.\n\n뒤\n", &["solution [p 답은 3입니다.]", "p 뒤"]);
    let document = read("<!-- kurso: tabs -->\n- 하나\n\n  글\n- 둘\n\n  글\n");
    assert!(matches!(&document.blocks[0].kind, BlockKind::List(list) if list.tabs));
    let document = read("<!-- kurso: tabs -->\n- 하나\n- 둘\n");
    assert_eq!(document.findings.len(), 1);
    assert!(matches!(&document.blocks[0].kind, BlockKind::List(list) if !list.tabs));
}

#[test]
fn headings_have_the_anchor_that_their_author_gives_them() {
    check("## 개념 (15분) {#concept}\n## :rocket: 시작\n", &["h2 개념 #concept", "h2 시작 #rocket-시작"]);
}

#[test]
fn formulas_are_nodes_and_prices_are_text() {
    let document = read("과반수는 $n/2 + 1$이고 `$HOME` 값은 $HOME/$PATH, 값은 US$5/US$6.\n\n$$\nx^2\n$$\n");
    let mut found = Vec::new();
    walk(&document.blocks, &mut |node| {
        if let Walked::Inline(Inline { kind: InlineKind::Math { source, display }, .. }) = node {
            found.push((source.trim().to_owned(), *display));
        }
    });
    assert_eq!(found, [("n/2 + 1".to_owned(), false), ("x^2".to_owned(), true)]);
    let BlockKind::Paragraph(inlines) = &document.blocks[0].kind else { panic!("a paragraph") };
    assert_eq!(plain_text(inlines), "과반수는 n/2 + 1이고 $HOME 값은 $HOME/$PATH, 값은 US$5/US$6.");
}
