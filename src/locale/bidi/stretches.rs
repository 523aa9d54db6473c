//! The parts of a text that isolates are decided by: most of a text says nothing about them.

use super::class::{BidiItem, Class};
use super::controls::may_hold_control;
use crate::lang::Direction;
use crate::locale::next_loud;

/// The characters of each stretch between two letters of the text's own direction that holds a foreign letter or a
/// digit, with these two letters: nothing is held together across them, and nothing else needs looking at.
pub(super) fn items(text: &str, own: Direction) -> Vec<BidiItem> {
    if may_hold_control(text) {
        return all(text);
    }
    let is_own = |c: char| Class::of(c).direction() == Some(own);
    let mut items = Vec::new();
    let mut end = 0;
    while let Some(anchor) = anchor(text, end, own) {
        let (before, after) = (
            text.get(end..anchor).unwrap_or_default(),
            text.get(anchor..).unwrap_or_default(),
        );
        let start = before.rfind(is_own).map_or(end, |at| end + at);
        let next = after.char_indices().find(|(_, c)| is_own(*c));
        end = next.map_or(text.len(), |(at, c)| anchor + at + c.len_utf8());
        let stretch = text.get(start..end).unwrap_or_default().char_indices();
        items.extend(stretch.map(|(at, c)| BidiItem {
            at: start + at,
            c,
            class: Class::of(c),
        }));
    }
    items
}

/// The first foreign letter or digit from a byte on.
fn anchor(text: &str, from: usize, own: Direction) -> Option<usize> {
    let is_anchor = |c: char| {
        let class = Class::of(c);
        class.is_digit() || class.direction() == Some(own.opposite())
    };
    let mut at = from;
    loop {
        let stretch = match own {
            Direction::Rtl => next_loud(text, at, |byte, next, _| is_quiet_rtl(byte, next)),
            Direction::Ltr => next_loud(text, at, |byte, _, _| is_quiet_ltr(byte)),
        }?;
        let found = text
            .get(stretch.clone())?
            .char_indices()
            .find(|(_, c)| is_anchor(*c));
        if let Some((found, _)) = found {
            return Some(stretch.start + found);
        }
        at = stretch.end;
    }
}

/// Whether a byte belongs to signs of ASCII, or to the letters and marks of Arabic from U+0620 to U+065F.
fn is_quiet_rtl(byte: u8, next: u8) -> bool {
    let sign = (byte < 0x80) & !byte.is_ascii_alphanumeric();
    let arabic = ((byte == 0xd8) & (next >= 0xa0)) | ((byte == 0xd9) & (next <= 0x9f));
    sign | arabic | is_continuation(byte)
}

/// Whether a byte belongs to letters and signs of ASCII.
fn is_quiet_ltr(byte: u8) -> bool {
    ((byte < 0x80) & !byte.is_ascii_digit()) | is_continuation(byte)
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// All characters. Inside isolates that an editor wrote nothing is ours to judge: they are breaks throughout.
pub(super) fn all(text: &str) -> Vec<BidiItem> {
    let mut depth = 0_usize;
    let item = |(at, c): (usize, char)| {
        let class = match c {
            '\u{2066}'..='\u{2068}' => {
                depth += 1;
                Class::Break
            }
            '\u{2069}' => {
                depth = depth.saturating_sub(1);
                Class::Break
            }
            _ if depth > 0 => Class::Break,
            _ => Class::of(c),
        };
        BidiItem { at, c, class }
    };
    text.char_indices().map(item).collect()
}
