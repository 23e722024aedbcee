//! Files that mean harm, in a browser, without the policy that pages carry: nothing of them runs, nothing is fetched from
//! elsewhere, and pictures that are none of that kind are drawn.

use super::Browser;
use crate::cases::{Case, cases, with_signs};
use crate::support::{files, rendered};
use kurso::load::load;
use kurso::realise::Edition;
use kurso::site;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Serves files from memory, in a host's careless way: no policy, no word about kinds that it does not know. What is asked for
/// under `/ran/` is remembered.
struct Host {
    address: String,
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    ran: Arc<Mutex<Vec<String>>>,
}

impl Host {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let host = Self { address, files: Arc::default(), ran: Arc::default() };
        let (all, ran) = (Arc::clone(&host.files), Arc::clone(&host.ran));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (all, ran) = (Arc::clone(&all), Arc::clone(&ran));
                std::thread::spawn(move || answer(stream, &all, &ran));
            }
        });
        host
    }

    fn add(&self, path: String, bytes: Vec<u8>) {
        self.files.lock().unwrap().insert(path, bytes);
    }

    fn ran(&self) -> Vec<String> {
        std::mem::take(&mut self.ran.lock().unwrap())
    }
}

fn answer(mut stream: TcpStream, files: &Mutex<BTreeMap<String, Vec<u8>>>, ran: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    if reader.read_line(&mut first).is_err() {
        return;
    }
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or("/").trim_start_matches('/');
    let path = path.split(['?', '#']).next().unwrap_or("");
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    if path.starts_with("ran/") {
        ran.lock().unwrap().push(path.clone());
    }
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    let found = files.lock().unwrap().get(&format!("{path}{index}")).cloned();
    let kind = mime_guess::from_path(format!("{path}{index}")).first();
    let kind = kind.map_or_else(String::new, |kind| format!("Content-Type: {kind}\r\n"));
    let (status, body) = found.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let head =
        format!("HTTP/1.1 {status}\r\n{kind}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    // A reader that is gone needs no answer.
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&body);
}

/// The learner's site of a folder, its pages without their policy.
fn add_site(host: &Host, prefix: &str, course: &Path) -> BTreeMap<String, Vec<u8>> {
    let site = Arc::new(site::resolve(load(course, None).unwrap()));
    let (_, output) = rendered(&site, Edition::Learner).unwrap();
    let policy = regex::Regex::new("<meta http-equiv=\"Content-Security-Policy\"[^>]*>").unwrap();
    let mut all = BTreeMap::new();
    for path in output.paths() {
        let mut bytes = output.make(path).unwrap().unwrap().bytes;
        let is_page = path.ends_with(".html") && site.tree.find(path).is_none();
        if let (true, Ok(text)) = (is_page, std::str::from_utf8(&bytes)) {
            assert!(policy.is_match(text), "{path} has a policy");
            bytes = policy.replace_all(text, "").into_owned().into_bytes();
        }
        host.add(format!("{prefix}{path}"), bytes.clone());
        all.insert(path.to_owned(), bytes);
    }
    all
}

fn started() -> Option<(Browser, Host)> {
    let Ok(program) = std::env::var("KURSO_CHROMIUM") else {
        eprintln!("skipped: KURSO_CHROMIUM names no browser (tests/run installs one and sets it)");
        return None;
    };
    let host = Host::start();
    let map = format!("--host-resolver-rules=MAP evil.test {0}, MAP site.test {0}", host.address);
    let mut browser = Browser::start_with(&program, &[&map]);
    browser.call("Page.setDownloadBehavior", json!({"behavior": "deny"}));
    Some((browser, host))
}

/// Opens an address, which may be one to save, and clicks on what asks for it.
fn visit(browser: &mut Browser, url: &str) {
    browser.events.clear();
    let asked = browser.call("Page.navigate", json!({"url": url}));
    // What is saved, or cannot be shown, loads no page.
    if asked.get("errorText").is_none() {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            let ready = json!({"expression": "document.readyState", "returnByValue": true});
            let state = browser.try_call("Runtime.evaluate", ready).unwrap_or_default();
            if state["result"]["value"] == json!("complete") {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    let click = "for (const one of document.querySelectorAll('#k, [onclick], a[id]')) one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))";
    let _ = browser.try_call("Runtime.evaluate", json!({"expression": click}));
    std::thread::sleep(Duration::from_millis(20));
}

fn bytes_of(case: &Case) -> Vec<u8> {
    let text = with_signs(&case.text);
    let wide = |mark: [u8; 2], write: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(write)).collect::<Vec<u8>>()
    };
    match () {
        () if case.has("utf16") => wide([0xff, 0xfe], u16::to_le_bytes),
        () if case.has("utf16be") => wide([0xfe, 0xff], u16::to_be_bytes),
        () => text.into_bytes(),
    }
}

