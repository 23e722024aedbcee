//! Trees drawn with `├──` and `└──`. The grammar is in the doc comment of [`parse`].

use super::ast::CodeText;
use super::directive::Directive;
use crate::span::{Span, Spanned};

/// How deep a tree is followed; real ones go to four.
const MAX_DEPTH: usize = 32;

/// A fence whose lines are branches. Whether it is about components is for the binder to say.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct TreeFigure {
    /// The author's text.
    pub source: CodeText,
    /// A first line that ends with `:` and owns no branch.
    pub title: Option<Spanned<String>>,
    /// Lines that are nearly branches, and what is wrong with each.
    pub malformed: Vec<Spanned<Malformed>>,
    /// The headed groups of branches.
    pub blocks: Vec<TreeBlock>,
    /// The bytes of the fence's content.
    pub span: Span,
    /// Directives of comments on the lines before the fence.
    pub before: Vec<Spanned<Directive>>,
}

/// What is wrong with a line of a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Malformed {
    /// It holds U+FFFD.
    Lost,
    /// It is a branch typed with `|` and `-` among drawn ones.
    OtherSigns,
    /// It stands two levels below the branch above.
    Hanging,
}

/// A header and its branches.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct TreeBlock {
    /// The line at column 0 above the branches.
    pub header: Option<Entry>,
    /// The branches of the first level.
    pub entries: Vec<Entry>,
}

/// A line of a tree.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// What stands before `:` and without the parentheses.
    pub name: Spanned<String>,
    /// What stands in parentheses behind the name.
    pub alias: Option<Spanned<String>>,
    /// What stands behind `:` or an arrow.
    pub description: Option<Spanned<String>>,
    /// The name at the other side of an arrow.
    pub target: Option<Spanned<String>>,
    /// Lines without a branch that belong to this one.
    pub continuation: Vec<Spanned<String>>,
    /// The bytes of the content.
    pub span: Span,
    /// The branches below.
    pub children: Vec<Entry>,
}

/// Reads a fence as a tree; `None` when it is none.
///
/// ```text
/// fence   := title? block+             title  := TEXT ending in ':', owns no branch
/// block   := header? branch+           header := TEXT at column 0
/// branch  := guide* tee ' ' content    guide  := '│' SP{0..3} | SP{4};  tee := ('├'|'└') '─'{1,3}
/// cont    := guide+ TEXT               belongs to the branch before
/// content := name [' (' alias ')'] [':' [description]] | name ('→'|'←'|'↔') name [':' description]
/// ```
#[must_use]
pub fn parse(source: &CodeText, span: Span) -> Option<TreeFigure> {
    let lines = lines(&source.text);
    let branches = lines.iter().filter(|line| line.branch.is_some()).count();
    let boxes = lines.iter().any(|line| line.text.contains(['┌', '┐', '┘', '┬', '╔', '╚']));
    if branches < 2 || boxes {
        return None;
    }
    let mut figure = TreeFigure {
        source: source.clone(),
        title: None,
        malformed: Vec::new(),
        blocks: Vec::new(),
        span,
        before: Vec::new(),
    };
    let mut header: Option<Entry> = None;
    // The open branches: their column and their place in the tree, outermost first.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.text.contains('\u{fffd}') {
            let span = source.span(line.start..line.start + line.text.len());
            figure.malformed.push(Spanned::new(Malformed::Lost, span));
        }
        let Some((column, start)) = line.branch else {
            if line.text.trim().is_empty() {
                continue;
            }
            if is_typed_branch(line.text) {
                let span = source.span(line.start..line.start + line.text.len());
                figure.malformed.push(Spanned::new(Malformed::OtherSigns, span));
                continue;
            }
            let content = line.text.trim_matches(|c: char| c.is_whitespace() || c == '│');
            let indented = line.text.starts_with([' ', '│', '\t']);
            let offset = line.start + line.text.find(content).unwrap_or(0);
            let span = source.span(offset..offset + content.len());
            if indented && !open.is_empty() {
                if let Some(entry) = last_entry(&mut figure.blocks, open.len()) {
                    entry.continuation.push(Spanned::new(content.to_owned(), span));
                }
                continue;
            }
            if content.is_empty() {
                continue;
            }
            open.clear();
            let owns = lines[at + 1..]
                .iter()
                .find(|next| !next.text.trim().is_empty())
                .is_some_and(|next| next.branch.is_some())
                && !lines.get(at + 1).is_some_and(|next| next.text.trim().is_empty());
            if !owns
                && content.ends_with([':', '\u{ff1a}'])
                && figure.title.is_none()
                && figure.blocks.is_empty()
            {
                figure.title = Some(Spanned::new(content.to_owned(), span));
                continue;
            }
            if let Some(unused) = header.take() {
                figure.blocks.push(TreeBlock { header: Some(unused), entries: Vec::new() });
            }
            header = Some(entry(source, content, offset));
            continue;
        };
        let content = line.text[start..].trim_end();
        let offset = line.start + start;
        let new = entry(source, content, offset);
        while open.last().is_some_and(|(above, _)| *above >= column) {
            open.pop();
        }
        if figure.blocks.is_empty() || header.is_some() {
            figure.blocks.push(TreeBlock { header: header.take(), entries: Vec::new() });
            open.clear();
        }
        let depth = open.len();
        // A level is four columns; a branch two levels below its parent hangs on nothing.
        let above = open.last().map_or(0, |(above, _)| above + 4);
        if column > above + 3 {
            figure.malformed.push(Spanned::new(Malformed::Hanging, new.span));
        }
        let Some(block) = figure.blocks.last_mut() else { continue };
        let siblings = match depth {
            0 => &mut block.entries,
            _ => match last_entry(&mut figure.blocks, depth) {
                Some(parent) => &mut parent.children,
                None => continue,
            },
        };
        siblings.push(new);
        // What is deeper than anybody draws hangs on the last level that is not.
        if depth < MAX_DEPTH {
            open.push((column, siblings.len() - 1));
        }
    }
    if let Some(unused) = header {
        figure.blocks.push(TreeBlock { header: Some(unused), entries: Vec::new() });
    }
    Some(figure)
}

