//! How a file of the course travels with a site: as it is, cleaned, or in a form that no browser and no host runs. A page that
//! learners open in the site's name could read what the site keeps and show what it likes.

/// How a file travels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Travel {
    /// Byte for byte.
    AsIs,
    /// An SVG, as a picture that draws and does nothing else.
    Picture,
    /// Byte for byte, as text to be saved: its name ends with `.txt`.
    AsText,
}

/// Endings by which browsers or hosts run a file, wherever they stand in its name: `page.html.bak` is a page to some.
const RUN: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "shtm", "stm", "php", "php3", "php4", "php5", "php7", "phtml",
    "phar", "asp", "aspx", "ashx", "jsp", "jspx", "cgi", "fcgi", "mht", "mhtml", "hta", "htc", "xsl", "xslt",
    "svgz", "wml", "swf", "xap", "xul", "xbl", "url", "webloc", "lnk", "desktop", "eml",
];

/// Endings of XML that browsers show, and run where it holds elements of pages.
const XML: &[&str] = &[
    "xml", "rdf", "atom", "rss", "kml", "wsdl", "mathml", "mml", "xsd", "dae", "gpx", "plist", "opml",
    "xspf", "wsf",
];

/// Endings that browsers save, or show as what they are, whatever the file holds.
const INERT: &[&str] = &[
    "7z",
    "aac",
    "avif",
    "bash",
    "bat",
    "bmp",
    "bz2",
    "c",
    "cc",
    "cfg",
    "conf",
    "cpp",
    "cs",
    "css",
    "csv",
    "deb",
    "diff",
    "doc",
    "docx",
    "env",
    "exe",
    "flac",
    "gif",
    "go",
    "gz",
    "h",
    "hcl",
    "ico",
    "ini",
    "ipynb",
    "java",
    "jpeg",
    "jpg",
    "js",
    "json",
    "kt",
    "log",
    "lua",
    "m4a",
    "markdown",
    "md",
    "mjs",
    "mkv",
    "mov",
    "mp3",
    "mp4",
    "odp",
    "ods",
    "odt",
    "ogg",
    "otf",
    "patch",
    "pcap",
    "pdf",
    "pem",
    "pl",
    "png",
    "ppt",
    "pptx",
    "properties",
    "ps1",
    "py",
    "rar",
    "rb",
    "rpm",
    "rs",
    "rst",
    "scala",
    "sh",
    "sql",
    "srt",
    "swift",
    "tar",
    "tf",
    "tfvars",
    "tgz",
    "toml",
    "ts",
    "tsv",
    "ttf",
    "txt",
    "vtt",
    "war",
    "wasm",
    "wav",
    "webm",
    "webp",
    "whl",
    "woff",
    "woff2",
    "xls",
    "xlsx",
    "xz",
    "yaml",
    "yml",
    "zip",
    "zst",
];

/// Files by which hosts are told what to do with a site.
const RULES: &[&str] = &[
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "web.config",
    "staticwebapp.config.json",
    "vercel.json",
    "netlify.toml",
    "firebase.json",
    "cname",
    "user.ini",
];

/// How a file travels, by its final name and, where that does not settle it, by its bytes.
///
/// # Errors
/// What reading the bytes gives.
pub fn of<E>(path: &str, bytes: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Travel, E> {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let name = name.trim_end_matches(['.', ' ']);
    let endings: Vec<&str> = name.split(['.', ';', ':']).skip(1).map(str::trim).collect();
    let last = endings.last().copied().unwrap_or("");
    if last == "svg" {
        return Ok(Travel::Picture);
    }
    if RULES.contains(&name) || endings.iter().any(|ending| RUN.contains(ending)) {
        return Ok(Travel::AsText);
    }
    if INERT.contains(&last) {
        return Ok(Travel::AsIs);
    }
    let bytes = bytes()?;
    let runs = if XML.contains(&last) { is_active_xml(&bytes) } else { looks_like_a_page(&bytes) };
    Ok(if runs { Travel::AsText } else { Travel::AsIs })
}

/// Whether XML holds, or may bring, elements that a browser runs.
fn is_active_xml(bytes: &[u8]) -> bool {
    const MARKS: &[&str] = &[
        "1999/xhtml",
        "2000/svg",
        "xml-stylesheet",
        "<script",
        "<!entity",
        "<!doctype",
        "1999/xsl",
        "<!attlist",
    ];
    // Whatever the encoding, these are ASCII.
    let plain = |byte: &u8| *byte != 0;
    let text: Vec<u8> = bytes.iter().copied().filter(plain).collect();
    let text = String::from_utf8_lossy(&text).to_lowercase();
    // Bytes in another encoding could be anything.
    MARKS.iter().any(|mark| text.contains(mark)) || text.contains('\u{fffd}') || text.contains("utf-7")
}

/// What browsers take for a page where nothing says what a file is.
fn looks_like_a_page(bytes: &[u8]) -> bool {
    const BEGINNINGS: &[&str] = &[
        "<!doctype",
        "<html",
        "<head",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a",
        "<style",
        "<title",
        "<b",
        "<body",
        "<br",
        "<p",
        "<!--",
        "<?xml",
        "<svg",
        "<img",
        "<meta",
        "<link",
        "<object",
        "<embed",
        "<form",
    ];
    let head: Vec<u8> = bytes.iter().take(4096).copied().filter(|byte| *byte != 0).collect();
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}', ' ', '\t', '\n', '\r', '\u{c}']);
    BEGINNINGS.iter().any(|own| head.starts_with(own)) || head.starts_with("mime-version:")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, bytes: &str) -> Travel {
        super::of(path, || Ok::<_, ()>(bytes.as_bytes().to_vec())).unwrap_or(Travel::AsIs)
    }

    #[test]
    fn names_and_bytes_settle_how_a_file_travels() {
        for path in
            ["a.html", "A.HTM", "a.html.bak", "a.xhtml", "d/index.html.ko", "a.html.", "a;.html", "_headers"]
        {
            assert_eq!(of(path, ""), Travel::AsText, "{path}");
        }
        for path in
            ["a.yaml", "a.sh", "Dockerfile", "a.tar.gz", "a.txt", "a.unknown", "html", "my.html5-notes.txt"]
        {
            assert_eq!(of(path, "x"), Travel::AsIs, "{path}");
        }
        assert_eq!(of("a.svg", ""), Travel::Picture);
        assert_eq!(of("pom.xml", "<?xml version=\"1.0\"?><project/>"), Travel::AsIs);
        assert_eq!(of("a.xml", "<x xmlns:h=\"http://www.w3.org/1999/xhtml\"/>"), Travel::AsText);
        assert_eq!(of("page", " <!DOCTYPE html>"), Travel::AsText);
        assert_eq!(of("a.txt", "<html>"), Travel::AsIs);
    }
}
