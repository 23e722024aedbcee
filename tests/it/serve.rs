//! `kurso serve`: what the browser gets, that it follows every edit, and that nothing an author does ends it.

use crate::support::folder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const COURSE: &str = "\
//- course.yaml
kurso: course/1
title: 강좌
//- README.md
# 강좌
//- week_01/README.md
# Week 1
//- week_01/session_01.md
# Session 1: 하나

첫 글

## 강사 노트

비밀
//- week_01/한 글.md
# 한글 이름

![그림](./a.png)
//- week_01/a.png
PNG
";

/// How long a change may take to be seen; an edit takes a hundredth of that.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server of a course, which ends with the test.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Serving {
    pub(crate) fn start(course: &Path) -> Self {
        Self::start_with(course, &[])
    }

    fn start_with(course: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kurso"))
            .args(["serve", course.to_str().unwrap(), "--port", "0"])
            .args(more)
            .env("KURSO_NO_CACHE", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let address = first.split_whitespace().next().unwrap();
        let address = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        // Nobody goes on reading what it says, which must not matter.
        drop(said);
        Self { child, address }
    }

    fn request(&self, method: &str, path: &str, host: &str) -> Reply {
        self.ask(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n"))
    }

    /// Sends the lines of a request's head.
    fn ask(&self, head: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "{head}Connection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Reply {
        self.request("GET", path, &self.address)
    }

    /// Asks for a page until it says something.
    #[track_caller]
    fn wait_for(&self, path: &str, what: impl Fn(&Reply) -> bool) -> Reply {
        let start = Instant::now();
        loop {
            let reply = self.get(path);
            if what(&reply) {
                return reply;
            }
            assert!(start.elapsed() < PATIENCE, "{path} stays {} {}", reply.status, reply.body);
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn pages_of_both_editions_are_served() {
    let course = folder(COURSE);
    let server = Serving::start(course.path());
    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert!(home.head.contains("content-type: text/html; charset=utf-8"), "{}", home.head);
    assert!(home.head.contains("cache-control: no-store"), "{}", home.head);
    assert!(home.body.contains("강좌"), "{}", home.body);
    let learner = server.get("/week_01/session_01.html");
    assert!(learner.body.contains("첫 글") && !learner.body.contains("비밀"), "{}", learner.body);
    assert!(server.get("/instructor/week_01/session_01.html").body.contains("비밀"));
    assert!(server.get("/instructor/").body.contains("강좌"));
    assert!(server.get("/week_01/%ED%95%9C%20%EA%B8%80.html").body.contains("한글 이름"));
    let picture = server.get("/week_01/a.png");
    assert!(picture.head.contains("content-type: image/png") && picture.body == "PNG\n", "{}", picture.head);
    let script = server.get("/.kurso/live.js");
    assert!(
        script.head.contains("text/javascript") && script.body.contains("EventSource"),
        "{}",
        script.head
    );
}

#[test]
fn folders_end_in_a_slash_and_what_is_not_there_is_not_found() {
    let course = folder(COURSE);
    let server = Serving::start(course.path());
    for (path, to) in [
        ("/week_01", "/week_01/"),
        ("/instructor", "/instructor/"),
        ("/instructor/week_01", "/instructor/week_01/"),
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 307, "{path}");
        assert!(reply.head.contains(&format!("location: {to}\r\n")), "{path}: {}", reply.head);
    }
    for path in [
        "/nowhere.html",
        "/week_01/session_01.md",
        "/course.yaml",
        "/../course.yaml",
        "/%2e%2e/course.yaml",
        "/week_01/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/.kurso/../course.yaml",
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.body.contains("kurso: course/1"), "{path}");
    }
    assert_eq!(server.get("/%ff").status, 400);
}

#[test]
fn other_names_for_this_machine_are_refused() {
    let course = folder(COURSE);
    let server = Serving::start(course.path());
    let port = server.address.rsplit_once(':').unwrap().1;
    for host in
        ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]:1", "", "localhost.evil:1"]
    {
        assert_eq!(server.request("GET", "/", host).status, 421, "{host}");
        assert_eq!(server.request("GET", "/.kurso/findings.json", host).status, 421, "{host}");
    }
    for host in
        [format!("localhost:{port}"), "localhost".to_owned(), format!("[::1]:{port}"), "127.0.0.1".to_owned()]
    {
        assert_eq!(server.request("GET", "/", &host).status, 200, "{host}");
    }
}

/// Who lets others in shows them what learners see, and nothing that is for the author.
#[test]
fn others_see_what_learners_see() {
    let course = folder(COURSE);
    let server = Serving::start_with(course.path(), &["--host", "0.0.0.0"]);
    assert!(server.get("/week_01/session_01.html").body.contains("첫 글"));
    for path in
        ["/instructor/", "/instructor", "/instructor/week_01/session_01.html", "/.kurso/findings.json"]
    {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.body.contains("비밀"), "{path}");
    }
}