struct Line<'a> {
    start: usize,
    text: &'a str,
    /// The column of the tee, and where the content begins in `text`.
    branch: Option<(usize, usize)>,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            let text = line.trim_end_matches(['\n', '\r']);
            Line { start, text, branch: branch(text) }
        })
        .collect()
}

fn branch(line: &str) -> Option<(usize, usize)> {
    let mut column = 0;
    for (at, c) in line.char_indices() {
        match c {
            '├' | '└' => {
                let rest = &line[at + c.len_utf8()..];
                let dashes = rest.chars().take_while(|c| matches!(c, '─' | '-' | '━')).count();
                let rest = &rest[rest.chars().take(dashes).map(char::len_utf8).sum::<usize>()..];
                // `└─>` is a flow arrow, not a branch.
                if dashes == 0 || dashes > 3 || rest.starts_with(['>', '▶', '→']) {
                    return None;
                }
                let content = rest.trim_start();
                return (!content.is_empty()).then(|| (column, line.len() - content.len()));
            }
            '│' | '|' | ' ' | '\u{a0}' => column += 1,
            '\t' => column += 4,
            _ => return None,
        }
    }
    None
}

/// `|-- x`, `+-- x`, `` `-- x ``: the branches of other tools.
fn is_typed_branch(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '│', '|']);
    let drawn = rest.starts_with("+--") || rest.starts_with("`--") || rest.starts_with("\\--");
    let piped = line.trim_start_matches([' ', '│']).starts_with("|--");
    (drawn || piped) && line.trim_end().len() > 4
}

/// The last entry at `depth` of the last block; depth 1 is the first level.
fn last_entry(blocks: &mut [TreeBlock], depth: usize) -> Option<&mut Entry> {
    let mut entry = blocks.last_mut()?.entries.last_mut()?;
    for _ in 1..depth {
        entry = entry.children.last_mut()?;
    }
    Some(entry)
}

/// Splits a line's content; `offset` is where it begins in the fence's text.
fn entry(source: &CodeText, content: &str, offset: usize) -> Entry {
    let spanned = |text: &str| {
        // Every part is a slice of `content`.
        let at = offset + (text.as_ptr() as usize - content.as_ptr() as usize);
        Spanned::new(text.to_owned(), source.span(at..at + text.len()))
    };
    let (head, description) = split_description(content);
    let arrow = ["→", "←", "↔", "-->", "<->", "->"].iter().find_map(|arrow| {
        let (from, to) = head.split_once(arrow)?;
        (!from.trim().is_empty() && !to.trim().is_empty()).then(|| (from.trim(), to.trim()))
    });
    let (head, target) = match arrow {
        Some((from, to)) => (from, Some(spanned(to))),
        None => (head, None),
    };
    let (name, alias) = split_alias(head);
    Entry {
        name: spanned(name),
        alias: alias.map(spanned),
        description: description.map(spanned),
        target,
        continuation: Vec::new(),
        span: source.span(offset..offset + content.len()),
        children: Vec::new(),
    }
}

