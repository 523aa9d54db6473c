//! Sections of a body.

use crate::model::Heading;
use crate::model::section::{INTRO, Section};
use crate::source::Span;

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