/// Somebody exchanges the whole folder, as version control may.
#[cfg(unix)]
#[test]
fn a_folder_that_was_exchanged_is_watched_like_the_first() {
    let parent = folder("//- a/x.md\n# 하나\n//- b/x.md\n# 둘\n");
    let course = parent.path().join("a");
    let server = Serving::start(&course);
    assert!(server.get("/x.html").body.contains("하나"));
    std::fs::rename(&course, parent.path().join("old")).unwrap();
    std::fs::rename(parent.path().join("b"), &course).unwrap();
    server.wait_for("/x.html", |reply| reply.body.contains("둘"));
    for word in ["셋", "넷"] {
        std::thread::sleep(Duration::from_millis(600));
        std::fs::write(course.join("x.md"), format!("# {word}\n")).unwrap();
        server.wait_for("/x.html", |reply| reply.body.contains(word));
    }
}

#[test]
fn edits_are_seen_and_told() {
    let course = folder(COURSE);
    for more in [&[][..], &["--poll"]] {
        let server = Serving::start_with(course.path(), more);
        let mut events = TcpStream::connect(&server.address).unwrap();
        events.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(events, "GET /.kurso/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).unwrap();
        let mut events = BufReader::new(events).lines().map(Result::unwrap);
        let mut told = |event: &str| {
            let (start, wanted) = (Instant::now(), format!("event: {event}"));
            let late = |line: &String| start.elapsed() > PATIENCE || *line == wanted;
            assert_eq!(events.find(late), Some(wanted.clone()));
        };
        told("course");
        let page = course.path().join("week_01/session_01.md");
        let before = server.get("/week_01/session_01.html");
        let other = server.request("HEAD", "/week_01/", &server.address);
        std::fs::write(&page, "# Session 1: 하나\n\n둘째 글\n\n```mermaid\ngraph TD\n  A --\n```\n").unwrap();
        told("course");
        let after = server.wait_for("/week_01/session_01.html", |reply| reply.body.contains("둘째 글"));
        let tag =
            |reply: &Reply| reply.head.lines().find(|line| line.starts_with("etag")).unwrap().to_owned();
        assert_ne!(tag(&before), tag(&after));
        // A page that shows nothing of it is not loaded again.
        assert_eq!(tag(&other), tag(&server.request("HEAD", "/week_01/", &server.address)));
        let wrong = |reply: &Reply| reply.body.contains("\"own\":true");
        let found = server.wait_for("/.kurso/findings.json?page=week_01/session_01.html", wrong).body;
        assert!(found.contains("DIA00") && found.contains("vscode://file/"), "{found}");
        // New files and files that are gone.
        std::fs::write(course.path().join("week_01/session_02.md"), "# Session 2: 둘\n").unwrap();
        server.wait_for("/week_01/session_02.html", |reply| reply.status == 200);
        std::fs::remove_file(course.path().join("week_01/session_02.md")).unwrap();
        server.wait_for("/week_01/session_02.html", |reply| reply.status == 404);
        // A picture is no page, and yet pages that show it are loaded again.
        let before = server.request("HEAD", "/week_01/", &server.address);
        // Times of files are compared by the second.
        std::thread::sleep(Duration::from_millis(if more.is_empty() { 0 } else { 1100 }));
        std::fs::write(course.path().join("week_01/a.png"), "OTHER").unwrap();
        server.wait_for("/week_01/a.png", |reply| reply.body == "OTHER");
        server.wait_for("/week_01/", |reply| tag(reply) != tag(&before));
        std::fs::write(&page, "# Session 1: 하나\n\n첫 글\n").unwrap();
        std::fs::write(course.path().join("week_01/a.png"), "PNG\n").unwrap();
    }
}

#[test]
fn nothing_that_an_author_does_ends_it() {
    let parent = folder("//- week_01/session_01.md\n# Session 1: 하나\n");
    let course = parent.path().join("week_01");
    let server = Serving::start(&course);
    assert_eq!(server.get("/session_01.html").status, 200);
    // A template that cannot be parsed, mended again.
    std::fs::create_dir(course.join("templates")).unwrap();
    std::fs::write(course.join("course.yaml"), "kurso: course/1\nsite: {templates: own}\n").unwrap();
    let template = course.join("templates/session.html");
    std::fs::write(&template, "{% if %}").unwrap();
    let broken = server.wait_for("/session_01.html", |reply| reply.status == 500);
    assert!(broken.body.contains("session.html") && broken.body.contains("live.js"), "{}", broken.body);
    std::fs::remove_file(&template).unwrap();
    server.wait_for("/session_01.html", |reply| reply.status == 200);
    // Settings that cannot be read.
    std::fs::write(course.join("course.yaml"), "kurso: course/1\ntitle: [\n").unwrap();
    let wrong = |reply: &Reply| reply.body.contains("course.yaml");
    server.wait_for("/.kurso/findings.json?page=", wrong);
    std::fs::write(course.join("course.yaml"), "kurso: course/1\nsite: {theme: nowhere}\n").unwrap();
    server.wait_for("/session_01.html", |reply| reply.status == 500 && reply.body.contains("nowhere"));
    std::fs::remove_file(course.join("course.yaml")).unwrap();
    server.wait_for("/session_01.html", |reply| reply.status == 200);
    // No text at all.
    std::fs::write(course.join("session_01.md"), b"\xff\xfe\x00").unwrap();
    server.wait_for("/.kurso/findings.json?page=session_01.html", |reply| reply.body.contains("SRC001"));
    // No folder at all, and a new one.
    std::fs::remove_dir_all(&course).unwrap();
    let gone = server.wait_for("/session_01.html", |reply| reply.status == 503);
    assert!(gone.body.contains("no such folder"), "{}", gone.body);
    std::fs::create_dir(&course).unwrap();
    std::fs::write(course.join("session_01.md"), "# 다시\n").unwrap();
    server.wait_for("/session_01.html", |reply| reply.body.contains("다시"));
    std::fs::write(course.join("session_01.md"), "# 또다시\n").unwrap();
    server.wait_for("/session_01.html", |reply| reply.body.contains("또다시"));
}

#[test]
fn a_folder_of_the_course_keeps_its_name() {
    let course = folder(
        "//- course.yaml\naudience: {\"instructor/**\": learner}\n//- a.md\n# A\n//- instructor/b.md\n# 학습자의 글\n",
    );
    let server = Serving::start(course.path());
    assert!(server.get("/instructor/b.html").body.contains("학습자의 글"));
    assert_eq!(server.get("/instructor-/").status, 200);
}

/// Its links begin where the site will stand one day.
#[test]
fn the_page_for_what_is_missing_has_its_looks() {
    let course =
        folder("//- course.yaml\nkurso: course/1\nsite: {base_path: /courses/k8s/}\n//- a.md\n# A\n");
    let server = Serving::start(course.path());
    let missing = server.get("/nowhere/at/all.html");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("/courses/k8s/kurso-assets/theme.css"), "{}", missing.body);
    assert_eq!(server.get("/courses/k8s/kurso-assets/theme.css").status, 200);
    assert_eq!(server.get("/courses/k8s/").status, 200);
}

