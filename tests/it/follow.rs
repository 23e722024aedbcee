//! Follows every link, anchor and picture of a built site.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"<(?P<tag>[a-zA-Z]+)(?P<rest>(?:\s[^<>]*?)?)/?>"#).unwrap());
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\s(?:href|src|poster)="([^"]*)""#).unwrap());
static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\s(?:id|name)="([^"]*)""#).unwrap());

/// What of a site leads nowhere, one line each: the page, the address and why.
pub(crate) fn dead(root: &Path) -> Vec<String> {
    let pages: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        // It stands in the place of any other page, and so counts from the root of a host.
        .filter(|path| path.extension().is_some_and(|end| end == "html") && !path.ends_with("404.html"))
        .collect();
    let texts: BTreeMap<&Path, String> = pages
        .iter()
        .filter_map(|path| Some((path.as_path(), std::fs::read_to_string(path).ok()?)))
        // What a course brings along is the author's.
        .filter(|(_, text)| text.contains("name=\"generator\""))
        .collect();
    let anchors: BTreeMap<&Path, BTreeSet<String>> = texts
        .iter()
        .map(|(path, text)| (*path, NAME.captures_iter(text).map(|found| plain(&found[1])).collect()))
        .collect();
    let mut wrong = Vec::new();
    for (path, text) in &texts {
        for tag in TAG.captures_iter(text) {
            for address in ADDRESS.captures_iter(&tag["rest"]) {
                let address = plain(&address[1]);
                if let Err(why) = follow(path, &address, &anchors) {
                    let page = path.strip_prefix(root).unwrap().display();
                    wrong.push(format!("{page}: <{}> `{address}` {why}", &tag["tag"]));
                }
            }
        }
    }
    wrong.extend(dead_in_feed(root, &anchors));
    wrong.sort();
    wrong.dedup();
    wrong
}

/// Entries of the feed that lead to no page.
fn dead_in_feed(root: &Path, anchors: &BTreeMap<&Path, BTreeSet<String>>) -> Vec<String> {
    let Ok(feed) = std::fs::read_to_string(root.join("feed.xml")) else { return Vec::new() };
    let address = feed.split("<id>").nth(1).and_then(|rest| rest.split("</id>").next()).unwrap_or_default();
    let entries = feed.split("<entry>").skip(1);
    let wrong = entries
        .flat_map(|entry| ADDRESS.captures_iter(entry).map(|found| plain(&found[1])))
        .filter_map(|link| {
            let why = match link.strip_prefix(address) {
                Some(path) => follow(&root.join("feed.xml"), &format!("./{path}"), anchors).err()?,
                None => "is elsewhere",
            };
            Some(format!("feed.xml: <link> `{link}` {why}"))
        });
    wrong.collect()
}

fn follow(
    from: &Path,
    address: &str,
    anchors: &BTreeMap<&Path, BTreeSet<String>>,
) -> Result<(), &'static str> {
    let scheme = address.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    if scheme || address.starts_with("//") {
        return Ok(());
    }
    let (path, anchor) =
        address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or("");
    let target = match path {
        "" => from.to_owned(),
        path => normal(&from.parent().unwrap().join(decoded(path))),
    };
    let target = if target.is_dir() { target.join("index.html") } else { target };
    if !target.is_file() {
        return Err("is no file");
    }
    match anchor.map(decoded) {
        None => Ok(()),
        Some(anchor) if anchor.is_empty() || anchor == "top" => Ok(()),
        Some(anchor) => match anchors.get(target.as_path()) {
            Some(known) if !known.contains(&anchor) => Err("names no place of that page"),
            _ => Ok(()),
        },
    }
}

fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(out.pop()),
            std::path::Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

/// A checker that finds nothing proves nothing.
#[test]
fn what_leads_nowhere_is_found() {
    let site = tempfile::tempdir().unwrap();
    let page = "<meta name=\"generator\"><h2 id=\"절\">x</h2><a href=\"#%EC%A0%88\">1</a><a href=\"#none\">2</a><img src=\"no.png\">\
        <a href=\"b/\">3</a><a href=\"b/index.html#x\">4</a><a href=\"https://example.com/#y\">5</a><a href=\"../out.html\">6</a>";
    std::fs::write(site.path().join("a.html"), page).unwrap();
    std::fs::create_dir(site.path().join("b")).unwrap();
    std::fs::write(site.path().join("b/index.html"), "<meta name=\"generator\"><a id=x></a>").unwrap();
    let entry = |link: &str| format!("<entry><link href=\"{link}\"/></entry>");
    let entries: String =
        ["https://c.example/b/", "https://c.example/c.html", "https://d.example/"].map(entry).concat();
    let feed =
        format!("<feed><id>https://c.example/</id><link href=\"https://c.example/\"/>{entries}</feed>");
    std::fs::write(site.path().join("feed.xml"), feed).unwrap();
    assert_eq!(
        dead(site.path()),
        [
            "a.html: <a> `#none` names no place of that page",
            "a.html: <a> `../out.html` is no file",
            "a.html: <a> `b/index.html#x` names no place of that page",
            "a.html: <img> `no.png` is no file",
            "feed.xml: <link> `https://c.example/c.html` is no file",
            "feed.xml: <link> `https://d.example/` is elsewhere",
        ]
    );
}
