//! What a file is called.

use super::{Block, BlockKind, Document, Heading, Role, words_of};
use crate::parse::heading;
use crate::span::Span;

impl Document {
    /// The first heading of level 1.
    #[must_use]
    pub fn title(&self) -> Option<(&Heading, Span)> {
        self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Heading(heading) if heading.level == 1 => Some((heading, block.span)),
            _ => None,
        })
    }

    /// What the first heading says, whatever its level and wherever it stands, HTML included; what stands in notes says nothing.
    #[must_use]
    pub fn first_heading(&self) -> Option<String> {
        fn of(blocks: &[Block]) -> Option<String> {
            // The level of the notes that are open.
            let mut notes: Option<u8> = None;
            for block in blocks {
                let (level, role, title) = match &block.kind {
                    BlockKind::Heading(heading) => (heading.level, heading.role, heading.title.clone()),
                    BlockKind::Element(element) => match element.heading_level() {
                        Some(level) => {
                            let title = words_of(&element.children).trim().to_owned();
                            (level, heading::role(&title), title)
                        }
                        None if notes.is_none() => match of(&element.children) {
                            Some(title) => return Some(title),
                            None => continue,
                        },
                        None => continue,
                    },
                    _ => continue,
                };
                if notes.is_some_and(|notes| level > notes) {
                    continue;
                }
                notes = (role == Role::Notes).then_some(level);
                if notes.is_none() && !title.trim().is_empty() {
                    return Some(title.trim().to_owned());
                }
            }
            None
        }
        of(&self.blocks)
    }
}
