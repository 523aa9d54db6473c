//! Sections of a body, and the words that are listened to for numbers and dates.

use std::ops::Range;

use super::report::Report;
use crate::locale::{Mentioned, MonthWords, mentions};
use crate::model::Heading;
use crate::model::section::{INTRO, Section};
use crate::source::Span;

/// Between blocks: no date goes on over it.
const BLOCK_END: char = '\u{2029}';

/// The plain words of a text with their places.
pub(super) struct Heard {
    words: String,
    /// Where each piece begins among the words, and where it stands in the parsed text.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Heard {
    /// With room for the words of a text of this length.
    pub(super) fn for_text(length: usize) -> Self {
        Self {
            words: String::with_capacity(length),
            pieces: Vec::with_capacity(length / 64),
        }
    }

    /// Hears the words that stand at these bytes of `text`.
    pub(super) fn hear(&mut self, text: &str, words: &str, range: &Range<usize>) {
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
                (
                    one.what,
                    report.span(&(self.place(one.range.start)..self.place(one.range.end))),
                )
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

/// The sections of a body whose headings are these. They are cut in the order of the file: a note with headings of its
/// own is shown elsewhere.
pub(super) fn sections(source: &str, body: Span, outline: &[Heading]) -> Vec<Section> {
    let mut starts: Vec<u32> = outline.iter().map(|heading| heading.span.start).collect();
    starts.sort_unstable();
    let end_of = |start: u32| {
        let next = starts.partition_point(|other| *other <= start);
        starts.get(next).copied().unwrap_or(body.end)
    };
    let span = Span {
        start: body.start,
        end: starts.first().copied().unwrap_or(body.end),
    };
    let before = source.get(span.range()).unwrap_or_default();
    let heading = Span {
        start: span.start,
        end: span.start,
    };
    let intro = (!before.trim().is_empty()).then(|| Section {
        id: INTRO.into(),
        span,
        heading,
    });
    let under = outline.iter().map(|heading| {
        let span = Span {
            start: heading.span.start,
            end: end_of(heading.span.start),
        };
        Section {
            id: heading.id.clone(),
            span,
            heading: heading.span,
        }
    });
    intro.into_iter().chain(under).collect()
}
