//! The built site in a real browser: every diagram visible, no error on the console, no request outside the site.
//!
//! `tests/run` installs the browser and names it in `KURSO_CHROMIUM`; without it the test says that it was skipped.

use crate::serve::Serving;
use crate::support::build_folder;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

struct Browser {
    child: Child,
    socket: WebSocket<MaybeTlsStream<std::net::TcpStream>>,
    session: String,
    next: u64,
    /// Events since the last look.
    events: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    fn start(program: &str) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let child = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port_file = profile.path().join("DevToolsActivePort");
        let begun = Instant::now();
        let address = loop {
            if let Ok(text) = std::fs::read_to_string(&port_file)
                && let Some((port, path)) = text.trim().split_once('\n')
            {
                break format!("ws://127.0.0.1:{port}{path}");
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "the browser does not start");
            std::thread::sleep(Duration::from_millis(50));
        };
        let (socket, _) = tungstenite::connect(&address).unwrap();
        let mut browser =
            Self { child, socket, session: String::new(), next: 0, events: Vec::new(), _profile: profile };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached =
            browser.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.try_call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        let mut request = json!({"id": id, "method": method, "params": params});
        if !self.session.is_empty() {
            request["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(request.to_string())).unwrap();
        loop {
            let message = self.read();
            if message["id"] == json!(id) {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.events.push(message);
        }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    fn open(&mut self, url: &str) {
        self.events.clear();
        self.call("Page.navigate", json!({"url": url}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let message = self.read();
            self.events.push(message);
        }
    }

    fn evaluate(&mut self, script: &str) -> Value {
        let result = self.call(
            "Runtime.evaluate",
            json!({"expression": script, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(result.get("exceptionDetails").is_none(), "{result}");
        result["result"]["value"].clone()
    }
}

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

/// Opens pages of the shipped course and waits for what a script finds true.
struct Reader {
    browser: Browser,
    root: String,
    _out: tempfile::TempDir,
}

impl Reader {
    fn of(edition: &str) -> Option<Self> {
        let Ok(program) = std::env::var("KURSO_CHROMIUM") else {
            eprintln!("skipped: KURSO_CHROMIUM names no browser (tests/run installs one and sets it)");
            return None;
        };
        let out = tempfile::tempdir().unwrap();
        build_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), out.path(), edition);
        let mut browser = Browser::start(&program);
        let metrics = json!({"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        browser.call("Emulation.setDeviceMetricsOverride", metrics);
        Some(Self { browser, root: format!("file://{}", out.path().display()), _out: out })
    }

    fn open(&mut self, page: &str) {
        self.browser.open(&format!("{}/{page}", self.root));
    }

    fn key(&mut self, key: &str) {
        let text = if key.chars().count() == 1 { key } else { "" };
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            _ => 0,
        };
        let down = json!({"type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code});
        self.browser.call("Input.dispatchKeyEvent", down);
        self.browser.call("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key}));
    }

    fn type_text(&mut self, text: &str) {
        self.browser.call("Input.insertText", json!({"text": text}));
    }

    #[track_caller]
    fn wait(&mut self, script: &str) {
        let begun = Instant::now();
        let ask = json!({"expression": script, "returnByValue": true, "awaitPromise": true});
        loop {
            let found = self.browser.try_call("Runtime.evaluate", ask.clone());
            if found.is_ok_and(|found| found["result"]["value"] == json!(true)) {
                return;
            }
            let shown = "document.querySelector('dialog[open]')?.innerText ?? document.title";
            assert!(begun.elapsed() < Duration::from_secs(20), "{script}: {}", self.browser.evaluate(shown));
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Every kind of page, in both editions, schemes and themes, by the rules of WCAG 2.2 AA that a program can judge.
#[test]
fn no_page_shuts_anybody_out() {
    let Ok(axe) = std::env::var("KURSO_AXE") else {
        eprintln!("skipped: KURSO_AXE names no axe.min.js (tests/run installs one and sets it)");
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    let pages = [
        ("learner", "index.html"),
        ("learner", "GLOSSARY.html"),
        ("learner", "week_01/index.html"),
        ("learner", "week_01/day_01/index.html"),
        ("learner", SESSION),
        ("learner", "architecture/compare.html"),
        ("learner", "architecture/index.html"),
        ("learner", "architecture/components/etcd.html"),
        ("learner", "architecture/clusters/basic.html"),
        ("instructor", "index.html"),
        ("instructor", "week_01/day_01/index.html"),
        ("instructor", SESSION),
    ];
    // The version that PyPI has knows no roles of graphics, and takes an aside within a section for a landmark.
    let run = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], rules: \
        {'aria-roles': {enabled: false}, 'aria-roledescription': {enabled: false}, 'landmark-unique': {enabled: false}}})\
        .then(found => found.violations.map(each => `${each.id} ${each.nodes.length} ${each.nodes[0].html}`))";
    let mut wrong = Vec::new();
    for edition in ["learner", "instructor"] {
        let Some(mut reader) = Reader::of(edition) else { return };
        // The page's own policy lets no script of ours in.
        reader.browser.call("Page.setBypassCSP", json!({"enabled": true}));
        for (_, page) in pages.iter().filter(|(own, _)| *own == edition) {
            for scheme in ["light", "dark"] {
                let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
                reader.browser.call("Emulation.setEmulatedMedia", json!({"features": features}));
                reader.open(page);
                reader.browser.evaluate(&format!("{axe};0"));
                for found in reader.browser.evaluate(run).as_array().unwrap() {
                    wrong.push(format!("{edition}/{page} {scheme}: {found}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const SESSION: &str = "week_01/day_01/session_02.html";

#[test]
fn the_search_finds_the_middle_of_words_and_what_particles_follow() {
    let Some(mut reader) = Reader::of("learner") else { return };
    reader.open(SESSION);
    for (query, marked) in
        [("테이너", "테이너"), ("클러스터를", "클러스터"), ("apiserv", "apiserv"), ("ETCD 백업", "etcd")]
    {
        reader.key("/");
        reader.wait(
            "document.getElementById('k-search').open && document.activeElement.matches('#k-search input')",
        );
        reader.browser.evaluate("document.querySelector('#k-search input').value = ''");
        reader.type_text(query);
        reader.wait(&format!(
            "[...document.querySelectorAll('.k-hit mark')].some(mark => mark.textContent.toLowerCase() === '{marked}')"
        ));
        reader.key("Escape");
        reader.wait("!document.getElementById('k-search').open");
    }
    // What nobody wrote, and what is near to it.
    reader.key("/");
    reader.browser.evaluate("document.querySelector('#k-search input').value = ''");
    reader.type_text("kubelex");
    reader.wait("[...document.querySelectorAll('.k-search-near button')].some(near => near.textContent === 'kubelet')");
    reader.browser.evaluate("document.querySelector('#k-search input').value = ''");
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
    reader.wait("document.getElementById('k-card-tip')?.textContent === document.querySelector('.k-term').dataset.card");
    reader.key("Escape");
    reader.wait("document.getElementById('k-card-tip') === null");
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
