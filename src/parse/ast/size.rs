//! How large an author wants a picture.

/// How large a picture is shown, as far as that is said.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Size {
    /// How wide.
    pub width: Option<Length>,
    /// How high.
    pub height: Option<Length>,
}

/// A length on the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Length {
    /// Of pixels, 96 an inch.
    Pixels(u32),
    /// Of hundredths of the text's width.
    Percent(u32),
}

impl Length {
    /// Reads `120`, `120px`, `50%`; other units say nothing here.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const MOST: u32 = 10_000;
        let text = text.trim();
        let number = |text: &str| {
            let whole = text.trim().split('.').next()?;
            whole.parse::<u32>().ok().filter(|number| (1..=MOST).contains(number))
        };
        match text.strip_suffix('%') {
            Some(text) => number(text).map(Self::Percent),
            None => number(text.strip_suffix("px").unwrap_or(text)).map(Self::Pixels),
        }
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pixels(pixels) => write!(f, "{pixels}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}
