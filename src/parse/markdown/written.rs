//! The text as it is written: escapes, blanks, and the bytes of what stands in it.

use std::ops::Range;

/// Whether an odd number of backslashes stands before a byte.
pub(super) fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count()
        % 2
        == 1
}

/// White space, and marks of direction that editors put around Latin words in Arabic text.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The beginning of a text, for remedies.
pub(super) fn short(text: &str) -> String {
    text.chars().take(40).filter(|c| !c.is_control()).collect()
}

/// The bytes of a construct without the line end and blanks that the parser counts in.
pub(super) fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let length = source
        .get(range.clone())
        .map_or(range.len(), |text| text.trim_end().len());
    range.start..range.start + length
}

/// The bytes of a text inside a construct, or the whole of it where it is spelt otherwise.
pub(super) fn within(source: &str, range: &Range<usize>, needle: &str) -> Range<usize> {
    let found = source
        .get(range.clone())
        .filter(|_| !needle.is_empty())
        .and_then(|whole| whole.rfind(needle));
    found.map_or(range.clone(), |at| {
        range.start + at..range.start + at + needle.len()
    })
}
