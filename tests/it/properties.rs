//! What holds for every text, also for those that nobody would write. `PROPTEST_CASES=20000` looks longer.

use crate::support::{loaded, rendered};
use kurso::check::fix::mend;
use kurso::check::{Options, check};
use kurso::realise::Edition;
use kurso::render::html::escape;

use kurso::site;
use kurso::span::Span;
use proptest::prelude::*;
use std::sync::Arc;

/// Pieces of which texts are made: what means something to some parser, and letters of every width.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "- ",
    "1. ",
    "> ",
    "> [!NOTE]\n",
    "> [!INSTRUCTOR]\n",
    "* ",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "``",
    "```\n",
    "```mermaid\n",
    "```yaml\n",
    "~~~\n",
    "| a | b |\n| --- | --- |\n",
    "| x |",
    "[a](./b.md)",
    "[a](",
    "](",
    "![",
    "[^1]",
    "[^1]: ",
    "<",
    ">",
    "<!--",
    "-->",
    "<!-- kurso: ",
    "ignore LNK001 -- x",
    "figure cluster=a",
    "generate cluster=a view=ha",
    "expect DMX004",
    "<!-- instructor: ",
    "<details>",
    "</details>",
    "<summary>",
    "<br/>",
    "<script>",
    "&amp;",
    "&",
    "\\",
    "\u{0}",
    "\u{feff}",
    "\u{200b}",
    "\u{301}",
    "가",
    "각",
    "\u{1100}\u{1161}",
    "컨트롤 플레인",
    "API 서버",
    "etcd",
    "kubelet",
    "kube-apiserver",
    "🎯 ",
    "💬 ",
    "👩‍💻",
    "（30분）",
    "(30분)",
    "09:00-09:50",
    "강사 노트",
    "Session 1: ",
    "graph TB\n",
    "sequenceDiagram\n",
    "subgraph x\n",
    "end\n",
    "A --> B\n",
    "A[\"x\"]",
    "A->>B: x\n",
    "-->|2379|",
    "%% kurso: ",
    "%%{init: {}}%%\n",
    "├── ",
    "│   ",
    "└── ",
    "→",
    "---\n",
    "kurso: cluster/1\n",
    "id: a\n",
    "nodes: {",
    "}",
    "worker: {count: 2}",
    "$x$",
    ":",
    "\"",
    "'",
    "0",
    "999999999999",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn is_in(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

/// Found by the properties below.
#[test]
fn a_comment_that_looks_like_code_stands_where_it_stands() {
    for page in [
        "<br/>🎯 ```\n<!-- kurso: ignore LNK001 -- x```\n",
        "    # 가가```\n\t\t- \r\n<!-- kurso: # ```\n# # \n",
    ] {
        let site = site::resolve(loaded(&format!("//- a.md\n{page}")));
        let text = &site.tree.find("a.md").unwrap().text;
        for diagnostic in check(&site) {
            let span = diagnostic.finding.primary.place.span;
            assert!(is_in(span, text), "{page:?} {diagnostic:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every place of every finding and of every fix is in its file, between two characters.
    #[test]
    fn places_are_in_their_files(page in text(), model in text()) {
        let course = format!("//- README.md\n# A\n//- a.md\n{page}\n//- clusters/a.yaml\nkurso: cluster/1\nid: a\n{model}\n");
        let site = site::resolve(loaded(&course));
        for diagnostic in check(&site) {
            let finding = &diagnostic.finding;
            let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place);
            let labels = finding.labels.iter().map(|label| label.place);
            for place in labels.chain(edits).chain([finding.primary.place]) {
                let text = &site.tree.file(place.file).text;
                prop_assert!(is_in(place.span, text), "{} {:?} in {text:?}", finding.code, place.span);
            }
        }
        for figure in &site.figures {
            let text = &site.tree.file(figure.place.file).text;
            let spans = figure.nodes.iter().map(|node| node.label.span);
            for span in spans.chain(figure.edges.iter().map(|edge| edge.span)).chain([figure.place.span]) {
                prop_assert!(is_in(span, text), "{span:?} in {text:?}");
            }
        }
    }

    /// Every page can be made, in both editions or not at all.
    #[test]
    fn pages_are_made_of_anything(page in text()) {
        let site = Arc::new(site::resolve(loaded(&format!("//- a.md\n{page}\n//- b.md\n# B\n"))));
        for edition in [Edition::Learner, Edition::Instructor] {
            // What never ends hides who a text is for; that is an error, and no page.
            let Ok((_, output)) = rendered(&site, edition) else { continue };
            for path in output.paths().filter(|path| path.ends_with("a.html")) {
                let html = String::from_utf8(output.make(path).unwrap().unwrap().bytes).unwrap();
                prop_assert_eq!(html.matches("</article>").count(), 1, "{}", html);
            }
        }
    }

    /// Mending comes to an end, and what is mended stays so.
    #[test]
    fn fixes_come_to_an_end(page in text()) {
        let course = format!("//- a.md\n{page}\n//- b.md\n# B\n");
        let once = mend(&loaded(&course), &Options::default(), true);
        let text = once.site.tree.find("a.md").unwrap().text.clone();
        let again = mend(&loaded(&format!("//- a.md\n{text}//- b.md\n# B\n")), &Options::default(), true);
        prop_assert_eq!(&again.site.tree.find("a.md").unwrap().text, &text);
    }

    /// Escaped text holds nothing of HTML's own, and is the text again when it is read.
    #[test]
    fn escaped_text_is_text(text in any::<String>()) {
        let escaped = escape(&text);
        prop_assert!(!escaped.contains(['<', '>', '"', '\'']), "{}", escaped);
        let read = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        prop_assert_eq!(read.replace("&amp;", "&"), text);
    }
}
