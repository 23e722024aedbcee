//! What readers and those who teach do with a page.

use super::{Reader, SESSION};
use serde_json::json;

#[test]
fn the_search_finds_the_middle_of_words_and_what_particles_follow() {
    let Some(mut reader) = Reader::of("learner") else { return };
    reader.open(SESSION);
    for (query, marked) in
        [("테이너", "테이너"), ("클러스터를", "클러스터"), ("apiserv", "apiserv"), ("ETCD 백업", "etcd")]
    {
        reader.key("/");
        reader.wait(
            "document.getElementById('K-search').open && document.activeElement.matches('#K-search input')",
        );
        reader.browser.evaluate("document.querySelector('#K-search input').value = ''");
        reader.type_text(query);
        reader.wait(&format!(
            "[...document.querySelectorAll('.k-hit mark')].some(mark => mark.textContent.toLowerCase() === '{marked}')"
        ));
        reader.key("Escape");
        reader.wait("!document.getElementById('K-search').open");
    }
    // What nobody wrote, and what is near to it.
    reader.key("/");
    reader.browser.evaluate("document.querySelector('#K-search input').value = ''");
    reader.type_text("kubelex");
    reader.wait("[...document.querySelectorAll('.k-search-near button')].some(near => near.textContent === 'kubelet')");
    reader.browser.evaluate("document.querySelector('#K-search input').value = ''");
    reader.type_text("컨테이너 런타임");
    reader.wait("document.querySelector('.k-hit a[aria-selected=true]') !== null");
    let title = reader.browser.evaluate("document.querySelector('.k-hit-title').textContent");
    reader.key("Enter");
    reader.wait(&format!("document.title.includes({title})"));
}

/// No more is loaded for a first query than a slow line brings in a moment.
#[test]
fn a_first_query_loads_little() {
    let Some(mut reader) = Reader::of("learner") else { return };
    reader.open(SESSION);
    let before = "document.querySelectorAll('script[src*=kurso-search]').length";
    assert_eq!(reader.browser.evaluate(before), json!(0), "nothing is loaded before it is asked for");
    reader.key("/");
    reader.type_text("테이너");
    reader.wait("document.querySelector('.k-hit') !== null");
    let loaded = reader.browser.evaluate(before).as_u64().unwrap();
    assert!((3..=10).contains(&loaded), "{loaded} files");
}

#[test]
fn terms_and_nodes_lead_to_what_they_mean() {
    let Some(mut reader) = Reader::of("learner") else { return };
    reader.open(SESSION);
    reader.browser.evaluate("document.querySelector('.k-term').focus()");
    reader.wait("document.getElementById('K-card-tip')?.textContent === document.querySelector('.k-term').dataset.card");
    reader.key("Escape");
    reader.wait("document.getElementById('K-card-tip') === null");
    reader.browser.evaluate("document.querySelector('.k-figure svg a[href$=\"kubelet.html\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    reader.wait("document.title.startsWith('kubelet')");
}

#[test]
fn a_figure_is_enlarged_and_comes_back() {
    let Some(mut reader) = Reader::of("learner") else { return };
    reader.open(SESSION);
    reader.browser.evaluate("document.querySelector('.k-figure-tools button').click()");
    reader.wait("document.querySelector('.k-zoom[open] svg')?.getBoundingClientRect().width > 500");
    let width = "document.querySelector('.k-zoom-view svg').getBoundingClientRect().width";
    let before = reader.browser.evaluate(width).as_f64().unwrap();
    reader.key("+");
    reader.wait(&format!("{width} > {before} * 1.2"));
    reader.key("Escape");
    reader.wait(
        "!document.querySelector('.k-zoom') && document.querySelector('.k-figure-body > svg') !== null",
    );
}

#[test]
fn a_session_is_presented_and_what_it_took_is_kept() {
    let Some(mut reader) = Reader::of("instructor") else { return };
    reader.open(SESSION);
    reader.browser.evaluate("document.querySelector('.k-present').click()");
    reader.wait("document.querySelector('.k-stage').open");
    reader.key(" ");
    reader.wait("document.querySelector('.k-stage-step').textContent.startsWith('2 /')");
    // Five minutes are planned; the clock runs down from them, and the section is on the stage itself.
    reader.wait("/^4:5\\d$/.test(document.querySelector('.k-stage-timer').textContent)");
    reader.wait("document.querySelector('.k-stage-timer').dataset.state === 'fine'");
    reader.wait("document.querySelector('.k-stage-body > .k-section h2') !== null");
    reader.key("n");
    reader.wait("!document.querySelector('.k-stage-notes').hidden");
    reader.key("Escape");
    reader.wait("!document.querySelector('.k-stage').open && document.querySelector('.k-stage-body').children.length === 0");
    // Too short a look is no minute; an hour is.
    reader.browser.evaluate(
        "localStorage.setItem('kurso-actual:' + location.pathname, JSON.stringify({[document.querySelector('.k-section h2').id]: 3600}))",
    );
    reader.open(SESSION);
    reader.wait("document.querySelector('.k-actual')?.textContent.includes('60') ?? false");
}
