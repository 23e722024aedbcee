//! What of a text can be printed.

use super::typeset::Fonts;
use crate::lang::nfc;
use serde_json::Value;

/// What stands where a character cannot.
const BOX: char = '□';

/// Nothing is drawn for them, and what they ask for is nothing that is done here.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}')
        || matches!(c, '\u{e0100}'..='\u{e01ef}' | '\u{fff9}'..='\u{fffb}')
}

/// Ends a line, whatever a file calls a line.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl Fonts {
    /// Whether a character can be printed, or need not be.
    pub(super) fn can_print(&self, c: char) -> bool {
        // Fonts have signs of their own for private use, which an archive must not hold; what is lost says so.
        let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. | '\u{fffd}');
        c.is_ascii() && !c.is_control()
            || is_invisible(c)
            || is_break(c)
            || !private && !c.is_control() && self.have(c)
    }

    /// The text as it is printed: composed, without what is invisible, and with a box for what no font has.
    pub(super) fn printable(&self, text: &str) -> String {
        let known = |c: char| match c {
            c if is_break(c) && c != '\n' => Some(' '),
            c if is_invisible(c) || c.is_ascii_control() && c != '\n' => None,
            c if self.can_print(c) => Some(c),
            _ => Some(BOX),
        };
        nfc(text).chars().filter_map(known).collect()
    }

    /// The same for a picture: its markup is ASCII. Signs that only mean something together with others have no face of
    /// their own there: families are their members, flags the letters of their countries.
    pub(super) fn printable_picture(&self, svg: &str) -> String {
        let alone = |c: char| match c {
            '\u{fe0f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{1f3fb}'..='\u{1f3ff}' => None,
            c @ '\u{1f1e6}'..='\u{1f1ff}' => char::from_u32(u32::from(c) - 0x1f1e6 + u32::from('A')),
            c => Some(c),
        };
        self.printable(svg).chars().filter_map(alone).collect()
    }

    /// The same for every text of some data.
    pub(super) fn make_printable(&self, value: &mut Value) {
        match value {
            Value::String(text) if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => {
                *text = self.printable(text);
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.make_printable(value)),
            Value::Object(entries) => entries.values_mut().for_each(|value| self.make_printable(value)),
            _ => {}
        }
    }
}
