//! Inlines → runs, and the words in them that no line may end in.

use super::content::{Item, Run};

/// The most letters of a word that is kept in one piece; a longer one would leave a hole in its line.
const LONGEST: usize = 18;

/// The most letters of a name that is never broken.
const LONG_NAME: usize = 16;

/// Korean lines end between words: runs without white space between them that hold Hangul are put together.
pub(super) fn kept_together(items: Vec<Item>) -> Vec<Item> {
    let mut lines = Vec::with_capacity(items.len());
    let mut word: Vec<Run> = Vec::new();
    for item in items {
        let Item::Run(run) = item else {
            close(&mut word, &mut lines);
            lines.push(item);
            continue;
        };
        let mut rest = run.s.as_str();
        while !rest.is_empty() {
            let blank = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            if blank > 0 {
                close(&mut word, &mut lines);
                push(&mut lines, Run { s: rest[..blank].to_owned(), style: run.style.clone() });
                rest = &rest[blank..];
                continue;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            word.push(Run { s: breakable(&rest[..end]), style: run.style.clone() });
            rest = &rest[end..];
        }
    }
    close(&mut word, &mut lines);
    lines
}

/// An address or a name that is longer than a column, with places where it may be broken.
fn breakable(word: &str) -> String {
    if word.chars().count() <= LONG_NAME || word.chars().any(crate::lang::is_hangul) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len() * 2);
    let (mut before, mut since) = (' ', 0);
    for c in word.chars() {
        let joint = "/.-_?&=:,;@#".contains(before) && c.is_alphanumeric();
        let hump = before.is_ascii_lowercase() && c.is_ascii_uppercase();
        if since > 0 && (joint || hump || since >= LONG_NAME) {
            out.push('\u{200b}');
            since = 0;
        }
        out.push(c);
        since += 1;
        before = c;
    }
    out
}

fn close(word: &mut Vec<Run>, lines: &mut Vec<Item>) {
    let runs = std::mem::take(word);
    let letters = || runs.iter().flat_map(|run| run.s.chars());
    let korean = letters().any(crate::lang::is_hangul);
    let count = letters().count();
    if korean && count > 1 && count <= LONGEST {
        lines.push(Item::Word { runs });
    } else {
        runs.into_iter().for_each(|run| push(lines, run));
    }
}

/// Adds a run to one of the same style before it.
fn push(lines: &mut Vec<Item>, run: Run) {
    if let Some(Item::Run(last)) = lines.last_mut()
        && last.style == run.style
    {
        last.s.push_str(&run.s);
        return;
    }
    lines.push(Item::Run(run));
}

#[cfg(test)]
mod tests {
    use super::super::content::Style;
    use super::*;

    fn run(s: &str, strong: bool) -> Item {
        Item::Run(Run { s: s.to_owned(), style: Style { strong, ..Style::default() } })
    }

    /// `|` stands around what is kept together.
    #[track_caller]
    fn check(items: Vec<Item>, expected: &str) {
        let text = |run: &Run| if run.style.strong { format!("*{}*", run.s) } else { run.s.clone() };
        let shown: String = kept_together(items)
            .iter()
            .map(|item| match item {
                Item::Run(run) => text(run),
                Item::Word { runs } => format!("|{}|", runs.iter().map(text).collect::<String>()),
                _ => String::new(),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_particle_stays_with_its_word() {
        check(vec![run("클러스터", true), run("는 여러 노드다.", false)], "|*클러스터*는| |여러| |노드다.|");
        check(vec![run("하나 둘", true), run("(2)의", false)], "|*하나*|* *|*둘*(2)의|");
    }

    #[test]
    fn long_names_may_be_broken_at_their_joints() {
        check(vec![run("PersistentVolumeClaim", false)], "Persistent\u{200b}Volume\u{200b}Claim");
        check(vec![run("example.com/docs/abc", false)], "example.\u{200b}com/\u{200b}docs/\u{200b}abc");
        check(vec![run(&"a".repeat(20), false)], &format!("{}\u{200b}aaaa", "a".repeat(16)));
        check(vec![run("kube-apiserver", false)], "kube-apiserver");
    }

    #[test]
    fn english_breaks_where_it_breaks() {
        check(vec![run("A pod runs ", false), run("here", true)], "A pod runs *here*");
        check(
            vec![run("이것은아주긴낱말이라서한줄에다들어가지않을수도있다", false)],
            "이것은아주긴낱말이라서한줄에다들어가지않을수도있다",
        );
    }
}