/// `name: description`; a colon inside a word (`node:18`, `https://…`) separates nothing.
fn split_description(content: &str) -> (&str, Option<&str>) {
    for (at, c) in content.char_indices().filter(|(_, c)| matches!(c, ':' | '\u{ff1a}')) {
        let rest = &content[at + c.len_utf8()..];
        if rest.is_empty() || rest.starts_with(char::is_whitespace) || c == '\u{ff1a}' {
            let rest = rest.trim();
            return (content[..at].trim_end(), (!rest.is_empty()).then_some(rest));
        }
    }
    (content, None)
}

fn split_alias(head: &str) -> (&str, Option<&str>) {
    if let Some(open) = head.find(" (")
        && let Some(inner) = head[open + 2..].strip_suffix(')')
        && !inner.contains(['(', ')'])
    {
        return (head[..open].trim_end(), Some(inner.trim()));
    }
    (head, None)
}

impl TreeFigure {
    /// Every entry in order, headers first, with its depth: headers 0, branches from 1.
    pub fn entries(&self) -> Vec<(usize, usize, &Entry)> {
        fn below<'a>(
            block: usize,
            depth: usize,
            entries: &'a [Entry],
            out: &mut Vec<(usize, usize, &'a Entry)>,
        ) {
            for entry in entries {
                out.push((block, depth, entry));
                below(block, depth + 1, &entry.children, out);
            }
        }
        let mut out = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            out.extend(block.header.iter().map(|header| (at, 0, header)));
            below(at, 1, &block.entries, &mut out);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<TreeFigure> {
        let mut code = CodeText::default();
        code.push(text, 0);
        parse(&code, Span::new(0, text.len()))
    }

    fn shape(text: &str) -> Vec<String> {
        let figure = read(text).expect("a tree");
        let mut lines: Vec<String> =
            figure.title.iter().map(|title| format!("title {}", title.value)).collect();
        lines.extend(figure.entries().into_iter().map(|(_, depth, entry)| {
            let part = |part: &Option<Spanned<String>>, mark: &str| {
                part.as_ref().map_or(String::new(), |p| format!("{mark}{}", p.value))
            };
            format!(
                "{depth} {}{}{}{}",
                entry.name.value,
                part(&entry.alias, "|"),
                part(&entry.target, ">"),
                part(&entry.description, "=")
            )
        }));
        lines
    }

    #[test]
    fn headed_blocks_under_a_title() {
        let text = "구성:\n\nControl Plane (제어 평면):\n├── API Server: 허브\n│   ├── 인증\n│   └── 인가 (RBAC)\n└── etcd\n\nData Plane:\n└── Master → Worker: 명령\n";
        assert_eq!(
            shape(text),
            [
                "title 구성:",
                "0 Control Plane|제어 평면",
                "1 API Server=허브",
                "2 인증",
                "2 인가|RBAC",
                "1 etcd",
                "0 Data Plane",
                "1 Master>Worker=명령"
            ]
        );
    }

    #[test]
    fn spans_point_at_names() {
        let text = "A:\n├── etcd: 저장소\n└── b\n";
        let figure = read(text).expect("a tree");
        assert_eq!(&text[figure.blocks[0].entries[0].name.span.range()], "etcd");
        assert_eq!(
            &text[figure.blocks[0].entries[0].description.as_ref().expect("a description").span.range()],
            "저장소"
        );
    }

    #[test]
    fn boxes_and_flow_arrows_are_no_trees() {
        assert!(read("┌──┐\n│a │\n├──┤\n└──┘\n").is_none());
        assert!(read("kubectl get pods\n  └─> API\n  └─> etcd\n").is_none());
    }

    #[test]
    fn a_colon_inside_a_word_separates_nothing() {
        assert_eq!(shape("a/\n├── node:18\n└── https://x.y\n"), ["0 a/", "1 node:18", "1 https://x.y"]);
    }
}
