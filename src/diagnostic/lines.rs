//! Lines and columns of a text: looked up for each problem, so counted once.

use std::ops::Range;

/// So many bytes are counted at a time: of a line of a million bytes, no more is read for each place in it.
const STRETCH: usize = 4096;

/// Where the lines of a text begin, and how many characters stand before each stretch of it.
#[derive(Debug)]
pub struct TextLines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    before: Vec<usize>,
}

impl<'a> TextLines<'a> {
    /// Those of a text.
    pub fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut count = 0;
        let before = text.as_bytes().chunks(STRETCH).map(|stretch| {
            let before = count;
            count += characters(stretch);
            before
        });
        Self {
            text,
            before: before.collect(),
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        (
            line,
            self.characters_before(at) - self.characters_before(start) + 1,
        )
    }

    /// The bytes of a line, counted from 1, without its end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = |line: usize| self.starts.get(line).copied();
        let from = start(line.saturating_sub(1)).unwrap_or(self.text.len());
        from..start(line).map_or(self.text.len(), |next| next - 1)
    }

    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let stretch = at / STRETCH;
        let counted = self.before.get(stretch).copied();
        let rest = self.text.as_bytes().get(stretch * STRETCH..at);
        counted.map_or_else(
            || self.text.chars().count(),
            |counted| counted + rest.map_or(0, characters),
        )
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::{STRETCH, TextLines};

    #[test]
    fn places_of_bytes() {
        let lines = TextLines::of("ab\nسلام\n\nz");
        let of = |at| lines.position(at);
        assert_eq!(
            [of(0), of(2), of(3), of(7), of(12), of(13), of(14)],
            [(1, 1), (1, 3), (2, 1), (2, 3), (3, 1), (4, 1), (4, 2)]
        );
        assert_eq!(
            [lines.line(1), lines.line(2), lines.line(3), lines.line(4)],
            [0..2, 3..11, 12..12, 13..14]
        );
        assert_eq!(TextLines::of("").position(0), (1, 1));
        assert_eq!(TextLines::of("").line(1), 0..0);
    }

    #[test]
    fn columns_of_a_long_line() {
        let long = "سلام x\n".repeat(STRETCH) + &"ح".repeat(2 * STRETCH);
        let lines = TextLines::of(&long);
        for (at, _) in long.char_indices().step_by(97).chain([(long.len(), ' ')]) {
            let head = &long[..at];
            let line = head.matches('\n').count() + 1;
            let column = head
                .rsplit('\n')
                .next()
                .map_or(0, |line| line.chars().count())
                + 1;
            assert_eq!(lines.position(at), (line, column));
        }
    }
}
