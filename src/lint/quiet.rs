//! Text in which no rule can find anything, told by its bytes: nearly all of any text.

use std::ops::Range;

use super::flags::{DIGITS, EMPHASIS, FOREIGN, LETTER, MARK, SUSPECT, TIGHT};
use crate::locale::next_loud;

/// So many signs of ASCII may be looked at more closely; with more, everything is.
const MOST: usize = 8;
/// No sign of any text.
const NONE: u8 = 0xff;

/// What is quiet in a language: what none of its rules is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quiet {
    /// Signs of ASCII that a rule is about.
    loud: [u8; MOST],
    /// No rule is about the letters of Arabic, U+0621 to U+063F and U+0641 to U+064A.
    arabic: bool,
    /// The comma of Arabic is a mark of this language.
    comma: bool,
}

impl Quiet {
    /// What is quiet where characters have these flags; nothing where that cannot be told by bytes.
    pub(super) fn of(flags: impl Fn(char) -> u16) -> Option<Self> {
        let is_loud = |c: &char| flags(*c) & (SUSPECT | EMPHASIS | FOREIGN | MARK) != 0;
        let mut loud = [NONE; MOST];
        let signs: Vec<char> = ('\0'..='\u{7f}').filter(is_loud).collect();
        let places = loud
            .iter_mut()
            .zip(&signs)
            .map(|(place, sign)| *place = u8::try_from(*sign).unwrap_or(NONE));
        let sound = places.count() == signs.len()
            && ('\0'..='\u{7f}')
                .all(|c| flags(c) & TIGHT == 0 || may_be_tight(u8::try_from(c).unwrap_or(NONE)));
        let arabic = ('\u{621}'..='\u{63f}')
            .chain('\u{641}'..='\u{64a}')
            .all(|c| flags(c) == LETTER);
        sound.then_some(Self {
            loud,
            arabic,
            comma: matches!(flags('،'), 0 | TIGHT),
        })
    }

    /// The next stretch that must be looked at, from a byte on that follows a letter; empty at the end.
    pub(super) fn next_loud(self, text: &str, from: usize) -> Range<usize> {
        let Self {
            loud,
            arabic,
            comma,
        } = self;
        let is_quiet = |byte: u8, next: u8, third: u8| {
            let is_loud = loud
                .iter()
                .fold(false, |found, loud| found | (*loud == byte));
            let is_comma = comma & (next == 0x8c);
            let gap = (next == b' ') | may_be_tight(next) | ((next == 0xd8) & (third == 0x8c));
            let ascii = (byte < 0x80) & !is_loud & !((byte == b' ') & gap);
            let first = (byte == 0xd8) & ((arabic & (next >= 0xa1)) | is_comma);
            let second = (byte == 0xd9) & arabic & (0x81..=0x8a).contains(&next);
            let inside = byte & 0xc0 == 0x80;
            ascii | first | second | inside
        };
        next_loud(text, from, is_quiet).unwrap_or(text.len()..text.len())
    }
}

/// Whether a sign of ASCII may be one that no space stands before.
fn may_be_tight(byte: u8) -> bool {
    byte.is_ascii_punctuation() & (byte != b'(') & (byte != b'[') & (byte != b'"')
}

/// The digits 0 to 9 of a text, as flags: they are quiet, but a page should have no others beside them.
pub(super) fn digits(text: &str) -> u16 {
    if text
        .bytes()
        .fold(false, |found, byte| found | byte.is_ascii_digit())
    {
        DIGITS
    } else {
        0
    }
}
