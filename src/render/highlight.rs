//! Code → HTML with classes; colours are the theme's.

use super::html::escape;
use std::sync::LazyLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The highlighted text; plain where the language is unknown. The caller knows whether the text is worth it.
pub(super) fn highlight(text: &str, language: Option<&str>) -> String {
    let syntax = language.and_then(|language| {
        let name = match language {
            "shell" | "sh" | "console" | "shell-session" | "zsh" => "bash",
            "yml" => "yaml",
            "js" => "javascript",
            "ts" => "typescript",
            "docker" => "dockerfile",
            "tf" | "terraform" => "hcl",
            "golang" => "go",
            "py" => "python",
            other => other,
        };
        SYNTAXES.find_syntax_by_token(name)
    });
    let Some(syntax) = syntax else { return escape(text) };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(
        syntax,
        &SYNTAXES,
        ClassStyle::SpacedPrefixed { prefix: "hl-" },
    );
    for line in LinesWithEndings::from(text) {
        if generator.parse_html_for_line_which_includes_newline(line).is_err() {
            return escape(text);
        }
    }
    generator.finalize()
}
