//! The numbers and dates that a text mentions.

use std::ops::Range;

use super::report::Report;
use crate::locale::{Mentioned, MonthWords, mentions};
use crate::source::Span;

/// Between blocks: no date goes on over it.
const BLOCK_END: char = '\u{2029}';

/// The plain words of a text with their places.
pub(super) struct MentionCollector {
    words: String,
    /// Where each piece begins among the words, and where it stands in the parsed text.
    pieces: Vec<(usize, Range<usize>)>,
}

impl MentionCollector {
    /// With room for the words of a text of this length.
    pub(super) fn for_text(length: usize) -> Self {
        Self {
            words: String::with_capacity(length),
            pieces: Vec::with_capacity(length / 64),
        }
    }

    /// Takes the words that stand at these bytes of `text`.
    pub(super) fn take(&mut self, text: &str, words: &str, range: &Range<usize>) {
        let gap = self
            .pieces
            .last()
            .and_then(|(_, last)| text.get(last.end..range.start));
        match gap {
            Some("") => {}
            Some(gap) if !has_blank_line(gap) => self.words.push(' '),
            _ => self.words.push(BLOCK_END),
        }
        self.pieces.push((self.words.len(), range.clone()));
        self.words.push_str(words);
    }

    /// What the words mention, in the order of the file.
    pub(super) fn mentions(
        &self,
        months: &MonthWords,
        report: &Report<'_>,
    ) -> Vec<(Mentioned, Span)> {
        let found = mentions(&self.words, months).into_iter();
        let mut placed: Vec<_> = found
            .map(|one| {
                // A piece that begins with a number begins it; one that ends with it ends it.
                let [start, end] = [one.range.start + 1, one.range.end].map(|at| self.place(at));
                (one.what, report.span(&(start.saturating_sub(1)..end)))
            })
            .collect();
        placed.sort_by_key(|(_, span)| *span);
        placed
    }

    /// The byte of the parsed text for one of the words. Within a piece that spells characters otherwise (`&amp;`) it is near.
    fn place(&self, at: usize) -> usize {
        let index = self
            .pieces
            .partition_point(|(start, _)| *start < at.max(1))
            .saturating_sub(1);
        self.pieces.get(index).map_or(0, |(start, range)| {
            (range.start + at.saturating_sub(*start)).min(range.end)
        })
    }
}

fn has_blank_line(gap: &str) -> bool {
    gap.as_bytes().windows(2).any(|pair| pair == b"\n\n")
}
