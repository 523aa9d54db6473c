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
pub(super) struct BidiItem {
    /// Its first byte.
    pub at: usize,
    pub c: char,
    pub class: Class,
}

/// Whether any of the bytes may begin a letter written from right to left: a lead byte of their blocks.
pub(super) fn may_hold_rtl(text: &str) -> bool {
    // Without an early end, so that many bytes are judged at once.
    text.bytes().fold(false, |found, byte| {
        found | matches!(byte, 0xd6..=0xe0 | 0xef | 0xf0)
    })
}

#[cfg(test)]
mod tests {
    use super::{ATOM, Class, may_hold_rtl};
    use crate::lang::Direction;

    #[test]
    fn a_no_is_never_wrong() {
        for c in '\0'..=char::MAX {
            let (text, found) = (c.to_string(), Class::of(c).direction());
            // U+200F turns nothing: it is no letter, whatever its class says.
            assert!(
                found != Some(Direction::Rtl) || c == '\u{200f}' || may_hold_rtl(&text),
                "U+{:04X}",
                u32::from(c)
            );
        }
        assert!(!may_hold_rtl("“Sochi” – Ankara’s 2018 café…"));
    }

    #[test]
    fn short_cuts_agree_with_the_property() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| *c != ATOM) {
            assert_eq!(Class::of(c), Class::looked_up(c), "U+{:04X}", u32::from(c));
        }
    }
}
