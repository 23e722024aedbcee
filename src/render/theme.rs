//! Templates and theme files: those that the program carries, overridden file by file by the course's own.

use super::output::{Content, OutputTree};
use super::{Edition, RenderError, strings, theme_file};
use crate::load::{FileKind, SourceTree};
use crate::site::Site;
use crate::span::FileId;
use include_dir::{Dir, include_dir};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Tera};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A loaded theme.
pub(crate) struct Theme {
    tera: Tera,
    files: BTreeMap<String, ThemeFile>,
    words: BTreeMap<&'static str, &'static str>,
    /// The fingerprint of styles and scripts, by which browsers tell new ones from those that they kept.
    pub version: String,
    /// The fingerprint of all that pages are made with: templates, styles, scripts and words.
    pub fingerprint: blake3::Hash,
}

enum ThemeFile {
    Carried(&'static [u8]),
    Own(FileId),
    Made(String),
}

impl Theme {
    /// Loads the templates and the course's theme.
    pub(super) fn load(site: &Site) -> Result<Self, RenderError> {
        let name = &site.config.site.theme;
        let mut templates: BTreeMap<String, String> = BTreeMap::new();
        for file in TEMPLATES.files() {
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                templates.insert(path.to_owned(), text.to_owned());
            }
        }
        let own = own_files(&site.tree, "templates/").filter(|(path, _)| path.ends_with(".html"));
        // What a stranger brings along takes no place of kurso's unless the course says so.
        for (path, id) in own.filter(|_| site.config.site.own_templates) {
            let bytes =
                site.tree.bytes(id).map_err(|error| RenderError::Asset { path: path.clone(), error })?;
            let text = String::from_utf8(bytes).map_err(|_| RenderError::Template {
                name: path.clone(),
                message: "not UTF-8 text".to_owned(),
            })?;
            templates.insert(path.trim_start_matches("templates/").to_owned(), text);
        }
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(
            |error| RenderError::Template { name: "templates".to_owned(), message: error.to_string() },
        )?;
        let files = files(site, name)?;
        let version = version(site, &files)?;
        let words = strings::all(site.course.language);
        let fingerprint = blake3::hash(format!("{templates:?} {version} {words:?}").as_bytes());
        Ok(Self { tera, files, words, version, fingerprint })
    }

    /// Adds stylesheets, scripts and fonts.
    pub(super) fn add_files(&self, edition: Edition, folder: &str, output: &mut OutputTree) {
        for (path, file) in &self.files {
            // Learners present nothing.
            if edition == Edition::Learner && path.starts_with("presenter.") {
                continue;
            }
            // The manifest is for the program, the desktop font for measuring, the rest for paper.
            if path.ends_with(".yaml")
                || path.ends_with(".otf")
                || path.ends_with(".typ")
                || path.starts_with(PRINT_FOLDER)
            {
                continue;
            }
            let content = match file {
                ThemeFile::Carried(bytes) => Content::Static(bytes),
                ThemeFile::Own(id) => Content::Source(*id),
                ThemeFile::Made(text) => {
                    let text = text.clone();
                    Content::made(move || Ok(text.clone()))
                }
            };
            output.insert(format!("{folder}/{path}"), content);
        }
    }

    /// The stylesheet of the theme's colours; that of the default theme where the course writes its own.
    #[cfg(feature = "pdf")]
    pub(super) fn tokens(&self) -> std::borrow::Cow<'_, str> {
        match self.files.get("tokens.css") {
            Some(ThemeFile::Made(text)) => text.as_str().into(),
            Some(ThemeFile::Carried(bytes)) => String::from_utf8_lossy(bytes),
            Some(ThemeFile::Own(_)) | None => carried("tokens.css").into(),
        }
    }

    /// What the typesetter may read of the theme: its documents, the fonts and pictures of the folder for them, and the face
    /// that diagrams are measured with.
    #[cfg(feature = "pdf")]
    pub(super) fn print_files(&self, site: &Site) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
        let mut files = Vec::new();
        for (path, file) in &self.files {
            let wanted = path.ends_with(".typ")
                || path.starts_with(PRINT_FOLDER)
                || path == "fonts/Pretendard-Regular.otf";
            if !wanted {
                continue;
            }
            let bytes = match file {
                ThemeFile::Carried(bytes) => bytes.to_vec(),
                ThemeFile::Made(text) => text.clone().into_bytes(),
                ThemeFile::Own(id) => {
                    site.tree.bytes(*id).map_err(|error| RenderError::Asset { path: path.clone(), error })?
                }
            };
            files.push((path.clone(), bytes));
        }
        Ok(files)
    }

    /// Fills a template with a view.
    pub(super) fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, RenderError> {
        let failed = |error: tera::Error| RenderError::Template {
            name: template.to_owned(),
            message: describe(&error),
        };
        let mut context = Context::from_serialize(view).map_err(failed)?;
        context.insert("t", &self.words);
        self.tera.render(template, &context).map(String::into_bytes).map_err(failed)
    }
}

