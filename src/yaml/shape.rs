//! What a file may hold, as data: the reader refuses keys that are not in it, and editors get it as a JSON Schema.
//! Constructors are `const`, so that each file type is one constant that reads like the file itself.

/// One key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// What stands behind it.
    pub shape: Shape,
    /// Whether the file is wrong without it.
    pub required: bool,
}

/// What may stand somewhere.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text; numbers and booleans are taken as they are written.
    Text,
    /// Text that has a form, as a regular expression.
    Form(&'static str),
    /// This text and no other.
    Exactly(&'static str),
    /// Plain text, or `{ko: …, en: …}`.
    Translated,
    /// A whole number within bounds.
    Whole {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// `true` or `false`.
    Flag,
    /// One of some words.
    Word(fn() -> Vec<&'static str>),
    /// A list.
    List(&'static Shape),
    /// One, or a list of them.
    OneOrMore(&'static Shape),
    /// A mapping whose keys are names that the author chooses.
    Named(&'static Shape),
    /// A mapping of known keys.
    Fields(&'static [Field]),
    /// Any of several.
    Either(&'static [Shape]),
}

/// A key that may be left out.
#[must_use]
pub const fn optional(key: &'static str, about: &'static str, shape: Shape) -> Field {
    Field { key, about, shape, required: false }
}

/// A key that must be there.
#[must_use]
pub const fn required(key: &'static str, about: &'static str, shape: Shape) -> Field {
    Field { key, about, shape, required: true }
}

/// A list of texts.
pub const TEXTS: Shape = Shape::List(&Shape::Text);

/// A text in each language.
pub const TRANSLATIONS: &[Field] =
    &[optional("ko", "In Korean.", Shape::Text), optional("en", "In English.", Shape::Text)];

/// A version such as `"1.36"`.
pub const VERSION: Shape = Shape::Form(r"^v?\d+\.\d+(\.\d+)?$");

/// The words of a table of choices.
#[must_use]
pub fn words<T>(choices: &'static [(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(word, _)| *word).collect()
}
