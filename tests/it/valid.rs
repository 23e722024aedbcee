//! Every built page is HTML without an error by the parser that browsers' behaviour is written down in, and every id in it is
//! there once.

use crate::support::{build_folder, folder};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;
use std::path::Path;

/// What may stand without an end, or must.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Blocks that end a paragraph that is open, and so leave its end tag alone.
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "dialog",
    "div",
    "dl",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Reads tags in order and keeps what is open.
#[derive(Default)]
struct Reader {
    open: RefCell<Vec<String>>,
    ids: RefCell<std::collections::BTreeSet<String>>,
    wrong: RefCell<Vec<String>>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let say = |what: String| self.wrong.borrow_mut().push(format!("{line}: {what}"));
        match token {
            Token::ParseError(error) => say(error.into_owned()),
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let mut open = self.open.borrow_mut();
                if tag.kind == html5ever::tokenizer::EndTag {
                    match open.pop() {
                        Some(last) if last == name => {}
                        last => say(format!("</{name}> closes {last:?}")),
                    }
                    return TokenSinkResult::Continue;
                }
                for attribute in tag.attrs.iter().filter(|attribute| &*attribute.name.local == "id") {
                    if !self.ids.borrow_mut().insert(attribute.value.to_string()) {
                        say(format!("the id `{}` is there twice", attribute.value));
                    }
                }
                let foreign = open.iter().any(|name| name == "svg" || name == "math");
                if !foreign && ENDS_PARAGRAPH.contains(&name.as_str()) && open.iter().any(|name| name == "p")
                {
                    say(format!("<{name}> in a paragraph"));
                }
                let phrase = ["span", "a", "strong", "em", "code", "sup", "button"];
                if !foreign
                    && open.last().is_some_and(|last| phrase.contains(&last.as_str()))
                    && ["p", "div", "ul", "ol", "table", "section", "figure"].contains(&name.as_str())
                    && open.last().is_some_and(|last| last != "a")
                {
                    say(format!("<{name}> in <{}>", open.last().map_or("", String::as_str)));
                }
                if name == "a" && !foreign && open.iter().any(|name| name == "a") {
                    say("a link in a link".to_owned());
                }
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(name);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn mistakes(html: &str) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let options = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Reader::default(), options);
    while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&input) {}
    tokenizer.end();
    let reader = tokenizer.sink;
    let mut wrong = reader.wrong.into_inner();
    wrong.extend(reader.open.into_inner().into_iter().map(|name| format!("<{name}> is never closed")));
    wrong
}

#[track_caller]
fn check(course: &Path) {
    let mut wrong = Vec::new();
    for edition in ["learner", "instructor"] {
        let out = tempfile::tempdir().unwrap();
        build_folder(course, out.path(), edition);
        for file in walkdir::WalkDir::new(out.path()).sort_by_file_name().into_iter().flatten() {
            if file.path().extension().is_some_and(|extension| extension == "html") {
                let html = std::fs::read_to_string(file.path()).unwrap();
                let name = file.path().strip_prefix(out.path()).unwrap().display().to_string();
                wrong.extend(mistakes(&html).into_iter().map(|what| format!("{edition} {name}:{what}")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} mistakes:\n{}",
        wrong.len(),
        wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn the_shipped_course_is_valid() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
}

#[test]
fn the_corpus_is_valid() {
    if let Ok(corpus) = std::env::var("KURSO_CORPUS") {
        check(Path::new(&corpus));
    }
}

#[test]
fn what_authors_write_in_odd_places_is_valid() {
    let course = folder(
        "//- a.md
# T <!-- instructor: n -->

<p>열린 <div>상자 <span>글

<details><summary>정답 <b>둘</summary>

- [ ] <!-- kurso: tabs -->

  - 하나

    $x < y$
  - 둘

    $$\\frac{1}{2}$$

</details>

글 <!-- instructor: 문단

- 목록

| a | b |
|---|---|
| 1 | 2 | -->은 이어진다 [a [b](c)](d) <a href='#top'><a href='#y'>z</a></a>

<table><tr><td>칸</table>

<ul><li>하나<li>둘</ul>

<!-- kurso: solution -->
> [!TIP]
> $a > b$ [^1]

[^1]: 각주

    ```mermaid
    graph TB
      A[\"<b>x</b>\"] --> B
    ```
",
    );
    check(course.path());
}
