//! The built site in a real browser: every diagram visible, no error on the console, no request outside the site.
//!
//! `tests/run` installs the browser and names it in `KURSO_CHROMIUM`; without it the test says that it was skipped.

mod access;
mod authors;
mod hostile;
mod sight;
mod using;
mod whole;

use crate::support::build_folder;
use serde_json::{Value, json};
use std::path::Path;
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
        Self::start_with(program, &[])
    }

    fn start_with(program: &str, more: &[&str]) -> Self {
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
            .args(more)
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

const SESSION: &str = "week_01/day_01/session_02.html";

/// Opens pages of a course and waits for what a script finds true.
struct Reader {
    browser: Browser,
    root: String,
    _out: tempfile::TempDir,
}

impl Reader {
    /// The shipped course.
    fn of(edition: &str) -> Option<Self> {
        Self::of_course(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), edition)
    }

    fn of_course(course: &Path, edition: &str) -> Option<Self> {
        let Ok(program) = std::env::var("KURSO_CHROMIUM") else {
            eprintln!("skipped: KURSO_CHROMIUM names no browser (tests/run installs one and sets it)");
            return None;
        };
        let out = tempfile::tempdir().unwrap();
        build_folder(course, out.path(), edition);
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