#[test]
fn pictures_of_strangers_draw_and_do_nothing_else() {
    let all = cases(include_str!("../../fixtures/attack/svg.txt"));
    assert!(all.len() >= 40 || std::env::var("KURSO_CASE").is_ok());
    let course = tempfile::tempdir().unwrap();
    let mut page = String::from("# Pictures\n\n");
    std::fs::create_dir(course.path().join("svg")).unwrap();
    for case in &all {
        std::fs::write(course.path().join(format!("svg/{}.svg", case.name)), bytes_of(case)).unwrap();
        page += &format!("![{0}](svg/{0}.svg) [{0}](svg/{0}.svg)\n\n", case.name);
    }
    std::fs::write(course.path().join("README.md"), page).unwrap();
    // Without a browser, what is cut is still told.
    let site = site::resolve(load(course.path(), None).unwrap());
    let told: Vec<String> = kurso::check::check(&site)
        .iter()
        .filter(|found| found.finding.code.0 == "SRC002")
        .map(|found| found.finding.message.clone())
        .collect();
    let named = |case: &&Case| told.iter().any(|message| message.contains(&format!("svg/{}.svg", case.name)));
    let loud: Vec<&str> = all
        .iter()
        .filter(|case| case.has("harmless") && named(case))
        .map(|case| case.name.as_str())
        .filter(|name| !matches!(*name, "kept-foreign-text"))
        .collect();
    assert!(loud.is_empty(), "nothing is cut from {loud:?}: {told:#?}");
    let Some((mut browser, host)) = started() else { return };
    // The host and the browser are as careless as is said: the file itself runs.
    host.add(
        "raw.svg".to_owned(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('/ran/raw')</script></svg>".to_vec(),
    );
    visit(&mut browser, &format!("http://{}/raw.svg", host.address));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(host.ran(), ["ran/raw"]);
    add_site(&host, "", course.path());
    visit(&mut browser, &format!("http://{}/index.html", host.address));
    let blank = browser.evaluate(
        "Promise.all([...document.images].map(one => (one.loading = 'eager', one.decode().catch(() => {}))))\
         .then(() => [...document.images].filter(one => !one.naturalWidth).map(one => one.alt))",
    );
    for case in all.iter().filter(|case| case.has("harmless")) {
        let blank = blank.as_array().unwrap();
        assert!(!blank.contains(&json!(case.name)), "{} is not drawn", case.name);
    }
    assert_eq!(host.ran(), Vec::<String>::new(), "on the page");
    let mut ran = Vec::new();
    for case in &all {
        visit(&mut browser, &format!("http://{}/svg/{}.svg", host.address, case.name));
        ran.extend(host.ran());
    }
    std::thread::sleep(Duration::from_millis(300));
    ran.extend(host.ran());
    assert_eq!(ran, Vec::<String>::new());
}

#[test]
fn files_of_strangers_run_nothing_in_the_sites_name() {
    let all = cases(include_str!("../../fixtures/attack/assets.txt"));
    assert!(all.len() >= 40 || std::env::var("KURSO_CASE").is_ok());
    let started = started();
    let mut wrong = Vec::new();
    for case in &all {
        let course = tempfile::tempdir().unwrap();
        let mut written = true;
        let own = files(&with_signs(&case.text));
        for (path, text) in &own {
            let path = course.path().join(path);
            written &=
                std::fs::create_dir_all(path.parent().unwrap()).is_ok() && std::fs::write(path, text).is_ok();
        }
        if !written {
            eprintln!("skipped: this disk takes no names as in {}", case.name);
            continue;
        }
        let host = started.as_ref().map_or_else(Host::start, |(_, host)| Host {
            address: host.address.clone(),
            files: Arc::clone(&host.files),
            ran: Arc::clone(&host.ran),
        });
        let prefix = format!("{}/", case.name);
        let site = add_site(&host, &prefix, course.path());
        for (path, text) in own
            .iter()
            .filter(|(path, text)| case.has("harmless") && text.contains("LEARN") && !path.ends_with(".md"))
        {
            let there = |name: &str| site.get(name).is_some_and(|bytes| bytes == text.as_bytes());
            if !there(path) && !there(&format!("{path}.txt")) {
                wrong.push(format!("{}: {path} does not travel", case.name));
            }
        }
        // What kurso writes itself is there, whatever a file is called.
        for (path, sign) in [("index.html", "<!DOCTYPE html>"), ("404.html", "<!DOCTYPE html>")] {
            if !site.get(path).is_some_and(|bytes| {
                String::from_utf8_lossy(bytes).contains("kurso")
                    && String::from_utf8_lossy(bytes).starts_with(sign)
            }) {
                wrong.push(format!("{}: {path} is not kurso's", case.name));
            }
        }
    }
    if let Some((mut browser, host)) = started {
        // What is looked for would be seen.
        host.add("raw.html".to_owned(), b"<script>fetch('/ran/raw')</script>".to_vec());
        visit(&mut browser, &format!("http://{}/raw.html", host.address));
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(host.ran(), ["ran/raw"]);
        host.files.lock().unwrap().remove("raw.html");
        let paths: Vec<String> = host.files.lock().unwrap().keys().cloned().collect();
        // The theme's own files are the same in every case.
        for path in
            paths.iter().filter(|path| !path.contains("/kurso-assets/fonts") && !path.ends_with(".woff2"))
        {
            if path.contains("/kurso-assets/")
                || path.contains("/kurso-search/")
                || path.contains("/architecture/")
            {
                continue;
            }
            let encoded =
                percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC).to_string();
            visit(
                &mut browser,
                &format!("http://{}/{}", host.address, encoded.replace("%2F", "/").replace("%2E", ".")),
            );
            wrong.extend(host.ran().into_iter().map(|ran| format!("{path}: {ran}")));
        }
        std::thread::sleep(Duration::from_millis(300));
        wrong.extend(host.ran().into_iter().map(|ran| format!("at the end: {ran}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
