//! A piece of the text that is read, which knows where it begins, and what its digits say.

use std::ops::Range;

use super::EdtfErrorKind;

/// What is wrong and where, before a remedy is sought.
#[derive(Debug)]
pub(super) struct DateFault {
    pub(super) kind: EdtfErrorKind,
    pub(super) span: Range<usize>,
}

/// A piece of the text and where it begins.
#[derive(Clone, Copy)]
pub(super) struct DateText<'a> {
    pub(super) text: &'a str,
    at: usize,
}

/// A number of exactly so many digits.
pub(super) fn fixed<const WIDTH: usize>(text: &str) -> Option<i64> {
    (text.len() == WIDTH && all_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

pub(super) fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn byte(value: i64) -> u8 {
    // OK because callers read two digits.
    u8::try_from(value).expect("two digits fit a byte")
}

impl<'a> DateText<'a> {
    pub(super) fn whole(text: &'a str) -> Self {
        DateText { text, at: 0 }
    }

    pub(super) fn fault(self, kind: EdtfErrorKind) -> DateFault {
        DateFault {
            kind,
            span: self.at..self.at + self.text.len(),
        }
    }

    pub(super) fn split_once(self, separator: char) -> Option<(DateText<'a>, DateText<'a>)> {
        let (before, after) = self.text.split_once(separator)?;
        let at = self.at + before.len() + separator.len_utf8();
        Some((
            DateText {
                text: before,
                at: self.at,
            },
            DateText { text: after, at },
        ))
    }

    pub(super) fn keep(self, length: usize) -> DateText<'a> {
        self.within(0..length)
    }

    pub(super) fn skip(self, length: usize) -> DateText<'a> {
        self.within(length..self.text.len())
    }

    pub(super) fn within(self, range: Range<usize>) -> DateText<'a> {
        let at = self.at + range.start;
        // OK because callers cut before or after ASCII characters that they have seen.
        let text = self
            .text
            .get(range)
            .expect("cuts lie beside ASCII characters");
        DateText { text, at }
    }
}
