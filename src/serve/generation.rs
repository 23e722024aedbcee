//! A course at one moment, as the browser is shown it.

use crate::cache::Cache;
use crate::load::LoadError;
use crate::publish::{Publication, PublishError};
use crate::realise::{self, Edition};
use crate::render::html::escape;
use crate::render::{RenderError, free_folder};
use crate::site::Site;
use std::sync::{Arc, OnceLock};

/// The script that every page carries here, and nowhere else.
const LIVE: &str = include_str!("live.js");

/// Where the server's own files are; no file of a course can be called so, since hidden ones do not travel.
const OWN: &str = ".kurso/";

/// A course between two edits.
pub(super) struct Generation {
    /// Counts from 1.
    pub(super) number: u64,
    /// Another number whenever a file changed that is not made into pages: a picture, a stylesheet.
    pub(super) assets: u64,
    content: Result<Editions, LoadError>,
}

struct Editions {
    site: Arc<Site>,
    cache: Cache,
    /// The folder of the instructors' edition, which no folder of the course has.
    folder: String,
    learner: OnceLock<Result<Publication, RenderError>>,
    instructor: OnceLock<Result<Publication, RenderError>>,
}

/// An answer to a request.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Answer {
    /// A file, or a page that says why there is none; `tag` is another one for another text.
    File { status: u16, kind: String, body: Vec<u8>, tag: String },
    /// It is elsewhere.
    Moved(String),
}

impl Generation {
    pub(super) fn new(number: u64, assets: u64, site: Result<Arc<Site>, LoadError>, cache: &Cache) -> Self {
        let content = site.map(|site| {
            let folder = free_folder(&site, Edition::Instructor.name());
            Editions {
                site,
                cache: cache.clone(),
                folder: format!("{folder}/"),
                learner: OnceLock::new(),
                instructor: OnceLock::new(),
            }
        });
        Self { number, assets, content }
    }

    /// The course, where it could be read.
    pub(super) fn site(&self) -> Option<&Arc<Site>> {
        self.content.as_ref().ok().map(|editions| &editions.site)
    }

    /// Makes what the first request would wait for.
    pub(super) fn warm(&self) {
        if let Ok(editions) = &self.content {
            editions.edition(Edition::Learner);
        }
    }

    /// What stands at a path, which is decoded and begins without `/`. Others than the author see the learners' edition only.
    pub(super) fn answer(&self, path: &str, private: bool) -> Answer {
        if let Some(own) = path.strip_prefix(OWN) {
            return match own {
                "live.js" => file(200, "text/javascript; charset=utf-8", LIVE.as_bytes().to_vec(), 0),
                _ => file(404, "text/plain; charset=utf-8", b"not found".to_vec(), 0),
            };
        }
        let editions = match &self.content {
            Ok(editions) => editions,
            Err(error) => return self.trouble(503, &error.to_string()),
        };
        let (edition, path) = match path.strip_prefix(&editions.folder) {
            Some(path) if private => (Edition::Instructor, path),
            None if private && path == editions.folder.trim_end_matches('/') => {
                return Answer::Moved(format!("/{}", editions.folder));
            }
            _ => (Edition::Learner, path),
        };
        let output = match editions.edition(edition) {
            Ok(output) => output,
            Err(error) => return self.trouble(500, &error.to_string()),
        };
        // The page for what is missing names its files from where the site will stand.
        let base = editions.site.config.site.base().trim_start_matches('/');
        let path = match path.strip_prefix(base) {
            Some(inside) if !output.contains(path) => inside,
            _ => path,
        };
        let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        let wanted = format!("{path}{index}");
        let (status, name) = match output.contains(&wanted) {
            true => (200, wanted.as_str()),
            // Relative links count from the folder, so its name must end like one.
            false if output.contains(&format!("{path}/index.html")) => {
                let folder = if edition == Edition::Instructor { editions.folder.as_str() } else { "" };
                return Answer::Moved(format!("/{folder}{path}/"));
            }
            false => (404, "404.html"),
        };
        match output.file(name) {
            Some(Ok(body)) => self.page(status, name, &editions.site, body),
            // What a build refuses is shown to nobody here either.
            Some(Err(PublishError::Leak(_))) => {
                let message = "This page holds text that is for instructors or released later (NOT001), so learners do \
                               not see it; `kurso build` says which text, and where it comes from.";
                self.trouble(500, message)
            }
            Some(Err(error)) => self.trouble(500, &error.to_string()),
            None => self.trouble(404, "not found"),
        }
    }

    /// A file of the site; pages with the script that keeps them up to date.
    fn page(&self, status: u16, name: &str, site: &Site, mut body: Vec<u8>) -> Answer {
        let kind = mime_guess::from_path(name).first_or_octet_stream();
        let text = kind.type_() == "text" || kind.subtype() == "javascript" || kind.subtype() == "json";
        let kind = if text { format!("{kind}; charset=utf-8") } else { kind.to_string() };
        let is_page = name.ends_with(".html") && site.tree.find(name).is_none();
        if !is_page {
            return file(status, &kind, body, self.assets);
        }
        let tag = tag(&body, self.assets);
        // A page that stands for any missing one has no place of its own.
        let place = if status == 200 { name } else { "" };
        body.extend(script(place, &tag).into_bytes());
        Answer::File { status, kind, body, tag }
    }

    /// A page that says why there is none.
    fn trouble(&self, status: u16, message: &str) -> Answer {
        let body = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>kurso</title>\n\
             <h1>This page cannot be made</h1>\n<pre style=\"white-space:pre-wrap\">{}</pre>\n\
             <p>It comes back by itself when that is mended.</p>\n",
            escape(message)
        );
        let tag = tag(body.as_bytes(), self.assets);
        let body = format!("{body}{}", script("", &tag)).into_bytes();
        Answer::File { status, kind: "text/html; charset=utf-8".to_owned(), body, tag }
    }
}

impl Editions {
    fn edition(&self, edition: Edition) -> &Result<Publication, RenderError> {
        let cell = match edition {
            Edition::Learner => &self.learner,
            Edition::Instructor => &self.instructor,
        };
        cell.get_or_init(|| {
            let realised = Arc::new(realise::realise(&self.site, edition));
            Publication::site(&realised, &None, &self.cache)
        })
    }
}

fn file(status: u16, kind: &str, body: Vec<u8>, assets: u64) -> Answer {
    let tag = tag(&body, assets);
    Answer::File { status, kind: kind.to_owned(), body, tag }
}

/// Another text, another tag.
fn tag(body: &[u8], assets: u64) -> String {
    format!("{}-{assets}", &blake3::hash(body).to_hex()[..16])
}

/// Stands behind the end of the document, where browsers take it for the body's last element.
fn script(page: &str, tag: &str) -> String {
    format!(
        "<script src=\"/{OWN}live.js\" data-page=\"{}\" data-tag=\"{tag}\" defer></script>\n",
        escape(page)
    )
}
