//! Files and words for machines: what a browser may do with a page, what search engines and language models read.

use super::output::{Content, OutputTree};
use super::{Edition, Renderer, html::escape, url};
use crate::config::{RawHtml, RemoteImages, SiteConfig};
use std::fmt::Write;
use std::sync::Arc;

/// Adds `llms.txt`, and where the course says its address a sitemap.
pub(super) fn add(renderer: &Arc<Renderer>, output: &mut OutputTree) {
    let own = Arc::clone(renderer);
    output.insert("llms.txt".to_owned(), Content::made(move || Ok(overview(&own))));
    let Some(address) = renderer.site().config.site.url.clone() else { return };
    let pages: Vec<String> = output
        .paths()
        .filter(|path| path.ends_with(".html") && *path != "404.html")
        .filter(|path| renderer.site().tree.find(path).is_none())
        .map(|path| format!("{address}{}", url::path(path.strip_suffix("index.html").unwrap_or(path))))
        .collect();
    let own = Arc::clone(renderer);
    let robots = move || Ok(robots(&own, &address));
    output.insert("robots.txt".to_owned(), Content::made(robots));
    if renderer.scope().edition == Edition::Learner {
        let map = move || Ok(sitemap(&pages));
        output.insert("sitemap.xml".to_owned(), Content::made(map));
    }
}

/// What a browser lets a page do: show what is the site's own, and run the theme's scripts. Pictures have their measures in
/// attributes, so those may stand; style elements may not.
pub(super) fn policy(site: &SiteConfig) -> String {
    let others = match site.remote_images {
        RemoteImages::Show => " http: https:",
        RemoteImages::Link => "",
    };
    // What trusted authors embed comes from elsewhere.
    let (frames, forms) = match site.raw_html {
        RawHtml::Allow => (" frame-src http: https:;", "https:"),
        RawHtml::Sanitize | RawHtml::Escape => ("", "'none'"),
    };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:{others}; \
         media-src 'self'{others};{frames} font-src 'self'; connect-src 'self'; base-uri 'none'; form-action {forms}"
    )
}

/// The course as a list of links, as <https://llmstxt.org> proposes.
fn overview(renderer: &Renderer) -> String {
    let course = &renderer.site().course;
    let mut text = format!("# {}\n", in_markdown(&course.title));
    let mut unit = None;
    for id in &renderer.scope().pages {
        let page = course.page(*id);
        if unit != Some(page.unit) {
            unit = Some(page.unit);
            let path = course.path_to(page.unit);
            let titles: Vec<String> =
                path.iter().skip(1).map(|unit| in_markdown(&course.unit(*unit).title)).collect();
            let title = if titles.is_empty() { in_markdown(&course.title) } else { titles.join(" › ") };
            let _ = write!(text, "\n## {title}\n\n");
        }
        let _ = writeln!(text, "- [{}]({})", in_markdown(&page.title), url::path(&page.output));
    }
    text
}

/// Text on one line, with nothing that means something in Markdown.
fn in_markdown(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '[' | ']' | '<' | '>' | '`' | '*' | '_') {
                line.push('\\');
            }
            line.push(c);
        }
    }
    line
}

/// Instructors' pages are nobody else's to find.
fn robots(renderer: &Renderer, address: &str) -> String {
    match renderer.scope().edition {
        Edition::Learner => format!("User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"),
        Edition::Instructor => "User-agent: *\nDisallow: /\n".to_owned(),
    }
}

fn sitemap(pages: &[String]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", escape(page));
    }
    xml.push_str("</urlset>\n");
    xml
}
