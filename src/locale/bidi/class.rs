//! What each character of a text is to the algorithm, as far as holding things together needs it.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

use crate::lang::Direction;

/// Stands in a text for what is not text: a picture, code, a name that is filled in later.
pub const ATOM: char = '\u{FFFC}';

/// Kinds of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter written from left to right.
    Ltr,
    /// A letter written from right to left after which the digits 0 to 9 stay what they are.
    Rtl,
    /// A letter written from right to left after which digits behave as its own (Arabic, Syriac, Thaana).
    RtlArabic,
    /// A digit that is read from left to right wherever it stands.
    Digit,
    /// A digit of Arabic.
    ArabicDigit,
    /// Belongs to what stands before it.
    Mark,
    Space,
    /// Nothing reaches across: line ends, direction controls, what is not text.
    Break,
    /// Signs and punctuation.
    Sign,
}

impl Class {
    pub(super) fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Ltr,
            '0'..='9' => Self::Digit,
            ' ' | '\n' | '\t' => Self::Space,
            '!'..='~' => Self::Sign,
            // The letters and marks of most texts from right to left, without looking them up.
            '\u{620}'..='\u{64a}' => Self::RtlArabic,
            '\u{64b}'..='\u{65f}' => Self::Mark,
            ATOM => Self::Break,
            _ => Self::looked_up(c),
        }
    }

    fn looked_up(c: char) -> Self {
        match CodePointMapData::<BidiClass>::new().get(c) {
            BidiClass::LeftToRight => Self::Ltr,
            BidiClass::RightToLeft => Self::Rtl,
            BidiClass::ArabicLetter => Self::RtlArabic,
            BidiClass::EuropeanNumber => Self::Digit,
            // The signs that part thousands and decimals are of this class too.
            BidiClass::ArabicNumber => Self::ArabicDigit,
            BidiClass::NonspacingMark | BidiClass::BoundaryNeutral => Self::Mark,
            BidiClass::WhiteSpace => Self::Space,
            // The no-break spaces.
            BidiClass::CommonSeparator if c.is_whitespace() => Self::Space,
            BidiClass::EuropeanSeparator
            | BidiClass::EuropeanTerminator
            | BidiClass::CommonSeparator
            | BidiClass::OtherNeutral => Self::Sign,
            _ => Self::Break,
        }
    }

    /// The direction of a letter; nothing else has one of its own.
    pub(super) fn direction(self) -> Option<Direction> {
        match self {
            Self::Ltr => Some(Direction::Ltr),
            Self::Rtl | Self::RtlArabic => Some(Direction::Rtl),
            _ => None,
        }
    }

    pub(super) fn is_digit(self) -> bool {
        matches!(self, Self::Digit | Self::ArabicDigit)
    }
}

/// A character with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its first byte.
    pub at: usize,
    pub c: char,
    pub class: Class,
}

/// The characters of a text. Inside isolates that an editor wrote nothing is ours to judge: they are breaks throughout.
pub(super) fn items(text: &str) -> Vec<Item> {
    let mut depth = 0_usize;
    let mut items = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
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
        items.push(Item { at, c, class });
    }
    items
}

/// Whether any of the bytes may begin a letter written from right to left: a lead byte of their blocks.
pub(super) fn may_hold_rtl(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xd6..=0xdf | 0xe0 | 0xef | 0xf0))
}

/// Whether a text may hold a letter written from left to right. Judged by bytes: never wrong in saying no.
pub(super) fn may_hold_ltr(text: &str) -> bool {
    let bytes = text.as_bytes();
    let after = bytes.get(1..).unwrap_or_default();
    let third = bytes.get(2..).unwrap_or_default().iter().chain(&[0, 0]);
    // The blocks of general punctuation and of Latin signs hold hardly a letter, and stand in every text.
    let may_begin = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, 0xc3..=0xd5 | 0xe0 | 0xe1 | 0xe3..=0xf4);
    let may_be = |first: u8, second: u8, third: u8| match first {
        0xc2 => matches!(second, 0xaa | 0xb5 | 0xba),
        // Armenian.
        0xd6 => second < 0x91,
        // U+200E is the mark of this direction.
        0xe2 => second != 0x80 || third == 0x8e,
        _ => false,
    };
    bytes.iter().fold(false, |found, byte| found | may_begin(*byte))
        || bytes.iter().zip(after).zip(third).any(|((first, second), third)| may_be(*first, *second, *third))
}

#[cfg(test)]
mod tests {
    use super::{ATOM, Class, may_hold_ltr, may_hold_rtl};
    use crate::lang::Direction;

    #[test]
    fn a_no_is_never_wrong() {
        for c in '\0'..=char::MAX {
            let (text, found) = (c.to_string(), Class::of(c).direction());
            assert!(found != Some(Direction::Ltr) || may_hold_ltr(&text), "U+{:04X}", u32::from(c));
            // U+200F turns nothing: it is no letter, whatever its class says.
            assert!(found != Some(Direction::Rtl) || c == '\u{200f}' || may_hold_rtl(&text), "U+{:04X}", u32::from(c));
        }
        assert!(!may_hold_ltr("«مذكرة» – 2018 “٢٠١٨”…"));
    }

    #[test]
    fn short_cuts_agree_with_the_property() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| *c != ATOM) {
            assert_eq!(Class::of(c), Class::looked_up(c), "U+{:04X}", u32::from(c));
        }
    }
}