#[test]
fn what_a_build_refuses_nobody_is_shown() {
    let course = folder(
        "//- course.yaml\nkurso: course/1\nsite: {templates: own}\n//- a.md\n# A\n\n<!-- instructor: 이것은 아무도 보면 안 되는 이야기 -->\n//- templates/page.html\n<p>이것은 아무도 보면 안 되는 이야기</p>\n",
    );
    for host in ["127.0.0.1", "0.0.0.0"] {
        let server = Serving::start_with(course.path(), &["--host", host]);
        let reply = server.get("/a.html");
        assert_eq!(reply.status, 500, "{host}: {}", reply.body);
        assert!(!reply.body.contains("이야기") && reply.body.contains("NOT001"), "{}", reply.body);
    }
    // Whom it is for sees it.
    let server = Serving::start(course.path());
    assert!(server.get("/instructor/a.html").body.contains("이야기"));
}

/// No page of another site may load what is served, as a script say: an index of the search is one.
#[test]
fn other_sites_load_nothing() {
    let course = folder(COURSE);
    let server = Serving::start(course.path());
    let reply = server.get("/kurso-assets/theme.css");
    assert!(
        reply.head.to_lowercase().contains("cross-origin-resource-policy: same-origin"),
        "{}",
        reply.head
    );
    let ask = |headers: &str| {
        server
            .ask(&format!("GET /kurso-search/index.js HTTP/1.1\r\nHost: {}\r\n{headers}", server.address))
            .status
    };
    assert_eq!(
        ask("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n"),
        403
    );
    assert_eq!(
        ask("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n"),
        200
    );
    // A link that somebody follows leads here.
    assert_eq!(
        ask("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"),
        200
    );
}

#[test]
fn a_port_that_is_taken_is_an_error_that_says_what_to_do() {
    let course = folder(COURSE);
    let server = Serving::start(course.path());
    let port = server.address.rsplit_once(':').unwrap().1;
    let output = crate::support::kurso(&["serve", course.path().to_str().unwrap(), "--port", port]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(message.contains(&server.address) && message.contains("name another port"), "{message}");
}
