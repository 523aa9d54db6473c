//! A code block as it is read: its info string, its lines, and where these stand in the source.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::source::Span;

/// A code block whose lines are being read.
pub(super) struct Fence<'a> {
    /// `None` for indented code.
    info: Option<CowStr<'a>>,
    lines: String,
    /// Where pieces of the lines stand: byte in `lines`, byte in the source.
    pieces: Vec<(usize, usize)>,
    range: Range<usize>,
}

impl<'a> Fence<'a> {
    /// A code block at these bytes.
    pub(super) fn new(info: Option<CowStr<'a>>, range: Range<usize>) -> Self {
        Self {
            info,
            lines: String::new(),
            pieces: Vec::new(),
            range,
        }
    }

    /// Takes a line; says whether the block ends.
    pub(super) fn closes(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        match event {
            Event::Text(line) => {
                self.pieces.push((self.lines.len(), range.start));
                self.lines.push_str(line);
            }
            Event::End(_) => return true,
            _ => {}
        }
        false
    }

    /// The lines so far.
    pub(super) fn lines(&self) -> &str {
        &self.lines
    }

    /// The bytes of the whole block.
    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The word that names a block or a language.
    pub(super) fn word(&self) -> &str {
        self.info
            .as_deref()
            .and_then(|info| info.split_whitespace().next())
            .unwrap_or_default()
    }

    /// Where that word stands.
    pub(super) fn word_range(&self, source: &str) -> Range<usize> {
        let found = source
            .get(self.range.clone())
            .and_then(|block| block.lines().next()?.find(self.word()));
        found.map_or(self.range.clone(), |at| {
            self.range.start + at..self.range.start + at + self.word().len()
        })
    }

    /// The byte of the source for a byte of the lines.
    pub(super) fn source_byte(&self, byte: usize) -> Option<usize> {
        let pieces = self.pieces.partition_point(|(at, _)| *at <= byte);
        let (at, start) = pieces
            .checked_sub(1)
            .and_then(|last| self.pieces.get(last))?;
        Some(start + (byte - at))
    }

    /// The bytes of the source for a text of the lines.
    pub(super) fn source_span(&self, span: Span) -> Option<Range<usize>> {
        let start = self.source_byte(span.start as usize)?;
        Some(start..self.source_byte((span.end as usize).checked_sub(1)?)? + 1)
    }

    /// The bytes of the source for a place in the lines; what is empty stays so.
    pub(super) fn moved(&self, span: Span) -> Option<Range<usize>> {
        if span.start == span.end {
            return self.source_byte(span.start as usize).map(|at| at..at);
        }
        self.source_span(span)
    }

    /// The line that opens the block.
    pub(super) fn opening(&self, source: &str) -> Range<usize> {
        let line = source
            .get(self.range.clone())
            .and_then(|block| block.lines().next())
            .unwrap_or_default();
        self.range.start..self.range.start + line.trim_end().len()
    }

    /// Whether a line of its own closes the block. Without one it reaches to the end of the text, which is hardly ever meant.
    pub(super) fn is_closed(&self, source: &str) -> bool {
        let mut lines = source
            .get(self.range.clone())
            .unwrap_or_default()
            .trim_end()
            .lines();
        let open = fence_signs(lines.next().unwrap_or_default());
        lines.next_back().is_some_and(|last| {
            let signs = fence_signs(last);
            signs.len() >= open.len()
                && open.starts_with(signs.get(..1).unwrap_or(" "))
                && last.trim_end().ends_with(signs)
        })
    }

    /// A line within the data that was to close it, or opens the next block.
    pub(super) fn other_fence(&self, source: &str) -> Option<Range<usize>> {
        let mut at = 0;
        let found = self.lines.split_inclusive('\n').find_map(|line| {
            let start = at;
            at += line.len();
            let signs = fence_signs(line);
            (signs.len() > 2 || (!signs.is_empty() && line.trim() == signs)).then_some(start)
        });
        found.map(|start| self.source_line(start, source))
    }

    /// The line of the source that holds a byte of the lines; the last one with text, where it lies behind them.
    pub(super) fn source_line(&self, byte: usize, source: &str) -> Range<usize> {
        let byte = byte.min(self.lines.trim_end().len().saturating_sub(1));
        let piece = self
            .pieces
            .partition_point(|(at, _)| *at <= byte)
            .checked_sub(1)
            .and_then(|last| self.pieces.get(last));
        let Some((at, start)) = piece else {
            return self.range.clone();
        };
        let before = source.get(*start..start + (byte - at)).unwrap_or_default();
        let line_start = start + before.rfind('\n').map_or(0, |end| end + 1);
        let line = source
            .get(line_start..self.range.end)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        line_start + indent..line_start + line.trim_end().len().max(indent)
    }
}

/// The signs that a line begins with, if they are those of a fence. Quotations put `>` before them.
pub(super) fn fence_signs(line: &str) -> &str {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'));
    let end = sign.and_then(|sign| line.find(|c| c != sign).or(Some(line.trim_end().len())));
    line.get(..end.unwrap_or_default()).unwrap_or_default()
}
