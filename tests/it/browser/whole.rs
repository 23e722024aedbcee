//! Every page as it is shown, and as it is loaded again after an edit.

use super::Browser;
use crate::serve::Serving;
use crate::support::build_folder;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Figures that nobody can see, those that are wider than their frame, and how far the page is wider than the window.
const LOOK: &str = r"document.fonts.ready.then(() => ({
    figures: document.querySelectorAll('.k-figure svg').length,
    hidden: [...document.querySelectorAll('.k-figure-body > svg')]
        .filter(svg => { const box = svg.getBoundingClientRect(); return box.width < 40 || box.height < 20 })
        .map(svg => svg.id),
    cut: [...document.querySelectorAll('.k-figure-body > svg')]
        .filter(svg => svg.getBoundingClientRect().right > svg.parentElement.getBoundingClientRect().right + 1)
        .map(svg => svg.id),
    beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
}))";

fn html_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .filter(|path| !path.ends_with("404.html"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_page_is_whole_in_a_browser() {
    let Ok(program) = std::env::var("KURSO_CHROMIUM") else {
        eprintln!("skipped: KURSO_CHROMIUM names no browser (tests/run installs one and sets it)");
        return;
    };
    let out = tempfile::tempdir().unwrap();
    build_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), out.path(), "instructor");
    let root = format!("file://{}", out.path().display());
    let mut browser = Browser::start(&program);
    let mut figures = 0;
    let mut wrong = Vec::new();
    // The last is A4 between its margins, where nothing scrolls.
    for (media, width, height) in [("screen", 390, 844), ("screen", 1280, 900), ("print", 673, 986)] {
        browser.call("Emulation.setEmulatedMedia", json!({"media": media}));
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        browser.call("Emulation.setDeviceMetricsOverride", metrics);
        for file in html_files(out.path()) {
            let page = file.strip_prefix(out.path()).unwrap().display().to_string();
            browser.open(&format!("file://{}", file.display()));
            let seen = browser.evaluate(LOOK);
            figures += seen["figures"].as_u64().unwrap();
            if seen["hidden"] != json!([]) {
                wrong.push(format!("{page} at {width}: cannot see {}", seen["hidden"]));
            }
            if media == "print" && seen["cut"] != json!([]) {
                wrong.push(format!("{page} on paper: {} are cut off", seen["cut"]));
            }
            if seen["beyond"].as_i64().unwrap() > 0 {
                wrong.push(format!("{page} at {width}: {} pixels too wide", seen["beyond"]));
            }
            for event in &browser.events {
                let params = &event["params"];
                match event["method"].as_str().unwrap_or("") {
                    "Runtime.exceptionThrown" => wrong.push(format!("{page}: {params}")),
                    "Runtime.consoleAPICalled" if params["type"] == "error" => {
                        wrong.push(format!("{page}: {params}"));
                    }
                    "Log.entryAdded" if params["entry"]["level"] == "error" => {
                        wrong.push(format!("{page}: {params}"));
                    }
                    "Network.requestWillBeSent" => {
                        let url = params["request"]["url"].as_str().unwrap_or("");
                        if !url.starts_with(&root) && !url.starts_with("data:") {
                            wrong.push(format!("{page}: asks for {url}"));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(figures >= 20, "only {figures} figures were seen");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_edit_is_seen_where_the_reader_is() {
    let Ok(program) = std::env::var("KURSO_CHROMIUM") else {
        eprintln!("skipped: KURSO_CHROMIUM names no browser (tests/run installs one and sets it)");
        return;
    };
    let course = tempfile::tempdir().unwrap();
    let page = course.path().join("a.md");
    let paragraphs = |word: &str| format!("{word}\n\n").repeat(40);
    let text = |above: &str| {
        let (before, after) = (paragraphs(above), paragraphs("아래"));
        format!("# 제목\n\n## 하나\n\n{before}## 둘\n\n{after}## 셋\n\n[없는 곳](./nowhere.md)\n")
    };
    std::fs::write(&page, text("위")).unwrap();
    let server = Serving::start(course.path());
    let mut browser = Browser::start(&program);
    let metrics = json!({"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    browser.call("Emulation.setDeviceMetricsOverride", metrics);
    browser.open(&format!("http://{}/a.html", server.address));
    let mut wait = |script: &str| {
        let start = Instant::now();
        // In the middle of a reload there is nothing to ask.
        let ask = json!({"expression": script, "returnByValue": true});
        while browser.try_call("Runtime.evaluate", ask.clone()).map(|found| found["result"]["value"].clone())
            != Ok(json!(true))
        {
            assert!(start.elapsed() < Duration::from_secs(30), "{script}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait("document.querySelector('kurso-live')?.shadowRoot.textContent.includes('nowhere.md') ?? false");
    wait(
        "document.querySelector('kurso-live').shadowRoot.querySelector('a').href.startsWith('vscode://file/')",
    );
    // The heading of the second section, a little below the top.
    wait(
        "(() => { const top = document.getElementById('둘').getBoundingClientRect().top; \
         scrollTo({ top: scrollY + top - 100, behavior: 'instant' }); return scrollY > 500 })()",
    );
    std::fs::write(&page, text("위에 쓴 글\n\n한 줄 더")).unwrap();
    wait("document.body?.textContent.includes('한 줄 더')");
    wait("Math.abs(document.getElementById('둘')?.getBoundingClientRect().top - 100) < 2");
    // What is mended is no longer shown.
    std::fs::write(&page, "# 제목\n\n글\n").unwrap();
    wait(
        "document.body?.textContent.includes('글') && document.querySelector('kurso-live')?.hidden === true",
    );
    let errors: Vec<_> =
        browser.events.iter().filter(|event| event["method"] == "Runtime.exceptionThrown").collect();
    assert!(errors.is_empty(), "{errors:?}");
}