/// Fonts and pictures of handouts.
const PRINT_FOLDER: &str = "handout/";

fn version(site: &Site, files: &BTreeMap<String, ThemeFile>) -> Result<String, RenderError> {
    let mut hasher = blake3::Hasher::new();
    // Fonts are too large to be read each time, and never change under their names.
    for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
        hasher.update(path.as_bytes());
        match file {
            ThemeFile::Carried(bytes) => hasher.update(bytes),
            ThemeFile::Made(text) => hasher.update(text.as_bytes()),
            ThemeFile::Own(id) => hasher.update(
                &site.tree.bytes(*id).map_err(|error| RenderError::Asset { path: path.clone(), error })?,
            ),
        };
    }
    Ok(hasher.finalize().to_hex()[..8].to_owned())
}

/// The files of a theme: the default one's, with those of the theme before them, and with its tokens.
fn files(site: &Site, name: &str) -> Result<BTreeMap<String, ThemeFile>, RenderError> {
    let mut files = BTreeMap::new();
    let own = THEMES.get_dir(name);
    for folder in THEMES.get_dir("default").into_iter().chain(own) {
        collect(folder, folder.path(), &mut files);
    }
    let prefix = format!("themes/{name}/");
    let mut is_there = own.is_some();
    for (path, id) in own_files(&site.tree, &prefix).filter(|_| site.config.site.own_theme) {
        is_there = true;
        files.insert(path.trim_start_matches(&prefix).to_owned(), ThemeFile::Own(id));
    }
    if !is_there {
        return Err(RenderError::NoTheme(name.to_owned()));
    }
    let manifest = match files.remove(theme_file::FILE_NAME) {
        Some(ThemeFile::Carried(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Some(ThemeFile::Own(id)) => site.tree.file(id).text.clone(),
        Some(ThemeFile::Made(_)) | None => return Ok(files),
    };
    // Who writes the stylesheet says all tokens there.
    if !matches!(files.get("tokens.css"), Some(ThemeFile::Own(_))) {
        let css = theme_file::stylesheet(&manifest, carried("tokens.css")).map_err(|message| {
            RenderError::Template { name: format!("{prefix}{}", theme_file::FILE_NAME), message }
        })?;
        files.insert("tokens.css".to_owned(), ThemeFile::Made(css));
    }
    Ok(files)
}

/// A text file of the theme that the program carries.
pub(super) fn carried(path: &str) -> &'static str {
    THEMES.get_file(format!("default/{path}")).and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

fn describe(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn own_files<'t>(tree: &'t SourceTree, prefix: &'t str) -> impl Iterator<Item = (String, FileId)> + 't {
    tree.files()
        .filter(move |file| file.path.starts_with(prefix) && file.kind != FileKind::Markdown)
        .map(|file| (file.path.clone(), file.id))
}

fn collect(folder: &'static Dir<'static>, root: &std::path::Path, files: &mut BTreeMap<String, ThemeFile>) {
    for file in folder.files() {
        if let Some(path) = file.path().strip_prefix(root).ok().and_then(|path| path.to_str()) {
            files.insert(path.replace('\\', "/"), ThemeFile::Carried(file.contents()));
        }
    }
    for inner in folder.dirs() {
        collect(inner, root, files);
    }
}

#[cfg(test)]
mod tests {
    use super::TEMPLATES;

    #[test]
    fn the_templates_that_a_course_may_have_are_those_that_there_are() {
        let mut names: Vec<&str> = TEMPLATES.files().filter_map(|file| file.path().to_str()).collect();
        names.sort_unstable();
        assert_eq!(names, crate::config::TEMPLATE_NAMES);
    }
}
