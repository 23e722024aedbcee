//! Relative URLs between files of the site, so that it works anywhere, from a disk too.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays readable in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The URL of `to` as seen from the file `from`; both are paths in the site.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> =
        from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut url = "../".repeat(folders.len() - shared);
    url.push_str(&path(&parts[shared..].join("/")));
    url
}

/// A path as part of a URL.
pub(crate) fn path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// An anchor as part of a URL.
pub(super) fn fragment(anchor: &str) -> String {
    format!("#{}", utf8_percent_encode(anchor, PATH))
}

/// The way up to the site's root from the file `from`: empty, `../`, `../../` ….
pub(super) fn root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_relative_and_encoded() {
        assert_eq!(relative("a/b/c.html", "a/d/e.html"), "../d/e.html");
        assert_eq!(relative("a/b.html", "a/c.html"), "c.html");
        assert_eq!(relative("index.html", "a/한 글.html"), "a/%ED%95%9C%20%EA%B8%80.html");
        assert_eq!(root("a/b/c.html"), "../../");
    }
}
