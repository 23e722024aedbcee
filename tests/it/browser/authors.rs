//! What authors write beyond plain Markdown, as readers see it: with scripts, without, on paper.

use super::{Reader, SESSION};
use crate::support::folder;
use serde_json::json;

const COURSE: &str = "//- a.md
# 설치

과반수는 $\\frac{n}{2} + 1$ 입니다.

<!-- kurso: tabs -->
- kubeadm

  첫째 칸의 글입니다.
- k3s

  둘째 칸의 글입니다.

  ### 깊은 제목

## 다음

<!-- kurso: tabs -->
- k3s

  셋째 칸의 글입니다.
- kubeadm

  넷째 칸의 글입니다.
";

/// The titles of the tabs whose text can be seen.
const SHOWN: &str = "[...document.querySelectorAll('.k-tab')].filter(tab => tab.getClientRects().length > 0)\
    .map(tab => tab.querySelector('p:not(.k-tab-title)').textContent.slice(0, 2)).join(' ')";

#[test]
fn a_tab_is_chosen_by_mouse_and_key_and_stays_chosen() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    reader.open("a.html");
    assert_eq!(reader.browser.evaluate(SHOWN), "첫째 셋째");
    reader.browser.evaluate("document.querySelectorAll('[role=tab]')[1].click()");
    assert_eq!(reader.browser.evaluate(SHOWN), "둘째 셋째", "one choice for the whole page");
    reader.browser.evaluate("document.querySelectorAll('[role=tab]')[1].focus()");
    reader.key("ArrowRight");
    assert_eq!(reader.browser.evaluate(SHOWN), "첫째 넷째");
    assert_eq!(reader.browser.evaluate("document.activeElement.textContent"), "kubeadm");
    reader.open("a.html");
    assert_eq!(reader.browser.evaluate(SHOWN), "첫째 넷째", "kept");
    // A link into a tab opens it.
    reader.browser.evaluate("location.hash = '#깊은-제목'");
    reader.wait(&format!("{SHOWN} === '둘째 넷째'"));
    // On paper all of them stand one below the other.
    reader.browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    assert_eq!(reader.browser.evaluate(SHOWN), "첫째 둘째 셋째 넷째");
    assert_eq!(reader.browser.evaluate("document.querySelector('.k-tab-bar').getClientRects().length"), 0);
}

#[test]
fn formulas_are_drawn() {
    let course = folder(COURSE);
    let Some(mut reader) = Reader::of_course(course.path(), "learner") else { return };
    reader.open("a.html");
    let drawn = "(() => { const part = name => document.querySelector(`math ${name}`).getBoundingClientRect();\
        return part('mfrac').height > 1.3 * part('mn').height })()";
    assert_eq!(reader.browser.evaluate(drawn), true);
}

/// Without scripts a page shows all of its text, its figures, and the way to all other pages.
#[test]
fn nothing_is_lost_without_scripts() {
    let Some(mut reader) = Reader::of("learner") else { return };
    let words = "document.querySelector('article').innerText.replace(/\\s+/g, '').length";
    reader.open(SESSION);
    let with = reader.browser.evaluate(words).as_f64().unwrap();
    reader.browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    reader.open(SESSION);
    let without = reader.browser.evaluate(words).as_f64().unwrap();
    // Buttons are the script's own.
    assert!(without >= with - 200.0 && without > 1000.0, "{without} of {with}");
    let seen = "[...document.querySelectorAll('.k-figure-body > svg')].every(svg => svg.getBoundingClientRect().width > 40)";
    assert_eq!(reader.browser.evaluate(seen), true);
    let links = "document.querySelectorAll('.k-nav a[href$=\".html\"]').length";
    assert!(reader.browser.evaluate(links).as_u64().unwrap() > 5);
    let dead = "[...document.querySelectorAll('button')].filter(button => button.getClientRects().length > 0).map(button => button.className)";
    assert_eq!(reader.browser.evaluate(dead), json!([]), "no button that does nothing");
    let course = folder(COURSE);
    let mut reader = Reader::of_course(course.path(), "learner").unwrap();
    reader.browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    reader.open("a.html");
    assert_eq!(reader.browser.evaluate(SHOWN), "첫째 둘째 셋째 넷째");
}

#[test]
fn the_scheme_is_chosen_and_stays() {
    let Some(mut reader) = Reader::of("learner") else { return };
    let features = json!([{"name": "prefers-color-scheme", "value": "dark"}]);
    reader.browser.call("Emulation.setEmulatedMedia", json!({"features": features}));
    let paper = "getComputedStyle(document.body).backgroundColor";
    reader.open(SESSION);
    let mut seen = vec![reader.browser.evaluate(paper)];
    for _ in 0..3 {
        reader.browser.evaluate("document.querySelector('.k-scheme').click()");
        seen.push(reader.browser.evaluate(paper));
        let kept = seen[seen.len() - 1].clone();
        reader.open(SESSION);
        assert_eq!(reader.browser.evaluate(paper), kept);
    }
    let [system, light, dark, contrast] = seen.as_slice() else { panic!("{seen:?}") };
    assert!(system == dark && light != dark && contrast != dark && contrast != light, "{seen:?}");
}

#[test]
fn a_printed_page_has_its_text_and_nothing_around_it() {
    let Some(mut reader) = Reader::of("learner") else { return };
    reader.open(SESSION);
    reader.browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    let shown = "['.k-header', '.k-nav', '.k-rail', '.k-figure-tools', '.k-anchor'].filter(name =>\
        [...document.querySelectorAll(name)].some(part => part.getClientRects().length > 0))";
    assert_eq!(reader.browser.evaluate(shown), json!([]));
    let colour = "getComputedStyle(document.querySelector('.k-section h2')).color";
    assert_eq!(reader.browser.evaluate(colour), "rgb(0, 0, 0)");
    let printed = reader.browser.call("Page.printToPDF", json!({"printBackground": false}));
    assert!(printed["data"].as_str().unwrap().len() > 50_000);
}
