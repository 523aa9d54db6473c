//! The two `---` lines of a content file: the one reader of them.

use crate::source::Span;

/// What stands before the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    /// The first line is not `---`.
    Missing,
    /// No second line is.
    Unclosed,
    /// Both are.
    Closed {
        /// The lines between the two.
        keys: Span,
        /// What follows the second.
        body: Span,
    },
}

impl FrontMatter {
    /// Finds the two lines; blanks behind the hyphens do no harm.
    pub fn of(text: &str) -> Self {
        let mut lines = text.split_inclusive('\n');
        let Some(first) = lines.next().filter(|line| is_fence(line)) else {
            return Self::Missing;
        };
        let start = first.len();
        let mut end = start;
        for line in lines {
            let after = end + line.len();
            if is_fence(line) {
                return Self::Closed {
                    keys: Span::new(start, end),
                    body: Span::new(after, text.len()),
                };
            }
            end = after;
        }
        Self::Unclosed
    }

    /// The bytes of the keys, where both lines stand.
    pub fn keys(self) -> Option<Span> {
        match self {
            Self::Closed { keys, .. } => Some(keys),
            Self::Missing | Self::Unclosed => None,
        }
    }

    /// The first byte of the text, where both lines stand.
    pub fn text_start(self) -> Option<u32> {
        match self {
            Self::Closed { body, .. } => Some(body.start),
            Self::Missing | Self::Unclosed => None,
        }
    }
}

/// Whether a line, with its end or without, is one of the two.
pub fn is_fence(line: &str) -> bool {
    line.trim_end_matches(['\n', '\r', ' ', '\t']) == "---"
}

#[cfg(test)]
mod tests {
    use super::FrontMatter;
    use crate::source::Span;

    #[test]
    fn the_two_lines() {
        let closed =
            |keys: std::ops::Range<usize>, body: std::ops::Range<usize>| FrontMatter::Closed {
                keys: Span::new(keys.start, keys.end),
                body: Span::new(body.start, body.end),
            };
        let rows = [
            ("---\na: 1\n---\nx\n", closed(4..9, 13..15)),
            ("--- \n---\t\n", closed(5..5, 10..10)),
            ("---\r\na\r\n---\r\nx", closed(5..8, 13..14)),
            ("---\na: '---'\n---", closed(4..13, 16..16)),
            ("---\n", FrontMatter::Unclosed),
            ("---\n ---\n----\n", FrontMatter::Unclosed),
            ("text\n---\n---\n", FrontMatter::Missing),
            ("---", FrontMatter::Unclosed),
            ("", FrontMatter::Missing),
        ];
        for (text, expected) in rows {
            assert_eq!(FrontMatter::of(text), expected, "{text:?}");
        }
    }
}
